/**
 * Asks a host for its certificate: the beginning of SSH's key exchange, in which the host shows it in the clear. `ssh2`
 * knows no certificates. Nothing is proven by this exchange, and nothing need be: the certificate is signed, and the session
 * proves that the host has the key that is in it. Source: RFC 4253, RFC 5656.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { Packed, packed } from './certificate';

const KEXINIT = 20;
const ECDH_INIT = 30;
const ECDH_REPLY = 31;
const DISCONNECT = 1;
/** Bytes that are read until the certificate is there; sshd's packets have 35,000 at most. */
const MOST_BYTES = 100_000;
const BLOCK = 8;
const LEAST_PADDING = 4;
const COOKIE_BYTES = 16;

const EXCHANGES = ['curve25519-sha256', 'curve25519-sha256@libssh.org'];
const CERTIFIED = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
].map((type) => `${type}-cert-v01@openssh.com`);
const CIPHERS = ['aes128-ctr', 'aes256-ctr', 'aes128-gcm@openssh.com', 'chacha20-poly1305@openssh.com'];
const DIGESTS = [
  'hmac-sha2-256',
  'hmac-sha2-512',
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
];

/**
 * @param socket connected, and closed by the caller
 * @param signal ends the waiting
 * @returns undefined: the host has none, or does not speak of it. Never rejects.
 */
export function requestCertificate(socket: Socket, signal: AbortSignal): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let rest = Buffer.alloc(0);
    let received = 0;
    let greeted = false;
    const none = () => resolve(undefined);
    const take = (payload: Buffer): void => {
      const kind = payload[0];
      if (kind === DISCONNECT) none();
      else if (kind === KEXINIT)
        socket.write(framed(Buffer.concat([Buffer.from([ECDH_INIT]), packed(ownKey())])));
      else if (kind === ECDH_REPLY) resolve(Buffer.from(new Packed(payload.subarray(1)).string()));
    };
    socket.on('data', (piece) => {
      received += piece.length;
      if (received > MOST_BYTES) return none();
      rest = Buffer.concat([rest, piece]);
      try {
        while (!greeted) {
          const end = rest.indexOf('\n');
          if (end < 0) return;
          // Lines before its name may say anything.
          greeted = rest.toString('latin1', 0, 4) === 'SSH-';
          rest = rest.subarray(end + 1);
        }
        while (rest.length >= 5) {
          const length = rest.readUInt32BE(0);
          if (length > MOST_BYTES) return none();
          if (rest.length < 4 + length) return;
          take(rest.subarray(5, 4 + length - (rest[4] as number)));
          rest = rest.subarray(4 + length);
        }
      } catch {
        none();
      }
    });
    for (const event of ['error', 'close'] as const) socket.once(event, none);
    if (signal.aborted) return none();
    signal.addEventListener('abort', none, { once: true });
    socket.write('SSH-2.0-ce-image\r\n');
    socket.write(framed(proposal()));
  });
}

function proposal(): Buffer {
  const lists = [EXCHANGES, CERTIFIED, CIPHERS, CIPHERS, DIGESTS, DIGESTS, ['none'], ['none'], [], []];
  return Buffer.concat([
    Buffer.from([KEXINIT]),
    randomBytes(COOKIE_BYTES),
    ...lists.map((names) => packed(names.join(','))),
    // No guess follows, and four bytes are kept free.
    Buffer.alloc(5),
  ]);
}

/** A public key of our own, of 32 bytes, that is used for nothing. */
function ownKey(): Buffer {
  return generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
}

/** A packet before keys are exchanged. */
function framed(payload: Buffer): Buffer {
  const bare = 5 + payload.length + LEAST_PADDING;
  const padding = LEAST_PADDING + ((BLOCK - (bare % BLOCK)) % BLOCK);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + padding);
  head[4] = padding;
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}
