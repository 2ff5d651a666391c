import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { remoteReferences } from '../shared/source';
import { words } from '../shared/wordings';

const repoPage = codeEngineDoc('code-repositories');

export default defineCause({
  id: 'git-host-unreachable',
  title: 'The git host cannot be reached',
  stage: 'source',
  meaning: 'The host of the repository does not resolve, does not answer, or breaks the connection off.',
  shows: '`Could not resolve host: …`, `ssh: connect to host … port 22: Connection timed out`.',
  patterns: [
    ...words(
      85,
      /\b(?:unable to access|unable to look up|failed to connect to|Failed to connect to) '?(?:https?:|git:|\S{1,100}(?:github|gitlab|bitbucket|git)).{0,300}(?:Could(?:n't| not) resolve|Failed to connect|timed out|refused|reset|Couldn't connect|Could(?:n't| not) connect|No route|SSL_ERROR_SYSCALL|SSL_connect|Empty reply|Recv failure|OpenSSL|gnutls|GnuTLS|HTTP\/2|requested URL returned error: 5\d\d|unreachable|Operation too slow|Proxy)/i,
      /\bssh: (?:connect to host|Could not resolve hostname)\b/i,
      /\bgit@\S{1,200}.{0,60}(?:Connection (?:closed|reset|timed out)|Operation timed out)/i,
      /\bkex_exchange_identification\b|\bConnection (?:closed|reset) by (?:remote host|[\d.]{7,15}|\S{1,80} port 22)\b/i,
      /\bRPC failed; (?:curl|HTTP|result)\b|\bearly EOF\b|\bfetch-pack: unexpected disconnect\b|\bthe remote end hung up (?:unexpectedly|upon)\b/i,
      /\bfatal: unable to connect to (?!docker)/i,
      /\bfatal: .{0,200}(?:Could(?:n't| not) resolve host|Temporary failure in name resolution)\b/i,
      /\b(?:git|github\.com|gitlab|bitbucket)\b.{0,300}(?:no such host|i\/o timeout|connection timed out|connection refused|Could not resolve host)/i,
    ),
  ],
  proof: 'Our own look-up or connection to the host fails too.',
  ruleOut: ['a git host in a private network'],
  fix: (facts) => [
    rerun(facts, 'If it was a passing fault, the build succeeds when it is run again.'),
    remoteReferences(
      facts,
      'If it stays, check the host in the address from outside your own network: it must be reachable from the internet.',
    ),
    setBuild(facts, 'If the address is wrong, correct it.', { source: 'REPOSITORY_URL' }),
  ],
  doc: repoPage,
  cases: ['B-12'],
});
