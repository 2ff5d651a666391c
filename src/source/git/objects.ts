/** Commits and trees, read from their bytes. */
import { personName } from '../../diagnosis/model/person-name';
import type { CommitFacts, TreeEntryKind } from '../../diagnosis/model/source-tree';
import { oneLine } from '../../diagnosis/model/text';

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly subject: string;
}

export interface RawEntry {
  readonly name: string;
  readonly kind: TreeEntryKind;
  readonly id: string;
}

const HASH_BYTES = 20;
/** Longest subject and author that are kept, characters. */
const MOST_WORDS = 200;

/** `undefined`: the bytes are no commit. */
export function readCommit(bytes: Buffer): Commit | undefined {
  const text = bytes.toString('utf8', 0, Math.min(bytes.length, 65_536));
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(head)?.[1];
  const author = /^author (.{0,1000}?) ?<[^>\n]{0,1000}> (\d{1,12})/m.exec(head);
  if (tree === undefined) return undefined;
  const [subject = ''] =
    end < 0
      ? []
      : text
          .slice(end + 2)
          .trimStart()
          .split('\n', 1);
  return {
    tree,
    parents: [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, id = '']) => id),
    author: plain(personName(author?.[1] ?? '') ?? 'somebody'),
    time: Number(author?.[2] ?? 0),
    subject: plain(subject),
  };
}

/** What people are told of a commit. */
export function commitFacts(id: string, { author, time, subject }: Commit): CommitFacts {
  const at = new Date(Math.min(time, 8_640_000_000_000) * 1000).toISOString();
  return { id, author, at, subject };
}

/** The commit that an annotated tag leads to; `undefined`: the bytes are no tag. */
export function readTag(bytes: Buffer): string | undefined {
  return /^object ([0-9a-f]{40})$/m.exec(bytes.toString('utf8', 0, 1000))?.[1];
}

/** An entry of a tree that is kept; its id is read when somebody wants it, and most are never wanted. */
class KeptEntry implements RawEntry {
  constructor(
    readonly name: string,
    readonly kind: TreeEntryKind,
    private readonly bytes: Buffer,
    private readonly at: number,
  ) {}

  get id(): string {
    return this.bytes.toString('hex', this.at, this.at + HASH_BYTES);
  }
}

/** Bytes of names that are seen most, as an index: letters, digits, and `_ . + @ -`. */
const USUAL = Uint8Array.from({ length: 256 }, (_, byte) =>
  /^[A-Za-z0-9_.+@-]$/.test(String.fromCharCode(byte)) ? 1 : 0,
);
const DOT = 0x2e;

/**
 * Entries in the order of the tree. `odd` counts those that no working tree can have, and that are left out.
 * A tree may have 100,000 of them, so it is decoded once, and a name is a part of that.
 */
export function readTree(bytes: Buffer): { readonly entries: readonly RawEntry[]; readonly odd: number } {
  const entries: RawEntry[] = [];
  const text = bytes.toString('latin1');
  const { length } = bytes;
  let odd = 0;
  for (let at = 0; at < length; ) {
    let mode = 0;
    let space = at;
    for (; space < length && bytes[space] !== 0x20; space += 1) mode = mode * 8 + octal(bytes[space]);
    const start = space + 1;
    let end = start;
    let isUsual = bytes[start] !== DOT;
    for (; end < length && bytes[end] !== 0; end += 1) if (USUAL[bytes[end] as number] === 0) isUsual = false;
    if (end + HASH_BYTES >= length) break;
    // Nothing is odd in a usual name but that there is none.
    const name = isUsual ? text.slice(start, end) : bytes.toString('utf8', start, end);
    const kind = kindOf(mode, space - at);
    if (kind === undefined || !(isUsual ? name !== '' : isPlainName(name))) odd += 1;
    else entries.push(new KeptEntry(name, kind, bytes, end + 1));
    at = end + 1 + HASH_BYTES;
  }
  return { entries, odd };
}

/** Whether a name can be that of a file, and leads nowhere else. */
export function isPlainName(name: string): boolean {
  const isOdd = name === '' || name === '.' || name === '..' || name.toLowerCase() === '.git';
  return !isOdd && !/[/\p{Cc}]/u.test(name);
}

/** The value of an octal digit; NaN: it is none. */
function octal(byte = 0): number {
  return byte >= 0x30 && byte <= 0x37 ? byte - 0x30 : Number.NaN;
}

/** @param mode as it is written, with `digits` digits; read as a number, since a tree may have 100,000 of them */
function kindOf(mode: number, digits: number): TreeEntryKind | undefined {
  if (mode === 0o40000 && digits <= 6) return 'directory';
  if (digits !== 6) return undefined;
  if (mode === 0o160000) return 'submodule';
  if (mode === 0o120000) return 'symlink';
  if (!(mode >= 0o100000 && mode <= 0o100777)) return undefined;
  return mode & 0o100 ? 'executable' : 'file';
}

function plain(text: string): string {
  return oneLine(text, MOST_WORDS);
}
