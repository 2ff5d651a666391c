import { codeEngineDoc } from '../../remedy/doc-pages';
import { moreMemory, moreStorage, workloadEvents, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords } from '../shared/headline';

export default defineCause({
  id: 'container-restarts',
  title: 'The container is started again and again',
  headline: (facts) => caseWords(facts),
  stage: 'platform',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing' },
  meaning:
    'The instance keeps restarting: an error in the program, too little memory or disk, or now and then maintenance of the platform.',
  shows: 'A high restart count.',
  proof: 'The number of restarts and the last state of the instance.',
  fix: (facts) => [
    workloadLogs(facts),
    workloadEvents(facts, 'Look at the events.'),
    moreMemory(facts, ', if that is what runs out'),
    moreStorage(facts, 'Or, if that is what runs out, raise the ephemeral storage'),
  ],
  doc: codeEngineDoc('ts-app-restart'),
  cases: ['A-15', 'A-17'],
});
