import { type StandIns, startStandIns } from '../playground/src/index';
import type { PrintedReport } from '../src/diagnosis/remedy/print';
import { observedBot } from '../src/main';

type Ask = (text: string) => Promise<PrintedReport | undefined>;

export interface AskedBot {
  readonly stand: StandIns;
  /** Types `/ce-image TEXT` and waits until the bot is done; undefined: it made no report. */
  readonly ask: Ask;
  /** The same of a bot that logs in as a trusted profile, which is started for it. */
  readonly askAsProfile: Ask;
}

/** Starts the bot among stand-ins of its own, for as long as the work lasts: signed slash commands take the whole path. */
export async function withAskedBot<T>(work: (bot: AskedBot) => Promise<T>): Promise<T> {
  const stand = await startStandIns();
  try {
    const askAsProfile: Ask = (text) => withBot(stand, stand.profileEnvironment, (ask) => ask(text));
    return await withBot(stand, stand.environment, (ask) => work({ stand, ask, askAsProfile }));
  } finally {
    await stand.close();
  }
}

/** The simulated Slack sends to the bot that was started last, until that one ends. */
async function withBot<T>(
  { slack }: StandIns,
  environment: Readonly<Record<string, string>>,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const bot = observedBot({ LOG_LEVEL: 'error', ...environment, PORT: '0' });
  try {
    const { port } = await bot.start();
    const connect = () => slack.connect(`http://127.0.0.1:${port}/slack/events`);
    return await work(async (text) => {
      connect();
      const before = bot.reports.length;
      await slack.people.sendSlashCommand(text);
      await bot.idle();
      return bot.reports.slice(before).at(-1);
    });
  } finally {
    await bot.stop();
  }
}
