import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'build-canceled',
  title: 'The build was cancelled',
  headline: nothingToName,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'A person, a newer run or the machine around it cancelled the build. No step failed by itself.',
  shows: '`context canceled`, reason `BuildRunCanceled`, exit code 143.',
  follows: [from('canceled', undefined, ['build', 'push', 'source']), from('canceled', 'step')],
  proof: 'The run’s state says that it was cancelled; no step has an error of its own.',
  ruleOut: ['a time limit, which cancels as well and says so'],
  fix: (facts) => [
    step('See who or what cancelled it: a person, a newer run, or a time limit outside of the build.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('ts-build-bldpush-stepfail'),
});
