import { codeEngineDoc } from '../../remedy/doc-pages';
import { deployAgain, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'fleet-canceled',
  title: 'The fleet was canceled',
  headline: nothingToName,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    verb: 'was stopped',
  },
  meaning:
    'A person canceled the fleet. Tasks that were still pending were not run, and its workers are removed.',
  shows: 'Status `canceling` or `canceled`, and canceled tasks.',
  proof: 'The fleet’s own status says so.',
  fix: (facts) => [
    step(
      'Ask who canceled it: its finished tasks keep their results, and canceled ones are not run any more.',
    ),
    deployAgain(facts),
  ],
  doc: codeEngineDoc('fleets-cancel'),
});
