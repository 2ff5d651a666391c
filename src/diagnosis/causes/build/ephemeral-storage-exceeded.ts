import { codeEngineDoc } from '../../remedy/doc-pages';
import { moreStorage, step } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { moreBuildDisk } from '../shared/build-limits';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'ephemeral-storage-exceeded',
  title: 'The limit of ephemeral storage is exceeded',
  headline: overLimit,
  stage: 'build',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'run',
    includes: ['disk-space-exhausted'],
  },
  meaning:
    'A build step or an instance wrote more to its own disk than its limit allows. The limit comes with the build size, or with the ephemeral storage of the app or job.',
  shows:
    '`Pod ephemeral local storage usage exceeds the total limit of containers …`, `ExceededEphemeralStorage`.',
  reasons: [
    { of: 'build-run', value: 'exceeded_ephemeral_storage', strength: 'decisive' },
    { of: 'build-run', value: 'pod_evicted_because_of_storage_quota_exceeds', strength: 'decisive' },
    { of: 'job-run-index', value: 'ExceededEphemeralStorage', strength: 'decisive' },
    { of: 'container', value: 'ExceededEphemeralStorage', strength: 'decisive' },
  ],
  follows: [from('storage-limit')],
  proof: 'The platform’s reason and message.',
  fix: (facts) =>
    facts.kind === undefined || facts.kind === 'build' || facts.kind === 'buildrun'
      ? moreBuildDisk(facts)
      : [
          moreStorage(facts, 'Raise the ephemeral storage'),
          step('If that is not enough, write less to the local disk, or to a persistent data store.'),
        ],
  doc: codeEngineDoc('ts-build-ephemeral-limit'),
  docOf: ({ kind }) =>
    codeEngineDoc(
      kind === 'app'
        ? 'ts-app-restart'
        : kind === 'job' || kind === 'jobrun'
          ? 'troubleshoot-job'
          : 'ts-build-ephemeral-limit',
    ),
  cases: ['B-10', 'A-15', 'A-17', 'J-2'],
});

/** The limit that the platform names, or that is set. */
function overLimit({ said, ephemeralStorage }: HeadlineFacts): string | undefined {
  const [, limit = ephemeralStorage] =
    /\blimit of containers (\d[\d.]*\s?[A-Za-z]{0,3})/.exec(said ?? '') ?? [];
  return naming`It wrote more than its ${limit} of ephemeral storage`;
}
