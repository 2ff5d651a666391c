import { codeEngineDoc } from '../../remedy/doc-pages';
import { withOtherHost } from '../../remedy/image-names';
import { afterUpdate, setImage } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-connection-refused',
  title: 'The registry’s address refuses the connection',
  headline: (facts) => naming`${registry(facts)} refuses the connection`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain', reachesOut: true, onOurWay: true },
  meaning:
    'The host resolves, and nothing listens on that port (or something on the way refuses). Typical for `localhost` references, a wrong port, or a registry that is down.',
  shows: '`dial tcp …: connect: connection refused`.',
  follows: [from('refused', imageThings), from('refused', undefined, ['pull', 'push'])],
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
