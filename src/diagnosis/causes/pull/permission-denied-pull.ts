import type { FixSteps } from '../../model/fix';
import { ce, iam } from '../../remedy/command';
import { codeEngineDoc, registryDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import {
  afterUpdate,
  again,
  isIcr,
  newSecretName,
  renewRegistrySecret,
  setImage,
  showSecret,
} from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings, later } from '../shared/facts';

export default defineCause({
  id: 'permission-denied-pull',
  title: 'The login may not read this image',
  stage: 'pull',
  traits: { breaks: 'registry-secret', says: 'why', ofRegistry: 'refusal' },
  meaning:
    'The registry knows who asks, or knows the package, and says that reading is not allowed. The login lacks a role on this namespace or package.',
  shows: '403 on the manifest, `read_package`, “You are not authorized to access the specified resource”.',
  follows: [from('forbidden', imageThings, later), from('forbidden', undefined, ['pull'])],
  proof: 'The registry accepts the login (token granted) and answers 403 to the manifest.',
  ruleOut: [
    'a context-based restriction or IP allow-list',
    'single sign-on that the token was not authorised for',
  ],
  fix: mayNotRead,
  doc: registryDoc('iam'),
  docOf: (facts) => (isIcr(facts) ? registryDoc('iam') : codeEngineDoc('add-registry')),
  cases: ['I-9', 'A-4'],
});

/** Who is asked for the right, and how, depends on the registry and on the account that the namespace is in. */
function mayNotRead(facts: RemedyFacts): FixSteps {
  const whose = showSecret(facts, 'See whose login the secret holds.');
  if (facts.registryHost === undefined) {
    return [
      step(
        'Give the login the right to read: service role Reader on IBM Container Registry, or read access to the package elsewhere.',
      ),
      whose,
      ...again(facts),
    ];
  }
  if (!isIcr(facts)) return [whose, ...renewRegistrySecret(facts), ...again(facts)];
  const namespace = facts.namespace ?? 'NAMESPACE';
  const policy = {
    roles: 'Reader',
    'service-name': 'container-registry',
    'resource-type': 'namespace',
    resource: namespace,
  };
  if (!facts.icr?.missing.some(({ why }) => /\bbelongs to another account\b/.test(why))) {
    return [
      whose,
      step(
        `Give its owner, a service ID for example, the service role Reader on the namespace ${namespace}.`,
        iam('service-policy-create', ['SERVICE_ID'], policy),
      ),
      ...again(facts),
    ];
  }
  const name = newSecretName(facts);
  const id = name === 'SECRET_NAME' ? 'SERVICE_ID' : name;
  return [
    step(
      `The namespace ${namespace} is in another account: log in there, and make a service ID for the pull.`,
      iam('service-id-create', [id]),
    ),
    step('Let it read the namespace.', iam('service-policy-create', [id], policy)),
    step('Make an API key of it.', iam('service-api-key-create', [id, id], { file: `${id}.json` })),
    step(
      'Back in the account of the project, keep the key in a registry secret.',
      ce('secret create', {
        format: 'registry',
        name,
        server: facts.registryHost,
        username: 'iamapikey',
        'password-from-json-file': `${id}.json`,
      }),
    ),
    setImage(facts, 'Use the secret.', { secret: name }),
    ...afterUpdate(facts),
  ];
}
