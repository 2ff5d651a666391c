/** What becomes of one message, whatever Slack answers. */
import type { Told } from '../../../src/alerts/outbox/audience';
import type { AlertStore } from '../../../src/store';
import { onBothDatabases } from '../../support/stores';
import { type AlertBench, benchOn, DeliveryError, HOUR, MINUTE } from '../support/bench';

const DAY = 24 * HOUR;

onBothDatabases((databases) => {
  let store: AlertStore;
  let bench: AlertBench;
  /** What C1 is told. */
  let told: Told;
  beforeEach(async () => {
    store = await databases.fresh();
    told = 'all';
    bench = benchOn(store, { audience: async (place) => (place === 'C1' ? told : 'all') });
    await bench.watchShop();
  });

  const fail = (name = 'shop-api') => bench.cloud.shop.build(name, 'failed', bench.time.at);
  const cards = () => bench.slack.shown('incident');
  const card = () => cards()[0]?.view;
  /** Slack answers so every time. */
  const always = (kind: DeliveryError['kind'], word: string, options?: { cause: unknown }) => {
    const asked: number[] = [];
    const { slack, time } = bench;
    const [post, update] = [slack.post.bind(slack), slack.update.bind(slack)];
    const refuse = async () => {
      asked.push(time.at);
      throw new DeliveryError(kind, word, undefined, options);
    };
    slack.post = refuse;
    slack.update = refuse;
    return {
      asked,
      over: () => {
        slack.post = post;
        slack.update = update;
      },
    };
  };

  describe('an edit', () => {
    beforeEach(async () => {
      fail();
      await bench.pass(2 * MINUTE);
      expect(card()?.incident.failures).toBe(1);
    });

    test.each(['refused', 'gone'] as const)(
      'that is %s is not tried again; the next one is made, where it stood',
      async (kind) => {
        const { slack, pass } = bench;
        slack.failures.push(new DeliveryError(kind, 'word'));
        fail();
        await pass(5 * MINUTE);
        expect(card()?.incident.failures).toBe(1);
        expect(slack.failures).toHaveLength(0);
        fail();
        await pass(5 * MINUTE);
        expect(card()?.incident.failures).toBe(3);
        expect(cards()).toHaveLength(1);
      },
    );

    test('that gets no answer is made again, and nothing is searched for or posted', async () => {
      bench.slack.failures.push(new DeliveryError('uncertain', 'no answer'));
      fail();
      await bench.pass(5 * MINUTE);
      expect(card()?.incident.failures).toBe(2);
      expect(cards()).toHaveLength(1);
      expect(bench.slack.searches).toBe(0);
    });

    test('that cannot be drawn is made without what was seen; where not even that can be, the card stays', async () => {
      const { slack, pass, problems } = bench;
      const cause = new TypeError('odd');
      slack.failures.push(new DeliveryError('undrawable', 'undrawable', undefined, { cause }));
      fail();
      await pass(5 * MINUTE);
      expect(card()).toMatchObject({
        incident: { failures: 2, unseen: 'What was seen could not be shown.' },
      });
      expect(card()?.report).toBeUndefined();
      expect(problems.join()).toContain('could not be drawn: odd');
      const undrawable = always('undrawable', 'undrawable', { cause });
      fail();
      await pass(10 * MINUTE);
      expect(undrawable.asked).toHaveLength(2);
      undrawable.over();
      fail();
      await pass(5 * MINUTE);
      expect(card()?.incident.failures).toBe(4);
      expect(card()?.report).toBeDefined();
    });

    test('of what the channel is not allowed to see any more is not made, nor its thread gone on with', async () => {
      told = 'nothing';
      bench.cloud.shop.build('shop-api', 'succeeded', bench.time.at);
      await bench.pass(10 * MINUTE);
      expect(card()?.incident.state).toBe('open');
      expect(bench.slack.notes).toEqual([]);
    });
  });

  describe('a post', () => {
    test('that cannot be drawn, not even without what was seen, holds up nothing', async () => {
      const undrawable = always('undrawable', 'undrawable', { cause: new TypeError('odd') });
      fail('a');
      await bench.pass(30 * MINUTE, MINUTE);
      expect(undrawable.asked).toHaveLength(2);
      undrawable.over();
      fail('b');
      await bench.pass(3 * MINUTE);
      expect(cards().map(({ view }) => view.incident.subject.name)).toEqual(['b']);
    });

    test('that meets trouble waits longer each time, a quarter of an hour at most, and is given up after thirty days', async () => {
      const trouble = always('troubled', 'update_failed');
      fail();
      await bench.pass(10 * MINUTE, 10_000);
      await bench.pass(2 * HOUR, MINUTE);
      const pauses = trouble.asked.slice(1).map((at, index) => at - (trouble.asked[index] ?? 0));
      expect(pauses.slice(0, 5).map((ms) => ms / 1000)).toEqual([10, 20, 40, 80, 160]);
      expect(Math.max(...pauses)).toBe(15 * MINUTE);
      const now = bench.time.at;
      bench.time.at = now + 30 * DAY - 3 * HOUR;
      await bench.alerts.tick();
      const before = trouble.asked.length;
      await bench.pass(20 * MINUTE, MINUTE);
      expect(trouble.asked.length).toBeGreaterThan(before);
      bench.time.at = now + 30 * DAY + HOUR;
      await bench.alerts.tick();
      const after = trouble.asked.length;
      await bench.pass(HOUR, MINUTE);
      expect(trouble.asked).toHaveLength(after);
      expect(bench.problems.join()).toContain('Slack did not take a message (incident); it is tried again');
    });

    test('without a valid token waits, says what to do, and arrives with one', async () => {
      const refused = always('unauthorized', 'invalid_auth');
      fail();
      await bench.pass(10 * MINUTE, 10_000);
      expect(refused.asked.slice(1, 4).map((at, index) => at - (refused.asked[index] ?? 0))).toEqual([
        MINUTE,
        2 * MINUTE,
        4 * MINUTE,
      ]);
      expect(bench.problems.join()).toContain('Install the app again and set SLACK_BOT_TOKEN');
      refused.over();
      await bench.pass(20 * MINUTE, MINUTE);
      expect(cards()).toHaveLength(1);
    });

    test('that Slack limits without saying for how long waits a minute', async () => {
      fail();
      bench.slack.failures.push(new DeliveryError('limited', 'ratelimited'));
      let refusedAt = 0;
      while (bench.slack.failures.length > 0) {
        await bench.pass(10_000, 10_000);
        refusedAt = bench.time.at;
      }
      await bench.pass(50_000, 10_000);
      expect(cards()).toHaveLength(0);
      bench.time.at = refusedAt + MINUTE;
      await bench.alerts.tick();
      expect(cards()).toHaveLength(1);
    });

    test('of what the channel is not allowed to see is not made, also later', async () => {
      told = 'nothing';
      fail();
      await bench.pass(5 * MINUTE);
      told = 'all';
      await bench.pass(5 * MINUTE);
      expect(cards()).toEqual([]);
      expect(bench.slack.notes).toEqual([]);
    });

    test.each<[Told, boolean]>([
      ['all', true],
      ['no-logs', false],
    ])('to a channel that is told %s quotes its log: %s', async (may, quotes) => {
      told = may;
      fail();
      await bench.pass(3 * MINUTE);
      expect(card()?.incident.subject.name).toBe('shop-api');
      expect(JSON.stringify(card()?.report).includes('error in shop-api')).toBe(quotes);
    });
  });

  describe('a channel that takes no messages', () => {
    const closed = () => {
      const { slack } = bench;
      const post = slack.post.bind(slack);
      slack.post = async (message) => {
        if (message.channel === 'C1') throw new DeliveryError('closed', 'not_in_channel');
        return post(message);
      };
      return () => {
        slack.post = post;
      };
    };

    test('is told of after five minutes, not before', async () => {
      closed();
      fail();
      const seen = async () => (await store.channel('C1'))?.trouble;
      while (!(await seen())) await bench.pass(10_000, 10_000);
      await bench.pass(4 * MINUTE, 10_000);
      expect(bench.slack.shown('channel-trouble')).toEqual([]);
      await bench.pass(4 * MINUTE, 10_000);
      expect(bench.slack.shown('channel-trouble')).toHaveLength(1);
      expect(await seen()).toMatchObject({ told: true, reason: 'not_in_channel' });
      await bench.pass(HOUR, MINUTE);
      expect(bench.slack.shown('channel-trouble')).toHaveLength(1);
    });

    test('is tried every two minutes at the longest, so that whoever invites the bot waits no longer', async () => {
      const open = closed();
      fail();
      await bench.pass(2 * HOUR, MINUTE);
      open();
      await bench.pass(2 * MINUTE + 10_000, 10_000);
      expect(cards()).toHaveLength(1);
      expect((await store.channel('C1'))?.trouble).toBeUndefined();
    });

    test('and whose subscriber takes none either is given up telling', async () => {
      const { slack } = bench;
      let tries = 0;
      slack.post = async (message) => {
        if (message.view.type === 'channel-trouble') tries += 1;
        throw new DeliveryError('closed', 'cannot_dm_bot');
      };
      fail();
      await bench.pass(HOUR, MINUTE);
      expect(tries).toBe(1);
      expect((await store.channel('U1'))?.trouble).toBeUndefined();
    });
  });
});
