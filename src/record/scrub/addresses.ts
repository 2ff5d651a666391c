/** Public addresses: others in their place, of which two have as many leading bits in common as before. */
import { createHmac, randomBytes } from 'node:crypto';

/** Leading bits that stay: they tell whose network it is, which cloud and where, and nobody in it. */
const KEPT_BITS = 16;

/**
 * Prefix-preserving anonymisation (Xu and others, 2002), so that an address is in the same ranges as before. One per
 * record: nobody can tell which number stands for which.
 */
export class Addresses {
  readonly #key = randomBytes(32);

  /** @param address IPv4, dotted. */
  of(address: string): string {
    const bits = address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('');
    let other = bits.slice(0, KEPT_BITS);
    for (let at = KEPT_BITS; at < 32; at += 1) {
      const flip = (createHmac('sha256', this.#key).update(bits.slice(0, at)).digest()[0] ?? 0) & 1;
      other += String(Number(bits[at]) ^ flip);
    }
    return [0, 8, 16, 24].map((at) => Number.parseInt(other.slice(at, at + 8), 2)).join('.');
  }
}
