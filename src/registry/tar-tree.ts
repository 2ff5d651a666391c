/**
 * Layers of an image as a tree of source: tar headers, and the contents of small files. Nothing is written anywhere, no
 * name leads out of the tree, and every size is bounded. Source: OCI image specification, layers; POSIX pax.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import {
  directoryOf,
  partsOf,
  type SourceTree,
  type TreeEntry,
  type TreeEntryKind,
  type TreeFile,
  toFile,
} from '../diagnosis/model/source-tree';

export interface TarLimits {
  /** Bytes of all layers, unpacked. */
  readonly bytes: number;
  /** Bytes of one file that is kept; a larger one is there, and not read. */
  readonly fileBytes: number;
  /** Bytes of all contents that are kept. */
  readonly keptBytes: number;
  readonly entries: number;
}

const tarLimits: TarLimits = {
  bytes: 200_000_000,
  fileBytes: 1_000_000,
  keptBytes: 20_000_000,
  entries: 120_000,
};

/** The layers are broken, or larger than is taken; the message is safe to show. */
export class NoTar extends Error {
  override readonly name = 'NoTar';
}

interface Kept {
  readonly entry: TreeEntry;
  readonly content?: Buffer;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
/** Marks a name of a lower layer as removed. Source: OCI image specification, whiteouts. */
const WHITEOUT = '.wh.';

export class TarTree implements SourceTree {
  readonly gaps: string[] = [];
  readonly #entries = new Map<string, Kept>();
  readonly #children = new Map<string, Set<string>>([['', new Set()]]);
  #unpacked = 0;
  #kept = 0;
  #odd = 0;

  constructor(private readonly limits: TarLimits = tarLimits) {}

  /**
   * Lays a layer over those before it.
   * @throws NoTar
   */
  async add(layer: Buffer): Promise<void> {
    const tar = extract();
    const reading = (async () => {
      for await (const entry of tar) {
        const { header } = entry;
        const wanted = header.type === 'file' && (header.size ?? 0) <= this.limits.fileBytes;
        const pieces: Buffer[] = [];
        for await (const piece of entry as AsyncIterable<Buffer>) {
          this.#spend(piece.length);
          if (wanted) pieces.push(piece);
        }
        this.#take(header, wanted ? Buffer.concat(pieces) : undefined);
      }
    })();
    const from = Readable.from([layer]);
    const packing = layer.subarray(0, 2).equals(GZIP)
      ? pipeline(from, createGunzip(), tar)
      : pipeline(from, tar);
    const [first] = (await Promise.allSettled([reading, packing])).flatMap((each) =>
      each.status === 'rejected' ? [each.reason as unknown] : [],
    );
    if (first instanceof NoTar) throw first;
    if (first !== undefined) throw new NoTar('a layer of it is no tar archive, or is broken');
    if (this.#odd > 0) {
      const sentence = `${this.#odd} names in the uploaded source lead out of it, such as “..”; they were left out.`;
      this.gaps.splice(0, this.gaps.length, sentence);
    }
  }

  entry(path: string): TreeEntry | undefined {
    const clean = partsOf(path).join('/');
    return clean === '' ? { path: '', kind: 'directory' } : this.#entries.get(clean)?.entry;
  }

  list(directory: string): readonly TreeEntry[] {
    const children = this.#children.get(partsOf(directory).join('/')) ?? new Set<string>();
    return [...children].sort().flatMap((path) => this.#entries.get(path)?.entry ?? []);
  }

  *walk(directory: string, most = this.limits.entries): Generator<TreeEntry> {
    let left = most;
    const open = [...this.list(directory)].reverse();
    for (let entry = open.pop(); entry && left > 0; entry = open.pop()) {
      left -= 1;
      yield entry;
      if (entry.kind === 'directory') open.push(...[...this.list(entry.path)].reverse());
    }
  }

  async read(paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>> {
    const files = new Map<string, TreeFile>();
    for (const path of paths) {
      const kept = this.#entries.get(partsOf(path).join('/'));
      if (!kept || kept.entry.kind === 'directory') continue;
      if (kept.content) files.set(path, toFile(kept.content));
      else {
        const gap = `${path} was not read: it is larger than ${this.limits.fileBytes / 1_000_000} MB, or too much would have to be kept.`;
        if (!this.gaps.includes(gap) && this.gaps.length < 50) this.gaps.push(gap);
      }
    }
    return files;
  }

  #spend(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.limits.bytes)
      throw new NoTar(`it is larger than ${this.limits.bytes / 1_000_000} MB when it is unpacked`);
  }

  #take(header: Header, content: Buffer | undefined): void {
    // A header is as much work as half a kilobyte of a file.
    this.#spend(512);
    const given = partsOf(header.name);
    if (given.length === 0) return;
    const isOdd = given.some((part) => part === '..' || /[\p{Cc}\\]/u.test(part)) || given.length > 64;
    if (isOdd || this.#entries.size >= this.limits.entries) {
      this.#odd += 1;
      return;
    }
    const name = given.at(-1) ?? '';
    const above = given.slice(0, -1).join('/');
    if (name.startsWith(WHITEOUT)) {
      const gone = name.slice(WHITEOUT.length);
      if (gone === '.wh..opq')
        for (const child of [...(this.#children.get(above) ?? [])]) this.#remove(child);
      else this.#remove(above === '' ? gone : `${above}/${gone}`);
      return;
    }
    const kind = kindOf(header);
    if (!kind) return;
    const linked =
      header.type === 'link' ? this.#entries.get(partsOf(header.linkname ?? '').join('/')) : undefined;
    // Of a link is kept where it leads, as git keeps it.
    const leads = header.type === 'symlink' ? Buffer.from(header.linkname ?? '') : undefined;
    this.#put(given.join('/'), kind, header.size ?? 0, leads ?? linked?.content ?? content);
  }

  #put(path: string, kind: TreeEntryKind, size: number, content: Buffer | undefined): void {
    const known = this.#entries.get(path);
    if (known && known.entry.kind === 'directory' && kind === 'directory') return;
    if (known) this.#remove(path);
    const above = directoryOf(path);
    // A directory need not have a header of its own.
    if (above !== '' && this.#entries.get(above)?.entry.kind !== 'directory')
      this.#put(above, 'directory', 0, undefined);
    const keeps = content !== undefined && this.#kept + content.length <= this.limits.keptBytes;
    if (keeps) this.#kept += content.length;
    const entry: TreeEntry = { path, kind, ...(kind !== 'directory' && { size }) };
    this.#entries.set(path, { entry, ...(keeps && { content }) });
    if (kind === 'directory') this.#children.set(path, this.#children.get(path) ?? new Set());
    this.#children.get(above)?.add(path);
  }

  #remove(path: string): void {
    const known = this.#entries.get(path);
    if (!known) return;
    for (const child of [...(this.#children.get(path) ?? [])]) this.#remove(child);
    this.#kept -= known.content?.length ?? 0;
    this.#entries.delete(path);
    this.#children.delete(path);
    this.#children.get(directoryOf(path))?.delete(path);
  }
}

function kindOf({ type, mode = 0 }: Header): TreeEntryKind | undefined {
  if (type === 'directory') return 'directory';
  if (type === 'symlink') return 'symlink';
  if (type === 'file' || type === 'contiguous-file' || type === 'link')
    return mode & 0o100 ? 'executable' : 'file';
  return undefined;
}
