/**
 * Reads a pack in memory: commits and trees, and the few blobs that were asked for. Nothing that the server says is
 * believed: every size is bounded before it is allocated, and every object is named by the hash of its own bytes.
 * Source: git's gitformat-pack.
 */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { Unacceptable } from '../../net/transport';

export type ObjectKind = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly kind: ObjectKind;
  readonly bytes: Buffer;
}

/** What may be unpacked. */
export interface PackLimits {
  /** Bytes of one object; blobs that are larger are skipped and told, anything else is refused. */
  readonly objectBytes: number;
  /** Bytes of all objects together. */
  readonly totalBytes: number;
  readonly objects: number;
}

export interface Unpacked {
  /** By object id. */
  readonly objects: ReadonlyMap<string, GitObject>;
  /** Sizes in bytes of blobs that were too large to be unpacked, in the order of the pack. */
  readonly skipped: readonly number[];
}

const kinds: Readonly<Record<number, ObjectKind>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OFS_DELTA = 6;
const REF_DELTA = 7;
const HASH_BYTES = 20;
const PACK_HEAD = 12;
/** Longest chain of differences that is followed; git itself makes chains of 50, and of 4095 at most. */
const MOST_CHAIN = 4095;

/** Bytes at the beginning of a pack that tell kind and size of its first object. */
export const MOST_HEAD = PACK_HEAD + 10;

/** Bytes of the first object of a pack that may be cut off, when it is a whole blob. */
export function blobSize(pack: Buffer): number | undefined {
  if (pack.length <= PACK_HEAD || pack.toString('latin1', 0, 4) !== 'PACK') return undefined;
  let head = pack[PACK_HEAD] ?? 0;
  if (kinds[(head >> 4) & 7] !== 'blob') return undefined;
  let size = head & 15;
  for (let at = PACK_HEAD + 1, scale = 16; head & 128; at += 1, scale *= 128) {
    head = pack[at] ?? 0;
    size += (head & 127) * scale;
  }
  return Number.isSafeInteger(size) ? size : undefined;
}

/** The object's id: the hash of its kind, size and bytes. */
function idOf({ kind, bytes }: GitObject): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

/**
 * @param pack from `PACK` to its hash; may be cut off after the objects that are needed when `cut` is set
 * @param known objects of earlier packs, which this one may build on
 * @throws Unacceptable when the pack is broken, lies about a size, or is larger than the limits
 */
export function unpack(
  pack: Buffer,
  limits: PackLimits,
  known: (id: string) => GitObject | undefined = () => undefined,
): Unpacked {
  return new Unpacker(pack, limits, known).run();
}

/** A difference whose base is not made yet. */
interface Delayed {
  readonly at: number;
  readonly delta: Buffer;
}

/** Name of what a difference builds on: an object's id, or its place in the pack. */
type Base = string;

function placed(offset: number): Base {
  return `@${offset}`;
}

class Unpacker {
  readonly #objects = new Map<string, GitObject>();
  readonly #atOffset = new Map<number, { readonly object: GitObject; readonly depth: number }>();
  readonly #delayed = new Map<Base, Delayed[]>();
  readonly #delayedAt = new Set<number>();
  readonly #skipped: number[] = [];
  #total = 0;

  constructor(
    private readonly pack: Buffer,
    private readonly limits: PackLimits,
    private readonly known: (id: string) => GitObject | undefined,
  ) {}

  run(): Unpacked {
    const { pack, limits } = this;
    const isPack = pack.length >= PACK_HEAD + HASH_BYTES && pack.toString('latin1', 0, 4) === 'PACK';
    if (!isPack || pack.readUInt32BE(4) !== 2) throw broken('it is no pack of version 2');
    const count = pack.readUInt32BE(8);
    if (count > limits.objects) throw broken(`it claims to hold ${count} objects`);
    const end = pack.length - HASH_BYTES;
    const sum = createHash('sha1').update(pack.subarray(0, end)).digest();
    if (!sum.equals(pack.subarray(end))) throw broken('its hash is not that of its bytes');
    let at = PACK_HEAD;
    for (let index = 0; index < count; index += 1) at = this.#entry(at, end);
    if (at !== end) throw broken('it holds more than it says');
    this.#settle();
    return { objects: this.#objects, skipped: this.#skipped };
  }

  /** Reads the entry at an offset, and returns the offset of the next one. */
  #entry(start: number, end: number): number {
    const { pack, limits } = this;
    let at = start;
    const byte = () => {
      if (at >= end) throw broken('it ends in the midst of an object');
      return pack[at++] as number;
    };
    let head = byte();
    const type = (head >> 4) & 7;
    let size = head & 15;
    for (let scale = 16; head & 128; scale *= 128) {
      head = byte();
      size += (head & 127) * scale;
      if (!Number.isSafeInteger(size)) throw broken('an object has an impossible size');
    }
    let baseOffset = 0;
    let base = '';
    if (type === OFS_DELTA) {
      head = byte();
      let distance = head & 127;
      while (head & 128) {
        head = byte();
        distance = (distance + 1) * 128 + (head & 127);
      }
      baseOffset = start - distance;
    } else if (type === REF_DELTA) {
      base = pack.toString('hex', at, at + HASH_BYTES);
      at += HASH_BYTES;
    } else if (kinds[type] === undefined) throw broken('an object has an unknown kind');
    if (size > limits.objectBytes) {
      if (kinds[type] !== 'blob') throw broken(`an object of ${size} bytes is in it`);
      // Its end must be found, and nothing of it kept.
      this.#skipped.push(size);
      return at + this.#inflate(at, end, Math.min(size, limits.totalBytes - this.#total)).length;
    }
    const { bytes, length } = this.#inflate(at, end, size);
    if (bytes.length !== size) throw broken('an object is not of the size that it says');
    const kind = kinds[type];
    if (kind) this.#keep(start, { kind, bytes }, 0);
    else if (type === OFS_DELTA) {
      const found = this.#atOffset.get(baseOffset);
      if (found) this.#make({ at: start, delta: bytes }, found);
      // A thin pack has differences from one that itself builds on what is here.
      else if (this.#delayedAt.has(baseOffset)) this.#delay(placed(baseOffset), { at: start, delta: bytes });
      else throw broken('a difference has no base');
    } else this.#delay(base, { at: start, delta: bytes });
    return at + length;
  }

  #delay(base: Base, delayed: Delayed): void {
    const waiting = this.#delayed.get(base);
    if (waiting) waiting.push(delayed);
    else this.#delayed.set(base, [delayed]);
    this.#delayedAt.add(delayed.at);
  }

  /** Returns the id of what was made. */
  #make({ at, delta }: Delayed, base: { readonly object: GitObject; readonly depth: number }): string {
    const made = applied(base.object, delta, this.limits);
    this.#spend(made.bytes.length);
    return this.#keep(at, made, base.depth + 1);
  }

  #inflate(at: number, end: number, size: number): { readonly bytes: Buffer; readonly length: number } {
    this.#spend(size);
    try {
      // One byte more than it may be, so that an honest object never meets the limit; and a buffer of that size, because
      // the usual one of 16 KiB would be kept with every object.
      const { buffer, engine } = inflateSync(this.pack.subarray(at, end), {
        info: true,
        maxOutputLength: size + 1,
        chunkSize: Math.max(64, size + 1),
      }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
      return { bytes: buffer, length: engine.bytesWritten };
    } catch (error) {
      throw broken('an object cannot be unpacked to the size that it says', error);
    }
  }

  #spend(bytes: number): void {
    this.#total += bytes;
    if (this.#total > this.limits.totalBytes) throw broken('what is in it is too large');
  }

  /** Returns the object's id. */
  #keep(at: number, object: GitObject, depth: number): string {
    if (depth > MOST_CHAIN) throw broken('its differences have no end');
    const id = idOf(object);
    this.#atOffset.set(at, { object, depth });
    this.#objects.set(id, object);
    return id;
  }

  /** Makes what had to wait. Each base is looked up once, whatever the order in the pack is. */
  #settle(): void {
    const delayed = this.#delayed;
    const ready: { readonly base: Base; readonly object: GitObject; readonly depth: number }[] = [];
    for (const base of delayed.keys()) {
      const object = this.#objects.get(base) ?? this.known(base);
      if (object) ready.push({ base, object, depth: 0 });
    }
    for (let next = ready.pop(); next; next = ready.pop()) {
      const waiting = delayed.get(next.base) ?? [];
      delayed.delete(next.base);
      for (const each of waiting) {
        const id = this.#make(each, next);
        const made = this.#atOffset.get(each.at);
        if (!made) continue;
        for (const base of [id, placed(each.at)]) if (delayed.has(base)) ready.push({ base, ...made });
      }
    }
    if (delayed.size > 0) throw broken('a difference has no base');
  }
}

/** The object that a difference makes of its base. */
function applied({ kind, bytes: base }: GitObject, delta: Buffer, { objectBytes }: PackLimits): GitObject {
  let at = 0;
  const byte = () => {
    const next = delta[at++];
    if (next === undefined) throw broken('a difference ends too early');
    return next;
  };
  const number = () => {
    let value = 0;
    for (let scale = 1, head = 128; head & 128; scale *= 128) {
      head = byte();
      value += (head & 127) * scale;
    }
    return value;
  };
  const baseSize = number();
  const size = number();
  if (baseSize !== base.length || size > objectBytes) throw broken('a difference does not fit its base');
  const made = Buffer.allocUnsafe(size);
  let written = 0;
  while (at < delta.length) {
    const head = byte();
    let from = delta;
    let start = at;
    let length = head;
    if (head & 128) {
      from = base;
      start = 0;
      length = 0;
      for (let bit = 0; bit < 4; bit += 1) if (head & (1 << bit)) start += byte() * 256 ** bit;
      for (let bit = 0; bit < 3; bit += 1) if (head & (16 << bit)) length += byte() * 256 ** bit;
      if (length === 0) length = 65_536;
    } else {
      if (length === 0) throw broken('a difference has an unknown instruction');
      at += length;
    }
    if (start + length > from.length || written + length > size)
      throw broken('a difference reads past its end');
    from.copy(made, written, start, start + length);
    written += length;
  }
  if (written !== size) throw broken('a difference makes less than it says');
  return { kind, bytes: made };
}

function broken(why: string, cause?: unknown): Unacceptable {
  return new Unacceptable(`the pack that the server sent is broken: ${why}`, { cause });
}
