import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import { listImages, newRegistrySecret, showSecret } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from, imageThings, later } from '../shared/facts';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'access-denied-or-not-found',
  title: 'The image is private or does not exist; the registry does not say which',
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'refusal', followsFromFailedBuild: true },
  meaning:
    'The registry gives one answer for “there is no such repository” and “you may not see it”. Either the name is wrong, or the image is private and the credentials are missing or lack the right to read it.',
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
  fix: (facts) => [
    listImages(facts, 'Check that the image exists under exactly this name.'),
    ...(facts.registrySecret ? [showSecret(facts, 'Check which registry the secret is for.')] : []),
    ...newRegistrySecret(facts),
  ],
  doc: pullPage,
  docOf: ({ kind }) => pullDoc(kind),
  cases: ['I-1', 'I-3', 'A-4', 'J-7'],
});
