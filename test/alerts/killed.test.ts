import type { AlertStore } from '../../src/store';
import { onBothDatabases } from '../support/stores';
import { type AlertBench, benchOn, FakeCloud, ManualTime, MINUTE, RecordingMessenger } from './support/bench';

/** A store that answers so many questions, and then nobody any more: its process was killed. */
class Mortal {
  asked = 0;
  constructor(private readonly most: number) {}

  of<Q extends object>(queries: Q): Q {
    return new Proxy(queries, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          this.asked += 1;
          if (this.asked > this.most) return Promise.reject(new Killed());
          const [work] = given;
          if (name !== 'transaction' || typeof work !== 'function') return value.apply(target, given);
          return value.call(target, (inner: object) => work(this.of(inner)));
        };
      },
    });
  }
}

class Killed extends Error {}

/** At how many moments it is killed: each is a story of its own. */
const MOMENTS = 6;

onBothDatabases((databases) => {
  /** It fails, is fixed and breaks again, while an instance is killed after `most` questions to the database. */
  async function story(
    most: number,
  ): Promise<{ readonly asked: number; readonly slack: RecordingMessenger }> {
    const store = await databases.fresh();
    const shared = { cloud: new FakeCloud(), slack: new RecordingMessenger(), time: new ManualTime() };
    await benchOn(store, { ...shared, owner: 'zero' }).watchShop();
    const mortal = new Mortal(most);
    const instances: AlertBench[] = [
      benchOn(mortal.of<AlertStore>(store), { ...shared, owner: 'one' }),
      benchOn(await databases.again(), { ...shared, owner: 'two' }),
    ];
    const pass = async (ms: number) => {
      for (const end = shared.time.at + ms; shared.time.at < end; ) {
        shared.time.at += 15_000;
        const [instance] = instances as [AlertBench, ...AlertBench[]];
        await instance.alerts.tick().catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        // Whoever was killed is never heard of again, whatever became of its last words.
        if (mortal.asked > most && instances.length > 1) instances.shift();
      }
    };
    for (const status of ['failed', 'succeeded', 'failed'] as const) {
      shared.cloud.shop.build('shop-api', status, shared.time.at + 1000);
      await pass(2 * MINUTE);
    }
    await pass(3 * MINUTE);
    return { asked: mortal.asked, slack: shared.slack };
  }

  test('trust 8: whenever one of two instances is killed, no “fixed” and no “back” is lost, and nothing is told twice', async () => {
    const { asked } = await story(Number.POSITIVE_INFINITY);
    expect(asked).toBeGreaterThan(50);
    const told: unknown[] = [];
    // `npm run -s faults:alerts` kills processes at many more.
    for (let most = 1; most < asked; most += Math.ceil(asked / MOMENTS)) {
      const { slack } = await story(most);
      const cards = slack
        .shown('incident')
        .map(({ view: { incident } }) => [incident.state, incident.episodes]);
      told.push({ most, cards, notes: slack.notes });
    }
    const right = { cards: [['open', 2]], notes: ['resolved', 'came-back'] };
    expect(
      told.filter(
        (each) =>
          JSON.stringify(each) !== JSON.stringify({ most: (each as { most: number }).most, ...right }),
      ),
    ).toEqual([]);
  }, 60_000);
});
