import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';
import { projectGet } from '../shared/pull-network';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-unreachable-timeout',
  title: 'The registry does not answer in time',
  headline: (facts) => naming`${registry(facts)} does not answer in time`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'open', reachesOut: true, onOurWay: true },
  meaning:
    'Connecting to the registry, or waiting for its first answer, took too long: a firewall drops the packets, there is no route, or the registry hangs.',
  shows: '`i/o timeout`, `TLS handshake timeout`, `context deadline exceeded`, `no route to host`.',
  follows: [from('timeout', imageThings), from('timeout', undefined, ['pull', 'push'])],
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
