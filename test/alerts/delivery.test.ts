import { Client } from 'pg';
import { DeliveryError } from '../../src/alerts';
import { Secret } from '../../src/diagnosis/model/secrets';
import { type AlertStore, openStore } from '../../src/store';
import { hasPostgres, type PostgresServer, startPostgres } from '../support/postgres-server';
import { onBothDatabases } from '../support/stores';
import { type AlertBench, benchOn, HOUR, MINUTE, shop } from './support/bench';

onBothDatabases((databases) => {
  let store: AlertStore;
  let bench: AlertBench;
  beforeEach(async () => {
    store = await databases.fresh();
    bench = benchOn(store);
  });

  const fail = (name = 'shop-api') => bench.cloud.shop.build(name, 'failed', bench.time.at);
  const cards = () => bench.slack.shown('incident');

  describe('neither lost nor doubled', () => {
    test('an answer that is lost does not double the message: Slack is searched first', async () => {
      const { slack, watchShop, pass } = bench;
      await watchShop();
      fail();
      slack.loseNextAnswer = true;
      await pass(3 * MINUTE);
      expect(cards()).toHaveLength(1);
      expect(slack.searches).toBe(1);
    });

    test('a message that never arrived is posted again', async () => {
      const { slack, watchShop, pass } = bench;
      await watchShop();
      fail();
      slack.failures.push(
        new DeliveryError('uncertain', 'no answer'),
        new DeliveryError('uncertain', 'no answer'),
      );
      await pass(5 * MINUTE);
      expect(cards()).toHaveLength(1);
    });

    test.each(['limited', 'troubled'] as const)(
      'a search that Slack puts off (%s) does not end the doubt: it is searched again before it is posted',
      async (kind) => {
        const { slack, watchShop, pass } = bench;
        await watchShop();
        fail();
        slack.loseNextAnswer = true;
        const find = slack.find.bind(slack);
        slack.find = async () => {
          slack.find = find;
          throw new DeliveryError(kind, 'not_in_channel');
        };
        await pass(10 * MINUTE);
        expect(slack.sent.filter(({ message }) => message.view.type === 'incident')).toHaveLength(1);
      },
    );

    test('a search that Slack puts off again and again ends: the alert is posted, at the worst twice, and others do not wait for it', async () => {
      const { slack, watchShop, pass, problems } = bench;
      await watchShop();
      fail();
      slack.failures.push(new DeliveryError('uncertain', 'no answer'));
      let searches = 0;
      slack.find = async () => {
        searches += 1;
        throw new DeliveryError('limited', 'ratelimited', MINUTE);
      };
      await pass(2 * MINUTE);
      expect(cards()).toHaveLength(0);
      fail('pay-api');
      await pass(MINUTE);
      expect(cards()).toHaveLength(1);
      await pass(5 * MINUTE);
      expect(cards()).toHaveLength(2);
      expect(searches).toBe(5);
      expect(problems.join()).toContain('put off the search');
    });

    test('a storm in which searches are put off for a second each time does not double the alert', async () => {
      const { slack, watchShop, pass } = bench;
      await watchShop();
      fail();
      slack.loseNextAnswer = true;
      const find = slack.find.bind(slack);
      let refused = 0;
      slack.find = async (message) => {
        refused += 1;
        if (refused > 7) return find(message);
        throw new DeliveryError('limited', 'ratelimited', 1000);
      };
      await pass(10 * MINUTE, 1000);
      expect(refused).toBe(8);
      expect(slack.sent.filter(({ message }) => message.view.type === 'incident')).toHaveLength(1);
    });

    test('a search that is not allowed does not hold the alert back: it is posted, at the worst twice', async () => {
      const { slack, watchShop, pass, problems } = bench;
      await watchShop();
      fail();
      slack.failures.push(new DeliveryError('uncertain', 'no answer'));
      slack.find = async () => {
        throw new DeliveryError('closed', 'missing_scope');
      };
      await pass(10 * MINUTE);
      expect(cards()).toHaveLength(1);
      expect(problems.join()).toContain('is not allowed to look for what it posted');
    });

    test('an instance that dies between posting and writing it down is followed by one that finds the message', async () => {
      const { slack, cloud, time, watchShop } = bench;
      await watchShop();
      fail();
      const dies = new Error('killed');
      slack.afterPost = () => {
        slack.afterPost = undefined;
        throw dies;
      };
      await expect(bench.pass(MINUTE)).rejects.toBe(dies);
      const next = benchOn(await databases.again(), { cloud, slack, time, owner: 'two' });
      await next.pass(3 * MINUTE);
      expect(cards()).toHaveLength(1);
      cloud.shop.build('shop-api', 'succeeded', time.at);
      await next.pass(2 * MINUTE);
      expect(cards()[0]?.view.incident.state).toBe('resolved');
    });

    test('a message that somebody deleted is not forced on the channel again', async () => {
      const { slack, watchShop, pass } = bench;
      await watchShop();
      fail();
      await pass(2 * MINUTE);
      slack.failures.push(new DeliveryError('gone', 'message_not_found'));
      fail();
      await pass(2 * MINUTE);
      expect(slack.sent.filter(({ message }) => message.view.type === 'incident')).toHaveLength(1);
    });
  });

  describe('when Slack says no', () => {
    test('too many messages: the channel waits for as long as Slack asks', async () => {
      const { slack, time, watchShop, alerts, pass } = bench;
      await watchShop();
      fail();
      slack.failures.push(new DeliveryError('limited', 'ratelimited', 4 * MINUTE));
      await pass(MINUTE);
      const refusedAt = time.at;
      await pass(2 * MINUTE);
      expect(cards()).toHaveLength(0);
      time.at = refusedAt + 4 * MINUTE;
      await alerts.tick();
      expect(cards()).toHaveLength(1);
    });

    test.each(['is_archived', 'not_in_channel'])(
      'a channel that takes no messages (%s) is tried again, then whoever subscribed is told, once',
      async (word) => {
        const { slack, watchShop, pass } = bench;
        await watchShop();
        fail();
        const post = slack.post.bind(slack);
        slack.post = async (message) => {
          if (message.channel === 'C1') throw new DeliveryError('closed', word);
          return post(message);
        };
        await pass(HOUR, 5 * MINUTE);
        expect(slack.shown('channel-trouble')).toMatchObject([
          { channel: 'U1', view: { channel: 'C1', reason: word, waiting: 1 } },
        ]);
        slack.post = post;
        await pass(HOUR, 5 * MINUTE);
        expect(cards()).toHaveLength(1);
        expect((await store.channel('C1'))?.trouble).toBeUndefined();
      },
    );

    test('a message that Slack refuses does not hold up the next', async () => {
      const { slack, watchShop, pass, problems } = bench;
      await watchShop();
      fail('a');
      slack.failures.push(new DeliveryError('refused', 'invalid_blocks'));
      await pass(5 * MINUTE, MINUTE);
      fail('b');
      await pass(3 * MINUTE);
      expect(cards().map(({ view }) => view.incident.subject.name)).toEqual(['b']);
      expect(problems.filter((text) => text.includes('invalid_blocks'))).toHaveLength(1);
    });

    test('trouble that passes is waited for, however long it takes', async () => {
      const { slack, watchShop, pass } = bench;
      await watchShop();
      fail();
      for (let at = 0; at < 12; at += 1) {
        slack.failures.push(new DeliveryError('troubled', 'external_channel_migrating'));
      }
      await pass(4 * 60 * MINUTE, 5 * MINUTE);
      expect(cards()).toHaveLength(1);
    });

    test('a card that cannot be edited any more goes on as a new one', async () => {
      const { slack, cloud, time, watchShop, pass } = bench;
      await watchShop();
      fail();
      await pass(2 * MINUTE);
      slack.failures.push(new DeliveryError('uneditable', 'edit_window_closed'));
      cloud.shop.build('shop-api', 'succeeded', time.at);
      await pass(2 * MINUTE);
      expect(cards().map(({ view }) => view.incident.state)).toEqual(['open', 'resolved']);
    });
  });

  describe('several instances on one database', () => {
    test('they share the projects, look at each once a minute, and post every card once', async () => {
      const { alerts, cloud, slack, time, watchShop } = bench;
      const other = benchOn(await databases.again(), { cloud, slack, time, owner: 'two' });
      for (let at = 0; at < 12; at += 1) {
        await watchShop({ project: { id: `p${at}`, name: `project-${at}`, region: 'eu-de' } });
      }
      for (const project of cloud.projects.values()) project.calls = [];
      for (let at = 0; at < 12; at += 1) {
        cloud.project({ id: `p${at}`, name: '', region: '' }).build(`build-${at}`, 'failed', time.at);
      }
      for (let minute = 0; minute < 20; minute += 1) {
        time.at += 15_000;
        await Promise.all([alerts.tick(), other.alerts.tick()]);
      }
      const opened = slack.sent.flatMap(({ message: { view } }) =>
        view.type === 'incident' ? [view.incident.id] : [],
      );
      expect(new Set(opened).size).toBe(opened.length);
      const digested = slack.shown('digest').reduce((sum, { view }) => sum + view.total, 0);
      expect(opened.length + digested).toBe(12);
      for (let at = 0; at < 12; at += 1) {
        const { calls } = cloud.project({ id: `p${at}`, name: '', region: '' });
        expect(calls.length).toBeLessThanOrEqual(3 * 6);
      }
    });

    test('one that hangs with a project is followed by another within thirty seconds', async () => {
      const { cloud, slack, time, watchShop } = bench;
      await watchShop();
      time.at += MINUTE;
      fail();
      // It takes the project and is never heard of again.
      expect(await store.claimProjects('dead', time.at, 25_000, 10, HOUR)).toHaveLength(1);
      const other = benchOn(await databases.again(), { cloud, slack, time, owner: 'two' });
      await other.pass(30_000, 1000);
      expect(cards()).toHaveLength(1);
    });

    test('one that was held up finds that its project is another’s, and tells nothing', async () => {
      const { cloud, slack, time, watchShop, alerts } = bench;
      await watchShop();
      time.at += MINUTE;
      fail();
      const other = benchOn(await databases.again(), { cloud, slack, time, owner: 'two' });
      const { investigate } = cloud;
      cloud.investigate = async (subject) => {
        cloud.investigate = investigate;
        time.at += MINUTE;
        await other.alerts.tick();
        return investigate.call(cloud, subject);
      };
      await alerts.tick();
      await other.pass(MINUTE);
      expect(cards()).toHaveLength(1);
      expect(cards()[0]?.view.incident.failures).toBe(1);
    });
  });
});

(hasPostgres ? describe : describe.skip)('what people do in the middle of a look', () => {
  let server: PostgresServer;
  let url: string;
  let store: AlertStore;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase();
    store = await openStore({ url: new Secret(url) });
  }, 60_000);
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  /** Resolves when a transaction waits for another one. */
  async function somebodyWaits(): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (;;) {
      const { rows } = await client.query('select from pg_locks where not granted');
      if (rows.length > 0) return client.end();
    }
  }

  test.each([
    ['watch anew', ({ watchShop }: AlertBench) => watchShop({ minFailures: 2 })],
    ['end the watch', ({ alerts }: AlertBench) => alerts.unwatch('C1', shop, 'U2')],
  ])('they %s: neither waits for the other for ever', async (_, act) => {
    const bench = benchOn(store);
    await bench.watchShop();
    bench.cloud.shop.build('shop-api', 'failed', bench.time.at);
    await bench.pass(2 * MINUTE);
    let acted: Promise<unknown> | undefined;
    // A look holds its project, and then the channels that hear of it.
    await store.transaction(async (tx) => {
      await tx.requestLook(shop.id, bench.time.at);
      acted = act(bench);
      await somebodyWaits();
      await tx.lockChannels(['C1']);
    });
    await expect(acted).resolves.not.toThrow();
  });
});
