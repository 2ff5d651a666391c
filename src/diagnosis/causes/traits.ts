/** What the other rooms need to know of a cause, beside what it says: each asks for a trait, and none keeps a list of ids. */
import type { CauseId } from '../model/cause-id';

/** What is broken behind a failure: the workload itself, or something that others use as well. Alerts group by it. */
export type Breaks =
  | 'workload'
  | 'registry-secret'
  | 'source-secret'
  | 'registry'
  | 'base-registry'
  | 'registry-quota'
  | 'project-quota'
  | 'git-host';

/** What a failure asks: why is the source not there, why does nothing start … `any`: nothing is known yet. */
export type Question = 'source' | 'build' | 'push' | 'pull' | 'start' | 'run' | 'any' | 'nothing';

/**
 * - `nothing`: it is not about a registry
 * - `login-trouble`: the login itself does not fit; that the registry then refuses follows from it
 * - `refusal`: the registry refuses the caller, and leaves open why
 * - `open`: an answer that leaves open what is wrong: our own check may settle it
 * - `plain`: a plain statement, which stands beside our check
 */
export type OfRegistry = 'nothing' | 'login-trouble' | 'refusal' | 'open' | 'plain';

/** What it is about, where that tells something of files that have changed, of warnings, and of what was looked at in vain. */
export type About = 'packages' | 'base-image' | 'memory' | 'absent-secret';

/** The first three have no safe default: a cause that does not say them does not compile. The others hold when said. */
export interface Traits {
  readonly breaks: Breaks;
  /** `what-happened`: true to the facts and still general; anything that says why is nearer the root. */
  readonly says: 'why' | 'what-happened';
  readonly ofRegistry: OfRegistry;
  /** The platform's one word for it stands for finer causes as well: any message that is finer is nearer the root. */
  readonly coarseOnPlatform?: true;
  /** What it leaves open, where its stage does not tell. */
  readonly leavesOpen?: Question;
  /** The work does not begin at all: what a registry would say comes later. */
  readonly keepsFromStarting?: true;
  /** Our check of a registry cannot see it: the transfer, the node, the cluster's own objects. */
  readonly hiddenFromOutside?: true;
  /** A workload or build step connected to the outside, and it came to nothing. */
  readonly reachesOut?: true;
  /** Our check may meet it on its own way, which is not the platform's. */
  readonly onOurWay?: true;
  /** A build that failed brings it about: its image was never pushed. */
  readonly followsFromFailedBuild?: true;
  /** It passes when others are done or room is made. */
  readonly passes?: true;
  /** A build run ends with it before its pod is made. */
  readonly beforePod?: true;
  /** No news once the container has started. */
  readonly overOnceStarted?: true;
  readonly about?: About;
  /** A success that settles it beside those of its stage: packages that were installed, a program that runs. */
  readonly settledBy?: 'packages' | 'run';
  /** The registry does not have what was asked for: it was deleted, or a first push will make it. */
  readonly isGone?: true;
  /** Instances that run go on; whatever pulls next fails by it. */
  readonly failsNextPull?: true;
  /** A misspelt stage of a Dockerfile is looked up as an image of that name, and answered so. */
  readonly mayBeStage?: true;
  /** True though nothing has failed by it yet. */
  readonly advisory?: true;
  /** What it is called when a build step meets it; `nothing`: it says only that the step failed. */
  readonly inBuild?: CauseId;
  /** What it is called when the registry says it of the image that a Dockerfile is built from. */
  readonly ofBaseImage?: CauseId;
  /** A registry that says it does so when asked for a token. */
  readonly atSignIn?: true;
  /** A registry that says it of its API says it of every image that it has. */
  readonly ofWholeRegistry?: true;
  /** The image goes to another registry: what this one says does not matter. */
  readonly mootsRegistry?: true;
  /** Causes that it says as well, even when a check of their own shows them. */
  readonly includes?: readonly CauseId[];
  /** Causes that it says as well, unless a check of their own shows them. */
  readonly implies?: readonly CauseId[];
  /** Verb of a headline, where the state's would say the wrong thing. */
  readonly verb?: string;
}
