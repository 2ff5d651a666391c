import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-install-network',
  title: 'The package index cannot be reached from the build',
  stage: 'build',
  meaning:
    'A package manager could not reach its index, or the connection broke off: DNS, a timeout, a reset, or an index that is down for the moment.',
  shows: '`Temporary failure resolving …`, `npm error code ECONNRESET`, `Read timed out` of pip.',
  patterns: [
    ...words(
      90,
      /\bTemporary failure resolving '/i,
      /\bCould not (?:resolve|connect to) '?(?:[\w-]{1,60}\.){1,6}(?:debian|ubuntu|alpinelinux|canonical|deb|org|com|net|io|example)\b/i,
      /\b(?:npm|pnpm|yarn).{0,120}\b(?:ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|EHOSTUNREACH|ENETUNREACH|ECONNABORTED)\b/i,
      /\bnetwork (?:This is a problem related to network connectivity|request to https?:|timeout at|read ECONN|connection timed out)/i,
      /\bgetaddrinfo (?:EAI_AGAIN|ENOTFOUND|ETIMEOUT)\b.{0,200}/i,
      /\b(?:request to|requests? to) "?https?:\S{1,300} failed, reason:/i,
      /\bFetch(?:Error|ing)\b.{0,300}(?:ECONN|ETIMEDOUT|EAI_AGAIN|socket hang up|network)/i,
      /\bThere appears to be trouble with your network connection\b|\bERR_PNPM_(?:META_FETCH_FAIL|FETCH_5\d\d|TARBALL_FETCH)\b/i,
      /\b(?:HTTPSConnectionPool|HTTPConnectionPool|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|MaxRetryError|ProtocolError|RemoteDisconnected|IncompleteRead|NameResolutionError)\b/,
      /\bFailed to establish a new connection\b|\bConnectionResetError\b/i,
      /\bRead timed out\b/i,
      /\bCould not (?:transfer (?:artifact|metadata)).{0,600}(?:timed out|reset|refused|unknown host|Unknown host|handshake|resol|50[0-9]|Premature|No route)/i,
      /\b(?:UnknownHostException|Unknown host '|SocketTimeoutException|ConnectException|SocketException|NoRouteToHostException|HttpHostConnectException)\b/,
      /\bCould not (?:GET|HEAD) 'https?:.{0,300}/i,
      /\b(?:proxy\.golang\.org|sum\.golang\.org|goproxy\.\w{2,4}|storage\.googleapis\.com\/proxy-golang)\b.{0,300}(?:dial|timeout|reset|refused|EOF|no such host|unreachable|50\d|TLS)/i,
      /\bgo: .{0,300}(?:dial tcp|i\/o timeout|TLS handshake timeout|connection reset|no such host|unexpected EOF|stream error)/i,
      /\b(?:static\.crates\.io|index\.crates\.io|crates\.io)\b.{0,200}(?:fail|timed out|reset|could not|error)|\bspurious network error\b|\bfailed to (?:download from|query replaced source|fetch) `?.{0,120}(?:crates\.io|registry `)/i,
      /\btemporary error \(try again later\)|\bnetwork error \(check Internet connection and firewall\)|\b(?:DNS lookup error|DNS: transient error)\b/i,
      /\b(?:apk|fetching https?:\S{1,200}|\.apk)\b.{0,200}(?:operation timed out|connection (?:aborted|reset)|IO ERROR|I\/O error|network)/i,
      /\bfetch https?:\/\/\S{1,200}: .{0,40}(?:temporary error|DNS|timed out|network)/i,
      /\balpine\S{0,200}: (?:Permission denied|I\/O error|network)/i,
      /\bUnable to load the service index for source\b|\bNU1301\b/i,
      /\b(?:Curl error|curl error|curl: \()\s?\(?(?:5|6|7|18|28|35|52|55|56|92)\)/i,
      /\bErrors during downloading metadata for repository\b|\bCannot (?:download repomd\.xml|find a valid baseurl for repo|retrieve (?:metalink|repository metadata))\b|\bAll mirrors were tried\b|\bCould not retrieve mirrorlist\b|\bFailed to download metadata for repo\b/i,
      /\bNet::(?:OpenTimeout|ReadTimeout|HTTPFatalError)\b|\bCould not (?:reach host|fetch specs from)\b|\bNetwork error while fetching\b|\bGem::RemoteFetcher::FetchError\b|\bBundler::HTTPError\b/i,
      /\bcurl error \d{1,3} while downloading\b|\bThe "https?:\S{1,300}" file could not be downloaded\b.{0,200}/i,
      /\bCondaHTTPError\b|\bCONNECTION FAILED for url\b|\bHTTP (?:000|5\d\d) (?:CONNECTION|SERVER|.{0,40}ERROR).{0,60}for url\b/i,
      /\bwget: (?:unable to resolve host|bad address|can't connect|download timed out)|\bwget: server returned error: HTTP\/1\.\d 5\d\d/i,
      /\bunable to resolve host address\b|\bResolving .{1,200}\.\.\. failed\b/i,
      /\bHash Sum mismatch\b|\bFile has unexpected size\b/i,
      /\b(?:Connection (?:failed|timed out)|Unable to connect to|Cannot initiate the connection to|Could not connect to|Connection reset by peer|Undetermined Error|Clearsigned file isn't valid).{0,160}\[IP:/i,
      /\bUnable to connect to \S{1,200}:(?:http|https|80|443)\b|\bCannot initiate the connection to\b/i,
      /\bsocket (?:hang up|timeout)\b|\btunneling socket could not be established\b/i,
      /\ban unexpected error occurred: "https?:.{0,300}/i,
      /\b(?:uv|poetry|pipenv|pip)\b.{0,200}(?:timed out|connection reset|dns error|Connection broken|could not connect|network)/i,
      /\b(?:error sending request for url|dns error: failed to lookup|client error \(Connect\)|operation timed out after)\b/i,
      /\bRequest failed after \d{1,2} retries\b|\b(?:Failed to fetch|Failed to download) `?https?:\/\/(?!.{0,400}\b40[34]\b)\S{1,300}/i,
    ),
    ...during(
      ['build'],
      words(
        62,
        /\bcurl: \(\d{1,2}\) .{0,200}(?:resolve|connect|timed out|reset|closed|SSL)/i,
        /\b(?:Temporary failure in name resolution|Name or service not known|Could not resolve host)\b/i,
        /\bfailed to download\b.{0,300}(?:timeout|timed out|EOF|reset|dial|50\d)/i,
      ),
    ),
  ],
  proof: 'The same address answers or not when asked from here.',
  ruleOut: ['a proxy that the build would need', 'an index that is down'],
  fix: (facts) => [
    rerun(facts, 'Often it passes: run the build again.'),
    step('If it stays, check the address of the index, and that it can be reached from the internet.'),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
