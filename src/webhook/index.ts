/** Sends events to the webhooks that the operator has set up: one checked address, one attempt, signed. */
import { WebhookError, type Webhooks } from '../alerts';
import type { Exchange } from '../diagnosis/model/exchange';
import type { Clock } from '../diagnosis/model/sources';
import { wellFormedJson } from '../diagnosis/model/text';
import { authorityOf, ForbiddenAddress, type Resolve, unbracketed } from '../net/endpoint';
import { type Target, Transport, TransportError } from '../net/transport';
import type { WebhookSetting } from '../webhook-settings';
import { signedHeaders } from './sign';

export interface WebhookOptions {
  readonly webhooks: readonly WebhookSetting[];
  readonly clock: Clock;
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** Resolves a host name; the default asks the system. */
  readonly resolve?: Resolve;
  /** Told of every attempt that has ended. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** Less than the lease of a message, so that no other instance sends it at the same time. */
const TIMEOUT = 10_000;
/** What a receiver says is not read any further. */
const MOST_ANSWER = 1024;

export function createWebhooks({
  webhooks,
  clock,
  timeoutMs = TIMEOUT,
  resolve,
  onExchange,
}: WebhookOptions): Webhooks & { close(): void } {
  const byName = new Map(webhooks.map((each) => [each.name, each]));
  const transport = new Transport({
    system: 'webhook',
    clock,
    requestTimeoutMs: timeoutMs,
    userAgent: 'ce-image',
    ...(resolve && { resolve }),
    ...(onExchange && { onExchange }),
  });
  return {
    names: [...byName.keys()],
    async send(name, { id, body: given }, signal) {
      const body = wellFormedJson(given);
      const webhook = byName.get(name);
      if (!webhook) throw new WebhookError('unknown', `no webhook is called ${name}`);
      const url = new URL(webhook.url.reveal());
      const headers = {
        'Content-Type': 'application/json',
        ...signedHeaders(id, Math.floor(clock.now() / 1000), body, webhook.secrets),
      };
      try {
        const answer = await transport.send(
          targetOf(url, webhook.trusted),
          { method: 'POST', path: url.pathname + url.search, headers, body, maxBytes: MOST_ANSWER },
          clock.deadline(timeoutMs, signal),
        );
        judge(answer.status, answer.headers['retry-after'], clock.now());
      } catch (error) {
        throw webhookError(error);
      }
    },
    close: () => transport.close(),
  };
}

function targetOf(url: URL, trusted: boolean): Target {
  const scheme = url.protocol === 'http:' ? 'http' : 'https';
  return {
    authority: authorityOf(url),
    hostname: unbracketed(url.hostname),
    port: Number(url.port) || (scheme === 'https' ? 443 : 80),
    trusted,
    scheme,
    basePath: '',
  };
}

/** @throws WebhookError for every answer that is no success */
function judge(status: number, retryAfter: string | undefined, now: number): void {
  if (status >= 200 && status < 300) return;
  const word = `HTTP ${status}`;
  if (status === 410) throw new WebhookError('gone', word);
  // It could lead anywhere: the operator names the address that is asked.
  if (status >= 300 && status < 400) throw new WebhookError('again', `${word}: redirects are not followed`);
  // A wrong path or secret is mended on one side or the other; the event is not at fault.
  const isTheEvent = status >= 400 && status < 500 && !WAITS.has(status);
  if (isTheEvent) throw new WebhookError('refused', word);
  throw new WebhookError('again', word, waitOf(retryAfter, now));
}

const WAITS: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 425, 429]);

/** Milliseconds; RFC 9110, 10.2.3: seconds, or a date. */
function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** Without the address: it may carry a token. */
function webhookError(error: unknown): WebhookError {
  if (error instanceof WebhookError) return error;
  if (error instanceof ForbiddenAddress) {
    return new WebhookError(
      'again',
      `its host is ${error.kind}, which ALERT_WEBHOOK_ALLOWED_HOSTS does not name`,
    );
  }
  if (error instanceof TransportError) {
    const word = error.code === 'TIMEOUT' ? 'no answer in time' : `no connection (${error.code})`;
    return new WebhookError('again', word);
  }
  return new WebhookError('again', 'no answer');
}
