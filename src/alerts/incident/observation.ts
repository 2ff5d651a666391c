/** What was seen of a workload at a look: what incidents are made from. */
import type { WorkloadSubject } from '../../diagnosis/model/subject';
import type { Fingerprint, WatchedKind } from '../../store/port';

/** Something that happened to a workload. */
export interface Observation {
  readonly kind: WatchedKind;
  /** `stuck`: pending for longer than is usual. `removed`: an app or a fleet that is no longer there. `checked`:
   * an app that is well, of which only the next start is in question. */
  readonly what: 'failed' | 'stuck' | 'succeeded' | 'removed' | 'checked';
  /** What stays the same from run to run. */
  readonly key: string;
  /** The workload, as a person asks about it. */
  readonly subject: WorkloadSubject;
  /** What an investigation looks at: the run, where there is one. */
  readonly evidenceOf: WorkloadSubject;
  /** The run's name, or the app's revision. */
  readonly run?: string;
  /** Reason or status as the lists show it. */
  readonly reason?: string;
  readonly at: number;
  /** When the first of `times` happened. */
  readonly firstAt: number;
  /** Failures in a row that this stands for; the newest is the one that is looked at. */
  readonly times: number;
  readonly fingerprint: Fingerprint;
  /** Entries of the cursor that say that this is known. */
  readonly entries: readonly string[];
}

/** Kinds of workloads that are watched by their name. */
export type WatchedSubject = WorkloadSubject & { readonly kind: 'app' | 'build' | 'job' | 'fleet' };

/** Whether alerts are made of such a workload: build runs and job runs belong to their builds and jobs. */
export function isWatched(subject: WorkloadSubject): subject is WatchedSubject {
  return ['app', 'build', 'job', 'fleet'].includes(subject.kind);
}

/** The key of a workload, from run to run. */
export function keyOf({ kind, name, project }: WatchedSubject): string {
  return `${project.id}/${kind}/${name}`;
}
