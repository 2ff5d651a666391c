/**
 * How the bot starts and what it takes at rest, beside the least that answers with Bolt, in one run: starts each, sends a
 * command every 150 ms from the moment it listens, takes the time of each acknowledgement, for which Slack waits three
 * seconds, and reads the resident memory when nothing has been asked for a while. Run by `npm run -s bench:start`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type StandIns, startStandIns } from '../playground/src/index';
import { freePort, until } from './process';

const COMMANDS = 34;
const EVERY_MS = 150;
/** What comes to rest does so within it. */
const REST_MS = 5000;
/** Slack's limit for an acknowledgement. */
const LATE_MS = 3000;

/** Of the process with all its threads, megabytes. Source: proc(5), VmRSS. */
async function residentMemory({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
}

const BOT = '../dist/main.js';
const BARE = './bare-bolt.js';

/** @param before does something that the bot remembers, and is not measured */
async function start(
  standIns: StandIns,
  program: string,
  what: string,
  settings: Record<string, string>,
  before?: () => Promise<unknown>,
): Promise<void> {
  const port = await freePort();
  const startedAt = performance.now();
  const bot: ChildProcess = spawn(process.execPath, [join(__dirname, program)], {
    env: {
      PATH: process.env.PATH,
      ...standIns.environment,
      PORT: String(port),
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const listening = await until(`http://127.0.0.1:${port}/health`, startedAt);
  standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
  await before?.();
  const acknowledged: Promise<number>[] = [];
  for (let sent = 0; sent < COMMANDS; sent += 1) {
    const at = performance.now();
    const command = standIns.slack.people.sendSlashCommand(sent % 2 === 0 ? 'help' : 'watches');
    acknowledged.push(
      command.then(({ status }) => (status === 200 ? performance.now() - at : Number.POSITIVE_INFINITY)),
    );
    await delay(EVERY_MS);
  }
  const times = (await Promise.all(acknowledged)).sort((one, other) => one - other);
  const late = times.filter((ms) => ms > LATE_MS).length;
  const at = (share: number) => Math.round(times[Math.ceil(share * times.length) - 1] ?? 0);
  await delay(REST_MS);
  console.log(
    `${what}: listens after ${(listening / 1000).toFixed(1)} s; of ${COMMANDS} commands ${late} acknowledged too late; median ${at(0.5)} ms, slowest ${at(1)} ms; ${await residentMemory(bot)} MB at rest`,
  );
  bot.kill('SIGTERM');
  await new Promise((resolve) => bot.once('exit', resolve));
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ce-image-start-'));
  const standIns = await startStandIns();
  try {
    const kept = { DATA_DIR: folder };
    await start(standIns, BARE, 'bare Bolt app', {});
    await start(standIns, BOT, 'the bot, empty folder', kept);
    await start(standIns, BOT, 'the same folder again', kept);
    const watch = () => standIns.slack.people.sendSlashCommand('watch --project shop');
    await start(standIns, BOT, 'the same folder, watching a project', kept, watch);
  } finally {
    await standIns.close();
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
