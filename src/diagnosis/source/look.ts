/** One look at a tree: what is being built, and what was found on it. */
import type { CauseId } from '../model/cause-id';
import { type Linked, linkTo } from '../model/git-links';
import type { RegistryCheck } from '../model/registry-check';
import type { SourceFacts, SourceFinding } from '../model/source-check';
import type { CommitFacts, SourceTree, TreeFile } from '../model/source-tree';
import { oneLine } from '../model/text';
import { readThrough } from './links';
import { joined } from './paths';

/** What a build makes of the tree. */
export interface BuildSource extends Linked {
  readonly strategy: 'dockerfile' | 'buildpacks';
  /** Directory that is built, from the root; `''` is the root. */
  readonly contextDir: string;
  /** Path of the Dockerfile from the context directory. */
  readonly dockerfile: string;
  /** Commit that is looked at, 40 hexadecimal digits; absent for local source. */
  readonly commit?: string;
  /** Port that the app made of the image listens on, where one is known. */
  readonly port?: number;
  /** Values of build arguments that the build passes. */
  readonly args?: ReadonlyMap<string, string>;
}

/** Questions that a tree cannot answer; absent: nobody answers them. */
export interface Asks {
  /** Asks the registry about a base image. */
  readonly image?: (reference: string) => Promise<RegistryCheck | undefined>;
  /** The commit that took a path away, as far back as is looked. */
  readonly removed?: (path: string) => Promise<(CommitFacts & { readonly to?: string }) | undefined>;
}

/** Where a finding is. */
export interface Where {
  /** From the root of the tree. */
  readonly file?: string;
  readonly line?: number;
  readonly quote?: string;
  /** How it was proven, when it is not by the tree alone. */
  readonly proof?: string;
  readonly facts?: SourceFacts;
}

/** Paths whose history is asked for: each costs two exchanges with the host. */
const MOST_REMOVALS = 3;
/** Longest quote, characters. */
const MOST_QUOTE = 160;
/** Findings that are kept; a broken Dockerfile is broken in a few ways, not in hundreds. */
const MOST_FINDINGS = 40;

export class Look {
  readonly findings: SourceFinding[] = [];
  readonly well: string[] = [];
  readonly notes: string[] = [];
  #removals = 0;

  constructor(
    readonly tree: SourceTree,
    readonly source: BuildSource,
    readonly asks: Asks = {},
  ) {}

  /** What the tree is called in a proof. */
  get name(): string {
    const { commit } = this.source;
    return commit === undefined ? 'the uploaded source' : `the tree at ${commit.slice(0, 7)}`;
  }

  /** What is looked at, as it stands in a sentence. */
  get whole(): string {
    return this.isUpload ? 'the upload' : 'the repository';
  }

  /** Whether it was uploaded with the run: no git is behind it. */
  get isUpload(): boolean {
    return this.source.commit === undefined;
  }

  /** The context directory as people call it. */
  get contextName(): string {
    return this.source.contextDir === ''
      ? `the root of ${this.whole}`
      : `the directory ${this.source.contextDir}`;
  }

  /** Path from the root of one in the context directory. */
  inContext(path: string): string {
    return joined(this.source.contextDir, path);
  }

  /** Contents of files, also of those that links lead to; what is not there is absent. Never rejects. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>> {
    return readThrough(this.tree, paths);
  }

  /** A sentence about who took a path away, with a blank in front; `''` when it is not known. `called`: its subject. */
  async removal(path: string, called = path): Promise<string> {
    if (this.#removals >= MOST_REMOVALS) return '';
    this.#removals += 1;
    const commit = await this.asks.removed?.(path);
    if (!commit) return '';
    const { id, author, subject, at, to } = commit;
    const what = to === undefined ? 'was removed' : `was moved to ${to}`;
    return ` ${called} ${what} in ${id.slice(0, 7)} by ${author} on ${at.slice(0, 10)} (“${bounded(subject)}”).`;
  }

  fails(cause: CauseId, detail: string, where: Where = {}): void {
    this.#add('fails', cause, detail, where);
  }

  risk(cause: CauseId, detail: string, where: Where = {}): void {
    this.#add('risk', cause, detail, where);
  }

  note(sentence: string): void {
    if (!this.notes.includes(sentence)) this.notes.push(sentence);
  }

  #add(kind: SourceFinding['kind'], cause: CauseId, detail: string, where: Where): void {
    if (this.findings.length >= MOST_FINDINGS) return;
    const { file, line, quote, proof = `${this.name} shows it`, facts } = where;
    const { commit } = this.source;
    const url = file === undefined ? undefined : linkTo(this.source, commit, file, line);
    this.findings.push({
      cause,
      kind,
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
      ...(quote !== undefined && { quote: bounded(quote) }),
      ...(url !== undefined && { url }),
      detail,
      proof,
      ...(facts && { facts }),
    });
  }
}

/** A line as it is quoted. */
export function bounded(quote: string): string {
  return oneLine(quote, MOST_QUOTE);
}
