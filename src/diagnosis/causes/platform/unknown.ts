import type { WorkloadKind } from '../../model/subject';
import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildLogs, isBuild, showWorkload, step, workloadEvents, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'unknown',
  title: 'The cause is not known',
  headline: nothingToName,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', leavesOpen: 'any' },
  meaning:
    'Something failed, and the evidence does not say why. The most telling lines are shown instead of a guess.',
  shows: 'An error that the catalogue does not know.',
  becauseOf: [
    'build-out-of-memory',
    'disk-space-exhausted',
    'exec-format-error',
    'container-oom-killed',
    'build-tool-version-mismatch',
  ],
  // A tool that breaks by itself says where it broke, and not why; so does nonsense in the place of a registry's answer.
  follows: [
    from('tool-broke', undefined, ['build', 'source', 'push', 'pull']),
    from('engine-broke'),
    from('bad-answer', imageThings),
  ],
  proof: 'Nothing proves it: that is what the word says.',
  fix: (facts) =>
    isBuild(facts)
      ? [
          buildLogs(facts),
          step(
            'Look at the events of the run.',
            ce('buildrun events', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }),
          ),
        ]
      : [
          workloadLogs(facts),
          // The command line shows no events of functions.
          ...(facts.kind === 'function'
            ? []
            : [workloadEvents(facts, 'Look at the events; they are kept for an hour.')]),
          showWorkload(facts, 'Look at the workload.'),
        ],
  doc: codeEngineDoc('troubleshoot-images'),
  docOf: ({ kind }) => codeEngineDoc(troubleshooting(kind)),
  cases: ['B-1', 'I-1'],
});

/** The page on troubles of this kind of resource. */
function troubleshooting(kind: WorkloadKind | undefined): string {
  switch (kind) {
    case 'build':
    case 'buildrun':
      return 'troubleshoot-build';
    case 'app':
      return 'troubleshoot-apps';
    case 'job':
    case 'jobrun':
      return 'troubleshoot-job';
    case 'function':
      return 'troubleshoot-function';
    case 'fleet':
      return 'fleet-status';
    case undefined:
      return 'troubleshoot-images';
  }
}
