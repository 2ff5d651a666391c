import type { FixSteps } from '../../model/fix';
import { iam } from '../../remedy/command';
import { codeEngineDoc, registryDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { isIcr } from '../../remedy/image-names';
import { afterUpdate, again, renewRegistrySecret, setImage } from '../../remedy/registry-steps';
import {
  configureAgain,
  createRegistrySecret,
  isManaged,
  namespacePolicy,
  newSecretName,
  showSecret,
} from '../../remedy/secret-steps';
import { orSteps, personStep, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings, later } from '../shared/facts';
import { imagePath, naming, registrySecret } from '../shared/headline';

export default defineCause({
  id: 'permission-denied-pull',
  title: 'The login is not allowed to read this image',
  headline: (facts) =>
    naming`${registrySecret(facts)} is not allowed to read ${imagePath(facts)}` ??
    naming`The login is not allowed to read ${imagePath(facts)}`,
  stage: 'pull',
  traits: {
    breaks: 'registry-secret',
    says: 'why',
    ofRegistry: 'refusal',
    ofBaseImage: 'base-image-access-denied',
  },
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
  if (isManaged(facts.registrySecret)) return [configureAgain(facts), ...again(facts)];
  const name = newSecretName(facts);
  return [
    ...createRegistrySecret(facts, name),
    setImage(facts, 'Use the secret.', { secret: name }),
    ...afterUpdate(facts),
    ...orSteps([
      personStep(
        `If you know whose login the secret ${facts.registrySecret ?? 'in use'} holds, give that service ID the service role Reader on the namespace ${facts.namespace ?? 'of the image'}.`,
        iam('service-policy-create', ['SERVICE_ID'], namespacePolicy(facts, 'Reader')),
      ),
      ...again(facts),
    ]),
  ];
}
