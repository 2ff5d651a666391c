/** Objects of git in memory: files become blobs and trees, and those a commit. Source: git's gitformat-pack. */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export type RepositoryFile = string | { readonly text: string; readonly executable: true };

/** A commit before the newest one. */
export interface EarlierCommit {
  readonly files: Readonly<Record<string, RepositoryFile>>;
  readonly author?: string;
  readonly subject?: string;
}

/** One repository with one branch; hosts are named as addresses name them. */
export interface GitRepository {
  /** For example `github.com`. */
  readonly host: string;
  /** `owner/name`, without `.git`. */
  readonly path: string;
  readonly files: Readonly<Record<string, RepositoryFile>>;
  /** Default `main`. */
  readonly branch?: string;
  /** Only who has a key that reads it may. */
  readonly private?: true;
  readonly author?: string;
  readonly subject?: string;
  /** What the branch held before, oldest first. */
  readonly earlier?: readonly EarlierCommit[];
  /** When the newest commit was made, seconds since 1970; those before it are a day apart. */
  readonly madeAt?: number;
}

export interface StoredObject {
  readonly id: string;
  readonly kind: 'commit' | 'tree' | 'blob';
  readonly bytes: Buffer;
}

export interface Stored {
  readonly commit: string;
  /** All commits, newest first; each follows the next one. */
  readonly commits: readonly string[];
  readonly branch: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

const numbers = { commit: 1, tree: 2, blob: 3 } as const;
/** When the newest commit was made, where nobody says it. Seconds since 1970. */
const MADE_AT = 1_750_000_000;
const DAY = 86_400;

export function store({ branch = 'main', earlier = [], madeAt = MADE_AT, ...newest }: GitRepository): Stored {
  const objects = new Map<string, StoredObject>();
  const commits: string[] = [];
  [...earlier, newest].forEach((each, index, all) => {
    commits.unshift(storeCommit(objects, each, commits[0], madeAt - (all.length - 1 - index) * DAY));
  });
  return { commit: commits[0] as string, commits, branch, objects };
}

/** Stores a commit with its tree and files, and returns its id. */
function storeCommit(
  objects: Map<string, StoredObject>,
  { files, author = 'Mara Lindqvist', subject = 'Move on' }: EarlierCommit,
  parent: string | undefined,
  at: number,
): string {
  const put = (kind: StoredObject['kind'], bytes: Buffer): string => {
    const id = createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
    objects.set(id, { id, kind, bytes });
    return id;
  };
  const putTree = (directory: string): string => {
    const below = directory === '' ? '' : `${directory}/`;
    const names = new Set(
      Object.keys(files)
        .filter((path) => path.startsWith(below))
        .map((path) => path.slice(below.length).split('/')[0] as string),
    );
    const entries = [...names].map((name) => {
      const file = files[below + name];
      if (file === undefined) return { name, sort: `${name}/`, mode: '40000', id: putTree(below + name) };
      const mode = typeof file === 'string' ? '100644' : '100755';
      return {
        name,
        sort: name,
        mode,
        id: put('blob', Buffer.from(typeof file === 'string' ? file : file.text)),
      };
    });
    entries.sort((one, other) => (one.sort < other.sort ? -1 : 1));
    return put(
      'tree',
      Buffer.concat(
        entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
      ),
    );
  };
  const who = `${author} <${author.toLowerCase().replace(/\W+/g, '.')}@fernwood.example> ${at} +0000`;
  const head = [`tree ${putTree('')}`, ...(parent === undefined ? [] : [`parent ${parent}`])];
  const text = [...head, `author ${who}`, `committer ${who}`, '', `${subject}\n`].join('\n');
  return put('commit', Buffer.from(text));
}

export function packOf(objects: readonly StoredObject[]): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.length, 8);
  const body = Buffer.concat([
    head,
    ...objects.flatMap(({ kind, bytes }) => [sizeOf(numbers[kind], bytes.length), deflateSync(bytes)]),
  ]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

function sizeOf(kind: number, size: number): Buffer {
  const bytes = [];
  let left = Math.floor(size / 16);
  let byte = (kind << 4) | (size % 16);
  while (left > 0) {
    bytes.push(byte | 128);
    byte = left % 128;
    left = Math.floor(left / 128);
  }
  return Buffer.from([...bytes, byte]);
}
