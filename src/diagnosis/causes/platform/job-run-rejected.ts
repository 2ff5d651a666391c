import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'job-run-rejected',
  title: 'The job run was refused when it was submitted',
  headline: (facts) => (/^Failed to create job run$/i.test(facts.said ?? '') ? undefined : ownWords(facts)),
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A run of that name exists, the job does not, the image differs from the job’s, or the definition is larger than 10 KiB.',
  shows: '`Failed to create job run`.',
  phrases: [/\bFailed to create job ?run\b/i],
  proof: 'The API’s answer at submission.',
  fix: (facts) => [
    step('See which runs exist.', ce('jobrun list', {})),
    step(
      facts.job === undefined
        ? 'Submit the job of your command without a name for the run: one that is free is made.'
        : 'Submit without a name for the run: one that is free is made.',
      ce('jobrun submit', { job: facts.job ?? 'JOB_NAME' }),
    ),
    step('Keep long arguments and variables in a config map or secret.'),
  ],
  doc: codeEngineDoc('ts-jobrun-submit-fails-cli'),
  cases: ['J-11'],
});
