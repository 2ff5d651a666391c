import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

const planPage = codeEngineDoc('plan-build');

export default defineCause({
  id: 'buildpack-builder-incompatible',
  title: 'Builder, lifecycle and buildpack do not fit together',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'The buildpack API, the platform API or the stack of the parts differ: one of them is too old.',
  shows: '`buildpack API version … is incompatible with the lifecycle`.',
  follows: [from('version-unsupported', ['builder', 'buildpack'])],
  proof: 'The lifecycle’s own statement.',
  fix: (facts) => [
    step('Take a current builder and current buildpacks; do not pin an old buildpack in project.toml.'),
    rerun(facts),
  ],
  doc: planPage,
  cases: ['B-6'],
});
