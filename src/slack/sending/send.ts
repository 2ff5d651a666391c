/**
 * The one way in which cards are sent, wherever they go. Slack does not document all that it refuses, so a card that is
 * refused for its blocks is sent again, plainer each time, until it arrives.
 */
import type { ModalView } from '@slack/types';
import { wellFormedDeep } from '../../diagnosis/model/text';
import type { Card } from '../cards/blocks';
import { type Plainness, versions, viewVersions } from './plainer';
import { isAboutBlocks, isRefusal, refusalDetails, slackWord, TextRefused } from './slack-words';

export interface SenderOptions {
  /** Told what Slack did not take, in Slack's own words. */
  readonly warn: (text: string) => void;
  /** Told of each card that arrived plainer than it was meant. */
  readonly onDegraded?: ((plainness: Plainness) => void) | undefined;
}

export class CardSender {
  readonly #options: SenderOptions;
  /** Whether the workspace takes folded blocks: the first card that has some tries it. */
  #folds = true;

  readonly #degraded: Partial<Record<Plainness, number>> = {};

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** How many cards and modals arrived plainer than they were meant, by their form. */
  get degraded(): Readonly<Partial<Record<Plainness, number>>> {
    return { ...this.#degraded };
  }

  /**
   * Calls `send` with the card, and with plainer versions of it for as long as Slack refuses the blocks. Rejects with
   * the last error: any other trouble at once, a refusal when even bare text is refused, TextRefused when that is for blocks
   * that it does not have.
   */
  send<T>(card: Card, send: (version: Card) => Promise<T>): Promise<T> {
    return this.#plainer(versions(card, this.#folds), async ({ plainness: _, ...version }) => {
      try {
        return await send(version);
      } catch (error) {
        if (version.blocks.length > 0 || !isAboutBlocks(error)) throw error;
        throw new TextRefused(slackWord(error) as string);
      }
    });
  }

  /** The same for a modal. */
  view<T>(view: ModalView, typed: Card | undefined, send: (view: ModalView) => Promise<T>): Promise<T> {
    return this.#plainer(viewVersions(view, typed), (version) => send(version.view));
  }

  async #plainer<V extends { readonly plainness: Plainness }, T>(
    versions: Iterable<V>,
    send: (version: V) => Promise<T>,
  ): Promise<T> {
    const { warn, onDegraded } = this.#options;
    let refused: unknown;
    for (const version of versions) {
      const { plainness } = version;
      try {
        // The SDK throws on a text with half a character: what is wrong with one word must not hold the card back.
        const result = await send(wellFormedDeep(version));
        if (refused !== undefined) {
          if (plainness === 'unfolded') this.#folds = false;
          warn(`a card was sent in its plainer form “${plainness}”`);
          this.#degraded[plainness] = (this.#degraded[plainness] ?? 0) + 1;
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
