/**
 * Whether the bot answers Slack in time while its embedded database is made: starts it on an empty folder and again on the
 * same one, sends a command every 150 ms from the moment it listens, and takes the time of each acknowledgement, for which
 * Slack waits three seconds. Run by `npm run -s bench:start`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type StandIns, startStandIns } from '../playground/src/index';

const COMMANDS = 34;
const EVERY_MS = 150;
/** Slack's limit for an acknowledgement. */
const LATE_MS = 3000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Milliseconds until `path` answers 200. */
async function until(url: string, startedAt: number): Promise<number> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return performance.now() - startedAt;
    await delay(20);
  }
}

async function start(standIns: StandIns, folder: string, what: string): Promise<void> {
  const port = await freePort();
  const startedAt = performance.now();
  const bot: ChildProcess = spawn(process.execPath, [join(__dirname, '../dist/main.js')], {
    env: {
      PATH: process.env.PATH,
      ...standIns.environment,
      DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const listening = await until(`http://127.0.0.1:${port}/health`, startedAt);
  standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
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
  const ready = await fetch(`http://127.0.0.1:${port}/ready`).then((answer) => answer.status);
  const late = times.filter((ms) => ms > LATE_MS).length;
  const at = (share: number) => Math.round(times[Math.ceil(share * times.length) - 1] ?? 0);
  console.log(
    `${what}: listens after ${(listening / 1000).toFixed(1)} s; of ${COMMANDS} commands ${late} acknowledged too late; median ${at(0.5)} ms, slowest ${at(1)} ms; /ready ${ready}`,
  );
  bot.kill('SIGTERM');
  await new Promise((resolve) => bot.once('exit', resolve));
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ce-image-start-'));
  const standIns = await startStandIns();
  try {
    await start(standIns, folder, 'empty folder');
    await start(standIns, folder, 'the same folder again');
  } finally {
    await standIns.close();
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
