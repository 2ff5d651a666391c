import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'job-run-removed',
  title: 'Code Engine has no such job run (any more)',
  headline: nothingToName,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    verb: 'was not found',
  },
  meaning:
    'Code Engine removes finished job runs: after a week, or after 10 minutes when a subscription or a notification started them.',
  shows: 'The job run cannot be found.',
  proof: 'The API answers 404 for the run.',
  fix: (facts) => [
    step('See which runs are left.', ce('jobrun list', { job: facts.job, 'sort-by': 'age' })),
    step('Look for its log in IBM Cloud Logs, if the project sends its logs there.'),
    step('Submit it again.', ce('jobrun submit', { job: facts.job ?? 'JOB_NAME' })),
  ],
  doc: codeEngineDoc('ts-jobrun-deleted'),
  cases: ['J-13'],
});
