import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { copyToIcr, icrName, isIcr } from '../../remedy/registry-steps';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'base-image-rate-limited',
  title: 'The pull rate limit hits the base image',
  stage: 'build',
  traits: { breaks: 'base-registry', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The registry of the FROM image counts pulls and refuses more for a while. Docker Hub counts anonymous pulls of the whole cluster together.',
  shows: '`429 Too Many Requests` or `toomanyrequests` while loading the base image.',
  follows: [from('rate-limited', imageThings, ['build']), from('rate-limited', undefined, ['build'])],
  proof: 'The registry answers 429 to the same request.',
  fix: (facts) => [...copyBaseImage(facts)],
  doc: buildPage,
  cases: ['B-7'],
});

/** A copy in one's own registry is not counted. The build's login for its output reads it as well. */
function copyBaseImage(facts: RemedyFacts): FixSteps {
  const from = facts.baseImage ?? 'BASE_IMAGE';
  const to = icrName(facts, from);
  const inFrom = isIcr(facts) ? to.replace(/^[^/]+/, facts.registryHost ?? '') : `private.${to}`;
  return [
    copyToIcr('Copy the base image to IBM Container Registry.', from, to),
    step(`Name the copy in the Dockerfile: FROM ${inFrom}`),
    step('Or log in: a secret that holds both logins, the base image’s and the output’s.'),
    rerun(facts),
  ];
}
