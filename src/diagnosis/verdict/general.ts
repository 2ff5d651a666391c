import type { CauseId } from '../model/cause-id';

/** True to the facts and still general: anything specific that another source names is nearer the root. */
export const general: ReadonlySet<CauseId> = new Set<CauseId>([
  'container-exit-nonzero',
  'container-restarts',
  'newest-revision-failed',
  'app-exits-cleanly',
  'port-not-listening',
  'function-bundle-invalid',
  'waiting-for-resources',
  'build-run-evicted',
  'build-configuration-invalid',
]);
