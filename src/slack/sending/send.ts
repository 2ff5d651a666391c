/**
 * The one way in which cards are sent, wherever they go. Slack does not document all that it refuses, so a card that is
 * refused for its blocks is sent again, plainer each time, until it arrives.
 */
import type { Card } from '../cards/blocks';
import { type Plainness, versions } from './plainer';
import { isRefusal, refusalDetails } from './slack-words';

export interface SenderOptions {
  /** Told what Slack did not take, in Slack's own words. */
  readonly warn: (text: string) => void;
  /** Told of each card that arrived plainer than it was meant. */
  readonly onDegraded?: (plainness: Plainness) => void;
}

export class CardSender {
  readonly #options: SenderOptions;
  /** Whether the workspace takes folded blocks: the first card that has some tries it. */
  #folds = true;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /**
   * Calls `send` with the card, and with plainer versions of it for as long as Slack refuses the blocks. Rejects with
   * the last error: any other trouble at once, a refusal when even bare text is refused.
   */
  async send<T>(card: Card, send: (version: Card) => Promise<T>): Promise<T> {
    const { warn, onDegraded } = this.#options;
    let refused: unknown;
    for (const { plainness, ...version } of versions(card, this.#folds)) {
      try {
        const result = await send(version);
        if (refused !== undefined) {
          if (plainness === 'unfolded') this.#folds = false;
          warn(`a card was sent in its plainer form “${plainness}”`);
          onDegraded?.(plainness);
        }
        return result;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        warn(`Slack did not take a card in its form “${plainness}”: ${refusalDetails(error)}`);
        refused = error;
      }
    }
    throw refused;
  }
}
