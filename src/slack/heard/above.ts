/** The messages above a mention: in its thread, else in the channel just before it. */
import type { WebClient } from '@slack/web-api';
import { slackWord } from '../sending/slack-words';
import type { HeardMessage } from './said';

/** Slack hands out no more at once to apps that it does not list. Source: docs.slack.dev/reference/methods/conversations.history. */
const MOST = 15;
/** Seconds before a mention outside of a thread in which a message is still meant by it. */
const RECENT = 15 * 60;

interface Place {
  readonly channel: string;
  /** `ts` of the mention. */
  readonly ts: string;
  /** Of the thread in which it stands. */
  readonly threadTs?: string | undefined;
}

/** Slack does not let the bot read here. */
export interface Unreadable {
  /** The scope that is missing; absent: the bot is not in the channel. */
  readonly scope?: string;
}

/**
 * Newest first; nothing that the bot said, and nothing before that. Rejects on Slack's own trouble.
 * @param bot the bot's user id
 */
export async function messagesAbove(
  { channel, ts, threadTs }: Place,
  bot: string | undefined,
  client: WebClient,
): Promise<readonly HeardMessage[] | Unreadable> {
  try {
    const found =
      threadTs !== undefined && threadTs !== ts
        ? await inThread(client, channel, threadTs, ts)
        : await before(client, channel, ts);
    const own = found.findIndex(({ user }) => user !== undefined && user === bot);
    return own < 0 ? found : found.slice(0, own);
  } catch (error) {
    const word = slackWord(error);
    if (word === 'missing_scope') {
      const needed = (error as { data?: { needed?: unknown } }).data?.needed;
      return { scope: typeof needed === 'string' ? needed : 'channels:history' };
    }
    if (word === 'not_in_channel' || word === 'channel_not_found') return {};
    throw error;
  }
}

async function inThread(
  client: WebClient,
  channel: string,
  threadTs: string,
  ts: string,
): Promise<readonly HeardMessage[]> {
  const { messages = [] } = await client.conversations.replies({
    channel,
    ts: threadTs,
    latest: ts,
    limit: MOST,
  });
  return (messages as readonly HeardMessage[])
    .filter((each) => each.ts !== ts)
    .sort((a, b) => Number(b.ts) - Number(a.ts));
}

async function before(client: WebClient, channel: string, ts: string): Promise<readonly HeardMessage[]> {
  const { messages = [] } = await client.conversations.history({
    channel,
    latest: ts,
    oldest: String(Number(ts) - RECENT),
    limit: 1,
  });
  return messages as readonly HeardMessage[];
}
