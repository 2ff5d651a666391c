import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildLogs, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords } from '../shared/headline';

export default defineCause({
  id: 'waiting-for-build',
  title: 'The app waits for its image build',
  headline: (facts) => caseWords(facts),
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    keepsFromStarting: true,
    followsFromFailedBuild: true,
    passes: true,
  },
  meaning: 'The app was made from source, and its build has not finished, or has failed.',
  shows: 'Reason `waiting`.',
  reasons: [{ of: 'revision', value: 'waiting', strength: 'symptom' }],
  proof: 'The app names a build run that has not succeeded.',
  fix: (facts) => [
    step('Wait until its build run has ended: the app is deployed then by itself.'),
    step('Look at the build run.', ce('buildrun get', { name: facts.buildRun ?? 'BUILD_RUN_NAME' })),
    buildLogs(facts, 'Read its log.'),
  ],
  doc: codeEngineDoc('ts-app-neverready'),
  cases: ['A-9', 'A-10'],
});
