/**
 * Questions at once and for a while, with the built bot in a process of its own: `npm run -s bench:load -- [--seconds N]
 * [--rate N]`; 20 seconds of 50 questions a second when absent, the full measurement is `--seconds 300`. Each question is a
 * diagnosis of an image of its own, so nothing is answered from what was asked before. Simulated Slack and registry share the
 * other processor with this script: where they cannot keep up, the figures are theirs too, and the script says how busy it was.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type StandIns, startStandIns } from '../playground/src/index';
import { freePort, until } from './process';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, rate: { type: 'string', default: '50' } },
});
/** A card that is not there by then does not come. */
const PATIENCE_MS = 30_000;

interface Timed {
  readonly ack: number;
  /** Infinite: it did not come. */
  readonly card: number;
}

let asked = 0;

/** One question, until its card is there: the message that names it and carries its id. */
async function ask({ slack }: StandIns): Promise<Timed> {
  asked += 1;
  const tag = `load-${asked}-x`;
  const startedAt = performance.now();
  let stop = () => {};
  const shown = new Promise<number>((resolve) => {
    stop = slack.state.subscribe((change) => {
      if (!('message' in change)) return;
      const text = JSON.stringify(change.message.blocks);
      if (text.includes(tag) && /id [0-9a-f]{8}/.test(text)) resolve(performance.now() - startedAt);
    });
  });
  const sent = slack.people.sendSlashCommand(`image de.icr.io/shop/shop-api:${tag}`);
  const ack = await sent.then(
    ({ status }) => (status === 200 ? performance.now() - startedAt : Number.POSITIVE_INFINITY),
    // The simulated Slack waits for five seconds.
    () => Number.POSITIVE_INFINITY,
  );
  const card = await Promise.race([shown, delay(PATIENCE_MS, Number.POSITIVE_INFINITY, { ref: false })]);
  stop();
  return { ack, card };
}

function quantile(values: readonly number[], part: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN)} ms`;
}

function say(what: string, all: readonly Timed[], more = ''): void {
  const acks = all.map(({ ack }) => ack);
  const cards = all.map(({ card }) => card);
  const lost = cards.filter((card) => !Number.isFinite(card)).length;
  console.log(
    `${what}: ${all.length} questions, ${lost} without a card; acknowledged median ${quantile(acks, 0.5)}, p99 ${quantile(acks, 0.99)}; card median ${quantile(cards, 0.5)}, p95 ${quantile(cards, 0.95)}${more}`,
  );
}

async function main(): Promise<void> {
  const standIns = await startStandIns();
  const port = await freePort();
  const bot = spawn(process.execPath, [join(__dirname, '../dist/main.js')], {
    env: { PATH: process.env.PATH, ...standIns.environment, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const resident = () =>
    Math.round(
      Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) / 1024,
    );
  await until(`http://127.0.0.1:${port}/health`, performance.now());
  standIns.slack.connect(`http://127.0.0.1:${port}/slack/events`);
  for (let time = 0; time < 20; time += 1) await ask(standIns);
  const alone: Timed[] = [];
  for (let time = 0; time < 50; time += 1) alone.push(await ask(standIns));
  say('one after the other', alone);
  say('100 at once', await Promise.all(Array.from({ length: 100 }, () => ask(standIns))));

  const [seconds, rate] = [Number(options.seconds), Number(options.rate)];
  const before = resident();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const running: Promise<Timed>[] = [];
  for (let at = 0; at < seconds * rate; at += 1) {
    await delay(Math.max(0, startedAt + (at * 1000) / rate - performance.now()));
    running.push(ask(standIns));
  }
  const all = await Promise.all(running);
  const { user, system } = process.cpuUsage(cpu);
  const busy = (user + system) / 10 / (performance.now() - startedAt);
  say(
    `${rate} a second for ${seconds} s`,
    all,
    `; memory ${before} to ${resident()} MB; this script and the stand-ins took ${busy.toFixed(0)} % of a processor`,
  );
  bot.kill('SIGTERM');
  await new Promise((resolve) => bot.once('exit', resolve));
  await standIns.close();
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
