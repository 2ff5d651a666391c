/** Options of the clients of Slack's Web API. */
import type { Logger } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';

/** Milliseconds for one call. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Options of a Web API client. A new object each time: Bolt and Socket Mode write into what they are given. */
export function clientOptions(apiUrl: string | undefined, logger: Logger): WebClientOptions {
  return {
    logger,
    timeout: REQUEST_TIMEOUT_MS,
    // The default tries for half an hour, and each try may post once more. Answers are sent again by `Persistence`.
    retryConfig: { retries: 1, minTimeout: 300, maxTimeout: 600, randomize: true },
    fetch: (url, init) =>
      fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  };
}

/** Options of a client whose calls are never repeated: whoever makes them decides what a failure means. */
export function singleTry(apiUrl: string | undefined, logger: Logger): WebClientOptions {
  return { ...clientOptions(apiUrl, logger), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
}
