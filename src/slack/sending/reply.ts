/** Where an answer goes. One reply is one conversation turn: progress, then the answer in its place. */
import type { RespondFn } from '@slack/bolt';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import type { Card } from '../cards/blocks';
import { inviteHint } from '../cards/notices';
import type { CardSender } from './send';
import {
  closedWords,
  goneWords,
  ResponseRefused,
  slackWord,
  unauthorizedWords,
  uneditableWords,
} from './slack-words';

export interface Reply {
  /** Shows that the question is being looked at. Never rejects: it is a courtesy. */
  progress(card: Card): Promise<void>;
  /** Shows the answer in place of the progress. */
  answer(card: Card): Promise<void>;
  /** Shows what concerns only the asker: help, a typing error, a menu. */
  aside(card: Card): Promise<void>;
  /** `ts` of the message that shows it, where one was posted: threads may begin below it. */
  posted?(): string | undefined;
}

/** Whether the bot is not allowed to write in the channel. */
function isClosed(error: unknown): boolean {
  return closedWords.has(slackWord(error) ?? '');
}

/** Whether Slack does not take the bot's token, which a response_url does not need. */
function isTokenRefused(error: unknown): boolean {
  return unauthorizedWords.has(slackWord(error) ?? '');
}

function unreachable(error: unknown): boolean {
  return (
    error instanceof WebAPIRequestError ||
    error instanceof WebAPIHTTPError ||
    error instanceof WebAPIRateLimitedError ||
    slackWord(error) === 'ratelimited' ||
    isTokenRefused(error)
  );
}

/** Speaks through a response_url. Rejects with RespondError or ResponseRefused. */
async function say(respond: RespondFn, message: Exclude<Parameters<RespondFn>[0], string>): Promise<void> {
  const response: unknown = await respond(message);
  const text = response instanceof Response ? await response.text().catch(() => '') : '';
  const refused = /^\s*\{.*"ok"\s*:\s*false/s.test(text);
  if (refused) throw new ResponseRefused(/"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1] ?? 'unknown');
}

/** One message that is posted once and then edited. Calls take effect in their order. */
export class LiveMessage {
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: WebClient,
    private readonly sender: CardSender,
    private readonly place: { readonly channel: string; readonly threadTs?: string },
    private posted?: { readonly channel: string; readonly ts: string },
  ) {}

  /** Its `ts`, once it is there. */
  get ts(): string | undefined {
    return this.posted?.ts;
  }

  /** Posts the card, or edits the message to it. One that cannot be edited any more is posted anew. */
  show(card: Card): Promise<void> {
    return this.#next(async () => {
      const { posted } = this;
      if (posted) {
        try {
          await this.sender.send(card, (content) => this.client.chat.update({ ...posted, ...content }));
          return;
        } catch (error) {
          const word = slackWord(error) ?? '';
          // Who edits a message whose channel is gone finds neither.
          const gone = goneWords.has(word) || word === 'channel_not_found';
          if (!gone && !uneditableWords.has(word)) throw error;
          if (!gone) await this.client.chat.delete(posted).catch(() => undefined);
        }
      }
      const { channel, threadTs } = this.place;
      const result = await this.sender.send(card, (content) =>
        this.client.chat.postMessage({
          channel,
          ...(threadTs ? { thread_ts: threadTs } : {}),
          ...content,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      this.posted = { channel: result.channel ?? channel, ts: result.ts as string };
    });
  }

  /** Takes the message away, when there is one. */
  remove(): Promise<void> {
    return this.#next(async () => {
      const posted = this.posted;
      this.posted = undefined;
      if (posted) await this.client.chat.delete(posted);
    });
  }

  #next(step: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(step, step);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

/** Answers with one message: in a thread, or in place of the message whose button was pressed. */
export class MessageReply implements Reply {
  constructor(private readonly message: LiveMessage) {}

  posted(): string | undefined {
    return this.message.ts;
  }

  async progress(card: Card): Promise<void> {
    await this.message.show(card).catch(() => undefined);
  }

  answer(card: Card): Promise<void> {
    return this.message.show(card);
  }

  aside(card: Card): Promise<void> {
    return this.message.show(card);
  }
}

/** Answers where only one person looks: in place of an ephemeral message, or below it. */
export class EphemeralReply implements Reply {
  constructor(
    private readonly respond: RespondFn,
    private readonly sender: CardSender,
    private readonly place: {
      /** Whether it takes the place of the message whose button was pressed. */
      readonly replace?: boolean;
      /** Thread of that message: without it the answer would stand in the channel. */
      readonly threadTs?: string | undefined;
    } = {},
  ) {}

  async progress(card: Card): Promise<void> {
    if (this.place.replace) await this.answer(card).catch(() => undefined);
  }

  async answer(card: Card): Promise<void> {
    const { replace = false, threadTs } = this.place;
    await this.sender.send(card, (content) =>
      say(this.respond, {
        response_type: 'ephemeral',
        replace_original: replace,
        ...(threadTs ? { thread_ts: threadTs } : {}),
        ...content,
      }),
    );
  }

  aside(card: Card): Promise<void> {
    return this.answer(card);
  }
}

/**
 * Answers a slash command. Slack does not replace what a command's response_url has shown, so the answer is a
 * message of the bot's own that is edited. Where the bot is not allowed to post, the asker alone gets the answer.
 */
export class SlashReply implements Reply {
  readonly #message: LiveMessage;
  readonly #alone: EphemeralReply;
  #onlyAsker?: 'closed' | 'unreachable';
  #slow?: NodeJS.Timeout;

  constructor(
    client: WebClient,
    channel: string,
    respond: RespondFn,
    sender: CardSender,
    /** Milliseconds after which an asker who sees no progress in the channel is told. */
    private readonly slowMs: number,
  ) {
    this.#message = new LiveMessage(client, sender, { channel });
    this.#alone = new EphemeralReply(respond, sender);
  }

  posted(): string | undefined {
    return this.#message.ts;
  }

  async progress(card: Card): Promise<void> {
    if (this.#onlyAsker) return;
    try {
      await this.#message.show(card);
    } catch (error) {
      this.#onlyAsker = isClosed(error) ? 'closed' : 'unreachable';
      this.#slow = setTimeout(() => void this.#alone.answer(card).catch(() => undefined), this.slowMs);
    }
  }

  async answer(card: Card): Promise<void> {
    clearTimeout(this.#slow);
    if (!this.#onlyAsker) {
      try {
        await this.#message.show(card);
        return;
      } catch (error) {
        if (isClosed(error)) this.#onlyAsker = 'closed';
        else if (unreachable(error)) this.#onlyAsker = 'unreachable';
        else throw error;
      }
    }
    if (this.#onlyAsker === 'closed') {
      await this.#alone.answer(hinted(card));
      return;
    }
    // Whoever tries again tries the channel too.
    this.#onlyAsker = undefined;
    await this.#alone.answer(card);
  }

  async aside(card: Card): Promise<void> {
    clearTimeout(this.#slow);
    await this.#message.remove().catch(() => undefined);
    await this.#alone.answer(card);
  }
}

/** Says what would let everybody see the answer. */
function hinted(card: Card): Card {
  return { ...card, blocks: [...card.blocks, inviteHint()] };
}

/** Answers in the thread of a message; to the asker alone where the bot is not allowed to post. */
export class ShortcutReply implements Reply {
  readonly #message: LiveMessage;
  readonly #alone: EphemeralReply;

  constructor(
    client: WebClient,
    place: { readonly channel: string; readonly threadTs: string },
    respond: RespondFn,
    sender: CardSender,
  ) {
    this.#message = new LiveMessage(client, sender, place);
    this.#alone = new EphemeralReply(respond, sender);
  }

  posted(): string | undefined {
    return this.#message.ts;
  }

  async progress(card: Card): Promise<void> {
    await this.#message.show(card).catch(() => undefined);
  }

  async answer(card: Card): Promise<void> {
    try {
      await this.#message.show(card);
    } catch (error) {
      if (isClosed(error)) await this.#alone.answer(hinted(card));
      else if (isTokenRefused(error)) await this.#alone.answer(card);
      else throw error;
    }
  }

  aside(card: Card): Promise<void> {
    return this.answer(card);
  }
}

/** Tells one person something in a channel, or in their own messages where the bot is not allowed to post. */
export class NoteReply implements Reply {
  constructor(
    private readonly client: WebClient,
    private readonly place: { readonly channel: string; readonly threadTs?: string | undefined },
    private readonly user: string,
    private readonly sender: CardSender,
  ) {}

  async progress(): Promise<void> {}

  async answer(card: Card): Promise<void> {
    const { client, user } = this;
    const { channel, threadTs } = this.place;
    const thread = threadTs ? { thread_ts: threadTs } : {};
    try {
      await this.sender.send(card, (content) =>
        client.chat.postEphemeral({ channel, user, ...thread, ...content }),
      );
    } catch {
      await this.sender.send(card, (content) => client.chat.postMessage({ channel: user, ...content }));
    }
  }

  aside(card: Card): Promise<void> {
    return this.answer(card);
  }
}
