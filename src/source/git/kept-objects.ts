/**
 * Objects of repositories that were looked at before. An object never changes: its id is the digest of what it holds.
 * Whoever is given them has climbed the ladder again, so the host has just let them in.
 */
import { LRUCache } from 'lru-cache';
import type { GitObject } from './pack';

export type Objects = ReadonlyMap<string, GitObject>;

/** Bytes of all repositories, and of one; what is larger is fetched again. */
const MOST_BYTES = 16_000_000;
const MOST_OF_ONE = 2_000_000;
/** What an object costs beside its bytes. */
const OVERHEAD = 200;

export class KeptObjects {
  readonly #repositories = new LRUCache<string, Objects>({
    maxSize: MOST_BYTES,
    sizeCalculation: (objects) => Math.max(1, sizeOf(objects)),
  });

  /** @param address of the repository, without a login */
  of(address: string): Objects | undefined {
    return this.#repositories.get(address);
  }

  keep(address: string, objects: Objects): void {
    if (objects.size > 0 && sizeOf(objects) <= MOST_OF_ONE) this.#repositories.set(address, objects);
  }
}

function sizeOf(objects: Objects): number {
  let bytes = 0;
  for (const { bytes: content } of objects.values()) bytes += content.length + OVERHEAD;
  return bytes;
}
