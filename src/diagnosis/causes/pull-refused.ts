/** Pull: the registry answers and does not give the image. */

import { codeEngineDoc, pullDoc, registryDoc } from '../remedy/doc-pages';
import {
  afterUpdate,
  again,
  isIcr,
  newRegistrySecret,
  newSecretName,
  orCopyToIcr,
  renewRegistrySecret,
  setImage,
  showSecret,
  usePrivateHost,
} from '../remedy/registry-steps';
import { ce, cr, iam, type RemedyFacts } from '../remedy/remedy';
import { type Steps, step } from '../remedy/steps';
import { defineCause } from './cause';
import { during, except, notARegistry, readForbidden, tooManyRequests, words } from './wordings';

const afterBuild = ['pull', 'run', 'push', 'source'] as const;
const reading = ['pull', 'run', 'source'] as const;
const verifyPage = codeEngineDoc('ts-build-verify-image');

export const pullRefusedCauses = [
  defineCause({
    id: 'auth-missing',
    title: 'The registry wants a login and got none',
    stage: 'pull',
    meaning:
      'The image is private, and the request came without credentials: no registry secret is set, or the client found none for this host.',
    shows: '`no basic auth credentials`, a failing anonymous token, `Authorization required`.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_missing_pull_credentials', strength: 'decisive' }],
    patterns: [
      ...during(
        afterBuild,
        words(80, /\bno basic auth credentials\b/i, /\bfailed to fetch anonymous token\b/i),
      ),
      ...words(
        80,
        /\bAuthorization required\b.{0,40}(?:See http|$)/,
        /\bStatus code 403 Forbidden\b/,
        /\bYou were not authorized to complete this operation\b/i,
        /\bUnauthenticated requests? do(?:es)? not have permission\b/i,
        /\bcredentials? (?:are|is)? ?(?:required|missing)\b.{0,80}regist|\bno (?:auth|credentials?) (?:found|provided|specified|available|configured)\b.{0,120}(?:regist|\.io|\.com)/i,
        /\bPlease (?:run ['"`]?docker login|log ?in (?:first|prior|to))/i,
        /\bCannot perform an interactive login from a non TTY device/i,
        /\btls: (?:client )?certificate required\b/i,
      ),
      ...except(
        /incorrect username|invalid username|expired|requested access to the resource is denied|\bgit\b|\bnpm\b|maven|pushed|\bpush/i,
        words(
          64,
          /\bunauthorized: ?(?:authentication required|unauthorized|not authenticated|.{0,60}needs? authentication)/i,
          /\bauthentication required\b/i,
          /\b(?:Head|Get) "?https?:.{1,400}: unauthorized$/i,
          /\bUNAUTHORIZED: ?(?:authentication required|unauthorized to access repository)?/,
          /\b(?:daemon|registry): unauthorized\b/i,
        ),
      ),
      ...during(reading, words(80, /\baccess to the requested resource is not authorized\b/i)),
      ...during(
        reading,
        words(
          52,
          /\b(?:unexpected status(?: code)?|status code|StatusCode|HTTP (?:Error|status)|failed with status).{0,400}\b401\b/i,
          /\b401 Unauthorized\b/i,
          /\bunauthorized$/i,
        ),
      ),
    ],
    proof: 'The registry answers 401 to an anonymous request, and no registry secret is configured.',
    ruleOut: ['the secret is set but belongs to another host'],
    fix: newRegistrySecret,
    doc: codeEngineDoc('add-registry'),
    cases: ['I-8', 'I-18'],
  }),
  defineCause({
    id: 'auth-invalid',
    title: 'The registry refuses the login',
    stage: 'pull',
    meaning:
      'Credentials were sent, and they are wrong: a bad password, a deleted or rotated API key, or a kind of login that the registry does not accept.',
    shows:
      '`incorrect username or password`, `Status code 401 Unauthorized`, a failing OAuth token with 401.',
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
  }),
  defineCause({
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
      step(
        'Use a login that does not expire within hours: an API key, a service account or an access token.',
      ),
      ...renewRegistrySecret(facts),
      ...again(facts),
    ],
    doc: codeEngineDoc('add-registry'),
    cases: ['I-6'],
  }),
  defineCause({
    id: 'permission-denied-pull',
    title: 'The login may not read this image',
    stage: 'pull',
    meaning:
      'The registry knows who asks, or knows the package, and says that reading is not allowed. The login lacks a role on this namespace or package.',
    shows: '403 on the manifest, `read_package`, “You are not authorized to access the specified resource”.',
    patterns: during(reading, readForbidden),
    proof: 'The registry accepts the login (token granted) and answers 403 to the manifest.',
    ruleOut: [
      'a context-based restriction or IP allow-list',
      'single sign-on that the token was not authorised for',
    ],
    fix: mayNotRead,
    doc: registryDoc('iam'),
    docOf: (facts) => (isIcr(facts) ? registryDoc('iam') : codeEngineDoc('add-registry')),
    cases: ['I-9', 'A-4'],
  }),
  defineCause({
    id: 'rate-limited',
    title: 'The registry’s pull rate limit is reached',
    stage: 'pull',
    meaning:
      'The registry counts pulls by address or account and refuses more for a while (Docker Hub: anonymous pulls share the address of the whole cluster).',
    shows: '`429 Too Many Requests`, `toomanyrequests: You have reached your pull rate limit`.',
    patterns: during(reading, except(notARegistry, tooManyRequests)),
    proof: 'The registry answers 429 to the same request.',
    fix: (facts) => [
      step('Log in: authenticated pulls have a limit of their own.'),
      ...newRegistrySecret({ ...facts, registryHost: facts.registryHost ?? 'docker.io' }),
      ...orCopyToIcr(facts),
    ],
    doc: codeEngineDoc('ts-app-create-fails'),
    docOf: ({ kind }) => pullDoc(kind),
    cases: ['A-7'],
  }),
  defineCause({
    id: 'registry-quota-traffic',
    title: 'The registry account’s pull traffic quota is used up',
    stage: 'pull',
    meaning:
      'The account has pulled as much this month as its IBM Container Registry plan or own quota allows. Traffic over the private network does not count.',
    shows: '`You have exceeded your pull traffic quota for the current month.`',
    patterns: words(
      97,
      /\bpull[- ]traffic quota\b/i,
      /\b(?:exceeded|over) (?:your|its|the) (?:bandwidth|data transfer|egress|download) (?:quota|limit)\b(?!.{0,80}LFS)/i,
    ),
    proof: 'The registry’s quota service shows the traffic used equal to its limit.',
    fix: (facts) => [
      step('See the quota and what is used.', cr('quota')),
      ...usePrivateHost(facts, 'Pull over the private network, which is not counted: use the private host.'),
      facts.icr?.plan && !/^(?:free|lite)$/i.test(facts.icr.plan)
        ? step(
            'Or raise the quota of pull traffic, in megabytes.',
            cr('quota-set', [], { traffic: 'MEGABYTES' }),
          )
        : step('Or upgrade from the free plan.', cr('plan-upgrade', ['standard'])),
      ...again(facts),
    ],
    doc: registryDoc('registry_quota'),
    cases: ['I-2', 'J-7'],
  }),
];

/** Who is asked for the right, and how, depends on the registry and on the account that the namespace is in. */
function mayNotRead(facts: RemedyFacts): Steps {
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
