/** Git's protocol 2, as a server speaks it: what it can, which references there are, and packs. */
import { packOf, type Stored, type StoredObject } from './objects';

export function line(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text as string);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

const FLUSH = Buffer.from('0000');

export const greeting = Buffer.concat([
  line('version 2\n'),
  line('agent=git/playground\n'),
  line('ls-refs=unborn\n'),
  line('fetch=shallow filter\n'),
  line('object-format=sha1\n'),
  FLUSH,
]);

export function refusal(words: string): Buffer {
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
  const filtered = lines.includes('filter blob:none');
  const sent = new Map<string, StoredObject>();
  for (const text of lines) {
    const id = /^want ([0-9a-f]{40})$/.exec(text)?.[1];
    if (id === undefined) continue;
    const wanted = stored.objects.get(id);
    if (!wanted) return refusal(`upload-pack: not our ref ${id}`);
    if (wanted.kind !== 'commit') sent.set(id, wanted);
    // One commit has all that there is.
    else
      for (const object of stored.objects.values())
        if (!(filtered && object.kind === 'blob')) sent.set(object.id, object);
  }
  const pack = packOf([...sent.values()]);
  const pieces: Buffer[] = [];
  for (let at = 0; at < pack.length; at += 60_000) {
    pieces.push(line(Buffer.concat([Buffer.from([1]), pack.subarray(at, at + 60_000)])));
  }
  return Buffer.concat([line('packfile\n'), ...pieces, FLUSH]);
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
