/** The tree of one commit, as the core looks at it. */
import {
  partsOf,
  type SourceTree,
  type TreeEntry,
  type TreeFile,
  toFile,
} from '../diagnosis/model/source-tree';
import type { RawEntry } from './git/objects';
import { MOST_FILE_BYTES, type Repository } from './git/repository';

/** Directories below each other that are followed. */
const MOST_DEPTH = 64;
/** Entries that a walk visits when nobody says how many. */
const MOST_ENTRIES = 250_000;

/** Files whose size is asked for: each is an exchange. */
const MOST_SIZES = 6;

interface Asked {
  readonly ids: readonly string[];
  readonly settle: (why: 'none-missing' | 'too-large' | 'not-given' | 'failed') => void;
}

/** An entry of a listing; what is not asked of it is not made: of 100,000 most are asked for kind and name. */
class Listed implements TreeEntry {
  constructor(
    /** The directory, with a slash behind it; `''` is the root. */
    private readonly below: string,
    private readonly raw: RawEntry,
  ) {}

  get path(): string {
    return this.below + this.raw.name;
  }

  get name(): string {
    return this.raw.name;
  }

  get kind(): TreeEntry['kind'] {
    return this.raw.kind;
  }

  get id(): string {
    return this.raw.id;
  }
}

export class GitTree implements SourceTree {
  readonly gaps: string[] = [];
  #waiting: Asked[] = [];

  constructor(
    private readonly repository: Repository,
    private readonly root: string,
  ) {}

  entry(path: string): TreeEntry | undefined {
    const parts = partsOf(path);
    if (parts.length > MOST_DEPTH) return undefined;
    let found: TreeEntry = { path: '', kind: 'directory', id: this.root };
    for (const part of parts) {
      if (found.kind !== 'directory' || found.id === undefined) return undefined;
      const raw = this.repository.tree(found.id)?.find(({ name }) => name === part);
      if (!raw) return undefined;
      found = { path: found.path ? `${found.path}/${part}` : part, kind: raw.kind, id: raw.id };
    }
    return found;
  }

  list(directory: string): readonly TreeEntry[] {
    const found = this.entry(directory);
    if (found?.kind !== 'directory' || found.id === undefined) return [];
    const below = found.path ? `${found.path}/` : '';
    const raw = this.repository.tree(found.id) ?? [];
    return raw.map((each) => new Listed(below, each));
  }

  *walk(directory: string, most = MOST_ENTRIES): Generator<TreeEntry> {
    let left = most;
    const start = this.entry(directory);
    /** Directories that are being listed, the innermost last. */
    const open: { readonly below: string; readonly raw: readonly RawEntry[]; at: number }[] = [];
    const enter = (path: string, id: string | undefined): void => {
      const raw = id === undefined ? undefined : this.repository.tree(id);
      if (raw) open.push({ below: path ? `${path}/` : '', raw, at: 0 });
    };
    if (start?.kind === 'directory') enter(start.path, start.id);
    for (let inner = open.at(-1); inner && left > 0; inner = open.at(-1)) {
      const raw = inner.raw[inner.at];
      inner.at += 1;
      if (raw === undefined) {
        open.pop();
        continue;
      }
      left -= 1;
      yield new Listed(inner.below, raw);
      if (raw.kind === 'directory' && open.length < MOST_DEPTH) enter(inner.below + raw.name, raw.id);
    }
    if (left === 0) this.#gap(`The repository has more than ${most} files; the rest was not looked at.`);
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>> {
    const entries = paths.flatMap((path) => this.entry(path) ?? []).filter(({ kind }) => isFile(kind));
    const ids = entries.map(({ id = '' }) => id).filter((id) => !this.repository.has(id));
    const why = ids.length === 0 ? 'none-missing' : await this.#ask(ids);
    const files = new Map<string, TreeFile>();
    for (const { path, id = '' } of entries) {
      const bytes = this.repository.blob(id);
      if (bytes) files.set(path, toFile(bytes));
      else this.#gap(`${path} was not read: ${reasons[why]}.`);
    }
    return files;
  }

  async sizes(paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sizes = await Promise.all(
      paths.slice(0, MOST_SIZES).map(async (path) => {
        const { kind, id } = this.entry(path) ?? {};
        const size =
          kind !== undefined && isFile(kind) && id !== undefined && (await this.repository.sizeOf(id));
        return typeof size === 'number' ? [[path, size] as const] : [];
      }),
    );
    return new Map(sizes.flat());
  }

  /** What is asked for at one time is fetched in one exchange. */
  #ask(ids: readonly string[]): Promise<'none-missing' | 'too-large' | 'not-given' | 'failed'> {
    return new Promise((settle) => {
      this.#waiting.push({ ids, settle });
      if (this.#waiting.length > 1) return;
      setImmediate(async () => {
        const asked = this.#waiting;
        this.#waiting = [];
        const all = asked.flatMap((each) => each.ids);
        const why = await this.repository.fetchBlobs(all).catch(() => 'failed' as const);
        for (const each of asked) each.settle(why);
      });
    });
  }

  #gap(sentence: string): void {
    if (!this.gaps.includes(sentence) && this.gaps.length < 50) this.gaps.push(sentence);
  }
}

const reasons = {
  'none-missing': 'it could not be found',
  'too-large': `it is larger than ${MOST_FILE_BYTES / 1_000_000} MB, or more than 20 MB would be needed in all`,
  'not-given': 'the git host gives no single files',
  failed: 'the connection to the git host ended',
};

function isFile(kind: TreeEntry['kind']): boolean {
  return kind === 'file' || kind === 'executable' || kind === 'symlink';
}
