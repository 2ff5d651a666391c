import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import {
  buildAndDeploy,
  moreMemory,
  moreStorage,
  personStep,
  setWorkload,
  workloadEvents,
  workloadLogs,
} from '../../remedy/steps';
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
  fix: (facts) => [workloadLogs(facts), workloadEvents(facts, 'Look at the events.'), ...whatEndsIt(facts)],
  doc: codeEngineDoc('ts-app-restart'),
  cases: ['A-15', 'A-17'],
});

/** Exit code of a program that was asked to end: 128 and the number of SIGTERM. */
const TERMINATED = 143;

/** Of one that was killed, for its memory or its disk: 128 and the number of SIGKILL. */
const KILLED = 137;

/** What may end it, as far as its exit code tells. */
function whatEndsIt(facts: RemedyFacts): FixSteps {
  if (facts.exitCode === TERMINATED) {
    return [
      personStep(
        'Exit code 143: the program was asked to end (SIGTERM), by a liveness probe that failed, because the platform moved the instance, or by its own supervisor. Let the program say in its log why it ends, and answer a liveness probe in time.',
      ),
      ...buildAndDeploy(facts),
      ...(facts.probe?.use === 'live'
        ? [
            setWorkload({ ...facts, kind: 'app' }, 'See whether it lasts without the liveness probe.', {
              'probe-live-clear': true,
            }),
          ]
        : []),
    ];
  }
  const maybeKilled = facts.exitCode === undefined || facts.exitCode === KILLED;
  return [
    ...(maybeKilled ? [moreMemory(facts, ', if that is what runs out')] : []),
    ...(maybeKilled ? [moreStorage(facts, 'If that is what runs out, raise the ephemeral storage')] : []),
    personStep('Let the program say in its log why it ends.'),
    ...buildAndDeploy(facts),
  ];
}
