/**
 * Encrypts what must not be read from the database: AES-256-GCM with a new nonce each time. The name of what is sealed is
 * authenticated with it, so that a value cannot be moved to another row.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Secret } from '../../diagnosis/model/secrets';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Opened {
  readonly text: string;
  /** It was sealed with an older key, and should be sealed anew. */
  readonly isOld: boolean;
}

/** A value that no key opens: the key was lost, or the row was tampered with. */
class SealError extends Error {
  override readonly name = 'SealError';
}

export class Seal {
  readonly #keys: readonly { readonly id: string; readonly key: Buffer }[];

  /** @param keys 32 bytes each, in base64 or hex; the first one seals, all of them open */
  constructor(keys: readonly Secret[]) {
    this.#keys = keys.map((secret) => {
      const key = keyOf(secret.reveal());
      if (!key) throw new SealError('A key must be 32 bytes in base64 or hex.');
      return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
    });
  }

  /** @param name of what is sealed; `open` must name the same */
  seal(name: string, text: string): string {
    const [current] = this.#keys;
    if (!current) throw new SealError('There is no key.');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', current.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(name));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `v1.${current.id}.${sealed.toString('base64url')}`;
  }

  /** @throws SealError when no key opens it; the message holds nothing of the value */
  open(name: string, sealed: string): Opened {
    const [version, id, data = ''] = sealed.split('.');
    const at = this.#keys.findIndex((each) => each.id === id);
    const key = this.#keys[at]?.key;
    if (version !== 'v1' || !key) throw new SealError('It was sealed with another key.');
    const bytes = Buffer.from(data, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(name));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8');
      return { text, isOld: at > 0 };
    } catch {
      throw new SealError('It was changed since it was sealed.');
    }
  }
}

/** The 32 bytes of a key; undefined when it is none. */
function keyOf(text: string): Buffer | undefined {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  return key.length === 32 ? key : undefined;
}
