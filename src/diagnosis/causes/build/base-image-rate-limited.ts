import { codeEngineDoc } from '../../remedy/doc-pages';
import { defineCause } from '../cause';
import { copyBaseImage } from '../shared/base-image';
import { from, imageThings } from '../shared/facts';
import { naming } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'base-image-rate-limited',
  title: 'The pull rate limit hits the base image',
  headline: (facts) =>
    naming`The pull rate limit is reached for base image ${facts.baseImage ?? facts.captured.image}`,
  stage: 'build',
  traits: { breaks: 'base-registry', says: 'why', ofRegistry: 'nothing', about: 'base-image' },
  meaning:
    'The registry of the FROM image counts pulls and refuses more for a while. Docker Hub counts anonymous pulls of the whole cluster together.',
  shows: '`429 Too Many Requests` or `toomanyrequests` while loading the base image.',
  follows: [from('rate-limited', imageThings, ['build']), from('rate-limited', undefined, ['build'])],
  proof: 'The registry answers 429 to the same request.',
  fix: (facts) => copyBaseImage(facts, false),
  doc: buildPage,
  cases: ['B-7'],
});
