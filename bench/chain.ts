/**
 * How many exchanges wait for each other from a slash command to its card, when nothing is known and when everything with
 * a known lifetime is: `npm run -s bench:chain`. Counted, not timed, so a busy machine changes nothing.
 */
import { startStandIns } from '../playground/src/index';
import { createWorld } from '../playground/src/scenarios';
import { observedBot } from '../src/main';
import { Rounds } from '../test/support/rounds';

/** Questions of the simulated company: a failed build, an app whose image cannot be pulled, an image. */
const commands = [
  'build shop-api',
  'app shop-checkout',
  'app storefront --project shop-prod',
  'image de.icr.io/shop/shop-api:1.9.0',
];

async function main(): Promise<void> {
  process.stdout.write(`${'/ce-image'.padEnd(44)} cold  warm\n`);
  for (const command of commands) {
    const rounds = new Rounds();
    let counted = false;
    const standIns = await startStandIns(createWorld(), (arrival) =>
      counted ? rounds.before(arrival) : Promise.resolve(),
    );
    const deadlines = { deadlineMs: 60_000, requestTimeoutMs: 60_000, write: () => undefined };
    const bot = observedBot({ ...standIns.environment, LOG_LEVEL: 'error', PORT: '0' }, deadlines);
    const { slack } = standIns;
    const { port } = await bot.start();
    slack.connect(`http://127.0.0.1:${port}/slack/events`);
    await slack.people.sendSlashCommand('watches', { user: 'U0BEN' });
    await bot.idle();
    counted = true;
    const ask = async () => {
      const chain = await rounds.until(
        (async () => {
          await slack.people.sendSlashCommand(command);
          await bot.idle();
        })(),
      );
      return String(chain.length).padStart(5);
    };
    process.stdout.write(`${command.padEnd(44)}${await ask()} ${await ask()}\n`);
    counted = false;
    rounds.open();
    await bot.stop();
    await standIns.close();
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
