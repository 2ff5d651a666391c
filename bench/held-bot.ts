/** A bot at rest in this process, every exchange of which is held up as a benchmark wants. */
import type { Before } from '../playground/src/before';
import { startStandIns } from '../playground/src/index';
import { createWorld } from '../playground/src/scenarios';
import { observedBot } from '../src/main';

/** Milliseconds: no deadline of the bot ends a benchmark. */
const PATIENCE_MS = 60_000;

/**
 * Runs `work` with a bot of its own, whose database is open and which knows nothing else yet.
 * @param before what each exchange waits for, from the first question on
 * @param work its `ask` resolves when everything is answered
 */
export async function withHeldBot<T>(
  before: Before,
  work: (ask: (text: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  let begun = false;
  const standIns = await startStandIns(createWorld(), (arrival) =>
    begun ? before(arrival) : Promise.resolve(),
  );
  const patient = { deadlineMs: PATIENCE_MS, requestTimeoutMs: PATIENCE_MS, write: () => undefined };
  const bot = observedBot({ ...standIns.environment, LOG_LEVEL: 'error', PORT: '0' }, patient);
  const { slack } = standIns;
  const { port } = await bot.start();
  slack.connect(`http://127.0.0.1:${port}/slack/events`);
  await slack.people.sendSlashCommand('watches', { user: 'U0BEN' });
  await bot.idle();
  begun = true;
  try {
    return await work(async (text) => {
      await slack.people.sendSlashCommand(text);
      await bot.idle();
    });
  } finally {
    begun = false;
    await bot.stop();
    await standIns.close();
  }
}
