/** A tree of source, and the commit that it is at. */

/** A commit, as people are told of it. */
export interface CommitFacts {
  /** 40 hexadecimal digits. */
  readonly id: string;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  readonly subject: string;
}

/** What an entry of a tree is. */
export type TreeEntryKind = 'file' | 'executable' | 'symlink' | 'directory' | 'submodule';

export interface TreeEntry {
  /** Path from the root, with `/`. */
  readonly path: string;
  /** The last part of it, where it is at hand. */
  readonly name?: string;
  readonly kind: TreeEntryKind;
  /** Object id of git; of a submodule the commit. Absent for local source. */
  readonly id?: string;
  /** Bytes, where they are known without reading the file. */
  readonly size?: number;
}

/** The directory that a path lies in; `''` for a path in the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Names on a way through a tree; `.` and empty ones say nothing. */
export function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** A file's content. `truncated`: only its beginning was read. */
export interface TreeFile {
  readonly text: string;
  readonly truncated: boolean;
  readonly binary: boolean;
}

/** A file that was read in whole. As git has it, a NUL near the beginning makes it binary. */
export function toFile(bytes: Buffer): TreeFile {
  const binary = bytes.subarray(0, 8000).includes(0);
  return { text: binary ? '' : bytes.toString('utf8'), truncated: false, binary };
}

/**
 * A tree of source at one commit (port). Directories are known at once; contents are fetched, several at a time.
 * No path leads out of the tree: entries whose names are `..`, empty or hold a slash or NUL are left out, and counted.
 */
export interface SourceTree {
  /** `undefined`: there is no such path. `''` is the root. Symlinks are not followed. */
  entry(path: string): TreeEntry | undefined;
  /** Entries of a directory; empty for anything else. */
  list(directory: string): readonly TreeEntry[];
  /** Every entry below, directories before their contents; at most `most` of them. */
  walk(directory: string, most?: number): Iterable<TreeEntry>;
  /** Contents of those paths that are files and could be read; the others are absent. Never rejects. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>>;
  /** Bytes of files whose entries do not say it, where the host tells it without sending them; the others are absent.
   * Never rejects. */
  sizes?(paths: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What could not be looked at, a sentence each: filled while the tree is read. */
  readonly gaps: readonly string[];
}
