import type { FixSteps } from '../../model/fix';
import { iam } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { isIcr } from '../../remedy/image-names';
import { again, asItIs, isReadByAll, setImage } from '../../remedy/registry-steps';
import {
  configureAgain,
  createRegistrySecret,
  isManaged,
  loginOf,
  namespacePolicy,
  newSecretName,
} from '../../remedy/secret-steps';
import { orSteps, personStep } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { imagePath, naming, registrySecret } from '../shared/headline';
import { asBuild } from '../shared/push';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'permission-denied-push',
  title: 'The registry refuses to store the image',
  headline: (facts) =>
    naming`${registrySecret(facts)} is not allowed to push to ${imagePath(facts)}` ??
    naming`The login is not allowed to push to ${imagePath(facts)}`,
  stage: 'push',
  traits: { breaks: 'registry-secret', says: 'why', ofRegistry: 'refusal', coarseOnPlatform: true },
  meaning:
    'The login is not allowed to write to this repository: it has no Writer role, is for another namespace, or the push was made without a login.',
  shows:
    '`denied: requested access to the resource is denied` while pushing, `error checking push permissions`, `UNAUTHORIZED` when exporting.',
  reasons: [{ of: 'build-run', value: 'missing_registry_access', strength: 'symptom' }],
  becauseOf: [
    'auth-token-expired',
    'rate-limited',
    'registry-quota-traffic',
    'registry-quota-storage',
    'network-policy-restricted',
    'repository-not-found',
  ],
  follows: [
    from(['merged-refusal', 'forbidden', 'unauthorized'], imageThings, ['push']),
    from(['merged-refusal', 'forbidden', 'unauthorized'], undefined, ['push']),
  ],
  phrases: [
    /\binstallation not allowed to Create organization package\b/,
    /\bpermission_denied: write_package\b/,
  ],
  proof: 'The registry answers 401 or 403 when asked with this very login to start an upload.',
  ruleOut: ['a secret for another registry than the image’s', 'a storage quota that is used up'],
  fix: mayNotWrite,
  doc: pushPage,
  cases: ['B-3'],
});

/** The login gets the right, or the build another login. What is asked of an image by itself changes no secret. */
function mayNotWrite(given: RemedyFacts): FixSteps {
  const facts = asBuild(given);
  const { registrySecret, registryHost, namespace } = facts;
  if (isReadByAll(facts)) return asItIs(facts);
  if (isManaged(registrySecret)) return [configureAgain(facts), ...again(facts)];
  const name = newSecretName(facts);
  const own = [
    ...createRegistrySecret(facts, name),
    setImage(facts, 'Use the secret.', { secret: name }),
    ...again(facts),
  ];
  if (registrySecret === undefined && registryHost !== undefined) return own;
  const known =
    registrySecret === undefined ? '' : `If you know whose login the secret ${registrySecret} holds, `;
  const right = isIcr(facts)
    ? personStep(
        `${known}${known ? 'give' : 'Give'} that service ID the service roles Reader and Writer on the namespace ${namespace ?? 'of the image'}.`,
        iam('service-policy-create', ['SERVICE_ID'], namespacePolicy(facts, 'Reader,Writer')),
      )
    : personStep(
        registryHost === undefined
          ? 'Give the login the right to write: service roles Reader and Writer on IBM Container Registry.'
          : `${known}${known ? 'give' : 'Give'} the login the right to write: it must be ${loginOf(facts)}.`,
      );
  return registrySecret === undefined ? [right, ...own] : [...own, ...orSteps([right, ...again(facts)])];
}
