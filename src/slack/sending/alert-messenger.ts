/** Sends alerts through Slack's Web API. Each message carries the id of its notice, by which it is found again. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import { DeliveryError, type Message, type Messenger } from '../../alerts';
import { alertCard } from '../cards/alerts';
import type { Card } from '../cards/blocks';
import type { NameOf } from '../cards/called';
import { NotInstalled } from '../workspaces/installations';
import { partsOf, placeIn } from '../workspaces/place';
import type { CardSender } from './send';
import {
  closedWords,
  goneWords,
  isRefusal,
  refusalDetails,
  slackWord,
  TextRefused,
  unauthorizedWords,
  uneditableWords,
} from './slack-words';

/** Kind of the metadata that alerts carry. */
const EVENT_TYPE = 'ce_image_alert';
const PAGE = 200;
/** Pages that are searched at a time; a busier channel than that says more than a thousand things in five minutes. */
const MOST_PAGES = 6;
/** Searches that were put off and are remembered, each with where it stopped. */
const MOST_SEARCHES = 1000;

/** Slack's own trouble: whether the call had an effect is not known. */
const uncertain = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
const limited = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

/** The client that speaks in a place's workspace. It must not repeat calls, and must reject those that are rate-limited. */
export type Reach = (workspace: string | undefined) => Promise<WebClient>;

export interface MessengerOptions {
  readonly warn: (text: string) => void;
  /** Told of each call that failed. */
  readonly onFailure?: ((kind: DeliveryError['kind']) => void) | undefined;
}

/** Sends alerts for the outbox: posts, edits, and finds out whether an uncertain post arrived. */
export function alertMessenger(
  reach: Reach,
  sender: CardSender,
  { warn, onFailure }: MessengerOptions,
  nameOf?: NameOf,
): Messenger {
  /** Where searches stopped that Slack put off, by notice: an app outside its Marketplace reads one page a minute. */
  const stopped = new Map<string, string>();
  /** Calls with the id of the notice, and without it where Slack does not take it: it must arrive. */
  const marked = async <T>(message: Message, call: (mark: Mark | object) => Promise<T>): Promise<T> => {
    try {
      return await call(markOf(message));
    } catch (error) {
      // invalid_metadata_format, invalid_metadata_schema, metadata_too_large. Source: Slack's page of chat.postMessage.
      if (!slackWord(error)?.includes('metadata')) throw error;
      warn(`Slack did not take the id of an alert, which is sent without: ${refusalDetails(error)}`);
      return call({});
    }
  };
  const delivered = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const failure = deliveryError(error);
      onFailure?.(failure.kind);
      throw failure;
    }
  };
  return {
    post: (message) =>
      delivered(async () => {
        const { client, channel, workspace } = await conversationOf(reach, message.channel);
        const { threadTs: thread_ts, broadcast } = message;
        stopped.delete(message.noticeId);
        const posted = await sender.send(drawn(message, nameOf), (content) =>
          marked(message, (mark) => {
            const whole = { channel, ...content, ...mark, unfurl_links: false, unfurl_media: false };
            if (!thread_ts) return client.chat.postMessage(whole);
            if (!broadcast) return client.chat.postMessage({ ...whole, thread_ts });
            return client.chat.postMessage({ ...whole, thread_ts, reply_broadcast: true });
          }),
        );
        return { channel: placeIn(workspace, posted.channel ?? channel), ts: posted.ts as string };
      }),
    update: (message, { channel: place, ts }) =>
      delivered(async () => {
        const { workspace, id: channel } = partsOf(place);
        const client = await reach(workspace);
        await sender.send(drawn(message, nameOf), (content) =>
          marked(message, (mark) => client.chat.update({ channel, ts, ...content, ...mark })),
        );
      }),
    find: (message, since) =>
      delivered(async () => {
        const { client, channel, workspace } = await conversationOf(reach, message.channel);
        const ts = message.threadTs;
        const oldest = (since / 1000).toFixed(6);
        let cursor = stopped.get(message.noticeId);
        stopped.delete(message.noticeId);
        for (let page = 0; page < MOST_PAGES; page += 1) {
          const asked = {
            channel,
            oldest,
            limit: PAGE,
            include_all_metadata: true,
            ...(cursor ? { cursor } : {}),
          };
          const found = await (ts
            ? client.conversations.replies({ ...asked, ts })
            : client.conversations.history(asked)
          ).catch((error: unknown) => {
            if (cursor && stopped.size < MOST_SEARCHES && deliveryError(error).kind === 'limited')
              stopped.set(message.noticeId, cursor);
            throw error;
          });
          const match = found.messages?.find((each) => noticeOf(each) === message.noticeId);
          if (match?.ts) return { channel: placeIn(workspace, channel), ts: match.ts };
          cursor = found.response_metadata?.next_cursor || undefined;
          if (!cursor) return undefined;
        }
        return undefined;
      }),
  };
}

/** A direct message is a channel of its own. */
async function conversationOf(reach: Reach, place: string) {
  const { workspace, id } = partsOf(place);
  const client = await reach(workspace);
  if (!/^[UW]/.test(id)) return { client, workspace, channel: id };
  const opened = await client.conversations.open({ users: id });
  return { client, workspace, channel: opened.channel?.id ?? id };
}

type Mark = ReturnType<typeof markOf>;

/** What alerts are found again by. People do not see it. */
function markOf({ noticeId, incidentId }: Message) {
  return {
    metadata: {
      event_type: EVENT_TYPE,
      event_payload: { notice: noticeId, ...(incidentId ? { incident: incidentId } : {}) },
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

function drawn({ view }: Message, nameOf: NameOf | undefined): Card {
  try {
    return alertCard(view, nameOf);
  } catch (cause) {
    throw new DeliveryError('undrawable', 'undrawable', undefined, { cause });
  }
}

/** What a failed call means for a message. */
export function deliveryError(error: unknown): DeliveryError {
  if (error instanceof WebAPIRateLimitedError) {
    return new DeliveryError('limited', 'ratelimited', error.retryAfter * 1000);
  }
  if (error instanceof WebAPIPlatformError) {
    const word = error.data.error;
    if (limited.has(word)) return new DeliveryError('limited', word);
    if (closedWords.has(word)) return new DeliveryError('closed', word);
    if (unauthorizedWords.has(word)) return new DeliveryError('unauthorized', word);
    if (goneWords.has(word)) return new DeliveryError('gone', word);
    if (uneditableWords.has(word)) return new DeliveryError('uneditable', word);
    if (uncertain.has(word)) return new DeliveryError('uncertain', word);
    return new DeliveryError(isRefusal(error) ? 'refused' : 'troubled', word);
  }
  if (error instanceof WebAPIHTTPError) {
    return new DeliveryError(error.statusCode < 500 ? 'troubled' : 'uncertain', `HTTP ${error.statusCode}`);
  }
  if (error instanceof TextRefused) return new DeliveryError('troubled', error.word);
  if (error instanceof DeliveryError) return error;
  if (error instanceof NotInstalled) return new DeliveryError('unauthorized', 'not_installed');
  // What is not known may have happened after the message arrived: it is looked for before it is sent again.
  return new DeliveryError(
    'uncertain',
    error instanceof WebAPIRequestError ? 'no answer' : 'unknown',
    undefined,
    {
      cause: error,
    },
  );
}
