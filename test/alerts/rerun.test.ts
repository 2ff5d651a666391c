import { AlreadyRuns } from '../../src/alerts';
import { onBothDatabases } from '../support/stores';
import { benchOn, MINUTE } from './support/bench';

onBothDatabases((databases) => {
  test('trust 4: several presses of Re-run, on any instance, start one run', async () => {
    const bench = benchOn(await databases.fresh());
    const started: string[] = [];
    const start = async (_ref: unknown, build: string, name: string) => {
      started.push(name);
      bench.cloud.shop.build(build, 'running', bench.time.at);
      return { name, buildName: build, status: 'running' };
    };
    Object.assign(bench.source, { startBuildRun: start });
    await bench.watchShop();
    bench.cloud.shop.build('api', 'failed', bench.time.at + 1000);
    await bench.pass(2 * MINUTE);
    const id = bench.slack.shown('incident')[0]?.view.incident.id ?? '';
    const presses = await Promise.allSettled([1, 2, 3].map(() => bench.alerts.rerun(id, 'U1')));
    bench.time.at += 1100;
    presses.push(...(await Promise.allSettled([bench.alerts.rerun(id, 'U2')])));
    expect(started).toHaveLength(1);
    const refused = presses.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason instanceof AlreadyRuns)).toEqual([true, true, true]);
    expect(String((refused.at(-1)?.reason as AlreadyRuns | undefined)?.run)).toMatch(/^api-run-/);
  });
});
