/** Pull and registry: the image cannot be fetched. */
import { ce, cr } from '../remedy';
import { defineCause } from './cause';
import { codeEngineDoc, registryDoc } from './docs';
import {
  deployAgain,
  isBuild,
  largerBuild,
  listImages,
  newRegistrySecret,
  renewRegistrySecret,
  setImage,
  setWorkload,
  showSecret,
  showWorkload,
  step,
  tryAgain,
  useRegistrySecret,
} from './steps';
import {
  digestUnknown,
  during,
  except,
  mergedRefusal,
  notARegistry,
  readForbidden,
  repositoryUnknown,
  tagUnknown,
  tooManyRequests,
  words,
} from './wordings';

const afterBuild = ['pull', 'run', 'push', 'source'] as const;
const reading = ['pull', 'run', 'source'] as const;
const pullPage = codeEngineDoc('ts-image-imagepullfails');
const verifyPage = codeEngineDoc('ts-build-verify-image');

export const pullCauses = [
  defineCause({
    id: 'image-tag-not-found',
    title: 'The tag is not in the registry',
    stage: 'pull',
    meaning:
      'The registry answered, and the repository has no image with this tag. The image was never pushed under it, was deleted, or the tag is misspelt; a reference without a tag means `latest`.',
    shows:
      '`manifest unknown`, `manifest for … not found`, or `<image>: not found` at the end of a pull error.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_manifest', strength: 'decisive' }],
    patterns: during(afterBuild, tagUnknown),
    proof: 'The registry answers 404 to the manifest of this tag and 200 to others of the same repository.',
    ruleOut: [
      'a private image that hides behind “not found”',
      'another region or namespace than the one that was pushed to',
    ],
    fix: (facts) => [
      listImages(facts, 'See which tags exist.'),
      setImage(facts, 'Name a tag that exists, or push the missing one.'),
      tryAgain(facts),
    ],
    doc: verifyPage,
    cases: ['I-6', 'I-11', 'A-3', 'A-16', 'J-6', 'J-14'],
  }),
  defineCause({
    id: 'image-digest-not-found',
    title: 'The pinned image digest is gone from the registry',
    stage: 'pull',
    meaning:
      'The name exists, and the digest that it was pinned to does not. Usually the tag was pushed again and the old, now untagged image was removed by a retention policy or by hand.',
    shows:
      'A reference with `@sha256:…` that is not found, or Code Engine’s hint to check “whether the specified tag points to the correct image digest”.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_manifest', strength: 'symptom' }],
    patterns: during(afterBuild, digestUnknown),
    proof: 'The registry answers 404 to the digest, while the tag names another one.',
    ruleOut: ['the image is still in the trash and can be restored'],
    fix: (facts) => [
      deployAgain(facts, 'Deploy again: the tag is resolved to the image that it names now.'),
      step(
        'See whether the old image can still be restored.',
        cr('trash-list', [], { restrict: facts.namespace }),
      ),
      step('Keep images in use: check the retention policies.', cr('retention-policy-list')),
    ],
    doc: pullPage,
    cases: ['I-4', 'A-13', 'A-14'],
  }),
  defineCause({
    id: 'repository-not-found',
    title: 'The registry does not know this repository',
    stage: 'pull',
    meaning:
      'The registry says plainly that the repository (or its namespace) is unknown. Some registries must be told to create a repository before the first push.',
    shows: '`NAME_UNKNOWN`, `name unknown`, “repository … not found”.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_unknown_repository', strength: 'decisive' }],
    patterns: during(afterBuild, repositoryUnknown),
    proof: 'The registry answers NAME_UNKNOWN for the repository.',
    ruleOut: ['a typing error in namespace or repository', 'the wrong region of the registry'],
    fix: (facts) => [
      step('See which namespaces exist in this region.', cr('namespace-list')),
      setImage(facts, 'Correct the name: REGISTRY/NAMESPACE/REPOSITORY:TAG.'),
      tryAgain(facts),
    ],
    doc: verifyPage,
    cases: ['I-6', 'I-11'],
  }),
  defineCause({
    id: 'access-denied-or-not-found',
    title: 'The image is private or does not exist; the registry does not say which',
    stage: 'pull',
    meaning:
      'The registry gives one answer for “there is no such repository” and “you may not see it”. Either the name is wrong, or the image is private and the credentials are missing or lack the right to read it.',
    shows:
      '“repository does not exist or may require authorization”, `insufficient_scope: authorization failed`, `requested access to the resource is denied`.',
    patterns: during(reading, mergedRefusal),
    proof:
      'An own check with the same secret tells the two apart: 404 with a valid login means the name is wrong.',
    ruleOut: [
      'a typing error in the name',
      'a secret for another registry',
      'a secret without the right to read',
    ],
    fix: (facts) => [
      listImages(facts, 'Check that the image exists under exactly this name.'),
      showSecret(facts, 'Check which registry the secret is for.'),
      ...newRegistrySecret(facts),
    ],
    doc: pullPage,
    cases: ['I-1', 'I-3', 'A-4', 'J-7'],
  }),
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
      ),
      ...except(
        /incorrect username|invalid username|expired|\bgit\b|\bnpm\b|maven|pushed|\bpush/i,
        words(
          64,
          /\bunauthorized: ?(?:authentication required|unauthorized|not authenticated|.{0,60}needs? authentication|The client does not have permission)/i,
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
    fix: (facts) => newRegistrySecret(facts),
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
      renewRegistrySecret(facts),
      tryAgain(facts),
    ],
    doc: verifyPage,
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
      renewRegistrySecret(facts),
      tryAgain(facts),
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
    fix: (facts) => [
      step(
        'Give the login the right to read: service role Reader on IBM Container Registry, or read access to the package elsewhere.',
      ),
      showSecret(facts, 'Check whose login the secret holds.'),
      tryAgain(facts),
    ],
    doc: registryDoc('iam'),
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
      step('Or copy the image to IBM Container Registry and use it from there.'),
    ],
    doc: codeEngineDoc('ts-app-createfails'),
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
      step('Raise the quota, or upgrade from the free plan.', cr('plan-upgrade', ['standard'])),
      setImage(
        facts,
        'Or pull over the private network, which is not counted: use the private host.',
        privateHost(facts.image),
      ),
    ],
    doc: registryDoc('registry_quota'),
    cases: ['I-2', 'J-7'],
  }),
  defineCause({
    id: 'registry-server-error',
    title: 'The registry fails with a server error',
    stage: 'pull',
    meaning:
      'The registry or its token service answered with a 5xx status. The request itself is fine; the service is overloaded, in maintenance or broken.',
    shows: '`500 Internal Server Error`, `502 Bad Gateway`, `503 Service Unavailable` from the registry.',
    patterns: except(
      /\b(?:npm|pip|yarn|pnpm|maven|gradle|gem|bundler|composer|cargo|nuget|apt|apk|probe|curl)\b|npm (?:ERR|error)|fatal: unable to access|requested URL returned error/i,
      [
        ...words(
          86,
          /\breceived unexpected HTTP status: 5\d\d\b/i,
          /\bunexpected (?:http )?status(?: code)?\b.{0,400}\b5\d\d\b(?: (?:Internal|Bad|Service|Gateway|status|Origin|Server|Web|Unknown)|:|$)/i,
          /\berror parsing HTTP 5\d\d response body/i,
          /\b(?:HTTP|http)(?: (?:status|code|error|response))?(?: code)?:? ?5\d\d (?:Internal|Bad|Service|Gateway|Server)/i,
          /\bStatusCode[:=] ?5\d\d\b/,
          /\b(?:regist|manifest|blob|\/v2\/|token|pull|push|image).{0,400}\b5(?:00 Internal Server Error|02 Bad Gateway|03 Service (?:Temporarily )?Unavailable|04 Gateway Time-?out|2\d\b.{0,40}(?:origin|unknown error))/i,
        ),
        ...words(
          55,
          /\b(?:500 Internal Server Error|502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out|52[0-9] Origin)/i,
          /\b(?:internal server error|UNAVAILABLE: |unknown: unknown error|INTERNAL_SERVER_ERROR)\b.{0,120}(?:regist|pull|push|manifest|blob|image)/i,
          /(?:regist|pull|push|manifest|blob|image).{0,200}\b(?:internal server error|UNKNOWN: unknown error|unknown: unknown error|unknown error)\b/i,
          /\bencountered unknown type text\/html|unexpected media type text\/html/i,
        ),
      ],
    ),
    proof: 'The registry answers 5xx to our own request as well.',
    ruleOut: ['a proxy in between that answers in the registry’s place'],
    fix: (facts) => [step('Look at the status page of the registry; wait a few minutes.'), tryAgain(facts)],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'registry-host-unresolvable',
    title: 'The registry’s host name does not resolve',
    stage: 'pull',
    meaning:
      'DNS does not know the host of the image reference, or the DNS server does not answer. Mostly the host is misspelt, or it exists only in a private network.',
    shows: '`lookup …: no such host`, `server misbehaving`, a timeout of the lookup itself.',
    reasons: [{ of: 'revision', value: 'fetch_image_failed_registry_not_found', strength: 'decisive' }],
    patterns: except(
      /proxy\.golang|sum\.golang|goproxy|registry\.npmjs|npm (?:ERR|error)|fatal: unable|ssh: Could not|static\.crates|crates\.io|\bgit ls-remote\b|^go: |pypi|maven|api\.github|postgres|mysql|redis|mongo/i,
      [
        ...during(
          ['pull', 'push', 'build', 'source'],
          words(
            86,
            /\blookup [\w.:-]{1,255}(?: on \S{1,100})?:? (?:no such host|read udp|server misbehaving|i\/o timeout|dial udp|temporary failure|Temporary failure|device or resource busy|no answer|NXDOMAIN|getaddrinfow|Try again|SERVFAIL|connection refused)/i,
            /\blookup .{1,255}: (?:no such host|server misbehaving|Temporary failure in name resolution)/i,
            /\bread udp \S{1,120}:53: .{0,40}(?:i\/o timeout|connection refused|no route|network is unreachable)/i,
          ),
        ),
        ...during(
          ['pull', 'push'],
          words(
            68,
            /\b(?:pull|push|regist|image|manifest|docker).{0,500}(?:Could not resolve host|Name or service not known|Temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|nodename nor servname)/i,
          ),
        ),
        ...words(40, /\bno such host$/i),
      ],
    ),
    proof: 'A DNS look-up of the host fails from here too.',
    ruleOut: ['a private host name that only the private network resolves'],
    fix: (facts) => [setImage(facts, 'Correct the host of the image reference.'), tryAgain(facts)],
    doc: pullPage,
    cases: ['I-6'],
  }),
  defineCause({
    id: 'registry-unreachable-timeout',
    title: 'The registry does not answer in time',
    stage: 'pull',
    meaning:
      'Connecting to the registry, or waiting for its first answer, took too long: a firewall drops the packets, there is no route, or the registry hangs.',
    shows: '`i/o timeout`, `TLS handshake timeout`, `context deadline exceeded`, `no route to host`.',
    patterns: except(
      /proxy\.golang|sum\.golang|registry\.npmjs|npm (?:ERR|error)|fatal: unable|ssh: connect|pypi|files\.pythonhosted|maven|\bgit ls-remote\b|^go: |lookup \S{1,255}(?: on \S{1,100})?:|postgres|mysql|redis|mongo|:53: |probe failed|failed calling webhook|initial scale|buildkitd|docker\.sock/i,
      [
        ...during(
          ['pull', 'push', 'build', 'source'],
          words(
            84,
            /\bdial tcp\b.{0,200}(?:i\/o timeout|connect: (?:no route to host|network is unreachable|connection timed out|operation timed out|host is (?:down|unreachable))|connectex: A connection attempt failed)/i,
            /\bTLS handshake timeout\b/i,
            /\bClient\.Timeout (?:exceeded|or context cancellation)/i,
            /\brequest cancell?ed (?:while waiting for connection|\()/i,
            /\btimeout awaiting response headers\b/i,
            /\b(?:pull|push|resolve|regist|manifest|blob|copy|fetch|Head|Get|authorize|token|image).{0,600}(?:context deadline exceeded|DeadlineExceeded)/i,
            /\b(?:pull|push|regist|manifest|blob|image|\/v2\/).{0,500}(?:i\/o timeout|connection timed out|operation timed out|ETIMEDOUT|no route to host|network is unreachable|timed out)/i,
            /\bcode = DeadlineExceeded\b/,
            /\bread tcp\b.{0,200}(?:i\/o timeout|connection timed out|operation timed out)/i,
            /\bconnection to .{1,200}(?:regist|icr\.io|gcr\.io|ghcr\.io|docker\.io|quay\.io).{0,100}timed out/i,
          ),
        ),
        ...during(
          ['pull', 'push', 'build'],
          words(
            46,
            /\b(?:i\/o timeout|connection timed out|no route to host)\b/i,
            /\bcontext deadline exceeded\b/i,
          ),
        ),
      ],
    ),
    proof: 'Our own connection to the host times out as well.',
    ruleOut: [
      'an allow-list that drops the project’s addresses',
      'an image so large that the pull itself takes too long',
    ],
    fix: (facts) => [
      step(
        'If the registry is behind a firewall, let the project’s egress addresses in.',
        projectGet(facts.project),
      ),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-12', 'I-14'],
  }),
  defineCause({
    id: 'registry-connection-refused',
    title: 'The registry’s address refuses the connection',
    stage: 'pull',
    meaning:
      'The host resolves, and nothing listens on that port (or something on the way refuses). Typical for `localhost` references, a wrong port, or a registry that is down.',
    shows: '`dial tcp …: connect: connection refused`.',
    patterns: except(
      /lookup \S{1,255}(?: on \S{1,100})?:|:53: |proxy\.golang|registry\.npmjs|npm (?:ERR|error)|fatal: unable|ssh: connect|pypi|maven|probe failed|docker\.sock|buildkitd|postgres|mysql|redis|mongo|:5432|:3306|:6379|:27017|failed calling webhook|ECONNREFUSED 127/i,
      [
        ...during(
          ['pull', 'push', 'build', 'source'],
          words(
            84,
            /\bdial tcp\b.{0,200}connect(?:ex)?: ?(?:connection refused|No connection could be made)/i,
            /\b(?:pull|push|regist|manifest|blob|image|\/v2\/|ping).{0,500}\b(?:connection refused|ECONNREFUSED|actively refused)/i,
          ),
        ),
        ...during(['pull', 'push'], words(46, /\bconnection refused\b/i)),
      ],
    ),
    proof: 'Our own connection to the host and port is refused too.',
    fix: (facts) => [
      setImage(
        facts,
        'Correct host and port of the image reference; `localhost` is the node, not your machine.',
      ),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-12'],
  }),
  defineCause({
    id: 'registry-connection-dropped',
    title: 'The connection to the registry broke off',
    stage: 'pull',
    meaning:
      'The connection was made and then cut: by a firewall, a proxy, an allow-list, or an overloaded registry.',
    shows: '`connection reset by peer`, `unexpected EOF`, `broken pipe` during a transfer.',
    patterns: except(
      /proxy\.golang|registry\.npmjs|npm (?:ERR|error)|fatal: |pypi|maven|probe failed|docker\.sock|sendmsg|early EOF|RPC failed|archive\/tar|tar header|tar file|(?<![\w/-])(?:postgres|mysql|redis|mongo|curl|apt|apk|pip\b)|syntax|parse|heredoc|json|yaml/i,
      during(
        ['pull', 'push', 'build', 'source'],
        [
          ...words(
            82,
            /\b(?:read|write) tcp\b.{0,200}(?:connection reset by peer|broken pipe|forcibly closed|connection aborted|use of closed network)/i,
            /\b(?:pull|push|regist|manifest|blob|image|layer|\/v2\/|Head|Get|Put|Patch|Post|copy).{0,500}(?:connection reset|broken pipe|: EOF\b|unexpected EOF|use of closed network connection|server sent GOAWAY|stream error: stream ID|INTERNAL_ERROR; received from peer|http2: client connection (?:lost|force closed)|connection closed|ECONNRESET)/i,
          ),
          ...words(
            48,
            /\bconnection reset(?: by peer)?\b/i,
            /^(?:error: )?unexpected EOF$/i,
            /\bhttp2: client connection lost\b/i,
          ),
        ],
      ),
    ),
    proof: 'Our own transfer of the same image breaks off too, or goes through: then it comes and goes.',
    ruleOut: ['a firewall or proxy that cuts long transfers'],
    fix: (facts) => [
      step(
        'Try again; if it stays, check firewalls, proxies and context-based restrictions between the project and the registry.',
      ),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-12'],
  }),
  defineCause({
    id: 'network-policy-restricted',
    title: 'An access rule refuses calls from this network',
    stage: 'pull',
    meaning:
      'The login may be right, and the place that the call comes from is not allowed: an IP allow-list, a context-based restriction, or a private-only account.',
    shows:
      '`Private-only access is enabled on this account`, “client with IP … is not allowed access”, or IAM refusing the OAuth token.',
    patterns: [
      ...words(
        97,
        /\bPrivate-only access is enabled\b/i,
        /\bover the public network\b.{0,80}\bprivate network\b/i,
        /\bclient with IP ["'\\]{0,3}[\d.:a-f]{3,45}["'\\]{0,3} is not allowed/i,
        /\bnot allowed access\b.{0,120}(?:firewall|IP|network)/i,
        /\b(?:IP|ip) (?:address )?(?:\S{3,60} )?(?:is )?not (?:allowed|whitelisted|in the allow|permitted|on the allow)/i,
        /\bcontext[- ]based restrict/i,
        /\bIP allow[- ]?list\b|\bRestrict IP address access\b/i,
        /\b(?:denied|blocked|forbidden|prohibited) by (?:\w{1,20} ){0,3}(?:network|IP|firewall|VPC Service Controls|organization'?s? policy|geo)/i,
        /\bVPC Service Controls\b|\bvpcServiceControlsUniqueIdentifier\b/,
        /\bpublic network access (?:is|has been|on this) .{0,60}(?:disabled|not allowed|denied)/i,
        /\bSince your location\b|\bexport control\b.{0,60}regist|\bsanctioned\b.{0,60}(?:country|region)|\bThis service is not available in your (?:region|country)/i,
      ),
      ...words(
        70,
        /\bfailed to fetch oauth token: unexpected status from GET request to ?(?:\.{2,3}|https?:\S{1,300}(?:iam\.|icr\.io)\S{0,300})/i,
      ),
    ],
    proof: 'The same login works from another network, or the account’s settings show the restriction.',
    ruleOut: ['a login without the right'],
    fix: (facts) => [
      step('See the addresses that the project calls from, private and public.', projectGet(facts.project)),
      step(
        'Add them to the allow-list or the network zone of the restriction (IAM settings, or context-based restrictions).',
      ),
      setImage(
        facts,
        'For a private-only account use the private host of the registry.',
        privateHost(facts.image),
      ),
    ],
    doc: pullPage,
    cases: ['I-5', 'I-9', 'I-10', 'I-12', 'I-19'],
  }),
  defineCause({
    id: 'tls-unknown-authority',
    title: 'The certificate is signed by an authority that is not trusted',
    stage: 'pull',
    meaning:
      'The server shows a certificate that the client cannot trace to an authority it knows: self-signed, from a private authority, or put in by a proxy that opens TLS.',
    shows: '`x509: certificate signed by unknown authority`, `self-signed certificate in certificate chain`.',
    patterns: words(
      93,
      /\bcertificate signed by unknown authority\b/i,
      /\bself[- ]signed certificate\b/i,
      /\bSELF_SIGNED_CERT_IN_CHAIN\b|\bDEPTH_ZERO_SELF_SIGNED_CERT\b|\bUNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)\b/,
      /\bunable to (?:get local issuer certificate|verify the first certificate)\b/i,
      /\bcertificate (?:is )?not trusted\b|\buntrusted (?:root|certificate)\b|\bcertificate verify failed\b(?!.{0,80}(?:expired|mismatch|not yet|hostname))/i,
      /\b(?:server )?certificate verification failed\b/i,
      /\bunable to find valid certification path\b|\bPKIX path (?:building|validation) failed\b/i,
      /\bcannot validate the certificate chain\b|\bSEC_ERROR_UNKNOWN_ISSUER\b|\binvalid peer certificate: UnknownIssuer\b|\bPartialChain\b|\bUntrustedRoot\b/i,
      /\bSSL certificate problem: (?:unable|self)/i,
      /\btls: (?:unknown certificate authority|bad certificate)\b|\bunknown ca\b/i,
      /\bpeer's Certificate issuer is not recognized\b/i,
    ),
    proof: 'Our own TLS handshake with the host fails for the same reason.',
    fix: (facts) => [
      step(
        'Give the registry a certificate of a public authority: Code Engine cannot be told to trust another one for pulls.',
      ),
      setImage(facts, 'Or copy the image to a registry with such a certificate and use it from there.'),
      step(
        'Within a build, copy the authority’s certificate into the image and update its trust store before the step that fails.',
      ),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'tls-cert-expired',
    title: 'The certificate has expired or is not valid yet',
    stage: 'pull',
    meaning: 'The server’s certificate is outside its time of validity, or the client’s clock is wrong.',
    shows: '`x509: certificate has expired or is not yet valid`.',
    patterns: words(
      95,
      /\bcertificate (?:has|is) (?:expired|not yet valid)\b/i,
      /\bcertificate has expired or is not yet valid\b/i,
      /\bCERT_HAS_EXPIRED\b|\bCERT_NOT_YET_VALID\b|\bcertificate expired\b|\bexpired certificate\b/i,
      /\bCertificateExpiredException\b|\bNotAfter: .{0,60}\bx509\b/,
      /\bcertificate verify failed: certificate has expired\b/i,
    ),
    proof: 'Our own TLS handshake shows the dates of the certificate.',
    fix: (facts) => [step('Renew the certificate of the host, with its whole chain.'), tryAgain(facts)],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'tls-hostname-mismatch',
    title: 'The certificate belongs to another host name',
    stage: 'pull',
    meaning:
      'The server’s certificate is valid for other names than the one that was asked for: a wrong host, a proxy or gateway that answers in its place, or an address instead of a name.',
    shows: '`x509: certificate is valid for …, not …`.',
    patterns: words(
      95,
      /\bcertificate is (?:only )?valid for\b/i,
      /\bcannot validate certificate for\b|\bdoesn't contain any IP SANs\b/i,
      /\bcertificate (?:relies on legacy Common Name|is not valid for any names)\b/i,
      /\bERR_TLS_CERT_ALTNAME_INVALID\b|\bdoes not match certificate's altnames\b/i,
      /\b(?:no alternative certificate subject name matches|certificate subject name .{0,200}does not match|SSL: no alternative)/i,
      /\bhostname mismatch\b|\bhostname ['"]?[\w.-]{1,255}['"]? doesn't match\b|\bRemoteCertificateNameMismatch\b|\bNotValidForName\b/i,
      /\bNo subject alternative (?:DNS )?names? (?:matching|present)\b/i,
    ),
    proof: 'Our own TLS handshake shows the names of the certificate.',
    fix: (facts) => [
      setImage(facts, 'Use the host name that the certificate is made for, or renew it for this name.'),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'http-response-to-https-client',
    title: 'The registry speaks plain HTTP, and the client HTTPS',
    stage: 'pull',
    meaning: 'The registry has no TLS on this port. Code Engine pulls and pushes over HTTPS only.',
    shows: '`http: server gave HTTP response to HTTPS client`.',
    patterns: words(
      92,
      /\bserver gave HTTP response to HTTPS client\b/i,
      /\bfirst record does not look like a TLS handshake\b/i,
      /\bSSL routines.{0,80}(?:wrong version number|packet length too long)/i,
      /\bClient sent an HTTP request to an HTTPS server\b/i,
    ),
    proof: 'Our own TLS handshake is answered with plain HTTP.',
    fix: (facts) => [
      step('Put TLS in front of the registry.'),
      setImage(facts, 'Or use a registry that speaks HTTPS.'),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'invalid-image-name',
    title: 'The image reference is not valid',
    stage: 'pull',
    meaning:
      'The reference cannot be read: a scheme such as `https://` in front, capitals, two tags, a leading slash, or a variable that was empty.',
    shows: '`invalid reference format`, `couldn’t parse image reference`, the reason `InvalidImageName`.',
    reasons: [{ of: 'container', value: 'InvalidImageName', strength: 'decisive' }],
    patterns: words(
      90,
      /\binvalid reference format\b/i,
      /\bcouldn't parse image (?:reference|name)\b|\b(?:could not|cannot|failed to|unable to) parse (?:image )?(?:reference|image name)\b/i,
      /\bInvalidImageName\b|\bFailed to apply default image tag\b/,
      /\brepository name must be (?:lowercase|canonical|at least)\b|\brepository name must have at least one component\b/i,
      /\bis not a valid (?:repository\/tag|image reference|docker image|image name|repository name|reference)\b/i,
      /\binvalid (?:repository|image|tag|docker image) name\b|\binvalid image reference\b|\binvalid tag(?: format)?\b.{0,60}["':]/i,
      /\b(?:repository|registry|tag|registries) (?:can|must) (?:only )?(?:contain|be) (?:the )?(?:runes|characters|between|a valid RFC|.{0,30}alphanumeric)/i,
      /\bbase name .{0,200}should not be blank\b/i,
      /\bNAME[_ ]INVALID\b|\bTAG_INVALID\b(?!.{0,60}immutab)|\bname invalid: (?!.{0,80}immutab)/,
      /\binvalid checksum digest (?:length|format)\b|\bunsupported digest algorithm\b|\binvalid digest format\b/i,
      /\berror parsing (?:image )?reference\b|\bparsing (?:image )?reference .{0,300}:/i,
      /\bunable to parse image\b|\binvalid image (?:identifier|format)\b|\bImageInspectError\b.{0,200}parse/i,
      /\bfailed to parse (?:stage name|platform|base image name) .{0,200}/i,
    ),
    proof: 'The reference is parsed by the rules of the documentation and fails.',
    fix: (facts) => [
      setImage(facts, 'Write it as REGISTRY/NAMESPACE/REPOSITORY:TAG, in small letters, without https://.'),
      step('If the reference comes from a variable, check that it is set.'),
    ],
    doc: codeEngineDoc('add-registry'),
    cases: ['I-16'],
  }),
  defineCause({
    id: 'image-pull-policy-never',
    title: 'The image is not on the node, and pulling is switched off',
    stage: 'pull',
    meaning: 'The pull policy `Never` forbids to fetch the image, and the node does not have it.',
    shows: '`ErrImageNeverPull`, “is not present with pull policy of Never”.',
    reasons: [{ of: 'container', value: 'ErrImageNeverPull', strength: 'decisive' }],
    patterns: words(
      92,
      /\bErrImageNeverPull\b/,
      /\bpull policy (?:of|is)? ?['"]?never\b/i,
      /\bimage not known\b.{0,120}pull policy|--pull[= ]never\b.{0,120}(?:not found|no such)/i,
    ),
    proof: 'The container’s waiting reason is ErrImageNeverPull.',
    fix: (facts) => [
      step('Push the image to a registry and set the pull policy to IfNotPresent or Always.'),
      setImage(facts, 'Name the pushed image.'),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'image-policy-rejected',
    title: 'A policy refuses the image',
    stage: 'pull',
    meaning:
      'An admission or signature policy does not let this image run: it is unsigned, comes from a registry that is not listed, or must be named by digest.',
    shows: '`admission webhook … denied the request`, “no matching signatures”, “rejected by policy”.',
    patterns: [
      ...words(
        90,
        /\badmission webhook .{0,200}denied\b.{0,600}(?:image|signature|digest|regist|cosign|trust|tag)/i,
        /\bno (?:matching|valid) signatures?\b|\bno signatures? found\b|\bsignature (?:verification|validation) failed\b|\bfailed to verify signature\b|\bsignature(?:s)? .{0,60}(?:could not be verified|not verified|required but)/i,
        /\bSource image rejected\b|\b(?:is|was) rejected by (?:the )?(?:signature |image )?policy\b/i,
        /\bA signature was required, but no signature exists\b/i,
        /\btrust\.hooks\.securityenforcement\b|\bImagePolic(?:y|ies)\b.{0,200}(?:deny|denied|no matching|reject)|\bimage policy webhook\b/i,
        /\bremote trust data does not exist\b|\bNo (?:valid )?trust data for\b|\bnotary server\b.{0,100}(?:error|fail|not)/i,
        /\b(?:Denied by|Image .{0,300}denied by) (?:Binary Authorization|projects\/).{0,200}/i,
        /\bpolic(?:y|ies) .{0,300}(?:disallow-latest|allowed registr|allowed repos|verify-image|image-verif)/i,
        /\b(?:image|registry) .{0,300}(?:is not (?:allowed|permitted)|not from an? (?:allowed|approved|trusted)) .{0,100}(?:polic|registr|repositor)/i,
        /\bcannot be pulled due to configured policy\b|\bSignatureValidationFailed\b|\binvalid image repo\b/i,
        /\bprevent(?:s|ed)? vulnerable images from running\b|\bprojectPolicyViolation\b|\bPROJECTPOLICYVIOLATION\b/i,
      ),
      ...words(50, /\badmission webhook .{0,200}denied the request\b/i),
    ],
    proof: 'The admission answer names the policy.',
    fix: (facts) => [
      step(
        'Read the named policy: sign the image, name it by digest, or take it from a registry that the policy lists.',
      ),
      setImage(
        facts,
        'Name the image as the policy wants it.',
        'REGISTRY/NAMESPACE/REPOSITORY@sha256:DIGEST',
      ),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'arch-mismatch-no-manifest',
    title: 'The image does not exist for this platform',
    stage: 'pull',
    meaning:
      'The tag exists, and it holds no image for the platform of the node. Code Engine runs `linux/amd64` only; images made on an Apple computer are often `arm64` only.',
    shows: '`no matching manifest for linux/amd64 in the manifest list entries`.',
    patterns: words(
      92,
      /\bno matching manifest for\b/i,
      /\bno match for platform in manifest\b/i,
      /\bno (?:image|child|manifest) (?:found |with ).{0,80}(?:architecture|platform)\b/i,
      /\b(?:does not provide|not available for|does not support) the (?:specified|requested|current) platform\b/i,
      /\b(?:does not match|was found but does not (?:match|provide)) the (?:specified|expected) platform\b/i,
      /\bimage operating system ".{1,20}" cannot be used on this platform\b/i,
      /\bno suitable (?:image|manifest)\b.{0,120}(?:platform|arch)/i,
      /\bcould not find (?:a )?(?:image|manifest|platform) .{0,100}(?:platform|architecture)\b/i,
      /\bplatform ["'\\]{0,3}[a-z]{3,9}\/[a-z0-9/]{3,14}["'\\]{0,3} (?:not found|is not supported|not supported)\b/i,
      /\bno image found in (?:image index|manifest list)\b/i,
    ),
    proof: 'The image index lists its platforms, and `linux/amd64` is not among them.',
    fix: (facts) => [
      step(
        'Build the image for linux/amd64: docker buildx build --platform linux/amd64, or let Code Engine build it.',
      ),
      tryAgain(facts),
    ],
    doc: codeEngineDoc('plan-build'),
    cases: ['I-15'],
  }),
  defineCause({
    id: 'manifest-schema-unsupported',
    title: 'The image’s manifest format is no longer accepted',
    stage: 'pull',
    meaning:
      'The image has an old manifest (Docker schema 1) or a format that the client or the registry does not read.',
    shows: '`media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported`.',
    patterns: [
      ...words(
        90,
        /\bmanifest\.v1\+(?:prettyjws|json)\b(?!.{0,40}accept)/i,
        /\bschema(?:Version)? ?(?:version )?1\b.{0,120}(?:no longer|not supported|unsupported|removed|invalid|deprecat|disabled)/i,
        /\bunsupported (?:manifest|schema) ?(?:schema )?(?:version|media ?type|type|format)?\b|\bunsupported MediaType\b/i,
        /\bmedia ?type .{0,120}(?:is )?(?:no longer supported|not supported|unsupported|not implemented)\b/i,
        /\bmanifest (?:version|type) for this image is not supported\b/i,
        /\bManifest V2,? Schema 1\b.{0,160}/i,
        /\bmanifest schema (?:version )?(?:unsupported|not supported)\b/i,
        /\b(?:invalid|unknown|unexpected|unrecognized) manifest (?:type|schema|media|format)\b|\bmissing signature key\b/i,
        /\bunsupported image index or manifest\b|\bmanifest invalid: .{0,200}(?:schema|mediatype|media type|unsupported)/i,
      ),
      ...words(60, /\bmanifest invalid\b|\bMANIFEST[_ ]INVALID\b/i),
    ],
    proof: 'The manifest’s media type is read from the registry.',
    fix: (facts) => [
      step('Push the image again with a current tool: it then gets a schema 2 or OCI manifest.'),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'layer-corrupt-digest-mismatch',
    title: 'A layer arrived damaged: its checksum is wrong',
    stage: 'pull',
    meaning:
      'What was downloaded does not have the digest that the manifest names: damaged in storage, in a cache or proxy, or on the way.',
    shows: '`filesystem layer verification failed for digest sha256:…`.',
    patterns: words(
      90,
      /\b(?:layer|image(?: config)?) verification failed\b/i,
      /\bunexpected commit digest\b|\bdigest mismatch\b|\bdigest did not match\b/i,
      /\bcontent (?:digest )?(?:mismatch|does not match)\b|\b(?:does|did) not match (?:the )?(?:expected |provided )?(?:digest|checksum)\b.{0,100}/i,
      /\berror verifying size\b|\bfailed size validation\b|\bsize validation failed\b|\bcommit failed: unexpected commit size\b/i,
      /\berror verifying (?:\w{1,20} )?(?:layer )?(?:sha256|checksum|digest)\b|\berror verifying (?:layer|blob|config)\b/i,
      /\bDigest did not match, expected\b|\bDIGEST[_ ]INVALID\b|\bprovided digest did not match uploaded content\b/i,
      /\b(?:layers?|blob|diffID|config).{0,80}(?:wrong|mismatched|inconsistent|invalid) (?:diff ?id|checksum|digest)\b/i,
      /\bwrong diff id calculated on extraction\b/i,
      /\bchecksum (?:mismatch|does not match|failed).{0,80}(?:layer|blob|image)/i,
    ),
    proof: 'Fetching the blob and hashing it shows the difference.',
    ruleOut: ['a caching proxy or pull-through mirror in between'],
    fix: (facts) => [
      step(
        'Try again once; if it stays, build and push the image anew, so that its layers are uploaded again.',
      ),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'layer-unpack-failed',
    title: 'A layer cannot be unpacked',
    stage: 'pull',
    meaning:
      'The layer arrived, and its archive cannot be unpacked: it is broken, in a format that the runtime does not read, or holds files that the runtime may not create.',
    shows: '`invalid tar header`, `failed to register layer`, `failed to extract layer`.',
    reasons: [{ of: 'revision', value: 'invalid_tar_header_image_pull_err', strength: 'decisive' }],
    patterns: except(/no space left|disk quota/i, [
      ...words(
        88,
        /\binvalid tar header\b/i,
        /\bfailed to (?:register|extract|apply) layer\b/i,
        /\bError processing tar file\b/i,
        /\bApplyLayer\b.{0,60}exit status/i,
        /\bfailed to get filesystem from image: (?:mkdir|removing|error removing|chown|unlinkat|symlink|link|chmod|open|writing|creating)\b/i,
        /\bgzip: invalid (?:header|checksum)\b|\bzstd: .{0,60}(?:magic|invalid|corrupt)|\bmagic number mismatch\b/i,
        /\binsufficient UIDs or GIDs\b/i,
        /\barchive\/tar: .{0,60}(?:invalid|missed|unknown)/i,
        /\bfailed to (?:unpack|extract|untar)\b(?!.{0,300}(?:resolve|not found|denied|dial|x509|status|EOF$)).{0,300}(?:layer|snapshot|image|tar|stream)/i,
        /\bduplicates? of file paths not supported\b|\bfailed to convert whiteout file\b/i,
        /\berror (?:creating|storing|applying|adding) (?:layer|blob|overlay) .{0,200}(?:unpack|tar|operation not permitted|whiteout|lchown)/i,
      ),
    ]),
    proof: 'Unpacking the layer fails wherever it is tried.',
    fix: (facts) => [
      step('Build and push the image again, with a current builder and gzip layers.'),
      tryAgain(facts),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
    id: 'disk-space-exhausted',
    title: 'No space is left on the disk',
    stage: 'pull',
    meaning:
      'The disk of the node or of the build host is full. In a build it is the disk that comes with the build size.',
    shows: '`no space left on device`, `The node was low on resource: ephemeral-storage`.',
    patterns: except(/file watchers|inotify/i, [
      ...words(
        91,
        /\bno space left on (?:the )?(?:device|disk)\b/i,
        /\bENOSPC\b/,
        /\bnode was low on resource: ?\[?(?:ephemeral-storage|imagefs|nodefs|disk)/i,
        /(?:not|n't) (?:have )?enough (?:free |available )?(?:disk )?space\b|\binsufficient (?:disk|free) space\b/i,
        /\bdisk (?:is )?(?:full|quota exceeded)\b|\bEDQUOT\b|\bout of disk space\b/i,
        /\b(?:write|writing).{0,200}disk (?:full|quota)\b/i,
      ),
      ...words(
        74,
        /\bDiskPressure\b|\bnode\.kubernetes\.io\/disk-pressure\b/,
        /\bfailed to garbage collect required amount of images\b|\bFreeDiskSpaceFailed\b/i,
      ),
    ]),
    reasons: [{ of: 'container', value: 'DiskPressure', strength: 'symptom' }],
    proof: 'The message of the operating system itself.',
    ruleOut: ['the pod’s own limit of ephemeral storage, which is another cause'],
    fix: (facts) =>
      isBuild(facts) || facts.kind === undefined
        ? [
            step(
              'Make the build need less: a .dockerignore, multi-stage builds, cleaning caches in the same RUN.',
            ),
            ...largerBuild(facts, 'more disk'),
          ]
        : [
            setWorkload(facts, 'Give the workload more ephemeral storage.', { 'ephemeral-storage': 'SIZE' }),
            step('Make the image smaller.'),
          ],
    doc: codeEngineDoc('plan-build'),
    cases: ['B-8'],
  }),
  defineCause({
    id: 'secret-not-found',
    title: 'A secret or config map that is referenced does not exist',
    stage: 'pull',
    meaning:
      'A secret, a config map or a key in one is named for the pull, the build or the environment, and the project does not have it.',
    shows:
      '`secret "…" not found`, `couldn’t find key`, `FailedToRetrieveImagePullSecret`, a build that is “not registered correctly”.',
    reasons: [
      { of: 'revision', value: 'fetch_image_failed_missing_pull_secret', strength: 'decisive' },
      { of: 'build', value: 'spec_source_secret_not_found', strength: 'decisive' },
      { of: 'build', value: 'spec_output_secret_ref_not_found', strength: 'decisive' },
      { of: 'build', value: 'spec_runtime_secret_ref_not_found', strength: 'decisive' },
      { of: 'build', value: 'multiple_secret_ref_not_found', strength: 'decisive' },
      { of: 'build-run', value: 'missing_secrets', strength: 'decisive' },
      { of: 'container', value: 'CreateContainerConfigError', strength: 'symptom' },
      {
        of: 'shipwright',
        value: /^(?:Spec(?:Source|Output|Builder|Runtime)Secret(?:Ref)?NotFound|MultipleSecretRefNotFound)$/,
        strength: 'decisive',
      },
    ],
    patterns: [
      ...words(
        86,
        /\b(?:secrets?|configmaps?|config ?map)\b:? ["'\\]{1,3}[\w./-]{1,253}["'\\]{1,3} (?:was )?(?:not found|does not exist|doesn't exist)/i,
        /\bcouldn't find key .{1,253} in (?:Secret|ConfigMap)\b/i,
        /\breferences? (?:a )?non-?existent (?:secret|config)/i,
        /\bSpec(?:Source|Output|Builder|Runtime)Secret(?:Ref)?NotFound\b|\bMultipleSecretRefNotFound\b/,
        /\bthe secret ['"]?[\w.-]{1,253}['"]?.{0,120}(?:does not exist|not found)/i,
        /\b[Ss]ecret [\w./-]{1,253}:? (?:not found|does not exist)\b/,
        /\bMountVolume\.SetUp failed for volume .{1,200}(?:secret|configmap) .{1,200}not found/i,
        /\b(?:secret|configmap)s? .{1,200} (?:not found|not registered)\b(?!.{0,40}module)/i,
        /\bsecret \S{1,253}: not found\b/i,
      ),
      ...words(
        58,
        /\bFailedToRetrieveImagePullSecret\b|\bUnable to retrieve some image pull secrets\b/i,
        /\bCreateContainerConfigError\b.{0,200}(?:secret|config)/i,
      ),
    ],
    proof: 'The project’s list of secrets does not have the name.',
    ruleOut: ['the secret lives in another project'],
    fix: (facts) => [
      step('See which secrets the project has.', ce('secret list', {})),
      step(
        'Create the missing one under exactly that name.',
        ce('secret create', {
          name: facts.captured.secret ?? 'SECRET_NAME',
          format: 'registry',
          server: 'REGISTRY_HOST',
          username: 'USER_NAME',
          'password-from-file': 'FILE_WITH_PASSWORD',
        }),
      ),
      isBuild(facts)
        ? useRegistrySecret(facts, 'SECRET_NAME')
        : showWorkload(facts, 'Or correct the reference: see what is referenced.'),
    ],
    doc: codeEngineDoc('ts-build-fail-notregisternosecret'),
    cases: ['B-19', 'B-20', 'J-8'],
  }),
];

function projectGet(project: string | undefined): string {
  return ce('project get', { name: project ?? 'PROJECT_NAME' });
}

/** The same image by the registry's private host; pulls over it are free and reach private-only accounts. */
function privateHost(image: string | undefined): string {
  return image && /^[a-z0-9]{0,6}\.?icr\.io\//.test(image)
    ? `private.${image}`
    : 'private.REGION.icr.io/NAMESPACE/REPOSITORY:TAG';
}
