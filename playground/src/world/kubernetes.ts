/** What the project's Kubernetes API knows and API v2 does not. Instants are world time in milliseconds. */

export interface ContainerLog {
  /** Lines end with `\n`. */
  readonly text: string;
  /** When the first and the last line were written; lines between are spread evenly. */
  readonly from: number;
  readonly to: number;
}

export interface Terminated {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: number;
  readonly finishedAt: number;
}

export type PodContainerState =
  | { readonly waiting: { readonly reason: string; readonly message?: string } }
  | { readonly running: { readonly startedAt: number } }
  | { readonly terminated: Terminated };

export interface PodContainer {
  readonly name: string;
  readonly image: string;
  readonly imageId?: string;
  readonly init?: boolean;
  state: PodContainerState;
  lastTerminated?: Terminated;
  ready: boolean;
  restarts: number;
  log?: ContainerLog;
  previousLog?: ContainerLog;
}

export interface PodCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

export interface Pod {
  readonly name: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly node?: string;
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  reason?: string;
  message?: string;
  containers: PodContainer[];
  conditions: PodCondition[];
}

export interface SystemEvent {
  readonly object: { readonly kind: string; readonly name: string; readonly apiVersion?: string };
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly count: number;
  readonly component: string;
  readonly host?: string;
  /** Milliseconds after which the component says it again, for as long as the object exists. */
  readonly repeatsEvery?: number;
}

/** Shipwright's build run, as far as v2 does not show it. */
export interface BuildRunObject {
  readonly name: string;
  succeeded: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  failureDetails?: {
    readonly reason?: string;
    readonly message?: string;
    readonly location?: { readonly pod: string; readonly container: string };
  };
}

/** Knative's revision, as far as v2 does not show it. */
export interface RevisionObject {
  readonly name: string;
  imageDigest?: string;
  conditions: ObjectCondition[];
}

export interface ObjectCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
}

/** One line of the project's resource quota, Kubernetes quantities. */
export interface QuotaLine {
  readonly resource: string;
  used: string;
  hard: string;
  /** What is counted as it is, in place of `used`. */
  readonly counts?: 'revisions' | 'jobRuns' | 'buildRuns';
}
