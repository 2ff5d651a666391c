import { createHash } from 'node:crypto';

/**
 * Identifiers that look made by chance and are not: each is derived from the seed and from what it names, so
 * that a world of the same seed is the same world, in whatever order it was filled.
 */
export class Names {
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  hex(length: number, ...parts: readonly string[]): string {
    let text = '';
    for (let round = 0; text.length < length; round += 1) {
      text += createHash('sha256')
        .update(JSON.stringify([this.#seed, round, ...parts]))
        .digest('hex');
    }
    return text.slice(0, length);
  }

  uuid(...parts: readonly string[]): string {
    const h = this.hex(32, 'uuid', ...parts);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  }

  /** `sha256:…` */
  digest(...parts: readonly string[]): string {
    return `sha256:${this.hex(64, 'digest', ...parts)}`;
  }

  /** A Kubernetes name suffix: no vowels and no digits that read like them. */
  suffix(length: number, ...parts: readonly string[]): string {
    const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
    const bytes = Buffer.from(this.hex(length * 2, 'suffix', ...parts), 'hex');
    return [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
  }

  /** A whole number from `from` up to and including `to`. */
  number(from: number, to: number, ...parts: readonly string[]): number {
    return from + (Number.parseInt(this.hex(8, 'number', ...parts), 16) % (to - from + 1));
  }
}
