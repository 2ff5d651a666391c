import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'daemon-exit-zero',
  title: 'The daemon job ended with exit code 0 and is not started again',
  headline: nothingToName,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'In daemon mode exit code 0 counts as a wish to stop.',
  shows: 'A daemon job run that is completed.',
  proof: 'The run mode is `daemon` and the exit code 0.',
  fix: (facts) => [
    step('Let the program end with another code when it should be started again.'),
    step('Submit it again.', ce('jobrun submit', { job: facts.job ?? 'JOB_NAME' })),
  ],
  doc: codeEngineDoc('ts-jobrun-daemon'),
  cases: ['J-12'],
});
