import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, isIcr } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { projectGet } from '../shared/pull-network';
import { during, except, words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
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
});
