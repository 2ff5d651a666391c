import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-server-error',
  title: 'The registry fails with a server error',
  headline: (facts) => naming`${registry(facts)} fails with a server error`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain', onOurWay: true, ofWholeRegistry: true },
  meaning:
    'The registry or its token service answered with a 5xx status. The request itself is fine; the service is overloaded, in maintenance or broken.',
  shows: '`500 Internal Server Error`, `502 Bad Gateway`, `503 Service Unavailable` from the registry.',
  follows: [from('server-error', imageThings), from('server-error', undefined, ['pull', 'push'])],
  proof: 'The registry answers 5xx to our own request as well.',
  ruleOut: ['a proxy in between that answers in the registry’s place'],
  fix: (facts) => [step('Look at the status page of the registry; wait a few minutes.'), ...again(facts)],
  doc: pullPage,
  cases: ['I-1'],
});
