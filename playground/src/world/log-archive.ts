/** IBM Cloud Logs of the simulated account: what is left of logs whose pods are gone. */

export interface LogEntry {
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
  readonly projectId: string;
  readonly project: string;
  readonly componentType: 'app' | 'job' | 'build' | 'fleet';
  readonly component: string;
  readonly subcomponentType: 'app_revision' | 'job_run' | 'build_run' | 'fleet_instance';
  readonly subcomponent: string;
  /** Name of the pod. */
  readonly instanceId: string;
  readonly message: string;
  /** A policy keeps it in the bucket only, not for the fast search. */
  readonly archived?: true;
  /** The service breaks the connection off behind it. */
  readonly breaks?: true;
}

/** An instance of the service, to which platform logs of a region are routed. */
export interface LogInstance {
  /** GUID, which its host name begins with. */
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  readonly entries: LogEntry[];
}

export interface LogArchiveContent {
  readonly instances: LogInstance[];
}
