/** What mentions and direct messages have in common: who is answered, once, and where. */
import type { WebClient } from '@slack/web-api';
import type { Dependencies } from '../dependencies';
import type { HeardMessage } from '../heard/said';
import { LiveMessage, MessageReply } from '../sending/reply';
import { type Asker, isDirectMessage, somebodyAt } from './asker';
import { answerText } from './index';
import { understandMessage } from './understand-message';

/** The fields of a message or mention that matter here. */
export interface IncomingMessage extends HeardMessage {
  readonly channel: string;
  readonly ts: string;
}

/** Subtypes that are a person's own words; all others are edits, deletes, joins, bots and the like. */
const PERSONAL = new Set<string | undefined>([undefined, 'file_share', 'thread_broadcast', 'me_message']);

interface From {
  /** The request that brought it. */
  readonly body: { readonly event_id: string };
  readonly client: WebClient;
  readonly botUserId?: string;
}

/** Answers a person's message once for every event. */
export function answerMessage(message: IncomingMessage, from: From, deps: Dependencies): Promise<void> {
  return deps.work.track(() => answerOnce(message, from, deps));
}

async function answerOnce(message: IncomingMessage, from: From, deps: Dependencies): Promise<void> {
  const { channel, user } = message;
  if (!user || user === from.botUserId || message.bot_id || !PERSONAL.has(message.subtype)) return;
  if (!(await firstTime(`${channel}:${message.ts}`, from.body.event_id, deps))) return;
  // A direct message is a conversation of two: it is answered below, and in a thread only where one was begun.
  const threadTs = message.thread_ts ?? (isDirectMessage(channel) ? undefined : message.ts);
  const thread = { channel, ...(threadTs ? { threadTs } : {}) };
  const somebody = somebodyAt({ user, channel, client: from.client }, from.body, deps);
  const asker: Asker = {
    ...somebody,
    thread: { place: somebody.place, ...(threadTs ? { ts: threadTs } : {}) },
  };
  await answerText(
    (who) => understandMessage(message, from.botUserId, who, deps),
    () => new MessageReply(new LiveMessage(from.client, deps.sender, thread)),
    asker,
    deps,
  );
}

/**
 * The event and the message are claimed both: the same message may come as two events, a mention and a direct
 * message. When the ledger cannot tell, answering twice is the smaller evil.
 */
async function firstTime(message: string, eventId: string, deps: Dependencies): Promise<boolean> {
  try {
    return (await deps.ledger.claim(`event:${eventId}`)) && (await deps.ledger.claim(`message:${message}`));
  } catch (error) {
    deps.logger.error('the event ledger did not answer:', error);
    return true;
  }
}
