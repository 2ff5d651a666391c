/**
 * Signatures of events, by the Standard Webhooks specification 1.0 (github.com/standard-webhooks/standard-webhooks, spec):
 * base64 of HMAC-SHA256 over `id.timestamp.body`, with the version before it. Libraries that check it exist for most languages.
 */
import { createHmac } from 'node:crypto';
import type { Secret } from '../diagnosis/model/secrets';

const PREFIX = 'whsec_';

/** What a secret stands for: `whsec_` and base64, or any other text as it is. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/**
 * The headers of an event.
 * @param secrets the newest first; while one takes another's place, the receiver may know either
 * @param seconds since 1970
 */
export function signedHeaders(
  id: string,
  seconds: number,
  body: string,
  secrets: readonly Secret[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', keyOf(secret.reveal())).update(`${id}.${seconds}.${body}`);
    return `v1,${mac.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}
