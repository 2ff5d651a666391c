/** Fix steps about registry secrets and the logins in them. */

import type { Command, FixStep, FixSteps, Flags } from '../model/fix';
import { isIbmRegistry } from '../model/image-host';
import { isDockerHub, serverFor, serverIsFor } from '../model/secret-server';
import { ce, iam, run } from './command';
import type { RemedyFacts } from './facts';
import { isIcr } from './image-names';
import { isBuild, personStep, step } from './steps';

/** Whether the login must be able to write. */
const writes = (facts: RemedyFacts): boolean => isBuild(facts) || facts.push === true;

/** What a password must be, so that it opens the image. */
export function loginOf(facts: RemedyFacts, host = facts.registryHost): string {
  const write = writes(facts);
  if (host === undefined)
    return `a password or token that is allowed to ${write ? 'write' : 'read'} the image`;
  if (isIbmRegistry(host)) return `an IAM API key ${rightOnNamespace(facts)}`;
  if (host === 'ghcr.io') {
    return `a personal access token (classic) of GitHub with the scope ${write ? 'write:packages' : 'read:packages'}, authorised for the organisation’s single sign-on where it has one`;
  }
  if (isDockerHub(host)) {
    return `an access token of Docker Hub with the permission ${write ? 'Read & Write' : 'Read-only'}`;
  }
  return `a password or token of ${host} that is allowed to ${write ? 'write' : 'read'} the image`;
}

function rightOnNamespace(facts: RemedyFacts): string {
  const roles = writes(facts) ? 'roles Reader and Writer' : 'role Reader';
  const where =
    isIcr(facts) && facts.namespace ? `the namespace ${facts.namespace}` : 'the namespace of the image';
  return `whose owner has the service ${roles} on ${where}`;
}

/**
 * A service ID that may use the namespace, and an API key of it in a file: a person's own key may do all that the person
 * may, and ends with the person. Source: Code Engine docs, adding access to a registry.
 */
export function serviceIdKey(facts: RemedyFacts, id: string, file: string, text?: string): FixStep {
  const roles = writes(facts) ? 'Reader,Writer' : 'Reader';
  const where =
    facts.namespace && isIcr(facts) ? `the namespace ${facts.namespace}` : 'the namespace of the image';
  return step(
    text ??
      `Make a service ID with the service role ${roles.replace(',', ' and ')} on ${where}, and an API key of it.`,
    iam('service-id-create', [id]),
    iam('service-policy-create', [id], namespacePolicy(facts, roles)),
    iam('service-api-key-create', [id, id], { file }),
  );
}

/** Options of a policy on the namespace of the image. */
export function namespacePolicy(facts: RemedyFacts, roles: string): Flags {
  return {
    roles,
    'service-name': 'container-registry',
    'resource-type': 'namespace',
    resource: (isIcr(facts) ? facts.namespace : undefined) ?? 'NAMESPACE',
  };
}

/** The file of a key is not left behind: whoever reads it can log in. */
export const removeKeyFile = (file: string): Command => run('rm', '', {}, [file]);

/** Make a service ID with a key, and keep the key in a registry secret for `host`: the one step, and the other. */
export function createKeySecret(
  facts: RemedyFacts,
  name: string,
  host: string,
  text: { readonly make?: string; readonly keep: string },
): readonly [FixStep, FixStep] {
  const id = name === 'SECRET_NAME' ? 'SERVICE_ID' : name;
  const file = `${id}.json`;
  return [
    serviceIdKey(facts, id, file, text.make),
    step(
      text.keep,
      ce('secret create', {
        format: 'registry',
        name,
        server: secretServer(host),
        username: 'iamapikey',
        'password-from-json-file': file,
      }),
      removeKeyFile(file),
    ),
  ];
}

/** Create a registry secret for `host`. An IAM API key is made with it; other logins come from their registry. */
export function createRegistrySecret(
  facts: RemedyFacts,
  name = newSecretName(facts),
  host = facts.registryHost,
): FixSteps {
  if (host !== undefined && isIbmRegistry(host)) {
    return createKeySecret(facts, name, host, {
      keep: 'Create a registry secret with the key, and remove its file.',
    });
  }
  return [
    step(
      `Create a registry secret; the file holds ${loginOf(facts, host)}.`,
      ce('secret create', {
        format: 'registry',
        name,
        server: secretServer(host),
        username: knownSecret(facts, host)?.username ?? userName(host),
        'password-from-file': 'FILE_WITH_PASSWORD',
      }),
    ),
  ];
}

function userName(host: string | undefined): string {
  if (host === 'ghcr.io') return 'GITHUB_USER';
  return isDockerHub(host) ? 'DOCKER_ID' : 'USER_NAME';
}

/** A name for a new secret that the project does not have yet. */
export function newSecretName(facts: RemedyFacts, suffix = 'registry'): string {
  const { kind, name, repository, secretNames = [] } = facts;
  // A secret outlives the run that needs it first.
  const lasting = kind === 'jobrun' ? facts.job : kind === 'buildrun' ? facts.build : undefined;
  const whose =
    lasting ??
    name ??
    repository
      ?.split('/')
      .at(-1)
      ?.replace(/[^a-z0-9]+/g, '-');
  if (whose === undefined) return 'SECRET_NAME';
  return freeName(`${whose}-${suffix}`, secretNames);
}

/** The name, with a number behind it when the project has a secret of that name. */
export function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let next = 2; taken.includes(name); next += 1) name = `${wanted}-${next}`;
  return name;
}

/** A registry secret of the project for this very host. */
export function knownSecret({ registrySecrets = [] }: RemedyFacts, host: string | undefined) {
  if (host === undefined) return undefined;
  return registrySecrets.find(({ server }) => server !== undefined && serverIsFor(server, host));
}

/** Whether Code Engine made the registry secret itself, with a service ID and a key of its own. */
export const isManaged = (secret: string | undefined): boolean => /^ce-auto-icr-/.test(secret ?? '');

/**
 * Code Engine's own secret made anew: it is never edited, and its service ID and key never touched.
 * Source: Code Engine docs, project integrations.
 */
export function configureAgain({ registrySecret, project }: RemedyFacts, isThere = true): FixStep {
  const which = project === undefined ? 'the project' : `the project ${project}`;
  const own = isManaged(registrySecret) ? registrySecret : 'such a secret';
  const choose = isThere ? 'choose Remove configuration, then Configure' : 'choose Configure';
  return personStep(
    `Code Engine keeps ${own} itself. In the console open ${which}, Project settings, Integrations; in the row of the location under Container Registry ${choose}: secret, service ID and key are made anew.`,
  );
}

/** Shows the registry secret, or which there are where none is known. */
export function showSecret(facts: RemedyFacts, text: string): FixStep {
  return facts.registrySecret
    ? step(text, ce('secret get', { name: facts.registrySecret }))
    : step(text, ce('secret list', { format: 'registry' }));
}

/** The server of a secret for this host; a word in capitals where no host is known. */
export function secretServer(host: string | undefined): string {
  return host === undefined ? 'REGISTRY_HOST' : serverFor(host);
}
