/** Looks for a message whose post has no known end, before it is posted again. */
import { DeliveryError, type Message, type Messenger, type Posted } from './messenger';
import { pause } from './pauses';

const MINUTE = 60_000;
/** Searches of one message that Slack puts off before it is posted without having been found, at least … */
const MOST_PUT_OFF = 5;
/** … and for how long: a storm of refusals passes sooner, and an app outside Slack's Marketplace searches once a minute. */
const PATIENCE = 4 * MINUTE;

/** `found`; or to be searched again after `putOffMs` milliseconds, for Slack's word `word`; or neither: to be posted. */
export type Outcome =
  | { readonly found: Posted }
  | { readonly putOffMs: number; readonly word: string }
  | 'to post';

/**
 * Where the bot is not allowed to look, or is not let look for long, a message that stands there twice is the lesser evil.
 */
export class Search {
  /** How often in a row the search of a notice was put off, and since when. */
  readonly #putOff = new Map<string, { readonly times: number; readonly since: number }>();

  constructor(
    private readonly messenger: Pick<Messenger, 'find'>,
    private readonly now: () => number,
    private readonly onProblem: (what: string, error: unknown) => void,
  ) {}

  /**
   * @param since milliseconds since 1970: it was not posted before
   * @throws DeliveryError for trouble that passes by itself
   */
  async lookFor(message: Message, since: number): Promise<Outcome> {
    const { noticeId } = message;
    const before = this.#putOff.get(noticeId);
    if (before && this.#isEnough(before)) return 'to post';
    try {
      const found = await this.messenger.find(message, since);
      return found ? { found } : 'to post';
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      // That a thread is gone, or a search refused, says nothing of the message: it was not shown by that.
      if (error.kind === 'closed' || error.kind === 'gone' || error.kind === 'refused') {
        this.onProblem(
          'the bot is not allowed to look for what it posted; a message may stand there twice',
          error,
        );
        return 'to post';
      }
      if (error.kind !== 'limited' && error.kind !== 'troubled') throw error;
      const now = { times: (before?.times ?? 0) + 1, since: before?.since ?? this.now() };
      this.#putOff.set(noticeId, now);
      if (!this.#isEnough(now)) {
        const growing = Math.min(pause(now.times - 1, 1000), MINUTE);
        return { putOffMs: Math.max(error.retryAfterMs ?? MINUTE, growing), word: error.word };
      }
      this.onProblem(
        `Slack put off the search for what was posted ${now.times} times; a message may stand there twice`,
        error,
      );
      return 'to post';
    }
  }

  #isEnough({ times, since }: { readonly times: number; readonly since: number }): boolean {
    return times >= MOST_PUT_OFF && this.now() - since >= PATIENCE;
  }

  /** The doubt about a notice is over, or a new one begins. */
  forget(noticeId: string): void {
    this.#putOff.delete(noticeId);
  }
}
