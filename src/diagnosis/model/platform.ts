/**
 * What Code Engine says of its resources, in the core's own words. Enum fields are open strings: the API
 * may send values that no documentation lists, and they are shown as they came.
 */

import type { MissingReason } from './missing-reason';

/** Instants are ISO 8601 strings as the API sent them. */
export type Instant = string;

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** `active` is the only state in which workloads run; `unknown` when the API does not say. */
  readonly status: string;
  /** Name of the IBM Cloud account, where ce-image looks into several. */
  readonly account?: string;
  /** Names are unique in a resource group and region only. */
  readonly resourceGroupId?: string;
}

/** Whether workloads can run in it, as far as is known. */
export function isUsable({ status }: Pick<Project, 'status'>): boolean {
  return status === 'active' || status === 'unknown';
}

/** Fields that a build and a build run share. */
export interface BuildSpec {
  /** `git` or `local`. */
  readonly sourceType?: string;
  readonly sourceUrl?: string;
  readonly sourceRevision?: string;
  readonly sourceContextDir?: string;
  /** Name of the secret for the git repository. */
  readonly sourceSecret?: string;
  readonly outputImage?: string;
  /** Name of the registry secret for the push. */
  readonly outputSecret?: string;
  /** `dockerfile` or `buildpacks`. */
  readonly strategyType?: string;
  /** `small` to `xxlarge`. */
  readonly strategySize?: string;
  /** Path of the Dockerfile in the context directory. */
  readonly strategySpecFile?: string;
  /** Seconds. */
  readonly timeout?: number;
}

export interface Build extends BuildSpec {
  readonly name: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly reason?: string;
}

export interface BuildRun extends BuildSpec {
  readonly name: string;
  /** Absent: a standalone build run, without build configuration. */
  readonly buildName?: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly reason?: string;
  readonly startTime?: Instant;
  readonly completionTime?: Instant;
  readonly gitCommitSha?: string;
  readonly gitCommitAuthor?: string;
  readonly gitBranchName?: string;
  readonly outputDigest?: string;
}

export interface EnvVariable {
  readonly name?: string;
  readonly type?: string;
  /** Name of the secret or config map that is referenced; never a value. */
  readonly reference?: string;
  readonly key?: string;
}

export interface VolumeMount {
  /** `config_map`, `secret` or `persistent_data_store`. */
  readonly type?: string;
  /** Name of what is mounted. */
  readonly reference?: string;
  /** Where in the container. */
  readonly path?: string;
}

/** A bucket of Cloud Object Storage that workloads can mount. */
export interface DataStore {
  readonly name: string;
  readonly bucket?: string;
  readonly location?: string;
  /** Name of the secret with the HMAC key of the bucket. */
  readonly secret?: string;
}

export interface Probe {
  readonly type?: string;
  readonly path?: string;
  readonly port?: number;
}

/** Fields that apps, revisions, jobs and job runs share. */
export interface WorkloadSpec {
  readonly imageReference?: string;
  /** Name of the registry secret for the pull; absent: anonymous. */
  readonly imageSecret?: string;
  readonly commands?: readonly string[];
  readonly arguments?: readonly string[];
  /** Environment variables by reference only: literal values are not read. */
  readonly env?: readonly EnvVariable[];
  readonly volumes?: readonly VolumeMount[];
  readonly cpuLimit?: string;
  readonly memoryLimit?: string;
  readonly ephemeralStorageLimit?: string;
}

export interface App extends WorkloadSpec {
  readonly name: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly reason?: string;
  readonly latestCreatedRevision?: string;
  readonly latestReadyRevision?: string;
  readonly imagePort?: number;
  readonly probeLiveness?: Probe;
  readonly probeReadiness?: Probe;
  readonly minInstances?: number;
  /** Build and build run that made the image, when the app was deployed from source. */
  readonly build?: string;
  readonly buildRun?: string;
  readonly endpoint?: string;
}

export interface AppRevision extends WorkloadSpec {
  readonly name: string;
  readonly appName?: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly reason?: string;
  readonly imagePort?: number;
  readonly probeLiveness?: Probe;
  readonly probeReadiness?: Probe;
}

export interface ContainerState {
  readonly status?: string;
  readonly reason?: string;
  readonly exitCode?: number;
  readonly startedAt?: Instant;
  readonly completedAt?: Instant;
}

export interface AppInstance {
  /** Also the name of the pod. */
  readonly name: string;
  readonly revisionName?: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly restarts?: number;
  readonly current?: ContainerState;
  readonly last?: ContainerState;
}

export interface Job extends WorkloadSpec {
  readonly name: string;
  readonly createdAt?: Instant;
  readonly build?: string;
  readonly buildRun?: string;
  readonly maxExecutionTime?: number;
  readonly retryLimit?: number;
  readonly runMode?: string;
}

export interface JobIndex {
  readonly index: string;
  readonly status?: string;
  readonly lastFailureReason?: string;
  readonly retries?: number;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
}

export interface JobRun extends WorkloadSpec {
  readonly name: string;
  readonly jobName?: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly startTime?: Instant;
  readonly completionTime?: Instant;
  readonly requested?: number;
  readonly pending?: number;
  readonly running?: number;
  readonly failed?: number;
  readonly succeeded?: number;
  readonly indices: readonly JobIndex[];
  readonly maxExecutionTime?: number;
  readonly retryLimit?: number;
  readonly runMode?: string;
}

export interface FunctionResource {
  readonly name: string;
  readonly createdAt?: Instant;
  readonly status?: string;
  readonly reason?: string;
  readonly runtime?: string;
  readonly codeReference?: string;
  /** Name of the registry secret for the code bundle. */
  readonly codeSecret?: string;
}

/** A serverless fleet: one image, run once a task on workers in the user's own VPC. */
export interface Fleet extends WorkloadSpec {
  readonly name: string;
  /** The API knows fleets by it, not by their name. Absent: the API did not say. */
  readonly id?: string;
  readonly createdAt?: Instant;
  readonly finishedAt?: Instant;
  /** Of the fleet, not of its tasks: a fleet in `standby` may well have failed tasks. */
  readonly status?: string;
  /** Why it failed; free text, not enumerated. */
  readonly reason?: string;
  readonly tasks?: TaskCounts;
  /** Ids or names of the subnet pools that its workers are placed in. */
  readonly subnetPools: readonly string[];
  /** Persistent data stores: of the tasks' state first, then those that are mounted. */
  readonly dataStores: readonly string[];
  /** What the tasks were made of, for example `0-99`. */
  readonly taskIndices?: string;
  readonly maxInstances?: number;
  readonly retryLimit?: number;
}

export interface TaskCounts {
  readonly pending: number;
  readonly running: number;
  readonly failed: number;
  readonly successful: number;
  readonly canceled: number;
}

/** A secret's outside: values other than server and user name are never read into the core. */
export interface SecretSummary {
  readonly name: string;
  readonly format?: string;
  readonly server?: string;
  readonly username?: string;
  /** `readable`: a value is there. `redacted`: the API hides it. `empty`: there is none. */
  readonly password?: 'readable' | 'redacted' | 'empty';
}

/** A Kubernetes container status, as far as it tells of images. */
export interface PodContainer {
  readonly name: string;
  readonly image?: string;
  readonly imageId?: string;
  readonly ready?: boolean;
  readonly restarts?: number;
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: {
    readonly reason?: string;
    readonly message?: string;
    readonly exitCode?: number;
    readonly startedAt?: Instant;
    readonly finishedAt?: Instant;
  };
  readonly running?: { readonly startedAt?: Instant };
  readonly lastTerminated?: {
    readonly reason?: string;
    readonly message?: string;
    readonly exitCode?: number;
  };
}

export interface Pod {
  readonly name: string;
  /** The build run, job run or revision that it is of, as its labels say. */
  readonly of?: string;
  readonly phase?: string;
  /** Pod-level reason, for example `Evicted`. */
  readonly reason?: string;
  readonly message?: string;
  readonly createdAt?: Instant;
  readonly containers: readonly PodContainer[];
  /** Messages of pod conditions that are not met, for example `Unschedulable`. */
  readonly conditions: readonly {
    readonly type: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
}

/** A system event. Kept by the platform for up to an hour. */
export interface PlatformEvent {
  /** `Normal` or `Warning`. */
  readonly type?: string;
  readonly reason?: string;
  readonly message: string;
  /** Kind and name of the object, for example `Pod/shop-api-…`. */
  readonly object?: string;
  readonly count?: number;
  readonly firstSeen?: Instant;
  readonly lastSeen?: Instant;
  readonly source?: string;
}

/** A stretch of a container's log, newest lines last. */
export interface LogExcerpt {
  readonly pod: string;
  readonly container: string;
  /** The log of the container's previous life. */
  readonly previous: boolean;
  readonly text: string;
  /** The beginning is missing because the tail was asked for or a limit was met. */
  readonly truncated: boolean;
  /** Where it was kept when the pod was gone, as on a card; absent: it is the pod's own. */
  readonly keptBy?: string;
}

/** Shipwright's own word on a build run. */
export interface BuildRunDetail {
  readonly reason?: string;
  readonly message?: string;
  readonly failureReason?: string;
  readonly failureMessage?: string;
  readonly failedContainer?: string;
  readonly failedPod?: string;
}

/** A revision, and the images that it is pinned to. */
export interface RevisionPin {
  readonly revision: string;
  readonly app?: string;
  /** `HOST/PATH@sha256:…` of every container, init containers too, as far as they were resolved. */
  readonly images: readonly string[];
  /** It has containers that do not tell their digest. */
  readonly open?: true;
  readonly createdAt?: string;
}

/** Knative's own word on a revision. */
export interface RevisionDetail {
  /** Digest that the revision is pinned to (`status.containerStatuses[].imageDigest`). */
  readonly imageDigest?: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly status?: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
}

export interface ResourceQuota {
  readonly resource: string;
  /** Kubernetes quantities, as they came. */
  readonly used: string;
  readonly hard: string;
}

/** Every resource of a project, as the lists show it. */
export interface Inventory {
  readonly builds: readonly Build[];
  readonly buildRuns: readonly BuildRun[];
  readonly apps: readonly App[];
  readonly jobs: readonly Job[];
  readonly jobRuns: readonly JobRun[];
  readonly functions: readonly FunctionResource[];
  readonly fleets: readonly Fleet[];
  /** Lists that could not be read; they are empty above. */
  readonly missing?: readonly MissingList[];
}

/** A list of an inventory that could not be read, and why. */
export interface MissingList {
  /** As on a card: `Builds`, `Job runs` … */
  readonly source: string;
  readonly reason: MissingReason;
  readonly detail: string;
  readonly cure?: string;
}
