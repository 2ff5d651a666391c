import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { deployAgain, showWorkload, step, workloadEvents } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'volume-mount-failed',
  title: 'A volume could not be mounted',
  headline: (facts) => naming`The volume ${facts.captured.volume} could not be mounted` ?? ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', overOnceStarted: true },
  meaning:
    'The instance waits for a volume that cannot be attached or mounted: its source does not exist, cannot be reached, or is in use elsewhere. The program was not started.',
  shows: '`MountVolume.SetUp failed for volume …`, `Unable to attach or mount volumes`.',
  becauseOf: ['secret-not-found'],
  follows: [from(['setup-failed', 'not-found', 'no-such-file', 'timeout', 'refused'], 'volume')],
  proof: 'The event of the kubelet names the volume and what failed.',
  ruleOut: ['a secret or config map that does not exist, which is a cause of its own'],
  fix: (facts) => [
    showWorkload(facts, 'See which volumes are set, and where they come from.'),
    ...(facts.captured.volume === undefined
      ? []
      : [
          step(
            'If it is a persistent data store: see its bucket, and the secret with the HMAC key that opens it.',
            ce('persistentdatastore list'),
          ),
        ]),
    step(
      `Correct the source of ${facts.captured.volume ?? 'the named volume'}: does the bucket, claim or folder exist, and are its credentials right?`,
    ),
    workloadEvents(facts, 'See whether the event still comes.'),
    deployAgain(facts, 'Start it anew.'),
  ],
  doc: codeEngineDoc('ts-app-neverready'),
});
