import { codeEngineDoc } from '../../remedy/doc-pages';
import { ce } from '../../remedy/remedy';
import { setWorkload, step } from '../../remedy/steps';
import { setCommand } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { during, words } from '../shared/wordings';

export default defineCause({
  id: 'job-arguments-invalid',
  title: 'The job’s command or arguments are wrong',
  stage: 'platform',
  meaning: 'The program was started with commands or arguments that it does not take; their order matters.',
  shows: 'A usage text or “unknown option” in the log.',
  patterns: during(
    ['run', 'pull'],
    words(
      62,
      /\b(?:unrecognized|unknown|invalid) (?:command[- ]line )?(?:option|argument)s?\b.{0,120}/i,
      /\b(?:error: )?the following arguments are required:/i,
    ),
  ),
  proof: 'The command and arguments of the run.',
  fix: (facts) => [
    step('See command and arguments.', ce('jobrun get', { name: facts.jobRun ?? 'JOB_RUN_NAME' })),
    setCommand(facts),
    setWorkload({ ...facts, kind: 'jobrun' }, 'Or go back to what the image starts by itself.', {
      'commands-clear': true,
      'arguments-clear': true,
    }),
  ],
  doc: codeEngineDoc('ts-jobrun-doesnotcomplete'),
  cases: ['J-9'],
});
