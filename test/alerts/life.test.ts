import { onBothDatabases } from '../support/stores';
import { type AlertBench, benchOn, HOUR, MINUTE, MONDAY, shop } from './support/bench';

onBothDatabases((databases) => {
  let bench: AlertBench;
  beforeEach(async () => {
    bench = benchOn(await databases.fresh());
  });

  const cards = () => bench.slack.shown('incident');
  const card = () => {
    expect(cards()).toHaveLength(1);
    return (cards()[0] as ReturnType<typeof cards>[number]).view;
  };

  describe('the life of an incident', () => {
    test('what failed before the watching began is summed up once, and not alerted', async () => {
      const { cloud, slack, watchShop, pass } = bench;
      cloud.shop.build('old', 'failed', MONDAY - HOUR);
      cloud.shop.app('down', 'failed');
      await watchShop();
      await pass(5 * MINUTE);
      expect(slack.sent).toHaveLength(1);
      const [summary] = slack.shown('summary');
      expect(summary?.view.failing.map(({ subject }) => subject.name).sort()).toEqual(['down', 'old']);
    });

    test('a failure opens a card; the next one counts up in place; a success turns it green and says what changed', async () => {
      const { cloud, slack, time, watchShop, pass } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at, { gitCommitSha: 'aaaaaaaaaa' });
      await pass(2 * MINUTE);
      expect(card().incident).toMatchObject({ state: 'open', cause: 'compile-error', failures: 1 });
      cloud.shop.build('shop-api', 'failed', time.at, { gitCommitSha: 'aaaaaaaaaa' });
      await pass(2 * MINUTE);
      expect(card().incident.failures).toBe(2);
      const good = cloud.shop.build('shop-api', 'succeeded', time.at, { gitCommitSha: 'bbbbbbbbbb' });
      await pass(2 * MINUTE);
      expect(card().incident).toMatchObject({
        state: 'resolved',
        resolution: { how: 'fixed', by: good, changes: ['new commit bbbbbbb'] },
      });
      expect(slack.notes).toEqual(['resolved']);
    });

    test('silence resolves nothing: a run that is removed proves nothing', async () => {
      const { cloud, watchShop, pass, time } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      cloud.shop.buildRuns.length = 0;
      await pass(3 * HOUR, 10 * MINUTE);
      expect(card().incident.state).toBe('open');
    });

    test('whoever ends the watch ends its cards: what nobody looks at does not stay red; watched again, it goes on in its thread', async () => {
      const { alerts, cloud, slack, watchShop, pass, time } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      const { channel } = card().incident;
      expect(await alerts.unwatch(channel, shop, 'U2')).toBe(true);
      await pass(MINUTE);
      expect(card().incident).toMatchObject({
        state: 'resolved',
        resolution: { how: 'unwatched', by: 'U2' },
      });
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      expect(card().incident).toMatchObject({ state: 'open', episodes: 2 });
      expect(slack.notes).toEqual(['resolved', 'came-back']);
    });

    test('an app that was deleted ends its incident, as deleted and not as fixed', async () => {
      const { cloud, watchShop, pass } = bench;
      await watchShop();
      cloud.shop.app('shop-web', 'failed');
      await pass(2 * MINUTE);
      cloud.shop.apps.clear();
      await pass(2 * MINUTE);
      expect(card().incident).toMatchObject({ state: 'resolved', resolution: { how: 'removed' } });
    });

    test('what comes back within a day goes on in its thread; later it is a new card', async () => {
      const { cloud, slack, watchShop, pass, time } = bench;
      await watchShop();
      const failAndMend = async () => {
        cloud.shop.build('shop-api', 'failed', time.at);
        await pass(2 * MINUTE);
        cloud.shop.build('shop-api', 'succeeded', time.at);
        await pass(2 * MINUTE);
      };
      await failAndMend();
      await failAndMend();
      expect(card().incident).toMatchObject({ state: 'resolved', episodes: 2, failures: 2 });
      expect(slack.notes).toEqual(['resolved', 'came-back', 'resolved']);
      await pass(25 * HOUR, 5 * HOUR);
      await failAndMend();
      expect(cards()).toHaveLength(2);
    });

    test('a workload that fails for another reason keeps its card', async () => {
      const { cloud, slack, watchShop, pass, time } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at, { cause: 'dockerfile-syntax' });
      await pass(2 * MINUTE);
      cloud.shop.build('shop-api', 'failed', time.at, { cause: 'compile-error' });
      await pass(2 * MINUTE);
      expect(card().incident).toMatchObject({ cause: 'compile-error', failures: 2 });
      expect(slack.notes).toEqual(['cause-changed']);
    });

    test('one secret that breaks three builds is one incident that lists them; one success with it resolves it', async () => {
      const { cloud, watchShop, pass, time } = bench;
      await watchShop();
      for (const name of ['a', 'b', 'c']) {
        cloud.shop.build(name, 'failed', time.at, { cause: 'auth-invalid' });
        await pass(MINUTE);
      }
      expect(card().incident.thing).toMatchObject({ kind: 'secret', name: 'registry-login' });
      expect(card().affected.map(({ subject }) => subject.name)).toEqual(['a', 'b', 'c']);
      cloud.shop.build('b', 'succeeded', time.at);
      await pass(2 * MINUTE);
      expect(card().incident.state).toBe('resolved');
      expect(card().affected.filter(({ recoveredAt }) => recoveredAt !== undefined)).toHaveLength(1);
    });

    test('a success with another secret proves nothing for those that still use the broken one', async () => {
      const { cloud, watchShop, pass, time } = bench;
      await watchShop();
      for (const name of ['a', 'b']) cloud.shop.build(name, 'failed', time.at, { cause: 'auth-invalid' });
      await pass(2 * MINUTE);
      cloud.shop.build('a', 'succeeded', time.at, { outputSecret: 'new-login' });
      await pass(2 * MINUTE);
      expect(card().incident.state).toBe('open');
      cloud.shop.build('b', 'succeeded', time.at, { outputSecret: 'new-login' });
      await pass(2 * MINUTE);
      expect(card().incident.resolution?.changes).toContain('secret new-login instead of registry-login');
    });

    test('what comes and goes is damped: it is green only after it stayed well for a while', async () => {
      const { cloud, slack, watchShop, pass, time } = bench;
      await watchShop();
      for (let turn = 0; turn < 4; turn += 1) {
        cloud.shop.app('shop-web', 'failed', { latestCreatedRevision: `r${turn}` });
        await pass(2 * MINUTE);
        cloud.shop.app('shop-web', 'ready', { latestCreatedRevision: `r${turn}` });
        await pass(2 * MINUTE);
      }
      expect(slack.notes).toEqual(['resolved', 'came-back', 'resolved', 'flapping']);
      expect(card().incident).toMatchObject({ state: 'open', flapping: true });
      expect(card().incident.wellSince).toBeDefined();
      await pass(20 * MINUTE, MINUTE);
      expect(card().incident).toMatchObject({ state: 'resolved', flapping: false });
      expect(time.at).toBeGreaterThan(MONDAY);
    });

    test('a run that waits for too long is looked at as if it had failed', async () => {
      const { cloud, watchShop, pass, time } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'pending', time.at, { cause: 'project-quota-exceeded' });
      await pass(9 * MINUTE);
      expect(cards()).toHaveLength(0);
      await pass(3 * MINUTE);
      expect(card().incident).toMatchObject({ cause: 'project-quota-exceeded', thing: { kind: 'quota' } });
    });
  });

  describe('what a channel wants to hear of', () => {
    test('only some kinds, only some names', async () => {
      const { cloud, watchShop, pass, time } = bench;
      await watchShop({ kinds: ['builds'], name: 'shop-*', exclude: '*-test' });
      cloud.shop.app('shop-web', 'failed');
      for (const name of ['shop-api', 'shop-api-test', 'other']) cloud.shop.build(name, 'failed', time.at);
      await pass(2 * MINUTE);
      expect(card().incident.subject.name).toBe('shop-api');
      expect(new Set(cloud.shop.calls)).toEqual(new Set(['buildRuns']));
      expect(cloud.shop.investigations).toBe(1);
    });

    test('so many failures in a row before a card; a success in between counts anew', async () => {
      const { cloud, watchShop, pass, time } = bench;
      await watchShop({ minFailures: 3 });
      for (const status of ['failed', 'failed', 'succeeded', 'failed', 'failed'] as const) {
        cloud.shop.build('shop-api', status, time.at);
        await pass(2 * MINUTE);
      }
      expect(cards()).toHaveLength(0);
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      expect(card().incident.state).toBe('open');
    });

    test('two channels have their own cards', async () => {
      const { alerts, cloud, watchShop, pass, time } = bench;
      await watchShop();
      await watchShop({ channel: 'C2', kinds: ['builds'] });
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      expect(
        cards()
          .map(({ channel }) => channel)
          .sort(),
      ).toEqual(['C1', 'C2']);
      expect(cloud.shop.investigations).toBe(1);
      expect(await alerts.unwatch('C2', shop, 'U1')).toBe(true);
      expect((await alerts.watches('C2')).subscriptions).toEqual([]);
    });
  });

  describe('what people do with a card', () => {
    const open = async () => {
      const { cloud, time, watchShop, pass } = bench;
      await watchShop();
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      return card().incident.id;
    };

    test('acknowledging shows on the card who it was', async () => {
      const id = await open();
      await bench.alerts.acknowledge(id, 'U2');
      await bench.pass(10_000, 5000);
      expect(card().incident.acknowledged).toMatchObject({ by: 'U2' });
      expect(bench.slack.notes).toEqual(['acknowledged']);
    });

    test('two who acknowledge at once: the first is named, once', async () => {
      const id = await open();
      await Promise.all([bench.alerts.acknowledge(id, 'U2'), bench.alerts.acknowledge(id, 'U3')]);
      await bench.pass(10_000, 5000);
      expect(bench.slack.notes).toEqual(['acknowledged']);
      const [entry] = await bench.alerts.history('C1');
      expect(card().incident.acknowledged).toEqual(entry?.incident.acknowledged);
    });

    test('a snooze keeps the thread still for an hour, and says how it stands when it ends', async () => {
      const { alerts, cloud, pass, time } = bench;
      const id = await open();
      await alerts.snooze(id, 'U2', 'hour');
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(30 * MINUTE, 5 * MINUTE);
      expect(bench.slack.notes).toEqual(['snoozed']);
      expect(card().incident.failures).toBe(2);
      await pass(31 * MINUTE, 5 * MINUTE);
      expect(bench.slack.notes).toEqual(['snoozed', 'snooze-ended']);
    });

    test('until tomorrow is nine o’clock where the channel is', async () => {
      const { alerts } = bench;
      await alerts.watch({
        channel: 'C1',
        project: shop,
        kinds: ['builds'],
        minFailures: 1,
        createdBy: 'U1',
        preferences: { timeZone: 'America/New_York' },
      });
      const id = await open();
      await alerts.snooze(id, 'U2', 'tomorrow');
      await bench.pass(10_000, 5000);
      expect(new Date(card().incident.snoozed?.until ?? 0).toISOString()).toBe('2026-01-06T14:00:00.000Z');
    });

    test('until it changes ends when the cause does', async () => {
      const { alerts, cloud, pass, time } = bench;
      const id = await open();
      await alerts.snooze(id, 'U2', 'change');
      cloud.shop.build('shop-api', 'failed', time.at);
      await pass(2 * MINUTE);
      expect(card().incident.snoozed).toBeDefined();
      cloud.shop.build('shop-api', 'failed', time.at, { cause: 'dockerfile-syntax' });
      await pass(2 * MINUTE);
      expect(card().incident.snoozed).toBeUndefined();
      expect(bench.slack.notes).toEqual(['snoozed', 'cause-changed']);
    });

    test('a muted cause makes no more cards in this channel', async () => {
      const { alerts, cloud, pass, time } = bench;
      const id = await open();
      await alerts.mute(id, 'U2', 'cause', 'forever');
      cloud.shop.build('other', 'failed', time.at);
      await pass(2 * MINUTE);
      expect(cards()).toHaveLength(1);
      cloud.shop.build('third', 'failed', time.at, { cause: 'dockerfile-syntax' });
      await pass(2 * MINUTE);
      expect(cards()).toHaveLength(2);
    });

    test('a mute that is taken back lets what failed meanwhile have its card, here and nowhere else', async () => {
      const { alerts, cloud, pass, time } = bench;
      const id = await open();
      const { channel, cause } = card().incident;
      const target = { kind: 'cause', cause } as const;
      await alerts.mute(id, 'U2', 'cause', 'forever');
      cloud.shop.build('other', 'failed', time.at);
      await pass(2 * MINUTE);
      expect((await alerts.watches(channel)).mutes).toMatchObject([{ target, by: 'U2' }]);
      expect(await alerts.unmute('C-ELSEWHERE', target, 'U3')).toBe(false);
      expect(await alerts.unmute(channel, target, 'U3')).toBe(true);
      expect(await alerts.unmute(channel, target, 'U3')).toBe(false);
      await pass(3 * MINUTE);
      expect(cards().map(({ view }) => [view.incident.subject.name, view.incident.muted])).toEqual([
        ['shop-api', undefined],
        ['other', undefined],
      ]);
      expect(bench.slack.notes).toEqual(['muted', 'unmuted']);
    });

    test('checking again resolves it when the workload is well', async () => {
      const { alerts, cloud, pass } = bench;
      const id = await open();
      await alerts.checkAgain(id);
      await pass(10_000, 5000);
      expect(card().incident.state).toBe('open');
      cloud.shop.causes.set('shop-api', 'healthy-no-problem');
      await alerts.checkAgain(id);
      await pass(10_000, 5000);
      expect(card().incident.state).toBe('resolved');
    });

    test('a press on a card whose incident is not kept any more is harmless', async () => {
      expect(await bench.alerts.acknowledge('no-such-incident', 'U2')).toBe('gone');
    });
  });

  test('history shows what happened then, with the log, after the platform forgot it; retention ends it', async () => {
    const { alerts, cloud, time, watchShop, pass } = bench;
    await watchShop();
    const run = cloud.shop.build('shop-api', 'failed', time.at);
    await pass(2 * MINUTE);
    cloud.shop.build('shop-api', 'succeeded', time.at);
    await pass(2 * MINUTE);
    cloud.shop.buildRuns.length = 0;
    const [entry] = await alerts.history('C1', 'shop-*');
    expect(entry).toMatchObject({ incident: { cause: 'compile-error' }, evidence: [{ run }] });
    const kept = await alerts.evidence(entry?.evidence[0]?.id ?? '');
    expect(kept?.report.findings[0]?.proof[0]?.text).toBe(`error in ${run}`);
    expect(kept?.logs[0]?.text).toBe(`the log of ${run}`);
    await pass(31 * 24 * HOUR, 24 * HOUR);
    expect(await alerts.history('C1')).toEqual([]);
  });
});
