import type { SystemEvent } from './kubernetes';

/** How one build run goes, from its first second to its last. */
export interface BuildOutcome {
  readonly status: 'succeeded' | 'failed' | 'running' | 'pending';
  /** `status_details.reason` of API v2. */
  readonly reason: string;
  /** From start to completion; for `running`, how long it has been going when it is looked at. */
  readonly seconds: number;
  /** Shipwright's `Succeeded` condition. */
  readonly condition: { readonly reason: string; readonly message: string };
  readonly failureDetails?: { readonly reason: string; readonly message: string };
  readonly source?: StepOutcome;
  readonly build?: StepOutcome;
  readonly commit?: { readonly sha: string; readonly author: string; readonly branch: string };
  readonly outputDigest?: string;
  /** Pod-level reason and message, for example of an eviction. */
  readonly pod?: { readonly reason: string; readonly message: string };
  /** Why the pod cannot be scheduled or created. */
  readonly pending?: { readonly reason: string; readonly message: string };
  readonly noPod?: boolean;
  /** Events beside the ordinary ones, `after` seconds from the start. */
  readonly events?: readonly (Pick<SystemEvent, 'type' | 'reason' | 'message' | 'component'> & {
    readonly after: number;
    readonly onRun?: boolean;
    readonly repeatsEvery?: number;
  })[];
}

/** One container of a build run's pod. */
export interface StepOutcome {
  readonly log: string;
  readonly seconds: number;
  readonly exitCode: number;
  /** `Completed`, `Error` or `OOMKilled`. */
  readonly reason: string;
  readonly message?: string;
}
