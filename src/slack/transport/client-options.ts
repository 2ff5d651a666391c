/** Options of the clients of Slack's Web API. */
import type { Logger } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { wellFormed, wellFormedJson } from '../../diagnosis/model/text';

/** Milliseconds for one call. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Bytes of one answer; two hundred messages with full blocks have less. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Options of a Web API client. A new object each time: Bolt and Socket Mode write into what they are given. */
export function clientOptions(apiUrl: string | undefined, logger: Logger): WebClientOptions {
  return {
    logger,
    timeout: REQUEST_TIMEOUT_MS,
    // The default tries for half an hour, and each try may post once more. Answers are sent again by `Persistence`.
    retryConfig: { retries: 1, minTimeout: 300, maxTimeout: 600, randomize: true },
    // Every method, and every response_url, goes out here.
    fetch: async (url, { body, signal, ...init } = {}) =>
      capped(
        await fetch(url, {
          ...init,
          signal: signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS),
          ...(typeof body === 'string' ? { body: wellFormedBody(body) } : body && { body }),
        }),
      ),
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  };
}

/** The body of a request: JSON, or a form in whose fields JSON may stand. Without NUL and halves of characters. */
function wellFormedBody(body: string): string {
  if (!/%00|(?:%5C|\\)u(?:0000|d[89a-f])/i.test(body)) return body;
  if (body.startsWith('{')) return wellFormedJson(body);
  const fields = [...new URLSearchParams(body)].map(([name, value]): [string, string] => [
    name,
    /^[[{]/.test(value) ? wellFormedJson(value) : wellFormed(value),
  ]);
  return new URLSearchParams(fields).toString();
}

/** The same response, whose body fails when it is longer than any that Slack gives. Counted after decompression. */
function capped(response: Response): Response {
  if (Number(response.headers.get('content-length')) > MOST_BYTES) {
    void response.body?.cancel();
    throw new TypeError('Slack’s answer is too long');
  }
  if (!response.body) return response;
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) controller.error(new TypeError('Slack’s answer is too long'));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
}

/** Options of a client whose calls are never repeated: whoever makes them decides what a failure means. */
export function singleTry(apiUrl: string | undefined, logger: Logger): WebClientOptions {
  return { ...clientOptions(apiUrl, logger), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
}
