import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload, step } from '../../remedy/steps';
import { setCommand } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'job-arguments-invalid',
  title: 'The job’s command or arguments are wrong',
  headline: (facts) =>
    naming`The program does not take the arguments ${facts.arguments?.join(' ')}` ?? ownWords(facts),
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'The program was started with commands or arguments that it does not take; their order matters.',
  shows: 'A usage text or “unknown option” in the log.',
  follows: [from('usage', undefined, ['run', 'pull'])],
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
