import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import { again, renewRegistrySecret, showSecret } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { during, except, words } from '../shared/wordings';

const reading = ['pull', 'run', 'source'] as const;

const verifyPage = codeEngineDoc('ts-build-verify-image');

export default defineCause({
  id: 'auth-invalid',
  title: 'The registry refuses the login',
  stage: 'pull',
  meaning:
    'Credentials were sent, and they are wrong: a bad password, a deleted or rotated API key, or a kind of login that the registry does not accept.',
  shows: '`incorrect username or password`, `Status code 401 Unauthorized`, a failing OAuth token with 401.',
  reasons: [
    { of: 'revision', value: 'fetch_image_failed_wrong_pull_credentials', strength: 'decisive' },
    { of: 'build-run', value: 'missing_registry_access', strength: 'symptom' },
  ],
  patterns: except(/\bgit\b|remote:|\bnpm\b|maven|expired|fatal: |may have invalid credentials/i, [
    ...words(
      82,
      /\bincorrect username or password\b/i,
      /\b(?:invalid|bad|wrong) (?:username|user name|user|login|credential)s?(?:[ /]{1,3}(?:or|and|&)? ?(?:password|token|credentials?))?\b/i,
      /\bStatus code 401 Unauthorized\b/,
      /\bThe login credentials are not valid\b/i,
      /\binvalid_(?:grant|client)\b|\bunable to get identity token\b/i,
      /\bAn error occurred when authenticating your request\b/i,
      /\bmalformed (?:HTTP )?(?:Authorization|credentials)|\bunsupported (?:auth|login|authentication) (?:method|scheme|type)/i,
      /\b(?:auth|login|authentication) (?:method|scheme|type) is not supported\b/i,
      /\brequest could not be authenticated\b|\bensure (?:that )?your (?:access )?token is valid\b/i,
      /\bunauthorized: (?:Invalid|Wrong|Bad|HTTP Basic: Access denied)/i,
      /\bHTTP Basic: Access denied\b/i,
      /\bProvided (?:api key|API key|token|credentials?) (?:could not|is not|was not|are)/i,
      /\bunable to (?:retrieve|fetch) auth token: invalid username/i,
      /\bInvalid (?:JWT|token|access token|Access Key|clientid|client secret)\b/i,
      /\bthe (?:security )?token included in the request is invalid\b|\bUnrecognizedClientException\b|\bSignatureDoesNotMatch\b/i,
      /\bAADSTS\d{4,7}\b/,
      /\berror getting credentials\b|\berror (?:storing|saving) credentials\b|docker-credential-\S{1,60}(?:: executable file not found|.{0,60}(?:resolves to|not installed|exit status))/i,
    ),
    ...during(
      reading,
      words(
        66,
        /\bfailed to fetch oauth token\b.{0,400}\b401\b/i,
        /\blogin attempt to .{1,300} failed with status: 401/i,
      ),
    ),
  ]),
  proof: 'The registry answers 401 to the very credentials of the secret.',
  ruleOut: [
    'an expired login',
    'a secret for another registry',
    'for IBM Container Registry, another user than `iamapikey`',
  ],
  fix: (facts) => [
    showSecret(facts, 'See which server and user the secret holds.'),
    ...renewRegistrySecret(facts),
    ...again(facts),
  ],
  doc: verifyPage,
  docOf: ({ kind }) => (kind === 'app' || kind === 'job' || kind === 'jobrun' ? verifyPage : pullDoc(kind)),
  cases: ['I-6', 'I-7', 'A-4'],
});
