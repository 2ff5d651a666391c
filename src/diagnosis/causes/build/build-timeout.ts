import { codeEngineDoc } from '../../remedy/doc-pages';
import { defineCause } from '../cause';
import { moreBuildTime } from '../shared/build-limits';
import { from } from '../shared/facts';
import { naming, seconds } from '../shared/headline';

export default defineCause({
  id: 'build-timeout',
  title: 'The build took longer than its time limit',
  headline: (facts) => naming`Not done after ${seconds(facts.timeout)}, the time limit of the build`,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'The build run was stopped at its timeout: 10 minutes unless set otherwise, an hour at most.',
  shows: '`BuildRun … failed to finish within …`, reason `timeout` or `BuildRunTimeout`.',
  reasons: [
    { of: 'build-run', value: 'timeout', strength: 'decisive' },
    { of: 'shipwright', value: 'BuildRunTimeout', strength: 'decisive' },
  ],
  follows: [from('time-limit', undefined, ['build', 'push', 'source', 'pull'])],
  proof: 'The platform’s reason, and the run’s duration equal to its timeout.',
  fix: moreBuildTime,
  doc: codeEngineDoc('plan-build'),
  cases: ['B-22', 'B-23'],
});
