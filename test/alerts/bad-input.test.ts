import { Secret } from '../../src/diagnosis/model/secrets';
import { openStore, StoreError } from '../../src/store';
import { hasPostgres, startPostgres } from '../support/postgres-server';
import { onBothDatabases } from '../support/stores';
import { type AlertBench, benchOn, HOUR, MINUTE, SourceError, shop } from './support/bench';

onBothDatabases((databases) => {
  let bench: AlertBench;
  beforeEach(async () => {
    bench = benchOn(await databases.fresh());
  });

  test('what failed while nobody looked is told afterwards, once, and in its order', async () => {
    const { cloud, slack, time, watchShop } = bench;
    await watchShop();
    // The process is down for three hours.
    cloud.shop.build('a', 'failed', time.at + HOUR);
    cloud.shop.build('b', 'failed', time.at + HOUR);
    cloud.shop.build('b', 'succeeded', time.at + 2 * HOUR);
    time.at += 3 * HOUR;
    const next = benchOn(await databases.again(), { cloud, slack, time, owner: 'two' });
    await next.pass(3 * MINUTE);
    const states = slack
      .shown('incident')
      .map(({ view }) => [view.incident.subject.name, view.incident.state]);
    expect(states.sort()).toEqual([
      ['a', 'open'],
      ['b', 'resolved'],
    ]);
    await next.pass(HOUR, 5 * MINUTE);
    expect(slack.shown('incident')).toHaveLength(2);
  });

  test('a project that was deleted is reported once, with what to do, and asked for less and less', async () => {
    const { cloud, slack, watchShop, pass } = bench;
    await watchShop();
    cloud.shop.failWith = new SourceError(
      'not-found',
      'Code Engine in eu-de has no project “shop”.',
      'Check the name.',
    );
    await pass(3 * HOUR, 5 * MINUTE);
    expect(slack.shown('watch-trouble')).toMatchObject([
      {
        channel: 'C1',
        view: { trouble: { reason: 'not-found', cure: 'Check the name.' }, projects: [shop] },
      },
    ]);
    cloud.shop.calls = [];
    await pass(HOUR, 5 * MINUTE);
    expect(cloud.shop.calls.length).toBeLessThanOrEqual(3 * 7);
  });

  test('a revoked key stops every project, and is one message', async () => {
    const { cloud, slack, watchShop, pass } = bench;
    await watchShop();
    const other = { id: 'project-pay', name: 'pay', region: 'eu-de' };
    await watchShop({ project: other });
    const refusal = new SourceError(
      'unauthorized',
      'IBM Cloud does not accept the API key.',
      'Make a new key.',
    );
    cloud.shop.failWith = refusal;
    cloud.project(other).failWith = refusal;
    await pass(20 * MINUTE, MINUTE);
    const troubles = () => slack.shown('watch-trouble');
    expect(troubles()).toHaveLength(1);
    expect(troubles()[0]?.view.projects).toHaveLength(2);
    cloud.shop.failWith = undefined;
    cloud.project(other).failWith = undefined;
    await pass(20 * MINUTE, MINUTE);
    expect(troubles()).toHaveLength(1);
    expect(troubles()[0]?.view.endedAt).toBeDefined();
  });

  test('a short outage is not worth a message, and nothing is missed', async () => {
    const { cloud, slack, time, watchShop, pass } = bench;
    await watchShop();
    cloud.shop.failWith = new SourceError('rate-limited', 'Code Engine in eu-de answers too many requests.');
    cloud.shop.build('shop-api', 'failed', time.at);
    await pass(3 * MINUTE);
    cloud.shop.failWith = undefined;
    await pass(8 * MINUTE);
    expect(slack.sent.map(({ message }) => message.view.type)).toEqual(['summary', 'incident']);
  });

  test('an app that failed before the clock was set back still turns green when it is well', async () => {
    const { cloud, slack, time, watchShop, pass } = bench;
    await watchShop();
    cloud.shop.app('shop-web', 'failed');
    await pass(2 * MINUTE);
    time.at -= 26 * HOUR;
    cloud.shop.app('shop-web', 'ready');
    await pass(3 * MINUTE);
    expect(slack.shown('incident')[0]?.view.incident.state).toBe('resolved');
  });

  test('a crash right after the summary of a new channel loses no failure and tells none twice', async () => {
    const store = await databases.fresh();
    const dying = benchOn({
      ...store,
      saveCursor: async () => Promise.reject(new Error('killed')),
      transaction: (work) =>
        store.transaction((tx) =>
          work({ ...tx, saveCursor: async () => Promise.reject(new Error('killed')) }),
        ),
    });
    const { cloud, slack, time } = dying;
    cloud.shop.build('old', 'failed', time.at);
    await dying.watchShop();
    cloud.shop.build('between', 'failed', time.at);
    const next = benchOn(await databases.again(), { cloud, slack, time, owner: 'two' });
    await next.pass(5 * MINUTE);
    const summed = slack.shown('summary').flatMap(({ view }) => view.failing);
    const alerted = slack.shown('incident').map(({ view }) => view.incident);
    const told = [...summed, ...alerted].map(({ subject }) => subject.name);
    expect(told.sort()).toEqual(['between', 'old']);
  });

  test.each([
    ['back', -26 * HOUR],
    ['back a little', -HOUR],
    ['forward', 26 * HOUR],
  ])('a clock that is set %s neither stops the alerts nor repeats them', async (_way, jump) => {
    const { cloud, slack, time, watchShop, pass } = bench;
    await watchShop();
    cloud.shop.build('a', 'failed', time.at);
    await pass(2 * MINUTE);
    time.at += jump;
    cloud.shop.build('b', 'failed', time.at);
    await pass(3 * MINUTE);
    expect(slack.shown('incident').map(({ view }) => view.incident.subject.name)).toEqual(['a', 'b']);
  });
});

(hasPostgres ? describe : describe.skip)('a database that goes away', () => {
  test('in the middle of a transaction, between two statements, ends that transaction and nothing else', async () => {
    const server = await startPostgres();
    const store = await openStore({ url: new Secret(await server.createDatabase()) });
    try {
      const broken = store.transaction(async (tx) => {
        await tx.claimEvent('first', 1);
        await server.crash();
        await tx.claimEvent('second', 1);
      });
      await expect(broken).rejects.toThrow(/does not answer/);
      await server.restart();
      expect(await store.claimEvent('first', 1)).toBe(true);
    } finally {
      await store.close();
      await server.stop();
    }
  }, 60_000);

  test('alerts wait for it, say what to do, and go on where they stopped', async () => {
    const server = await startPostgres();
    const store = await openStore({ url: new Secret(await server.createDatabase()) });
    try {
      const bench = benchOn(store);
      const { cloud, slack, time, watchShop, pass, alerts } = bench;
      await watchShop();
      await server.crash();
      cloud.shop.build('shop-api', 'failed', time.at);
      time.at += MINUTE;
      const failure = await alerts.tick().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(StoreError);
      expect(String(failure)).toMatch(/does not answer.*DATABASE_URL/);
      expect(String(failure)).not.toMatch(/select|update|127\.0\.0\.1/);
      await server.restart();
      await pass(3 * MINUTE);
      expect(slack.shown('incident')).toHaveLength(1);
    } finally {
      await store.close();
      await server.stop();
    }
  }, 60_000);
});
