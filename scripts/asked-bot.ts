import { type StandIns, startStandIns } from '../playground/src/index';
import type { PrintedReport } from '../src/diagnosis/remedy/print';
import { observedBot } from '../src/main';

export interface AskedBot {
  readonly stand: StandIns;
  /** Types `/ce-image TEXT` and waits until the bot is done; undefined: it made no report. */
  readonly ask: (text: string) => Promise<PrintedReport | undefined>;
}

/** Starts the bot among stand-ins of its own, for as long as the work lasts: signed slash commands take the whole path. */
export async function withAskedBot<T>(work: (bot: AskedBot) => Promise<T>): Promise<T> {
  const stand = await startStandIns();
  const bot = observedBot({ LOG_LEVEL: 'error', ...stand.environment, PORT: '0' });
  try {
    const { port } = await bot.start();
    stand.slack.connect(`http://127.0.0.1:${port}/slack/events`);
    return await work({
      stand,
      async ask(text) {
        const before = bot.reports.length;
        await stand.slack.people.sendSlashCommand(text);
        await bot.idle();
        return bot.reports.slice(before).at(-1);
      },
    });
  } finally {
    await bot.stop();
    await stand.close();
  }
}
