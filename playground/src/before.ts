/** What stands between a caller and every stand-in: a place to measure, to delay and to count exchanges. */

/** The stand-in that is asked. */
export type System = 'slack' | 'iam' | 'code-engine' | 'kubernetes' | 'vpc' | 'logs' | 'registry' | 'git';

export interface Arrival {
  readonly system: System;
  readonly method: string;
  readonly path: string;
}

/** Called when a request has arrived; it is answered when the promise resolves. */
export type Before = (arrival: Arrival) => Promise<void>;
