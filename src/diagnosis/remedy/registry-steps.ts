/** Fix steps about registries, their images and their secrets, with the user's own names where they are known. */

import type { Command, FixStep, FixSteps } from '../model/fix';
import { hostOf, isIbmRegistry, registryHostIn, registryRegion } from '../model/image-host';
import { ce, cr, iam, run } from './command';
import type { RemedyFacts } from './facts';
import { deployAgain, isBuild, rerun, step, tryAgain, workload } from './steps';

const wholeName = 'REGISTRY/NAMESPACE/REPOSITORY:TAG';

export const isIcr = (facts: RemedyFacts): boolean =>
  facts.registryHost !== undefined && isIbmRegistry(facts.registryHost);

const isDockerHub = (host: string | undefined) =>
  host !== undefined && /^(?:(?:index|registry-1)\.)?docker\.(?:io|com)$/.test(host);

/** What a registry secret's server must be for this host. Source: docs, adding access to a registry. */
export function secretServer(host: string | undefined): string {
  if (host === undefined) return 'REGISTRY_HOST';
  return isDockerHub(host) ? 'https://index.docker.io/v1/' : host;
}

/** The image of the facts with another tag, repository or host; the parts of a name that are unknown in capitals. */
export function withTag({ image }: RemedyFacts, tag = 'TAG'): string {
  return image === undefined ? wholeName : `${image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')}:${tag}`;
}

export function withOtherRepository({ image }: RemedyFacts): string {
  const [, host, namespace = '', tag = ':TAG'] =
    /^([^/]+\/)([^/]+\/)?[^:@]+(:[^/:@]+)?/.exec(image ?? '') ?? [];
  return host === undefined ? wholeName : `${host}${namespace}REPOSITORY${tag}`;
}

export function withOtherHost({ image }: RemedyFacts): string {
  return image?.includes('/') ? image.replace(/^[^/]+/, 'REGISTRY') : wholeName;
}

/** The same image by the private host of IBM's registry: pulls over it are free and reach private-only accounts. */
export function privateImage(image: string | undefined): string | undefined {
  return image && /^(?:[a-z0-9]+\.)?icr\.io\//.test(image) ? `private.${image}` : undefined;
}

/** The name by which the registry's own command line knows an image: by its public host. */
export function publicName(image: string): string {
  return image.replace(/^private\./, '');
}

/** The host of IBM's registry in the project's region. */
export const hostInRegion = ({ region }: RemedyFacts): string => registryHostIn(region) ?? 'REGION.icr.io';

const hostInUse = (facts: RemedyFacts): string | undefined =>
  isIcr(facts) ? facts.registryHost?.replace(/^private\./, '') : undefined;

/** Where an image would lie in IBM's registry, by its public host: in the namespace that is in use, if there is one. */
export function icrName(
  facts: RemedyFacts,
  image: string,
  host = hostInUse(facts) ?? hostInRegion(facts),
): string {
  const namespace = (isIcr(facts) ? facts.namespace : undefined) ?? 'NAMESPACE';
  const last = image.replace(/@.*$/, '').split('/').at(-1) ?? '';
  return `${host}/${namespace}/${last.includes(':') ? last : `${last || 'REPOSITORY'}:${last ? 'latest' : 'TAG'}`}`;
}

/** Copy an image from elsewhere to IBM's registry, by way of one's own machine. */
export function copyToIcr(text: string, from: string, to: string): FixStep {
  const hosts = [from, to].map((image) => hostOf(image)).filter(isIbmRegistry);
  const logins = [...new Set(hosts)].flatMap((host) => {
    const region = registryRegion(host);
    return [...(region === undefined ? [] : [cr('region-set', [region])]), cr('login')];
  });
  return step(
    text,
    ...logins,
    run('docker', 'pull', { platform: 'linux/amd64' }, [from]),
    run('docker', 'tag', {}, [from, to]),
    run('docker', 'push', {}, [to]),
  );
}

/** Build for the one platform that Code Engine runs, on one's own machine. */
export function buildForAmd64(image: string): Command {
  return run('docker', 'buildx build', { platform: 'linux/amd64', tag: image, push: true }, ['.']);
}

/** Instead of an image of another registry use a copy of it. The access of Code Engine itself reads it. */
export function orCopyToIcr(facts: RemedyFacts): FixSteps {
  if (isIcr(facts)) return [];
  const to = icrName(facts, facts.image ?? '');
  const copy = `private.${to}`;
  return [
    copyToIcr('Or copy the image to IBM Container Registry.', facts.image ?? 'IMAGE', to),
    setImage(facts, 'Then use the copy.', { image: copy, secret: knownSecret(facts, hostOf(copy))?.name }),
  ];
}

/** A reference without what makes it invalid: a scheme, slashes in front, capitals in the name. */
export function mendedName({ image }: RemedyFacts): string {
  const bare = (image ?? '')
    .trim()
    .replace(/^[a-z]{1,10}:\/\//i, '')
    .replace(/^\/+/, '')
    .replace(/^.*\/[^:@]*/, (name) => name.toLowerCase());
  const valid =
    /^[a-z0-9.-]{1,253}(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
  return bare !== image && valid.test(bare) ? bare : wholeName;
}

/** What of the image is to be changed in the workload or the build that uses it. */
interface Change {
  readonly image?: string;
  readonly secret?: string;
}

/** Point the workload (or the build) at another image, or at another secret. */
export function setImage(facts: RemedyFacts, text: string, change: Change): FixStep {
  const { image, secret } = change;
  if (facts.asked === 'image') {
    const wanted = [...(image ? [image] : []), ...(secret ? [`the registry secret ${secret}`] : [])];
    return step(`${text} What uses the image must name ${wanted.join(' with ')}.`);
  }
  if (isBuild(facts)) {
    return step(
      text,
      ce('build update', { name: facts.build ?? 'BUILD_NAME', image, 'registry-secret': secret }),
    );
  }
  const { group, name } = workload(facts);
  if (group === 'function') {
    return step(text, ce('function update', { name, 'code-bundle': image, 'code-bundle-secret': secret }));
  }
  // A run without a job has nothing to update: it is submitted anew as a whole.
  if (isLoneRun(facts)) {
    const run = { image: image ?? facts.image, 'registry-secret': secret ?? facts.registrySecret };
    return step(text, ce('jobrun submit', run));
  }
  return step(text, ce(`${group} update`, { name, image, 'registry-secret': secret }));
}

/** A run that was submitted without a job. */
export function isLoneRun({ job, jobRun, app }: RemedyFacts): boolean {
  return job === undefined && app === undefined && jobRun !== undefined;
}

/** What is left to do after an `update`: apps and functions have been deployed by it. */
export function afterUpdate(facts: RemedyFacts): FixSteps {
  if (facts.asked === 'image') return [];
  if (isBuild(facts)) return [rerun(facts)];
  const { group } = workload(facts);
  return group === 'job' && !isLoneRun(facts) ? [deployAgain(facts, 'Submit the job run again.')] : [];
}

/** After mending something elsewhere: build, deploy or submit again. An image by itself has nothing to run. */
export function again(facts: RemedyFacts): FixSteps {
  return facts.asked === 'image' ? [] : [tryAgain(facts)];
}

/** Whether the login must be able to write. */
const writes = (facts: RemedyFacts): boolean => isBuild(facts) || facts.push === true;

/** What a password must be, so that it opens the image. */
export function loginOf(facts: RemedyFacts, host = facts.registryHost): string {
  const write = writes(facts);
  if (host === undefined) return `a password or token that may ${write ? 'write' : 'read'} the image`;
  if (isIbmRegistry(host)) return `an IAM API key ${rightOnNamespace(facts)}`;
  if (host === 'ghcr.io') {
    return `a personal access token (classic) of GitHub with the scope ${write ? 'write:packages' : 'read:packages'}, authorised for the organisation’s single sign-on where it has one`;
  }
  if (isDockerHub(host)) {
    return `an access token of Docker Hub with the permission ${write ? 'Read & Write' : 'Read-only'}`;
  }
  return `a password or token of ${host} that may ${write ? 'write' : 'read'} the image`;
}

function rightOnNamespace(facts: RemedyFacts): string {
  const roles = writes(facts) ? 'roles Reader and Writer' : 'role Reader';
  const where =
    isIcr(facts) && facts.namespace ? `the namespace ${facts.namespace}` : 'the namespace of the image';
  return `whose owner has the service ${roles} on ${where}`;
}

/** Create a registry secret for `host`. An IAM API key is made with it; other logins come from their registry. */
export function createRegistrySecret(
  facts: RemedyFacts,
  name = newSecretName(facts),
  host = facts.registryHost,
): FixSteps {
  const base = { format: 'registry', name, server: secretServer(host) };
  if (host !== undefined && isIbmRegistry(host)) {
    const file = `${name}.json`;
    return [
      step(`Make ${loginOf(facts, host)}.`, iam('api-key-create', [name], { file })),
      step(
        'Create a registry secret with it.',
        ce('secret create', { ...base, username: 'iamapikey', 'password-from-json-file': file }),
      ),
    ];
  }
  return [
    step(
      `Create a registry secret; the file holds ${loginOf(facts, host)}.`,
      ce('secret create', {
        ...base,
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
  const wanted = `${whose}-${suffix}`;
  const free = (at: number): string =>
    secretNames.includes(`${wanted}-${at}`) ? free(at + 1) : `${wanted}-${at}`;
  return secretNames.includes(wanted) ? free(2) : wanted;
}

/** A registry secret of the project for this very host. */
export function knownSecret({ registrySecrets = [] }: RemedyFacts, host: string | undefined) {
  if (host === undefined) return undefined;
  const wanted = bareServer(secretServer(host));
  return registrySecrets.find(({ server }) => server !== undefined && bareServer(server) === wanted);
}

function bareServer(server: string): string {
  return server
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
}

/** Use a secret that the project has for this registry, or create one and use that; and what follows. */
export function newRegistrySecret(facts: RemedyFacts): FixSteps {
  const known = facts.registrySecret === undefined ? knownSecret(facts, facts.registryHost) : undefined;
  if (isReadByAll(facts)) return asItIs(facts);
  if (known) {
    return [
      setImage(facts, `Use the secret ${known.name}, which the project has for ${facts.registryHost}.`, {
        secret: known.name,
      }),
      ...afterUpdate(facts),
    ];
  }
  const name = newSecretName(facts);
  return [
    ...createRegistrySecret(facts, name),
    setImage(facts, 'Use the secret.', { secret: name }),
    ...afterUpdate(facts),
  ];
}

/** Asked without a login, and read: only writing was refused. */
export function isReadByAll(facts: RemedyFacts): boolean {
  return facts.asked === 'image' && facts.registrySecret === undefined && facts.digest !== undefined;
}

/** An image that everybody may read needs no secret; what is pushed goes to a repository of one's own. */
export function asItIs({ image = wholeName }: RemedyFacts): FixSteps {
  return [
    step(`Everybody may read this image: name it as ${image}, without a registry secret.`),
    step('To push, choose a repository of your own, and name the secret for it.'),
  ];
}

/** Pull by the private host of IBM's registry: the image and a secret for that host; undefined for other images. */
export function usePrivateHost(facts: RemedyFacts, text: string): FixSteps {
  const image = privateImage(facts.image);
  if (image === undefined) return [];
  const host = hostOf(image);
  const known = knownSecret(facts, host);
  const name = known?.name ?? newSecretName(facts, 'private');
  return [
    ...(known ? [] : createRegistrySecret(facts, name, host)),
    setImage(facts, text, { image, secret: name }),
  ];
}

/** New key or password for the secret that is in use. What only an image was asked about may serve others too. */
export function renewRegistrySecret(facts: RemedyFacts): FixSteps {
  if (facts.asked === 'image') {
    const name = newSecretName(facts);
    return [
      ...createRegistrySecret(facts, name),
      setImage(facts, 'Other resources may use the old secret: leave it as it is.', { secret: name }),
    ];
  }
  const name = facts.registrySecret ?? 'SECRET_NAME';
  if (isIcr(facts)) {
    const key = newSecretName(facts, 'key');
    const file = `${key}.json`;
    return [
      step(
        `Make ${loginOf(facts)}.`,
        iam('api-key-create', [key === 'SECRET_NAME' ? 'KEY_NAME' : key], { file }),
      ),
      step(
        'Put it in the secret: a rotated key is not taken over by itself.',
        ce('secret update', { name, 'password-from-json-file': file }),
      ),
    ];
  }
  return [
    step(
      `Put a valid password in the secret: ${loginOf(facts)}.`,
      ce('secret update', { name, 'password-from-file': 'FILE_WITH_PASSWORD' }),
    ),
  ];
}

export function showSecret(facts: RemedyFacts, text: string): FixStep {
  return facts.registrySecret
    ? step(text, ce('secret get', { name: facts.registrySecret }))
    : step(text, ce('secret list', { format: 'registry' }));
}

/** Look at what the registry holds, where it is IBM's; elsewhere its page in a browser. */
export function listImages(facts: RemedyFacts, text: string): FixStep {
  if (facts.registryHost === undefined || isIcr(facts)) {
    return step(text, cr('image-list', [], { restrict: facts.repository ?? facts.namespace }));
  }
  const page = pageOf(facts);
  return step(`${text} Look ${page ? `at ${page}` : `in the console of ${facts.registryHost}`}.`);
}

function pageOf({ registryHost, repository }: RemedyFacts): string | undefined {
  if (repository === undefined) return undefined;
  if (isDockerHub(registryHost)) {
    const [namespace, name] = repository.split('/');
    return `https://hub.docker.com/${namespace === 'library' ? `_/${name}` : `r/${repository}`}`;
  }
  if (registryHost === 'quay.io') return `https://quay.io/repository/${repository}`;
  return registryHost === 'ghcr.io'
    ? `https://github.com/${repository.split('/')[0]}?tab=packages`
    : undefined;
}
