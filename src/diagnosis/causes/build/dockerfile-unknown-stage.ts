import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

const tipsPage = codeEngineDoc('dockerfile');

export default defineCause({
  id: 'dockerfile-unknown-stage',
  title: 'The Dockerfile names a stage that it does not define',
  headline: (facts) =>
    naming`No stage of the Dockerfile is called ${facts.captured.stage}` ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    '`COPY --from=` or `FROM` (or the build target) names a stage that no `FROM … AS` defines, mostly by a typing error. The builder then looks for an image of that name.',
  shows: '`invalid from flag value …`, `target stage … could not be found`.',
  follows: [from('not-found', 'stage')],
  proof: 'The Dockerfile’s stages do not have the name.',
  fix: (facts) => [
    step('Correct the name, or give the stage that is meant the name: FROM … AS NAME.'),
    rerun(facts),
  ],
  doc: tipsPage,
  cases: ['B-8'],
});
