import { createHash } from 'node:crypto';

/** `sha256:…` of some bytes. */
export function digestOfBytes(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** First twelve hex digits of a digest, as tools show it. */
export function short(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}
