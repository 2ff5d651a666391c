/** Keeps other web sites out: a page that a browser shows elsewhere must not drive what listens on loopback. */
import type { IncomingMessage } from 'node:http';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why a request is refused, or undefined when it may go on. The Host header must name loopback, which stops DNS
 * rebinding; whatever changes something must come from a page of this very origin, which stops forged requests.
 */
export function refusal(request: IncomingMessage): string | undefined {
  const { host = '', origin } = request.headers;
  if (!URL.canParse(`http://${host}`) || !loopback.has(new URL(`http://${host}`).hostname))
    return 'This page answers on localhost only.';
  if (origin !== undefined && origin !== `http://${host}`) return 'The request comes from another site.';
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined && (site === 'cross-site' || site === 'same-site') && request.method !== 'GET')
    return 'The request comes from another site.';
  if (request.method === 'POST' && !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return 'The content type is not application/json.';
  return undefined;
}

/** Sent with every answer: nothing but this origin's own files is loaded or run. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};
