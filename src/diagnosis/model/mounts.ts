/** Persistent data stores that a workload mounts, or keeps the state of its tasks in. */
import type { Evidence } from './evidence';
import { present } from './present';
import { workloadSpec } from './specs';

export interface MountedStore {
  readonly name: string;
  /** What it is for, as a sentence goes on: `mounted at /data`. */
  readonly use: string;
}

/** Persistent data stores that the workload mounts, each with what it is used for, in words. */
export function mountedStores(evidence: Evidence): readonly MountedStore[] {
  const found = new Map<string, MountedStore>();
  const [state] = present(evidence.fleet)?.dataStores ?? [];
  if (state) found.set(state, { name: state, use: 'which keeps the state of the tasks' });
  for (const { type, reference, path } of workloadSpec(evidence)?.volumes ?? []) {
    if (type !== 'persistent_data_store' || !reference || found.has(reference)) continue;
    found.set(reference, { name: reference, use: `mounted at ${path ?? 'a path of the container'}` });
  }
  return [...found.values()];
}
