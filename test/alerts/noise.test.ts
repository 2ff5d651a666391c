import { onBothDatabases } from '../support/stores';
import { type AlertBench, benchOn, HOUR, MINUTE, MONDAY, shop } from './support/bench';

onBothDatabases((databases) => {
  let bench: AlertBench;
  beforeEach(async () => {
    bench = benchOn(await databases.fresh());
  });

  describe('storms', () => {
    test('a thousand failures with one cause are one incident, of which few are looked at', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      await watchShop();
      for (let at = 0; at < 1000; at += 1) {
        cloud.shop.build(`build-${at}`, 'failed', time.at, {
          cause: 'auth-invalid',
          reason: 'missing_registry_access',
        });
      }
      await pass(2 * MINUTE);
      expect(slack.sent.map(({ message }) => message.view.type)).toEqual(['summary', 'incident']);
      const [card] = slack.shown('incident');
      expect(card?.view.incident.failures).toBe(1000);
      expect(card?.view.affected).toHaveLength(1000);
      expect(cloud.shop.investigations).toBeLessThan(20);
      expect(card?.view.affected.filter(({ inferred }) => inferred).length).toBeGreaterThan(900);
    }, 120_000);

    test('three hundred unrelated failures within a minute are one digest with the worst ten named', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      await watchShop();
      for (let at = 0; at < 299; at += 1) cloud.shop.build(`build-${at}`, 'failed', time.at);
      cloud.shop.app('shop-web', 'failed');
      await pass(3 * MINUTE);
      expect(slack.sent.map(({ message }) => message.view.type)).toEqual(['summary', 'digest']);
      const [digest] = slack.shown('digest');
      expect(digest?.view).toMatchObject({ total: 300, resolved: 0 });
      expect(digest?.view.worst).toHaveLength(10);
      expect(digest?.view.worst[0]?.incident.subject.name).toBe('shop-web');
      cloud.shop.build('build-7', 'succeeded', time.at);
      await pass(2 * MINUTE);
      expect(slack.shown('digest')[0]?.view.resolved).toBe(1);
    }, 120_000);

    test('what was seen in one look is one digest, however long it takes to find the causes', async () => {
      const slow = benchOn(await databases.fresh(), { rules: { lease: 10 * HOUR } });
      const { cloud, slack, time, watchShop, pass } = slow;
      await watchShop();
      for (let at = 0; at < 60; at += 1) cloud.shop.build(`build-${at}`, 'failed', time.at);
      const { investigate } = cloud;
      cloud.investigate = (subject) => {
        time.at += 10_000;
        return investigate.call(cloud, subject);
      };
      await pass(10 * MINUTE);
      expect(slack.sent.map(({ message }) => message.view.type)).toEqual(['summary', 'digest']);
      expect(slack.shown('digest')[0]?.view).toMatchObject({ total: 60 });
    });

    test('a few failures each have their card', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      await watchShop();
      for (const name of ['a', 'b', 'c']) cloud.shop.build(name, 'failed', time.at);
      await pass(2 * MINUTE);
      expect(slack.shown('incident')).toHaveLength(3);
      expect(slack.shown('digest')).toHaveLength(0);
    });
  });

  describe('quiet hours and the daily digest', () => {
    test('cards wait for the end of the quiet hours in the channel’s time zone; several are one message', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      // 10:00 in UTC is 11:00 in Berlin.
      await watchShop({ preferences: { quiet: { from: '10:30', to: '12:00' }, timeZone: 'Europe/Berlin' } });
      cloud.shop.build('a', 'failed', time.at);
      await pass(5 * MINUTE);
      cloud.shop.build('b', 'failed', time.at);
      await pass(45 * MINUTE, 5 * MINUTE);
      expect(slack.shown('incident')).toHaveLength(0);
      await pass(12 * MINUTE, MINUTE);
      expect(time.at).toBeGreaterThan(MONDAY + HOUR);
      expect(slack.shown('incident')).toHaveLength(0);
      expect(slack.shown('digest')[0]?.view).toMatchObject({ reason: 'quiet', total: 2 });
    });

    test('one failure in quiet hours comes as its own card afterwards', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      await watchShop({ preferences: { quiet: { from: '09:00', to: '10:30' }, timeZone: 'UTC' } });
      cloud.shop.build('a', 'failed', time.at);
      await pass(20 * MINUTE, MINUTE);
      expect(slack.shown('incident')).toHaveLength(0);
      await pass(15 * MINUTE, MINUTE);
      expect(slack.shown('incident')).toHaveLength(1);
    });

    test('the daily digest comes at its hour and tells of the day', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      await watchShop({ preferences: { digestAt: '18:00', timeZone: 'Asia/Tokyo' } });
      for (const name of ['a', 'b']) cloud.shop.build(name, 'failed', time.at);
      await pass(5 * MINUTE);
      cloud.shop.build('a', 'succeeded', time.at);
      await pass(22 * HOUR, HOUR);
      expect(slack.shown('daily')).toHaveLength(0);
      await pass(2 * HOUR, 30 * MINUTE);
      expect(slack.shown('daily').map(({ view }) => view)).toMatchObject([
        { opened: 2, resolved: 1, openTotal: 1, open: [{ incident: { subject: { name: 'b' } } }] },
      ]);
    });
  });

  describe('the daily digest leaves nothing out', () => {
    const digests = () =>
      bench.slack
        .shown('daily')
        .map(({ view: { from, to } }) => [new Date(from).toISOString(), new Date(to).toISOString()]);
    const daily = { preferences: { digestAt: '18:00', timeZone: 'Europe/Berlin' } };

    test('of the day of 25 hours', async () => {
      bench.time.at = Date.parse('2026-10-25T08:00Z');
      await bench.watchShop(daily);
      await bench.pass(10 * HOUR, HOUR);
      expect(digests()).toEqual([['2026-10-24T16:00:00.000Z', '2026-10-25T17:00:00.000Z']]);
    });

    test('of days on which nobody was there', async () => {
      await bench.watchShop(daily);
      bench.time.at += 75 * HOUR;
      await bench.pass(MINUTE);
      expect(digests()).toEqual([['2026-01-04T17:00:00.000Z', '2026-01-07T17:00:00.000Z']]);
    });

    test('after the clock was set back by a week', async () => {
      await bench.watchShop(daily);
      bench.time.at += 7 * 24 * HOUR;
      await bench.watchShop(daily);
      bench.time.at -= 7 * 24 * HOUR;
      await bench.pass(10 * HOUR, HOUR);
      expect(digests().at(-1)).toEqual(['2026-01-04T17:00:00.000Z', '2026-01-05T17:00:00.000Z']);
    });
  });

  describe('watching costs little', () => {
    test('three list calls a minute at rest, four times as often while something runs', async () => {
      const { cloud, time, watchShop, pass } = bench;
      await watchShop();
      cloud.shop.calls = [];
      await pass(10 * MINUTE);
      expect(cloud.shop.calls).toHaveLength(30);
      cloud.shop.build('shop-api', 'running', time.at);
      await pass(MINUTE);
      cloud.shop.calls = [];
      await pass(10 * MINUTE, 15_000);
      expect(cloud.shop.calls).toHaveLength(120);
    });

    test('what was seen is not looked at again', async () => {
      const { cloud, time, watchShop, pass } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(HOUR, 5 * MINUTE);
      expect(cloud.shop.investigations).toBe(1);
    });

    test('a push lets the project be looked at now, once for each notification', async () => {
      const { alerts, cloud, slack, time, watchShop, pass } = bench;
      await watchShop();
      await pass(MINUTE);
      cloud.shop.build('shop-api', 'failed', time.at);
      const request = {
        method: 'POST',
        headers: { 'x-ce-image-secret': 'long-and-random' },
        body: JSON.stringify({
          notification_id: 'n1',
          data: { log_example: { codeengine: { projectGuid: shop.id } } },
        }),
      };
      expect(await alerts.webhook(request, 'long-and-random')).toMatchObject({ status: 202, looked: 1 });
      await alerts.tick();
      expect(slack.shown('incident')).toHaveLength(1);
      expect(await alerts.webhook(request, 'long-and-random')).toMatchObject({ status: 200, looked: 0 });
    });
  });
});
