/** The playground as `npm start` has it: the stand-ins, a bot beside them, and the page. */
import { besideOperator, pagePort } from './environment';
import { startStandIns } from './index';
import { startWeb } from './web';

/** A bot that runs. */
export interface RunningBot {
  /** Where it listens for Slack. */
  readonly port: number;
  stop(): Promise<void>;
}

export interface PlayOptions {
  /** Starts a bot with these settings. */
  readonly startBot: (environment: Readonly<Record<string, string>>) => Promise<RunningBot>;
  readonly env: NodeJS.ProcessEnv;
  readonly out: NodeJS.WritableStream;
}

/**
 * Starts everything, says where the page is, and resolves to what stops it.
 * @throws Error with what to do, when the page cannot be served
 */
export async function play({ startBot, env, out }: PlayOptions): Promise<() => Promise<void>> {
  const port = pagePort(env);
  const standIns = await startStandIns();
  let bot: RunningBot | undefined;
  async function start(): Promise<void> {
    bot = await startBot(besideOperator({ LOG_LEVEL: 'warn', ...standIns.environment, PORT: '0' }, env));
    standIns.slack.connect(`http://127.0.0.1:${bot.port}/slack/events`);
  }
  async function stop(): Promise<void> {
    await bot?.stop();
    bot = undefined;
  }
  const restartBot = () => stop().then(start);
  const web = await startWeb({ ...standIns, port, restartBot }).catch(async (error: unknown) => {
    await standIns.close();
    throw error;
  });
  await start();
  out.write(welcome(web.url));
  return async () => {
    await web.close();
    await stop();
    await standIns.close();
  };
}

const welcome = (page: string) => `
ce-image runs on its playground: a simulated Slack, IBM Cloud and registries on this machine. No account is used.
Open it in a browser:

  ${page}          ${page}?tour shows the main job in six steps

Or try it from a second terminal:

  npm run -s try -- "build shop-api"     why did this build fail?
  npm run -s try -- ""                   what is failing in the project “shop”?
  npm run -s try -- --scenarios          everything there is to try

To run it in your own Slack: copy .env.example to .env, fill it in, and start again. Ctrl-C stops.
`;
