import { codeEngineDoc } from '../../remedy/doc-pages';
import { afterUpdate, setImage, withOtherHost } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { during, except, words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
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
});
