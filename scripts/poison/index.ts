/**
 * Poisons one text after the other in everything that Code Engine, Kubernetes, IAM, IBM Cloud Logs and registries answer, and asks
 * and watches meanwhile: `npm run -s poison -- [--json] [--only TEXT] [--every N]`. Prints
 * `{"questions","alerts","spots","wrong"}`; ends with 1 when an answer or an alert is lost, refused by Slack, or harms.
 */
import { parseArgs } from 'node:util';
import { questioner } from './questions';
import { poisons } from './venom';
import { watchman } from './watch';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Places whose name holds it. */
    only: { type: 'string', default: '' },
    /** Every so many places. */
    every: { type: 'string', default: '1' },
  },
});

async function main(): Promise<void> {
  let wrong = 0;
  let questions = 0;
  let alerts = 0;
  const tell = (how: string, spot: string, poison: string, faults: readonly string[]) => {
    if (faults.length === 0) return;
    wrong += 1;
    if (!options.json) console.log(`${how}, ${poison} at ${spot}: ${faults.join('; ').slice(0, 400)}`);
  };
  const isMeant = (spot: string, at: number) =>
    spot.includes(options.only) && at % Number(options.every) === 0;
  const asking = await questioner();
  for (const [name, change] of Object.entries(poisons)) {
    for (const [at, each] of asking.cases.entries()) {
      if (!isMeant(each.spot, at)) continue;
      questions += 1;
      tell(each.command, each.spot, name, await asking.ask(each, change));
    }
  }
  await asking.close();
  const watching = await watchman();
  for (const [name, change] of Object.entries(poisons)) {
    for (const [at, spot] of watching.spots.entries()) {
      if (!isMeant(spot, at)) continue;
      alerts += 1;
      tell('a watch', spot, name, await watching.fail(spot, change));
    }
  }
  await watching.close();
  const spots = new Set([...asking.cases.map(({ spot }) => spot), ...watching.spots]).size;
  const result = { questions, alerts, spots, wrong };
  console.log(options.json ? JSON.stringify(result) : result);
  process.exit(wrong === 0 ? 0 : 1);
}

void main();
