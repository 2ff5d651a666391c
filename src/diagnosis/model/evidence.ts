/** What was learned about a subject, and for every source: present, or missing with the reason why. */

import type { FleetTask, FleetWorker } from './fleet';
import type { Gap, MissingReason } from './missing-reason';
import type { FleetNetwork, OutboundDestination, SubnetPool } from './network';
import type {
  App,
  AppInstance,
  AppRevision,
  Build,
  BuildRun,
  BuildRunDetail,
  DataStore,
  Fleet,
  FunctionResource,
  Job,
  JobRun,
  LogExcerpt,
  PlatformEvent,
  Pod,
  Project,
  ResourceQuota,
  RevisionDetail,
  RevisionPin,
  SecretSummary,
} from './platform';
import type { RegistryCheck } from './registry-check';
import type { SourceCheck } from './source-check';

/** One source's answer. */
export type Gathered<T> =
  /** `gap`: a part of it is missing. */
  | { readonly state: 'present'; readonly value: T; readonly gap?: Gap }
  | ({ readonly state: 'missing' } & Gap);

/** Thrown by every port when it cannot answer. The message is safe to show: no secret, no stack, no host internals. */
export class SourceError extends Error {
  override readonly name = 'SourceError';

  constructor(
    readonly reason: MissingReason,
    message: string,
    /** What the reader can do about it, in a sentence. */
    readonly cure?: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Everything that an investigation gathered. A source that does not concern the subject is absent. */
export interface Evidence {
  readonly project?: Gathered<Project>;
  readonly build?: Gathered<Build>;
  readonly buildRun?: Gathered<BuildRun>;
  readonly buildRunDetail?: Gathered<BuildRunDetail>;
  readonly app?: Gathered<App>;
  readonly revision?: Gathered<AppRevision>;
  readonly revisionDetail?: Gathered<RevisionDetail>;
  readonly instances?: Gathered<readonly AppInstance[]>;
  readonly job?: Gathered<Job>;
  readonly jobRun?: Gathered<JobRun>;
  readonly function?: Gathered<FunctionResource>;
  readonly functionRuntimes?: Gathered<readonly FunctionRuntime[]>;
  readonly fleet?: Gathered<Fleet>;
  /** Some of the tasks that failed. */
  readonly fleetTasks?: Gathered<readonly FleetTask[]>;
  readonly fleetWorkers?: Gathered<readonly FleetWorker[]>;
  /** Only asked for where a fleet's image may be out of its workers' reach. */
  readonly fleetNetwork?: Gathered<FleetNetwork>;
  /** Only asked for where one is mounted. */
  readonly dataStores?: Gathered<readonly DataStore[]>;
  /** Only asked for where a connection to the outside came to nothing. */
  readonly outbound?: Gathered<readonly OutboundDestination[]>;
  readonly subnetPools?: Gathered<readonly SubnetPool[]>;
  readonly pods?: Gathered<readonly Pod[]>;
  readonly events?: Gathered<readonly PlatformEvent[]>;
  readonly logs?: Gathered<readonly LogExcerpt[]>;
  readonly secrets?: Gathered<readonly SecretSummary[]>;
  readonly quotas?: Gathered<readonly ResourceQuota[]>;
  /** Only asked for where a quota of runs or revisions is used up. */
  readonly superfluous?: Gathered<Superfluous>;
  /** Only asked for where the registry's storage is used up. */
  readonly inUse?: Gathered<ImagesInUse>;
  /** `HOST/NAMESPACE` of the project's other images in IBM's registry, the most used first; only asked for where the image is elsewhere. */
  readonly namespaces?: Gathered<readonly string[]>;
  readonly registry?: Gathered<RegistryCheck>;
  /** The ladder of source, and what was found on the tree at its end. */
  readonly source?: Gathered<SourceCheck>;
  /** What still speaks of a run that Code Engine does not have, for example `app shop-web`. */
  readonly rememberedBy?: string;
  /** Evidence on the build run that made the workload's image, when it was deployed from source. */
  readonly origin?: Evidence;
}

/**
 * Names of what nobody needs any more, the oldest first: runs that have ended, without those that tell why something
 * fails now, and revisions that are neither the newest nor the one that serves.
 */
export interface Superfluous {
  readonly buildrun: readonly string[];
  readonly jobrun: readonly string[];
  readonly revision: readonly string[];
}

/** Images that something is known to run, as far as ce-image sees. */
export interface ImagesInUse {
  /** Every revision of the project itself. */
  readonly revisions: readonly RevisionPin[];
  /** Digests that apps, jobs, functions, fleets and runs of the project name, or that any container of its pods runs. */
  readonly named: readonly string[];
  /** Digests of the same kinds in other projects. */
  readonly elsewhere: readonly string[];
  /** Other projects, regions and lists that were not read, and revisions and pods that do not tell every digest. */
  readonly unread: number;
}

export interface FunctionRuntime {
  readonly id: string;
  readonly name?: string;
  readonly deprecated?: boolean;
}
