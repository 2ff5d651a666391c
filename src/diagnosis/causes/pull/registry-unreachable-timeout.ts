import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { projectGet } from '../shared/pull-network';
import { during, except, words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
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
});
