import { Worker } from 'node:worker_threads';
import { Client } from 'pg';
import { defaultRules } from '../../../src/alerts/rules';
import type { AlertStore } from '../../../src/store';
import { onBothDatabases } from '../../support/stores';
import { benchOn, MINUTE } from '../support/bench';

/** Statements that reach either database while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const server = jest.spyOn(Client.prototype, 'query');
  const embedded = jest.spyOn(Worker.prototype, 'postMessage');
  try {
    await work();
    statements = server.mock.calls.length;
    for (const [question] of embedded.mock.calls) {
      if ((question as { what?: string }).what === 'query') statements += 1;
    }
  } finally {
    server.mockRestore();
    embedded.mockRestore();
  }
  return statements;
}

onBothDatabases((databases) => {
  let store: AlertStore;
  beforeEach(async () => {
    store = await databases.fresh();
  });

  /** Statements of the look that sees so many failures, with those of sending one message. */
  async function statementsFor(failures: number, causes: 'one' | 'many', recorded = defaultRules.recorded) {
    const bench = benchOn(store, { rules: { recorded, batch: 1000, pace: MINUTE } });
    await bench.watchShop();
    for (let at = 0; at < failures; at += 1) {
      bench.cloud.shop.build(`build-${at}`, 'failed', bench.time.at + 1000, {
        cause: causes === 'one' ? 'registry-server-error' : 'compile-error',
      });
    }
    const statements = await statementsOf(() => bench.pass(MINUTE, MINUTE));
    const open = await store.openIncidents('C1');
    expect(open).toHaveLength(causes === 'one' ? 1 : failures);
    expect(open.reduce((sum, incident) => sum + incident.failures, 0)).toBe(failures);
    return statements;
  }

  test.each(['one', 'many'] as const)(
    'a storm of %s cause(s) costs the database as many statements as a single failure',
    async (causes) => {
      const alone = await statementsFor(1, causes);
      store = await databases.fresh();
      const ten = await statementsFor(10, causes);
      store = await databases.fresh();
      const thousand = await statementsFor(1000, causes, 1000);
      // A storm of many cards becomes a digest: they are written, taken back, and read anew, once.
      const digest = causes === 'many' ? 20 : 4;
      expect(ten).toBeLessThanOrEqual(alone + digest);
      expect(thousand).toBeLessThanOrEqual(ten + 2);
    },
  );

  test('a thousand failures are stored some hundred at a time, however few of them were investigated', async () => {
    const alone = await statementsFor(1, 'one');
    store = await databases.fresh();
    expect(await statementsFor(1000, 'one', 250)).toBeLessThanOrEqual(4 * alone);
  });
});
