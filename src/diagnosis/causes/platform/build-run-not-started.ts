import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'build-run-not-started',
  title: 'The build run has not started',
  headline: nothingToName,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'start',
    passes: true,
    beforePod: true,
  },
  meaning:
    'The run was accepted, and its pod was never made or waits for room: quotas, a missing task, or the cluster is busy.',
  shows: 'Reason `pending` for long, or `missing_task_run`.',
  reasons: [
    { of: 'build-run', value: 'missing_task_run', strength: 'decisive' },
    { of: 'shipwright', value: 'TaskRunIsMissing', strength: 'decisive' },
  ],
  proof: 'The run has no pod.',
  ruleOut: ['a quota of the project'],
  fix: (facts) => [
    step(
      'Look at the events of the run.',
      ce('buildrun events', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }),
    ),
    step('Look at the quotas of the project.', ce('project get', { name: facts.project ?? 'PROJECT_NAME' })),
    rerun(facts),
  ],
  doc: codeEngineDoc('troubleshoot-build'),
  cases: ['B-25'],
});
