/**
 * The ports: questions that the core asks of the world. Each rejects with SourceError only, and stops when
 * `signal` aborts.
 */

import type { FunctionRuntime } from './evidence';
import type { ExchangeLog } from './exchange';
import type { FleetTask, FleetWorker } from './fleet';
import type { Listed } from './listed';
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
  Instant,
  Inventory,
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
import type { RegistryCheck, UsedCredential } from './registry-check';
import type { GitCredential, RegistryCredential } from './secrets';
import type { SourceHistory } from './source-changes';
import type { SourceCheck } from './source-check';
import type { SourceTree } from './source-tree';
import type { ProjectRef } from './subject';

/** What of a project's pods is meant. */
export type PodSelector =
  | { readonly build: string }
  | { readonly buildRun: string }
  | { readonly app: string }
  | { readonly revision: string }
  | { readonly jobRun: string }
  | { readonly all: true };

/** Code Engine: API v2 and the project's Kubernetes API. */
export interface CodeEngineSource {
  /** Projects of every configured region. `failures` names the regions that did not answer. */
  projects(signal: AbortSignal): Promise<{
    readonly projects: readonly Project[];
    readonly failures: readonly { readonly region: string; readonly error: string }[];
  }>;
  project(ref: ProjectRef, signal: AbortSignal): Promise<Project>;
  /** What can be listed; rejects when nothing can. */
  inventory(ref: ProjectRef, signal: AbortSignal): Promise<Inventory>;

  build(ref: ProjectRef, name: string, signal: AbortSignal): Promise<Build>;
  buildRun(ref: ProjectRef, name: string, signal: AbortSignal): Promise<BuildRun>;
  /** Newest first. */
  buildRunsOf(ref: ProjectRef, build: string, signal: AbortSignal): Promise<Listed<BuildRun>>;
  buildRunDetail(ref: ProjectRef, name: string, signal: AbortSignal): Promise<BuildRunDetail>;
  app(ref: ProjectRef, name: string, signal: AbortSignal): Promise<App>;
  /** Newest first. */
  revisionsOf(ref: ProjectRef, app: string, signal: AbortSignal): Promise<Listed<AppRevision>>;
  revisionDetail(ref: ProjectRef, revision: string, signal: AbortSignal): Promise<RevisionDetail>;
  /** Every revision of the project, the oldest first, with the image that it is pinned to. */
  pinsOf(ref: ProjectRef, signal: AbortSignal): Promise<readonly RevisionPin[]>;
  instancesOf(ref: ProjectRef, app: string, signal: AbortSignal): Promise<Listed<AppInstance>>;
  job(ref: ProjectRef, name: string, signal: AbortSignal): Promise<Job>;
  jobRun(ref: ProjectRef, name: string, signal: AbortSignal): Promise<JobRun>;
  /** Newest first. */
  jobRunsOf(ref: ProjectRef, job: string, signal: AbortSignal): Promise<Listed<JobRun>>;
  function(ref: ProjectRef, name: string, signal: AbortSignal): Promise<FunctionResource>;
  functionRuntimes(ref: ProjectRef, signal: AbortSignal): Promise<Listed<FunctionRuntime>>;
  /** @param name of the fleet, or its id */
  fleet(ref: ProjectRef, name: string, signal: AbortSignal): Promise<Fleet>;
  /** Some of a fleet's failed tasks: there may be millions. */
  failedTasksOf(ref: ProjectRef, fleetId: string, signal: AbortSignal): Promise<Listed<FleetTask>>;
  workersOf(ref: ProjectRef, fleetId: string, signal: AbortSignal): Promise<Listed<FleetWorker>>;
  /** @param id of the subnet pool, as a fleet names it */
  subnetPool(ref: ProjectRef, id: string, signal: AbortSignal): Promise<SubnetPool>;
  /** Where the project's workloads may connect to. */
  outboundDestinations(ref: ProjectRef, signal: AbortSignal): Promise<Listed<OutboundDestination>>;
  dataStores(ref: ProjectRef, signal: AbortSignal): Promise<Listed<DataStore>>;
  /** Names, formats and, of registry secrets, server and user name. Never a value. */
  secrets(ref: ProjectRef, signal: AbortSignal): Promise<Listed<SecretSummary>>;

  pods(ref: ProjectRef, selector: PodSelector, signal: AbortSignal): Promise<Listed<Pod>>;
  /** The last `tailLines` lines; at most 1 MiB is read. `truncated`: something before it was left out. */
  podLog(
    ref: ProjectRef,
    pod: string,
    container: string,
    options: { readonly tailLines: number; readonly previous: boolean },
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly truncated: boolean }>;
  /** Events of the named objects (pods, revisions, runs), oldest first. */
  events(ref: ProjectRef, objects: readonly string[], signal: AbortSignal): Promise<Listed<PlatformEvent>>;
  quotas(ref: ProjectRef, signal: AbortSignal): Promise<Listed<ResourceQuota>>;
}

/** What can fail in a project by itself. */
const activityKinds = ['buildRuns', 'apps', 'jobRuns', 'fleets'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** The lists that were asked for; the others are absent. */
export type Activity = Partial<Pick<Inventory, ActivityKind>>;

/** Watching: as few questions as possible, one call a list (and page). */
export interface ActivitySource {
  activity(ref: ProjectRef, kinds: readonly ActivityKind[], signal: AbortSignal): Promise<Activity>;
}

/** Starts a build again. Needs the Writer role. */
export interface BuildRunner {
  /** `name`: of the new run, at most 63 characters; asking twice with one name starts one run. */
  startBuildRun(ref: ProjectRef, build: string, name: string, signal: AbortSignal): Promise<BuildRun>;
}

/** Reads a registry login for proving it. Rejects with `not-found`, `forbidden` or `not-configured` (value hidden). */
export interface CredentialSource {
  registryCredentials(
    ref: ProjectRef,
    secretName: string,
    signal: AbortSignal,
  ): Promise<readonly RegistryCredential[]>;
}

/** What to prove at a registry. */
export interface RegistryQuestion {
  readonly reference: string;
  readonly project?: ProjectRef;
  /** Name of the registry secret in `project`; absent: anonymous. */
  readonly secret?: string;
  /** Prove the pull ladder (`pull`), the right to write (`push`), or both. */
  readonly purpose: 'pull' | 'push' | 'both';
  /** Digest that a revision is pinned to, for drift. */
  readonly pinnedDigest?: string;
  /** Hosts that workloads and secrets of the project name: a person's reference may be probed only there
   * or on the operator's allow list. */
  readonly knownHosts: readonly string[];
}

/** Which image holds source that was uploaded. */
export type UploadQuestion = Pick<RegistryQuestion, 'reference' | 'project' | 'secret' | 'knownHosts'>;

/** Source that was uploaded as an image. */
export interface UploadedSource {
  /** Absent: it could not be looked at, and `problem` says why. */
  readonly tree?: SourceTree;
  /** Of the image’s manifest. */
  readonly digest?: string;
  readonly credential: UsedCredential;
  /** A phrase. */
  readonly problem?: string;
}

export interface RegistrySource {
  check(question: RegistryQuestion, signal: AbortSignal): Promise<RegistryCheck>;
  /** Reads the image that `buildrun submit --source` pushed, and hands its tree to `look`; absent: nobody does. */
  open?<T>(
    question: UploadQuestion,
    look: (source: UploadedSource) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T>;
}

/** Reads a login for a git host. Rejects with `not-found`, `forbidden` or `not-configured` (hidden, or another format). */
export interface GitCredentialSource {
  gitCredential(ref: ProjectRef, secretName: string, signal: AbortSignal): Promise<GitCredential>;
}

/** What to prove at a git host. */
export interface SourceQuestion {
  /** Address of the repository, as the build names it. */
  readonly url: string;
  /** Branch, tag or commit; absent: the default branch. */
  readonly revision?: string;
  /**
   * Directory that a person names beside the revision. Where both come from the address of a page, the branch may hold
   * slashes, and its end stand here: the branches and tags tell. Absent for a build, which means what it says.
   */
  readonly contextDir?: string;
  /** Look at this commit, 40 hexadecimal digits: where the failed run was. */
  readonly commit?: string;
  readonly project?: ProjectRef;
  /** Name of the secret in `project`; absent: anonymous. */
  readonly secret?: string;
  /**
   * Where builds of the project use that secret, as `https://host[:port]`: it is sent nowhere else. Absent: address and
   * secret are of one build.
   */
  readonly secretHosts?: readonly string[];
  /** Hosts that builds of the project name, as `host[:port]`, the port only where it is not the scheme's own: a person's
   * address may be asked only there or on the operator's list. */
  readonly knownHosts: readonly string[];
}

/** The ladder, and the tree at its end. */
export interface SourceLadder {
  readonly check: SourceCheck;
  /** Absent: the ladder ended before it. `read` asks the git host until the question is closed. */
  readonly tree?: SourceTree;
  /** What came before its commit; absent for local source. */
  readonly history?: SourceHistory;
}

export interface GitSource {
  /** Climbs the ladder, and hands the tree to `look` while the connection is open. */
  climb<T>(
    question: SourceQuestion,
    look: (ladder: SourceLadder) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T>;
}

/** Which lines of an archive are asked for. */
export interface ArchiveQuestion {
  readonly project: ProjectRef;
  /** The run or revision that wrote them. */
  readonly of: { readonly kind: 'build_run' | 'app_revision' | 'job_run' | 'fleet'; readonly name: string };
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Which lines of an archive tell of the same failure. */
export interface ArchiveSearch {
  readonly project: ProjectRef;
  /** Whose runs, revisions or instances may have written them. */
  readonly of: {
    readonly kind: 'build' | 'build_run' | 'app' | 'job' | 'job_run' | 'fleet';
    readonly name: string;
  };
  /** Stretches of words, each as it stands in the line. */
  readonly words: readonly string[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Lines that an archive found. */
export interface ArchivedLines {
  /** The oldest first. */
  readonly lines: readonly ArchivedLine[];
  /** There may be more, also older ones. */
  readonly cut: boolean;
}

export interface ArchivedLine {
  readonly at: Instant;
  /** Run, revision or instance that wrote it; absent: the archive does not say. */
  readonly of?: string;
  readonly text: string;
}

/** Where logs are kept when the pods that wrote them are gone. Rejects with SourceError. */
export interface LogArchive {
  /** Whether the logs of a region are kept somewhere that can be asked. */
  keeps(region: string): boolean;
  /** One excerpt a pod, oldest line first; none when nothing was kept. */
  lines(question: ArchiveQuestion, signal: AbortSignal): Promise<readonly LogExcerpt[]>;
  /** Lines that hold the words. Rejects with `rate-limited` before it takes from logs what may still be asked for them. */
  search(question: ArchiveSearch, signal: AbortSignal): Promise<ArchivedLines>;
}

/** The user's own Virtual Private Cloud, in which the workers of fleets run. Rejects with SourceError. */
export interface NetworkSource {
  /**
   * What the subnets let out, asked with the login of the project's account.
   * @param subnets CRNs of VPC subnets
   */
  reach(ref: ProjectRef, subnets: readonly string[], signal: AbortSignal): Promise<FleetNetwork>;
}

/** Time comes from outside, so that tests and replays own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** A signal that aborts after `ms` milliseconds, or with `parent`. */
  deadline(ms: number, parent?: AbortSignal): AbortSignal;
}

export interface Sources {
  readonly codeEngine: CodeEngineSource;
  readonly registry: RegistrySource;
  /** Absent: nobody looks into repositories. */
  readonly source?: GitSource;
  /** Absent: nobody looks into a VPC. */
  readonly network?: NetworkSource;
  /** Absent: no archive is set up. */
  readonly archive?: LogArchive;
  readonly clock: Clock;
  /** Absent: reports do not tell what was asked. */
  readonly exchanges?: ExchangeLog;
}
