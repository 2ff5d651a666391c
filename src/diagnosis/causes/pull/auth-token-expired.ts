import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, renewRegistrySecret } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry, registrySecret } from '../shared/headline';

export default defineCause({
  id: 'auth-token-expired',
  title: 'The login for the registry has expired',
  headline: (facts) =>
    naming`The login of ${registrySecret(facts)} for ${registry(facts)} has expired` ??
    naming`The login for ${registry(facts)} has expired`,
  stage: 'pull',
  traits: {
    breaks: 'registry-secret',
    says: 'why',
    ofRegistry: 'plain',
    ofBaseImage: 'base-image-access-denied',
    atSignIn: true,
  },
  meaning:
    'Credentials were sent, and the registry says that they have expired. Short-lived tokens (Amazon ECR: 12 hours, IAM tokens: one hour) do not belong in a secret.',
  shows: '`Your authorization token has expired. Reauthenticate and try again.`',
  follows: [from('credentials-expired', imageThings), from('credentials-expired')],
  proof: 'The registry answers 401 and names the expiry.',
  fix: (facts) => [
    step('Use a login that does not expire within hours: an API key, a service account or an access token.'),
    ...renewRegistrySecret(facts),
    ...again(facts),
  ],
  doc: codeEngineDoc('add-registry'),
  cases: ['I-6'],
});
