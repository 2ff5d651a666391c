/** What came before a commit, and what changed between two of them. */
import type { CommitFacts, SourceTree } from './source-tree';

/** A commit with those that it follows. */
export interface PastCommit extends CommitFacts {
  /** Ids; several of a merge. */
  readonly parents: readonly string[];
}

/** The history behind the commit that is looked at (port). Never rejects; what the host does not give is absent. */
export interface SourceHistory {
  /** That commit and what came before it, newest first; at most 250. Empty: the host gives no history. */
  commits(): Promise<readonly PastCommit[]>;
  /** Trees at commits, by their ids. */
  trees(commits: readonly string[]): Promise<ReadonlyMap<string, SourceTree>>;
}

/** What a file is for the build. */
export type ChangedKind = 'dockerfile' | 'ignore' | 'lock' | 'manifest' | 'submodule' | 'source';

/** A line of a file, before and after. */
export interface ChangedLine {
  /** From 1, in the file as it is after the change; of a line that is gone, where it stood. */
  readonly line: number;
  readonly before?: string;
  readonly after?: string;
}

export interface ChangedFile {
  /** From the root, as it is called now; of a file that is gone, as it was called. */
  readonly path: string;
  readonly how: 'added' | 'removed' | 'changed' | 'moved' | 'mode';
  /** Of a file that moved: where it was. */
  readonly from?: string;
  readonly kind: ChangedKind;
  /** Of Dockerfiles, ignore files and manifests: the lines, bounded. */
  readonly lines?: readonly ChangedLine[];
  /** Commits that changed it, newest first. Empty: it is not known which. */
  readonly commits: readonly string[];
}

/** A run whose source was good. */
export interface GoodRun {
  readonly run: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** When it ended, ISO 8601. */
  readonly at?: string;
}

export interface SourceChanges {
  readonly since: GoodRun;
  /** The commit that failed. */
  readonly to: string;
  /** The same commit: nothing changed in the source. */
  readonly same: boolean;
  /** Commits in between that changed what the build uses, newest first. */
  readonly commits: readonly CommitFacts[];
  /** Commits in between that changed nothing that the build uses. */
  readonly others: number;
  /** Files that the build uses, the likeliest to matter first. */
  readonly files: readonly ChangedFile[];
  /** Why something is not known, a sentence each. */
  readonly notes: readonly string[];
}

/** A change that may well have broken the build. */
export interface Suspect {
  readonly path: string;
  readonly line?: number;
  readonly commit?: CommitFacts;
  /** The commit’s page, or the line’s, at the git host. */
  readonly url?: string;
  /** A phrase about the change: `it removed requirements.txt, which the Dockerfile copies (line 4)`. */
  readonly reason: string;
}

/** What changed, as a report tells it. */
export interface WhatChanged extends SourceChanges {
  /** The likeliest first; at most three. */
  readonly suspects: readonly Suspect[];
}
