/** The playground as `npm start` has it: stand-ins, the bot with alerts, and the page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Composed, compose } from '../../src/main';
import { type StandIns, startStandIns } from '../../src/playground/index';
import { startWeb } from '../../src/playground/web';
import { readSettings } from '../../src/settings';

export interface Playground extends StandIns {
  /** Of the page. */
  readonly url: string;
  /** Ends the bot; `startBot` starts another one in its place. */
  stopBot(): Promise<void>;
  startBot(): Promise<void>;
}

/** Bundles the page and starts everything on free ports. */
export async function startPlayground(): Promise<Playground> {
  const assets = mkdtempSync(join(tmpdir(), 'ce-image-page-'));
  execFileSync(process.execPath, [join(__dirname, '../../scripts/build-web.js'), assets]);
  const standIns = await startStandIns();
  const web = await startWeb({ ...standIns, port: 0, assets });
  let bot: Composed | undefined;
  let port = 0;

  async function startBot(): Promise<void> {
    bot = compose(
      readSettings({ LOG_LEVEL: 'error', ...standIns.environment, DATA_DIR: ':memory:', PORT: String(port) }),
      { write: () => undefined, alertRules: { interval: 300, busyInterval: 300 } },
    );
    ({ port } = await bot.app.start());
    standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
    bot.alerts.start();
  }

  async function stopBot(): Promise<void> {
    await bot?.app.stop();
    await bot?.alerts.stop();
    bot = undefined;
  }

  await startBot();
  return {
    ...standIns,
    url: web.url,
    startBot,
    stopBot,
    async close() {
      await web.close();
      await stopBot();
      await standIns.close();
      rmSync(assets, { recursive: true, force: true });
    },
  };
}
