/** What a fleet is made of, and how it stands. */
import type { Fleet } from './platform';

/**
 * What a fleet's status and its counts of tasks mean together. Source: docs, fleet-status (2026-09): the status is not
 * related to those of the tasks, and only `failed` says by itself that something went wrong.
 */
export function fleetState({
  status,
  tasks,
}: Fleet): 'healthy' | 'failed' | 'warning' | 'running' | 'pending' | 'unknown' {
  if (status === 'failed') return 'failed';
  const failed = tasks?.failed ?? 0;
  if (failed > 0) return (tasks?.successful ?? 0) > 0 || (tasks?.running ?? 0) > 0 ? 'warning' : 'failed';
  switch (status) {
    case 'pending':
    case 'deploying':
      return 'pending';
    case 'running':
      // Workers that run, and not one task on them.
      return tasks && tasks.pending > 0 && tasks.running + tasks.successful === 0 ? 'pending' : 'running';
    case 'succeeded':
    case 'successful':
    case 'standby':
      return 'healthy';
    case 'canceled':
    case 'canceling':
      return 'warning';
    default:
      return 'unknown';
  }
}

/** Whether a person stopped it, and nothing had failed by then. */
export function isStopped({ status, tasks }: Pick<Fleet, 'status' | 'tasks'>): boolean {
  return (status?.startsWith('cancel') ?? false) && !tasks?.failed;
}

export interface FleetTask {
  readonly id?: string;
  readonly index?: string;
  readonly status?: string;
  readonly reason?: string;
  /** Exit code of the last instance. */
  readonly resultCode?: number;
  readonly retries?: number;
  readonly worker?: string;
}

/** A virtual server in the user's VPC that runs instances of a fleet. */
export interface FleetWorker {
  readonly name: string;
  /** `pending`, `initializing`, `running`, `stopping`, `stopped`, `failed`, `deleting`. */
  readonly status?: string;
  readonly zone?: string;
  readonly profile?: string;
  readonly subnetCrn?: string;
}
