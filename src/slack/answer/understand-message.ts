/** What a message asks: by its words, its files, and the messages above it. */
import type { Dependencies } from '../dependencies';
import { messagesAbove } from '../heard/above';
import { readFiles } from '../heard/files';
import { type HeardMessage, wordsOf } from '../heard/said';
import { mistake } from '../question/command';
import type { Reading } from '../question/reading';
import { explained } from '../question/verbs/explain';
import type { Asker } from './asker';
import { topicHere, understand } from './understand';

/** Rejects with AccessDenied for people who are not allowed to ask. */
export async function understandMessage(
  message: HeardMessage & { readonly channel: string; readonly ts: string },
  bot: string | undefined,
  asker: Asker,
  deps: Dependencies,
): Promise<Reading> {
  const own = await heard(message, asker, deps);
  const words = wordsOf(message);
  if (own && !pointsAbove(own, words)) return own;
  // A direct message is a conversation of two: what stands above was answered.
  if (asker.isDirect) return own ?? [{ do: 'overview' }];
  const above = await messagesAbove(
    { channel: message.channel, ts: message.ts, threadTs: message.thread_ts },
    bot,
    asker.client,
  );
  if ('length' in above) {
    for (const each of above) {
      const reading = await heard(each, asker, deps);
      if (reading && !isOpen(reading) && !isIdle(reading)) return reading;
    }
  }
  if (own) return own;
  const topic = await topicHere(asker, deps);
  if (topic) return [topic];
  if (!('length' in above)) return unreadable(above.scope);
  return above.length > 0 ? [{ do: 'which' }] : [{ do: 'overview' }];
}

/** What one message asks; undefined: it says nothing. */
export async function heard(
  message: HeardMessage,
  asker: Asker,
  deps: Dependencies,
): Promise<Reading | undefined> {
  const words = wordsOf(message);
  const own = words.trim() ? await understand(words, 'message', asker, deps) : undefined;
  if (!message.files?.length) return own;
  const files = await readFiles(message.files, asker.client, deps.files);
  const logs = files.flatMap((file) => {
    const command = 'text' in file && file.text.trim() ? explained(file.text) : undefined;
    return command && command.do !== 'mistake' ? [command] : [];
  });
  // Who names something and adds a log asks about both.
  const named = own && !isIdle(own) && !isOpen(own) && !('do' in own) ? own : [];
  if (named.length + logs.length > 0) return [...named, ...logs];
  const [trouble] = files.flatMap((file) => ('problem' in file ? [file] : []));
  if (!trouble) return own ?? mistake('The file is empty.', 'explain TEXT');
  return mistake(`${trouble.name}: ${trouble.problem}`, 'explain TEXT');
}

/** Something is asked, and of what is not said. */
function isOpen(reading: Reading): boolean {
  if ('do' in reading) return reading.do === 'talk' && reading.topic === 'unclear';
  return reading.every((command) => command.do === 'which' && command.name === undefined);
}

/** `why is this failing?`, `what is wrong here?` speak of what stands above. */
function pointsAbove(reading: Reading, words: string): boolean {
  if (isOpen(reading)) return true;
  const [only] = 'do' in reading ? [] : reading;
  return only?.do === 'overview' && only.project === undefined && DEICTIC.test(words);
}

const DEICTIC = /\b(?:this|that|here|above|das|hier|oben|ceci|ça|esto|aquí|questo|qui)\b/iu;

/** Nothing in it is worth an answer when somebody only points at it. */
function isIdle(reading: Reading): boolean {
  return 'do' in reading || reading.every(({ do: verb }) => verb === 'help' || verb === 'overview');
}

function unreadable(scope: string | undefined): Reading {
  const why =
    scope === undefined
      ? 'The bot is not in this channel, so it does not see the message above. `/invite` it, or use *Diagnose this message* in the menu of the message.'
      : `The bot is not allowed to read the message above: the app needs the scope ${scope}. Use *Diagnose this message* in the menu of the message, or paste it behind the mention.`;
  return mistake(why.replaceAll('*', ''), 'explain TEXT');
}
