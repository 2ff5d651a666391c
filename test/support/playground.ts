/** The playground as `npm start` has it: stand-ins, the bot with alerts, and the page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIns, startStandIns } from '../../playground/src/index';
import { startWeb, type Web } from '../../playground/src/web';
import { systemTime } from '../../src/alerts';
import { type Composed, compose } from '../../src/main';
import { readSettings } from '../../src/settings';

export interface Playground extends StandIns {
  /** Of the page. */
  readonly url: string;
  /** Ends the bot; `startBot` starts another one in its place. */
  stopBot(): Promise<void>;
  startBot(): Promise<void>;
  /** The same for what serves the page. */
  stopPage(): Promise<void>;
  startPage(): Promise<void>;
}

export interface PlaygroundOptions {
  /** Whether the bot watches; by default it does. */
  readonly alerts?: boolean;
  /** Whether the bot lives in the world's time, so that a jump of its clock is hours for the bot as well. */
  readonly worldTime?: boolean;
}

/** Bundles the page and starts everything on free ports. Opening the database of alerts takes seconds. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const { alerts = true, worldTime = false } = options;
  const assets = mkdtempSync(join(tmpdir(), 'ce-image-page-'));
  execFileSync(process.execPath, [join(__dirname, '../../scripts/build-web.js'), assets]);
  const standIns = await startStandIns();
  const restartBot = () => stopBot().then(startBot);
  let web: Web = await startWeb({ ...standIns, port: 0, restartBot, assets });
  const { url } = web;
  let bot: Composed | undefined;
  let port = 0;

  async function startBot(): Promise<void> {
    bot = compose(
      readSettings({ LOG_LEVEL: 'error', ...standIns.environment, DATA_DIR: ':memory:', PORT: String(port) }),
      {
        write: () => undefined,
        alertRules: { interval: 300, busyInterval: 300 },
        ...(worldTime && { time: { ...systemTime, now: () => standIns.world.clock.now() } }),
      },
    );
    ({ port } = await bot.app.start());
    standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
    if (!alerts) return;
    bot.alerts.start();
    await bot.alerts.get();
  }

  async function stopBot(): Promise<void> {
    await bot?.app.stop();
    await bot?.alerts.stop();
    bot = undefined;
  }

  await startBot();
  return {
    ...standIns,
    url,
    startBot,
    stopBot,
    stopPage: () => web.close(),
    async startPage() {
      web = await startWeb({ ...standIns, port: Number(new URL(url).port), restartBot, assets });
    },
    async close() {
      await web.close();
      await stopBot();
      await standIns.close();
      rmSync(assets, { recursive: true, force: true });
    },
  };
}
