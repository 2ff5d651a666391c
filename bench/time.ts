/**
 * Time from a slash command to its card where every exchange takes 100 ms, for each kind of question, when nothing is known
 * and when everything with a known lifetime is; beside the shortest chain of exchanges, counted in the same run:
 * `npm run -s bench:time`. Ratio: time by 100 ms for each round of the chain. Bot and stand-ins share one process.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Rounds } from '../test/support/rounds';
import { withHeldBot } from './held-bot';

const EXCHANGE_MS = 100;
const TIMES = 3;

const commands: Readonly<Record<string, string>> = {
  build: 'build shop-api',
  'build run': 'buildrun shop-search-run-260301-071502 --project shop-ci',
  app: 'app shop-checkout',
  job: 'jobrun invoice-archive-run-5 --project reporting',
  image: 'image de.icr.io/shop/shop-api:1.9.0',
  source: 'source https://github.com/fernwood-shop/shop-api',
};

async function measure(what: string, command: string): Promise<void> {
  const rounds = new Rounds();
  const chains = await withHeldBot(rounds.before, async (ask) => {
    const lengths: number[] = [];
    for (let time = 0; time < 2; time += 1) lengths.push((await rounds.until(ask(command))).length);
    rounds.open();
    return lengths;
  });
  const cold: number[] = [];
  const warm: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await withHeldBot(
      () => delay(EXCHANGE_MS),
      async (ask) => {
        for (const times of [cold, warm]) {
          const startedAt = performance.now();
          await ask(command);
          times.push(performance.now() - startedAt);
        }
      },
    );
  }
  const row = [cold, warm].map((times, at) => {
    // The best of some: what else the machine did is not the bot's.
    const ms = Math.min(...times);
    const chain = chains[at] ?? Number.NaN;
    return `${ms.toFixed(0)} ms (${chain} exchanges, ratio ${(ms / chain / EXCHANGE_MS).toFixed(2)})`;
  });
  console.log(`${what}: cold ${row[0]}; warm ${row[1]}`);
}

async function main(): Promise<void> {
  for (const [what, command] of Object.entries(commands)) await measure(what, command);
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
