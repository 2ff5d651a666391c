/** An answer that meets Slack's own trouble is shown again, with growing pauses, for as long as it can arrive. */
import { setMaxListeners } from 'node:events';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Time } from '../../alerts';
import {
  closedWords,
  goneWords,
  isRefusal,
  slackWord,
  TextRefused,
  unauthorizedWords,
  uneditableWords,
} from './slack-words';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** A response_url lives for 30 minutes (docs.slack.dev, Handling user interaction); nobody waits longer for an answer. */
const AS_LONG_AS_MS = 25 * 60_000;

export interface PersistenceOptions {
  readonly time: Time;
  readonly warn: (text: string) => void;
  /** Told of each time that an answer did not arrive. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

export class Persistence {
  readonly #stopping = new AbortController();

  constructor(private readonly options: PersistenceOptions) {
    // Every answer that waits listens for the end.
    setMaxListeners(0, this.#stopping.signal);
  }

  /**
   * Calls `show` until it resolves. Rejects with its error when that will not pass by itself, or when it has not passed
   * for `forMs` milliseconds, 25 minutes unless said otherwise.
   */
  async show<T>(show: () => Promise<T>, forMs = AS_LONG_AS_MS): Promise<T> {
    const { time, warn, onFailure } = this.options;
    const until = time.now() + forMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      // Who stops tries once more and then gives up.
      const last = this.#stopping.signal.aborted || time.now() >= until;
      try {
        return await show();
      } catch (error) {
        onFailure?.(error);
        if (last || !isPassing(error)) throw error;
        const ms = Math.max(pause, pauseOf(error));
        warn(`an answer did not arrive (${String(error)}); it is sent again in ${Math.round(ms / 1000)} s`);
        await time.sleep(ms, this.#stopping.signal);
      }
    }
  }

  /** What is waiting is tried at once, for the last time. */
  stop(): void {
    this.#stopping.abort();
  }
}

/** What Slack asks to wait, in milliseconds. */
function pauseOf(error: unknown): number {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0;
}

/** Whether it is Slack's own trouble or the network's. What Slack says of the message or of the bot stays as it is. */
function isPassing(error: unknown): boolean {
  if (error instanceof WebAPIRateLimitedError || error instanceof WebAPIRequestError) return true;
  if (error instanceof TextRefused) return true;
  // Slack says no with a 200: any other status of its Web API comes from what is in between.
  if (error instanceof WebAPIHTTPError) return true;
  const word = slackWord(error);
  if (word !== undefined) {
    const lasting = [closedWords, goneWords, uneditableWords, unauthorizedWords].some((words) =>
      words.has(word),
    );
    return !lasting && !isRefusal(error);
  }
  if (!(error instanceof Error)) return false;
  // Of a response_url: the status, or the words of fetch.
  if ('statusCode' in error) return Number(error.statusCode) >= 500 || error.statusCode === 429;
  // The SDK has no class for a 429 that does not say how long.
  if (error.message.startsWith('Retry header did not contain')) return true;
  return error.name === 'TimeoutError' || (error instanceof TypeError && error.message === 'fetch failed');
}
