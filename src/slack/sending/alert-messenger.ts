/** Sends alerts through Slack's Web API. Each message carries the id of its notice, by which it is found again. */
import type { KnownBlock } from '@slack/types';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import { DeliveryError, type Message, type Messenger } from '../../alerts';
import { alertCard } from '../cards/alerts';
import { closedWords, goneWords, refusedBlocksWords, slackWord } from './slack-words';

/** Kind of the metadata that alerts carry. */
const EVENT_TYPE = 'ce_image_alert';
const PAGE = 200;
/** Pages that are searched; a busier channel than that says more than a thousand things in five minutes. */
const MOST_PAGES = 6;

const unauthorized = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
]);
/** Slack's own trouble: whether the call had an effect is not known. */
const uncertain = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/**
 * @param client must not repeat calls by itself, and reject those that are rate-limited
 * @param warn is told what an operator should know
 */
export function alertMessenger(client: WebClient, warn: (text: string) => void): Messenger {
  return {
    post: (message) =>
      delivered(async () => {
        const channel = await placeOf(client, message.channel);
        const posted = await shown(message, warn, (content) =>
          client.chat.postMessage({
            channel,
            ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
            ...content,
            unfurl_links: false,
            unfurl_media: false,
          }),
        );
        return { channel: posted.channel ?? channel, ts: posted.ts as string };
      }),
    update: (message, { channel, ts }) =>
      delivered(async () => {
        await shown(message, warn, (content) => client.chat.update({ channel, ts, ...content }));
      }),
    find: (message, since) =>
      delivered(async () => {
        const channel = await placeOf(client, message.channel);
        const ts = message.threadTs;
        const oldest = (since / 1000).toFixed(6);
        let cursor: string | undefined;
        for (let page = 0; page < MOST_PAGES; page += 1) {
          const asked = {
            channel,
            oldest,
            limit: PAGE,
            include_all_metadata: true,
            ...(cursor ? { cursor } : {}),
          };
          const found = ts
            ? await client.conversations.replies({ ...asked, ts })
            : await client.conversations.history(asked);
          const match = found.messages?.find((each) => noticeOf(each) === message.noticeId);
          if (match?.ts) return { channel, ts: match.ts };
          cursor = found.response_metadata?.next_cursor || undefined;
          if (!cursor) return undefined;
        }
        return undefined;
      }),
  };
}

/** A direct message is a channel of its own. */
async function placeOf(client: WebClient, channel: string): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel;
  const opened = await client.conversations.open({ users: channel });
  return opened.channel?.id ?? channel;
}

interface Content {
  readonly text: string;
  readonly blocks: KnownBlock[];
  readonly metadata: { event_type: string; event_payload: Record<string, string> };
}

/** Sends the card; without what is folded where Slack does not take it: an alert is worth more than its evidence. */
async function shown<T>(
  message: Message,
  warn: (text: string) => void,
  send: (content: Content) => Promise<T>,
): Promise<T> {
  const whole = content(message);
  try {
    return await send(whole);
  } catch (error) {
    const word = slackWord(error) ?? '';
    const blocks = whole.blocks.filter(({ type }) => type !== 'container');
    if (!refusedBlocksWords.has(word) || blocks.length === whole.blocks.length) throw error;
    warn(`Slack took no folded evidence of an alert (${word}); it is posted without`);
    return send({ ...whole, blocks });
  }
}

function content(message: Message): Content {
  const { text, blocks } = alertCard(message.view);
  return {
    text,
    blocks,
    metadata: {
      event_type: EVENT_TYPE,
      event_payload: {
        notice: message.noticeId,
        ...(message.incidentId ? { incident: message.incidentId } : {}),
      },
    },
  };
}

function noticeOf(message: { readonly metadata?: unknown }): string | undefined {
  const { metadata } = message as {
    metadata?: { event_type?: string; event_payload?: Record<string, unknown> };
  };
  const notice = metadata?.event_type === EVENT_TYPE ? metadata.event_payload?.notice : undefined;
  return typeof notice === 'string' ? notice : undefined;
}

async function delivered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw deliveryError(error);
  }
}

function deliveryError(error: unknown): DeliveryError {
  if (error instanceof WebAPIRateLimitedError) {
    return new DeliveryError('limited', 'ratelimited', error.retryAfter * 1000);
  }
  if (error instanceof WebAPIPlatformError) {
    const word = error.data.error;
    if (word === 'ratelimited') return new DeliveryError('limited', word);
    if (closedWords.has(word)) return new DeliveryError('closed', word);
    if (unauthorized.has(word)) return new DeliveryError('unauthorized', word);
    if (goneWords.has(word)) return new DeliveryError('gone', word);
    if (uncertain.has(word)) return new DeliveryError('uncertain', word);
    return new DeliveryError('refused', word);
  }
  if (error instanceof WebAPIHTTPError) {
    return new DeliveryError(error.statusCode < 500 ? 'refused' : 'uncertain', `HTTP ${error.statusCode}`);
  }
  if (error instanceof WebAPIRequestError) return new DeliveryError('uncertain', 'no answer');
  throw error;
}
