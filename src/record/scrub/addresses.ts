/** Public addresses: others in their place, of which two have as many leading bits in common as before. */
import { createHmac, randomBytes } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/** Leading bits that stay: they tell whose network it is, which cloud and where, and nobody in it. */
const KEPT_BITS = { ipv4: 16, ipv6: 32 } as const;

/**
 * Prefix-preserving anonymisation (Xu and others, 2002), so that an address is in the same ranges as before. One per
 * record: nobody can tell which number stands for which.
 */
export class Addresses {
  readonly #key = randomBytes(32);

  /** @param address IPv4 or IPv6 */
  of(address: string): string {
    const parsed = ipaddr.parse(address);
    const bytes = parsed.toByteArray();
    const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const kept = KEPT_BITS[parsed.kind()];
    let other = bits.slice(0, kept);
    for (let at = kept; at < bits.length; at += 1) {
      const flip = (createHmac('sha256', this.#key).update(bits.slice(0, at)).digest()[0] ?? 0) & 1;
      other += String(Number(bits[at]) ^ flip);
    }
    return ipaddr
      .fromByteArray(bytes.map((_, at) => Number.parseInt(other.slice(8 * at, 8 * at + 8), 2)))
      .toString();
  }
}
