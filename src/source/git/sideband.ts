/** The bands in which a server sends a pack, its progress and its refusal. Source: git's gitprotocol-pack. */
import { Unacceptable } from '../../net/transport';
import { GitRefused, line } from './packets';

/** Bytes of progress that a server may chat beside a pack. */
const MOST_CHAT_BYTES = 1_000_000;

/** Takes the pack out of the sidebands, into one buffer: a server may send millions of packets with a byte or none. */
export class Sideband {
  #bytes = Buffer.alloc(0);
  #length = 0;
  #chat = 0;

  constructor(private readonly budget: { spend(bytes: number): void }) {}

  /** Bytes of the pack so far. */
  get length(): number {
    return this.#length;
  }

  /** @throws GitRefused when the server refuses in band 3; Unacceptable; what the budget throws */
  add(data: Buffer): void {
    const band = data[0];
    if (band === 1) {
      this.budget.spend(data.length);
      this.#append(data.subarray(1));
    } else if (band === 2) {
      this.#chat += data.length;
      if (this.#chat > MOST_CHAT_BYTES) throw new Unacceptable('the server reports progress without end');
    } else if (band === 3) throw new GitRefused(line(data.subarray(1)));
    else throw new Unacceptable('the server sent a band that git does not have');
  }

  #append(piece: Buffer): void {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    piece.copy(this.#bytes, this.#length);
    this.#length = needed;
  }

  /** The pack, which is not kept. */
  pack(): Buffer {
    const whole = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return whole;
  }
}
