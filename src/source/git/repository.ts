/** What was fetched of a repository: commits, trees and blobs by their ids, and the way to fetch more. */
import { Unacceptable } from '../../net/transport';
import { type FetchOptions, type GitClient, TooMuch } from './client';
import type { Objects } from './kept-objects';
import { type Commit, type RawEntry, readCommit, readTag, readTree } from './objects';
import { type GitObject, type PackLimits, unpack } from './pack';

const limits: PackLimits = { objectBytes: 4_000_000, totalBytes: 40_000_000, objects: 400_000 };
/** Trees that are kept as entries, too: those near the root, which every path leads through. */
const MOST_PARSED = 200;
/** Blobs that are asked for in one exchange. */
const MOST_BLOBS = 200;
/** Largest file whose content is looked at, bytes. */
export const MOST_FILE_BYTES = 1_000_000;

export class Repository {
  readonly #objects = new Map<string, GitObject>();
  readonly #trees = new Map<string, readonly RawEntry[]>();
  /** Trees whose odd entries are counted. */
  readonly #counted = new Set<string>();
  #queue: Promise<unknown> = Promise.resolve();
  /** Entries that no working tree can have, such as `..`. */
  oddEntries = 0;

  /**
   * @param atOnce whether several questions may be under way: a session of SSH has one conversation
   * @param kept what was fetched of it before
   */
  constructor(
    readonly client: GitClient,
    private readonly atOnce = false,
    private readonly kept: Objects = new Map(),
  ) {}

  /** Everything that was fetched this time. */
  get objects(): Objects {
    return this.#objects;
  }

  #object(id: string): GitObject | undefined {
    const fetched = this.#objects.get(id);
    if (fetched) return fetched;
    const object = this.kept.get(id);
    // What was of use again is kept again.
    if (object) this.#objects.set(id, object);
    return object;
  }

  /** @throws GitRefused, Unacceptable, TooMuch, and whatever the wire throws */
  async fetch(options: FetchOptions, own: Partial<PackLimits> = {}): Promise<void> {
    const turn = this.atOnce
      ? this.client.fetch(options)
      : this.#queue.then(() => this.client.fetch(options));
    this.#queue = turn.catch(() => undefined);
    const { objects } = unpack(await turn, { ...limits, ...own }, (id) => this.#object(id));
    for (const [id, object] of objects) this.#objects.set(id, object);
  }

  /** The commit, or the one that an annotated tag leads to. */
  commit(id: string): (Commit & { readonly id: string }) | undefined {
    let at = id;
    for (let hop = 0; hop < 5; hop += 1) {
      const object = this.#object(at);
      if (object?.kind === 'commit') {
        const commit = readCommit(object.bytes);
        return commit && { id: at, ...commit };
      }
      const next = object?.kind === 'tag' ? readTag(object.bytes) : undefined;
      if (next === undefined) return undefined;
      at = next;
    }
    return undefined;
  }

  has(id: string): boolean {
    return this.#object(id) !== undefined;
  }

  /** Entries of a tree; `undefined`: it is not here. */
  tree(id: string): readonly RawEntry[] | undefined {
    const parsed = this.#trees.get(id);
    if (parsed) return parsed;
    const object = this.#object(id);
    if (object?.kind !== 'tree') return undefined;
    const { entries, odd } = readTree(object.bytes);
    if (!this.#counted.has(id)) this.oddEntries += odd;
    if (odd > 0) this.#counted.add(id);
    if (this.#trees.size < MOST_PARSED) this.#trees.set(id, entries);
    return entries;
  }

  blob(id: string): Buffer | undefined {
    const object = this.#object(id);
    return object?.kind === 'blob' ? object.bytes : undefined;
  }

  /** Whether any tree holds these bytes: a quick look before a slow walk. */
  mentions(bytes: string): boolean {
    for (const { kind, bytes: all } of this.#objects.values()) {
      if (kind === 'tree' && all.includes(bytes)) return true;
    }
    return false;
  }

  /** Bytes of a blob that is not here, where the host tells it without sending it. Never rejects because of the host. */
  async sizeOf(id: string): Promise<number | undefined> {
    const known = this.blob(id);
    if (known) return known.length;
    if (!this.client.canAskById) return undefined;
    try {
      return await this.client.sizeOf(id);
    } catch {
      return undefined;
    }
  }

  /**
   * Fetches the blobs that are not here yet. Returns why some are still missing.
   * @throws whatever the wire throws when the connection broke
   */
  async fetchBlobs(ids: readonly string[]): Promise<'none-missing' | 'too-large' | 'not-given'> {
    const missing = [...new Set(ids)].filter((id) => !this.has(id)).slice(0, MOST_BLOBS);
    if (missing.length === 0) return 'none-missing';
    if (!this.client.canAskById) return 'not-given';
    try {
      await this.fetch({ wants: missing }, { objectBytes: MOST_FILE_BYTES });
    } catch (error) {
      if (error instanceof TooMuch || error instanceof Unacceptable) return 'too-large';
      throw error;
    }
    return missing.every((id) => this.has(id)) ? 'none-missing' : 'too-large';
  }
}
