/** Alerts while their database goes away and comes back, and while the machine's clock jumps. */
import { Secret } from '../../src/diagnosis/model/secrets';
import { openStore } from '../../src/store';
import { benchOn, FakeCloud, ManualTime, MINUTE, RecordingMessenger } from '../../test/alerts/support/bench';
import { hasPostgres, startPostgres } from '../../test/support/postgres-server';

const STEP = 30_000;
/** Steps after the last failure, in which everything that waits is told. */
const QUIET_STEPS = 80;

export interface Outages {
  readonly alerts: number;
  readonly lost: number;
  readonly doubled: number;
  readonly crashes: number;
  readonly jumps: number;
}

/**
 * @param random numbers from 0 up to 1
 * @param failures builds that fail, each once
 * @returns undefined where there are no binaries of Postgres
 */
export async function playOutages(random: () => number, failures: number): Promise<Outages | undefined> {
  if (!hasPostgres) return undefined;
  const server = await startPostgres();
  const store = await openStore({ url: new Secret(await server.createDatabase()) });
  const [cloud, slack, time] = [new FakeCloud(), new RecordingMessenger(), new ManualTime()];
  const bench = benchOn(store, { cloud, slack, time, rules: { stormCards: 1_000_000 } });
  await bench.watchShop();
  // What fails has the world's time; the bot's clock is off by what it jumped.
  let worldAt = time.at;
  let offset = 0;
  let [crashes, jumps, failed] = [0, 0, 0];
  let away = 0;
  const step = async () => {
    worldAt += STEP;
    time.at = worldAt + offset;
    // While the database is away nothing can be done, and nothing may be lost by that.
    await bench.alerts.tick().catch(() => undefined);
    if (away > 0) {
      away -= 1;
      if (away === 0) await server.restart();
    }
  };
  while (failed < failures) {
    if (random() < 0.5) {
      cloud.shop.build(`build-${failed}`, 'failed', worldAt + STEP / 2);
      failed += 1;
    }
    if (away === 0 && random() < 0.05) {
      crashes += 1;
      away = 1 + Math.floor(random() * 6);
      await server.crash();
    }
    if (random() < 0.04) {
      jumps += 1;
      offset = Math.round((random() - 0.5) * 180 * MINUTE);
    }
    await step();
  }
  for (let at = 0; at < QUIET_STEPS + failures; at += 1) await step();
  const cards = slack.sent.flatMap(({ message: { view } }) =>
    view.type === 'incident' ? view.incident.subject.name : [],
  );
  await store.close();
  await server.stop();
  return {
    alerts: failed,
    lost: failed - new Set(cards).size,
    doubled: cards.length - new Set(cards).size,
    crashes,
    jumps,
  };
}
