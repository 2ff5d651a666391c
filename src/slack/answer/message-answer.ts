/** What mentions and direct messages have in common: who is answered, once, and where. */
import type { WebClient } from '@slack/web-api';
import type { Dependencies } from '../dependencies';
import type { HeardMessage } from '../heard/said';
import { LiveMessage, MessageReply } from '../sending/reply';
import type { Asker } from './asker';
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
  readonly eventId: string;
  /** The place of a channel or a person among those of all workspaces. */
  readonly placeOf: (id: string) => string;
  readonly client: WebClient;
  readonly botUserId?: string;
}

/** Answers a person's message once for every `eventId`. */
export function answerMessage(message: IncomingMessage, from: From, deps: Dependencies): Promise<void> {
  return deps.work.track(() => answerOnce(message, from, deps));
}

async function answerOnce(message: IncomingMessage, from: From, deps: Dependencies): Promise<void> {
  const person = message.user && message.user !== from.botUserId && !message.bot_id;
  if (!person || !PERSONAL.has(message.subtype)) return;
  if (!(await firstTime(`${message.channel}:${message.ts}`, from.eventId, deps))) return;
  // A direct message is a conversation of two: it is answered below, and in a thread only where one was begun.
  const threadTs = message.thread_ts ?? (message.channel.startsWith('D') ? undefined : message.ts);
  const thread = { channel: message.channel, ...(threadTs ? { threadTs } : {}) };
  const place = from.placeOf(message.channel);
  const asker: Asker = {
    user: message.user as string,
    channel: message.channel,
    place,
    personPlace: from.placeOf(message.user as string),
    isDirect: message.channel.startsWith('D'),
    thread: { place, ...(threadTs ? { ts: threadTs } : {}) },
    client: from.client,
  };
  await answerText(
    () => understandMessage(message, from.botUserId, asker, deps),
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
