/** Pull: the way to the registry. */

import { codeEngineDoc } from '../remedy/doc-pages';
import {
  afterUpdate,
  again,
  isIcr,
  orCopyToIcr,
  setImage,
  usePrivateHost,
  withOtherHost,
} from '../remedy/registry-steps';
import { ce, type RemedyFacts } from '../remedy/remedy';
import { type Steps, step } from '../remedy/steps';
import { defineCause } from './cause';
import { during, except, words } from './wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export const pullNetworkCauses = [
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
    fix: (facts) => [step('Look at the status page of the registry; wait a few minutes.'), ...again(facts)],
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
    fix: (facts) => [
      setImage(facts, 'Correct the host of the image reference.', { image: withOtherHost(facts) }),
      ...afterUpdate(facts),
    ],
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
            /\bpull(?:ing)? image .{1,300}\bno progress in \d/i,
            /\bClient\.Timeout (?:exceeded|or context cancellation)/i,
            /\brequest cancell?ed (?:while waiting for connection|\()|\bErrImagePull\b.{0,60}\brequest cancell?ed\b/i,
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
      ...again(facts),
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
        { image: withOtherHost(facts) },
      ),
      ...afterUpdate(facts),
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
      ...again(facts),
      step(
        `If it stays, somebody cuts the connection: see the addresses that the project calls from, and let them through ${
          facts.registryHost === undefined
            ? 'firewalls, proxies and context-based restrictions'
            : isIcr(facts)
              ? 'the context-based restriction on Container Registry'
              : `the firewall in front of ${facts.registryHost}`
        }.`,
        projectGet(facts.project),
      ),
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
    fix: letIn,
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
      ...orCopyToIcr(facts),
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
    fix: (facts) => [step('Renew the certificate of the host, with its whole chain.'), ...again(facts)],
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
      setImage(facts, 'Use the host name that the certificate is made for, or renew it for this name.', {
        image: withOtherHost(facts),
      }),
      ...afterUpdate(facts),
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
    fix: (facts) => [step('Put TLS in front of the registry.'), ...orCopyToIcr(facts)],
    doc: pullPage,
    cases: ['I-1'],
  }),
];

function projectGet(project: string | undefined): string {
  return ce('project get', { name: project ?? 'PROJECT_NAME' });
}

/** The private endpoint needs no address to be let in; other registries keep a list of their own. */
function letIn(facts: RemedyFacts): Steps {
  const { asked, icr, registryHost } = facts;
  const addresses =
    asked === 'image'
      ? []
      : [
          step(
            'See the addresses that the project calls from, private and public.',
            projectGet(facts.project),
          ),
        ];
  const whom = asked === 'image' ? 'the address that ce-image calls from' : 'them';
  const own = usePrivateHost(
    facts,
    'Use the private host of the registry: the call then stays within IBM Cloud’s network.',
  );
  if (icr?.privateOnly && own.length > 0) return [...own, ...afterUpdate(facts)];
  if (registryHost !== undefined && !isIcr(facts)) {
    return [
      ...addresses,
      step(
        `Add ${asked ? whom : 'the public ones'} to the allow-list of ${registryHost}${allowListOf(registryHost)}.`,
      ),
      ...again(facts),
      ...orCopyToIcr(facts),
    ];
  }
  return [
    ...own,
    ...addresses,
    step(
      `${own.length > 0 ? 'Or add' : 'Add'} ${whom} to the network zone of the context-based restriction on Container Registry, or to the allowed addresses of the account (IAM settings, “Restrict IP address access”).`,
    ),
    ...again(facts),
  ];
}

function allowListOf(host: string): string {
  return host === 'ghcr.io'
    ? ' (settings of the organisation, “Authentication security”, “IP allow list”)'
    : '';
}
