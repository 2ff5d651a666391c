import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { moreJobTime } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, seconds } from '../shared/headline';

export default defineCause({
  id: 'job-time-limit',
  title: 'The job run took longer than its time limit',
  headline: (facts) => naming`Not done after ${seconds(facts.maxExecutionTime)}, the time limit of the job`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'An instance was stopped at the maximum execution time.',
  shows: '`MaxExecutionTimeExceeded`.',
  reasons: [
    { of: 'job-run-index', value: 'MaxExecutionTimeExceeded', strength: 'decisive' },
    { of: 'container', value: 'MaxExecutionTimeExceeded', strength: 'decisive' },
    { of: 'pod', value: 'DeadlineExceeded', strength: 'decisive' },
  ],
  follows: [from('time-limit', 'program'), from('time-limit', undefined, ['run'])],
  proof: 'The platform’s reason.',
  fix: (facts) => [
    moreJobTime(facts),
    step('If it still takes too long, split the work over several instances with an array of indices.'),
  ],
  doc: codeEngineDoc('ts-jobrun-doesnotcomplete'),
  cases: ['J-4'],
});
