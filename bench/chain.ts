/**
 * How many exchanges wait for each other from a slash command to its card, when nothing is known and when everything with
 * a known lifetime is: `npm run -s bench:chain`. Counted, not timed, so a busy machine changes nothing.
 */
import { Rounds } from '../test/support/rounds';
import { withHeldBot } from './held-bot';

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
    const [cold, warm] = await withHeldBot(rounds.before, async (ask) => {
      const count = async () => String((await rounds.until(ask(command))).length).padStart(5);
      const counts = [await count(), await count()];
      rounds.open();
      return counts;
    });
    process.stdout.write(`${command.padEnd(44)}${cold} ${warm}\n`);
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
