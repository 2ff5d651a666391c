/** Git's protocol 2, as a server speaks it: what it can, which references there are, and packs. */
import { packOf, type Stored, type StoredObject } from './objects';

function line(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text as string);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

const FLUSH = Buffer.from('0000');
const DELIMITER = Buffer.from('0001');

export const greeting = Buffer.concat([
  line('version 2\n'),
  line('agent=git/playground\n'),
  line('ls-refs=unborn\n'),
  line('fetch=shallow filter\n'),
  line('object-format=sha1\n'),
  FLUSH,
]);

function refusal(words: string): Buffer {
  return line(`ERR ${words}`);
}

/** The length of a whole request at the beginning of `bytes`; undefined: its end has not come yet. */
export function requestLength(bytes: Buffer): number | undefined {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 4), 16);
    if (length === 0) return at + 4;
    at += Math.max(length, 4);
  }
  return undefined;
}

/** Answers `ls-refs` and `fetch`. */
export function answer(request: Buffer, stored: Stored): Buffer {
  const lines = linesOf(request);
  if (lines[0] === 'command=ls-refs') {
    return Buffer.concat([
      line(`${stored.commit} HEAD symref-target:refs/heads/${stored.branch}\n`),
      line(`${stored.commit} refs/heads/${stored.branch}\n`),
      FLUSH,
    ]);
  }
  if (lines[0] !== 'command=fetch') return refusal('this command is not known');
  const ids = (word: string): string[] =>
    lines.flatMap((text) => new RegExp(`^${word} ([0-9a-f]{40})$`).exec(text)?.[1] ?? []);
  const lost = ids('want').find((id) => !stored.objects.has(id));
  if (lost !== undefined) return refusal(`upload-pack: not our ref ${lost}`);
  const filter = lines.find((text) => text.startsWith('filter '))?.slice('filter '.length);
  if (filter !== undefined && filter !== 'blob:none' && filter !== 'tree:0')
    return refusal(`invalid filter-spec ${filter}`);
  const depth = Number(/^deepen (\d+)$/m.exec(lines.join('\n'))?.[1] ?? Number.POSITIVE_INFINITY);
  const sent = new Map<string, StoredObject>();
  const cut: string[] = [];
  for (const id of ids('want')) {
    const at = stored.commits.indexOf(id);
    // A tree or file is asked for by itself.
    if (at < 0) sent.set(id, stored.objects.get(id) as StoredObject);
    const commits = at < 0 ? [] : stored.commits.slice(at, at + depth);
    for (const commit of commits) reach(stored, commit, filter, sent);
    const last = commits.at(-1);
    if (last !== undefined && last !== stored.commits.at(-1)) cut.push(last);
  }
  const known = new Map<string, StoredObject>();
  for (const id of ids('have')) if (stored.objects.has(id)) reach(stored, id, undefined, known);
  for (const id of known.keys()) if (!ids('want').includes(id)) sent.delete(id);
  const pack = packOf([...sent.values()]);
  const pieces: Buffer[] = [];
  for (let at = 0; at < pack.length; at += 60_000) {
    pieces.push(line(Buffer.concat([Buffer.from([1]), pack.subarray(at, at + 60_000)])));
  }
  const shallow = Number.isFinite(depth)
    ? [line('shallow-info\n'), ...cut.map((id) => line(`shallow ${id}\n`)), DELIMITER]
    : [];
  return Buffer.concat([...shallow, line('packfile\n'), ...pieces, FLUSH]);
}

/** Puts a commit, its trees and its files into `into`, but what the filter leaves out. */
function reach(
  { objects }: Stored,
  commit: string,
  filter: string | undefined,
  into: Map<string, StoredObject>,
): void {
  const take = (id: string): StoredObject | undefined => {
    const object = objects.get(id);
    if (!object || into.has(id)) return undefined;
    into.set(id, object);
    return object;
  };
  const below = (id: string): void => {
    const tree = take(id);
    for (let at = 0; tree && at < tree.bytes.length; ) {
      const end = tree.bytes.indexOf(0, at);
      const child = tree.bytes.toString('hex', end + 1, end + 21);
      if (objects.get(child)?.kind === 'tree') below(child);
      else if (filter !== 'blob:none') take(child);
      at = end + 21;
    }
  };
  const text = take(commit)?.bytes.toString('utf8', 0, 45) ?? '';
  if (filter !== 'tree:0') below(text.slice('tree '.length));
}

function linesOf(request: Buffer): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at + 4 <= request.length; ) {
    const length = Number.parseInt(request.toString('latin1', at, at + 4), 16);
    if (length > 4) lines.push(request.toString('utf8', at + 4, at + length).replace(/\n$/, ''));
    at += Math.max(length, 4);
  }
  return lines;
}
