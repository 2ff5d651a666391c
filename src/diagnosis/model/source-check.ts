/** What a source check found: types shared by the core, the source adapter and the cards. */
import type { CauseId } from './cause-id';
import type { GitSoftware } from './git-links';
import type { LadderStep } from './ladder';
import type { SourceChanges } from './source-changes';
import type { CommitFacts } from './source-tree';

/** The steps, in the order in which they are climbed. `identity`: TLS certificate, or the host key of SSH. */
export const sourceSteps = [
  'address',
  'dns',
  'tcp',
  'identity',
  'auth',
  'repository',
  'revision',
  'tree',
] as const;
export type SourceStepName = (typeof sourceSteps)[number];

/** `not-needed`: does not apply, for example TLS where the operator allowed plain HTTP. */
export type SkippedSourceStep = 'not-needed';

export type SourceStep = LadderStep<SourceStepName, SkippedSourceStep>;

/** Which credential was presented. Holds names only. */
export interface UsedGitCredential {
  readonly kind: 'secret' | 'anonymous';
  readonly secretName?: string;
  /** Format of the secret, in Code Engine's words. */
  readonly format?: 'ssh_auth' | 'basic_auth';
  /** Of `basic_auth`. */
  readonly username?: string;
  /** Of `ssh_auth`, for example `ssh-ed25519 SHA256:…`: what the git host lists as the key. */
  readonly key?: string;
  /** Why it was anonymous although a secret is configured, in a few words. */
  readonly note?: string;
}

/** What was found on the source itself: a fault that makes a build fail, or a thing that is risky. */
export interface SourceFinding {
  readonly cause: CauseId;
  /** `fails`: a build of this source cannot succeed, or its image cannot start; `risk`: it may well work. */
  readonly kind: 'fails' | 'risk';
  /** Path from the root of the repository. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** The line itself, masked and bounded. */
  readonly quote?: string;
  /** The line at the git host, for people. */
  readonly url?: string;
  /** One or two sentences: what is wrong, with the names of this very case. */
  readonly detail: string;
  /** How it was proven, a phrase: `the tree at 1a2b3c4 has no such file`. */
  readonly proof: string;
  /** What is true in place of what was asked, for the commands of the fix. */
  readonly facts?: SourceFacts;
}

/** Values that a check has proven and that commands are filled with. */
export interface SourceFacts {
  /** Directory in which the wanted file is, from the root. */
  readonly contextDir?: string;
  /** Path of the Dockerfile from the context directory. */
  readonly dockerfile?: string;
  readonly revision?: string;
  readonly sourceUrl?: string;
  /** Path from the root, of a file that should be another one. */
  readonly path?: string;
}

export interface SourceCheck {
  /** As it was asked, without a login. */
  readonly url: string;
  readonly revision?: string;
  readonly contextDir?: string;
  readonly dockerfile?: string;
  readonly credential: UsedGitCredential;
  /** All eight, in order. */
  readonly steps: readonly SourceStep[];
  /** `not-checked`: policy or time forbade it; `notes` says why. */
  readonly outcome: 'readable' | 'failed' | 'not-checked';
  /** What the host has shown to run, for links. */
  readonly software?: GitSoftware;
  /** Where the revision leads. */
  readonly commit?: CommitFacts;
  /** Where the branch leads now, when the commit that was looked at is another one. */
  readonly tip?: string;
  /** The branch that the host names as default. */
  readonly defaultBranch?: string;
  /** Branches and tags like the one that is not there, the nearest first. */
  readonly near?: readonly string[];
  /** True values that the ladder learned: the address after a move, the branch that was meant. */
  readonly facts?: SourceFacts;
  /** Findings that are not a step: faults and risks of the source, submodules, LFS. */
  readonly findings: readonly SourceFinding[];
  /** Things that were looked at and are well, a phrase each. */
  readonly well: readonly string[];
  /** What changed since the last run that succeeded; absent: no such run is known, or nobody asked. */
  readonly changes?: SourceChanges;
  /** Things a reader should know, for example that more than 20 MB would be needed. */
  readonly notes: readonly string[];
}
