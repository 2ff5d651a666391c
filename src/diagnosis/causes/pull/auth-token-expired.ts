import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, renewRegistrySecret } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { except, words } from '../shared/wordings';

export default defineCause({
  id: 'auth-token-expired',
  title: 'The login for the registry has expired',
  stage: 'pull',
  meaning:
    'Credentials were sent, and the registry says that they have expired. Short-lived tokens (Amazon ECR: 12 hours, IAM tokens: one hour) do not belong in a secret.',
  shows: '`Your authorization token has expired. Reauthenticate and try again.`',
  patterns: except(
    /ssh key|certificate|x509|\bgit\b/i,
    words(
      94,
      /\b(?:authorization|authentication|access|auth|security|bearer|refresh|personal access|registry|login|session|ID)? ?(?:token|credentials?|login|password|api key)(?: you are using| included in the request)? (?:has|have|is|are|was)(?: been)? (?:expired|no longer valid)/i,
      /\b(?:token|credential)s? expired\b|\bexpired (?:token|credential|authorization|access token)s?\b|\bExpiredToken(?:Exception)?\b/i,
      /\btoken is expired\b|\bjwt expired\b|\bTokenExpired/i,
    ),
  ),
  proof: 'The registry answers 401 and names the expiry.',
  fix: (facts) => [
    step('Use a login that does not expire within hours: an API key, a service account or an access token.'),
    ...renewRegistrySecret(facts),
    ...again(facts),
  ],
  doc: codeEngineDoc('add-registry'),
  cases: ['I-6'],
});
