import type { FixSteps } from '../../model/fix';
import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { afterUpdate, listImages, newRegistrySecret, setImage } from '../../remedy/registry-steps';
import { createKeySecret, knownSecret, newSecretName } from '../../remedy/secret-steps';
import { personStep } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings, later } from '../shared/facts';
import { image, naming } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'access-denied-or-not-found',
  title: 'The image is private or does not exist; the registry does not say which',
  headline: (facts) => naming`${image(facts)} is private or does not exist`,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'refusal',
    followsFromFailedBuild: true,
    ofBaseImage: 'base-image-access-denied',
    mayBeStage: true,
  },
  meaning:
    'The registry gives one answer for “there is no such repository” and “you are not allowed to see it”. Either the name is wrong, or the image is private and the credentials are missing or lack the right to read it.',
  shows:
    '“repository does not exist or may require authorization”, `insufficient_scope: authorization failed`, `requested access to the resource is denied`.',
  becauseOf: [
    'auth-token-expired',
    'rate-limited',
    'registry-quota-traffic',
    'registry-quota-storage',
    'network-policy-restricted',
    'repository-not-found',
  ],
  follows: [from('merged-refusal', imageThings, later), from('merged-refusal', undefined, later)],
  proof:
    'An own check with the same secret tells the two apart: 404 with a valid login means the name is wrong.',
  ruleOut: [
    'a typing error in the name',
    'a secret for another registry',
    'a secret without the right to read',
  ],
  fix: (facts) =>
    facts.icr?.namespace === 'unseen'
      ? unseenNamespace(facts)
      : [
          listImages(facts, 'Check that the image exists under exactly this name.'),
          ...newRegistrySecret(facts),
        ],
  doc: pullPage,
  docOf: ({ kind }) => pullDoc(kind),
  cases: ['I-1', 'I-3', 'A-4', 'J-7'],
});

/**
 * The account of ce-image shows no such namespace: it is misspelt or deleted, at another host, hidden from this login, or
 * another account's. What was seen decides what comes first.
 */
function unseenNamespace(facts: RemedyFacts): FixSteps {
  const { icr, image = '', namespace, registryHost = '' } = facts;
  const [elsewhere] = icr?.namespaceAt ?? [];
  const there = registryHost.startsWith('private.') ? `private.${elsewhere}` : elsewhere;
  const moved =
    elsewhere === undefined || there === undefined
      ? [personStep(`Check the name: the account of ce-image has no namespace ${namespace} at any host.`)]
      : [
          setImage(
            facts,
            `The account has the namespace ${namespace} at ${elsewhere}: name the image there.`,
            {
              image: image.replace(/^[^/]+/, there),
              secret: knownSecret(facts, there)?.name,
            },
          ),
          ...afterUpdate(facts),
        ];
  const name = newSecretName(facts);
  const [make, keep] = createKeySecret({ ...facts, kind: 'app', push: false }, name, registryHost, {
    make: 'If the name is right, the namespace is in another account: log in there, and make a service ID that reads it, and an API key of it.',
    keep: 'Back in the account of the project, keep the key in a registry secret, and remove its file.',
  });
  return [
    ...moved,
    { ...make, byPerson: true },
    keep,
    setImage(facts, 'Use the secret.', { secret: name }),
    ...afterUpdate(facts),
  ];
}
