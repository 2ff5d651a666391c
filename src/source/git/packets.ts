/** Packet lines, the framing of every git conversation. Source: git's gitprotocol-common and gitprotocol-v2. */
import { Unacceptable } from '../../net/transport';

/** Data, or one of the three marks between sections. */
export type Packet = Buffer | 'flush' | 'delimiter' | 'end';

/** Takes packets one by one; `true` says that no more are wanted. */
export type Take = (packet: Packet) => boolean;

/** What the server's git says in place of an answer. Its words are not masked yet. */
export class GitRefused extends Unacceptable {
  override readonly name = 'GitRefused';
}

const marks: Readonly<Record<string, Packet>> = { '0000': 'flush', '0001': 'delimiter', '0002': 'end' };
/** Bytes of length that precede every packet, and count in it. */
const HEAD = 4;

/** A packet line of text or bytes. */
export function packet(data: string | Buffer): Buffer {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  return Buffer.concat([Buffer.from((bytes.length + HEAD).toString(16).padStart(HEAD, '0')), bytes]);
}

export const FLUSH = Buffer.from('0000');
export const DELIMITER = Buffer.from('0001');

/** Cuts a stream of bytes into packets, whatever pieces it comes in. At most one packet (64 KiB) is kept back. */
export class PacketReader {
  #rest: Buffer = Buffer.alloc(0);
  #done = false;

  constructor(
    private readonly take: Take,
    /** `host`, for what is said of a server that does not keep to the protocol. */
    private readonly authority: string,
  ) {}

  /** Whether the last packet that was wanted has come. */
  get done(): boolean {
    return this.#done;
  }

  /** @throws Unacceptable when the bytes are no packets, GitRefused when the server refuses in one */
  push(piece: Buffer): void {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    while (!this.#done && bytes.length >= HEAD) {
      const head = bytes.toString('latin1', 0, HEAD);
      const mark = marks[head];
      if (mark !== undefined) {
        bytes = bytes.subarray(HEAD);
        this.#done = this.take(mark);
        continue;
      }
      const length = /^[0-9a-f]{4}$/i.test(head) ? Number.parseInt(head, 16) : 0;
      if (length < HEAD) throw new Unacceptable(`what ${this.authority} sent is not git’s protocol`);
      if (bytes.length < length) break;
      const data = bytes.subarray(HEAD, length);
      bytes = bytes.subarray(length);
      if (data.length > HEAD && data.toString('latin1', 0, HEAD) === 'ERR ') {
        throw new GitRefused(line(data.subarray(HEAD)));
      }
      this.#done = this.take(data);
    }
    // A copy: the piece may be a view of something large.
    this.#rest = Buffer.from(bytes);
  }
}

/** A packet's text without the newline at its end; at most 4096 characters. */
export function line(data: Buffer): string {
  return data.toString('utf8', 0, 4096).replace(/\n$/, '');
}
