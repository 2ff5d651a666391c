import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message, View } from '../../playground/src/slack';
import type { Alerts } from '../../src/alerts';
import { scopeNeeds } from '../../src/slack/scopes';
import { type AlertStore, storeOn } from '../../src/store';
import { type Database, openDatabase } from '../../src/store/database';
import { FakeCloud, HOUR, MINUTE } from '../alerts/support/bench';
import { alertsBehind } from '../support/alerts-behind';
import { fakeDiagnosis, shopRef } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';
import { emptied } from '../support/stores';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
}, 60_000);
afterAll(() => database.close());

/** Alerts behind the real Slack app, on the stand-in, with lists and a clock of the test's own. */
describe('on call', () => {
  let bench: Bench;
  let alerts: Alerts;
  let cloud: FakeCloud;
  let store: AlertStore;
  let now: number;
  const problems: string[] = [];

  async function start(slack: Parameters<typeof startBench>[1] = {}): Promise<void> {
    await emptied(database);
    problems.length = 0;
    now = Date.now();
    cloud = new FakeCloud();
    store = storeOn({ ...database, close: async () => undefined });
    bench = await startBench(fakeDiagnosis(), {
      ...slack,
      slack: { clock: { now: () => now }, ...slack.slack },
      app: { alerts: async () => alerts, storeAudit: (entry) => store.audit(entry), ...slack.app },
    });
    alerts = alertsBehind(
      bench,
      { store, cloud, now: () => now, problems },
      { audience: bench.app.audience, rules: { jitter: 0, imageChecks: 0 } },
    );
  }
  afterEach(() => bench.stop());

  const pass = async (ms: number, step = 30_000) => {
    for (const end = now + ms; now < end; ) {
      now = Math.min(end, now + step);
      await alerts.tick();
    }
  };
  const ask = async (text: string, place = {}) => {
    const before = bench.slack.state.messages.length;
    await bench.slack.people.sendSlashCommand(text, place);
    await bench.app.idle();
    return said(bench.slack.state.messages.slice(before)[0]);
  };
  const said = (message: Message | undefined) => `${message?.text}\n${JSON.stringify(message?.blocks)}`;
  const card = () => {
    const cards = bench.slack.state.messages.filter(
      ({ channel, threadTs, text, onlyFor }) =>
        channel === 'C0SHOP' && !threadTs && !onlyFor && /^[❌✅⚪☑]/u.test(text),
    );
    expect(cards).toHaveLength(1);
    return cards[0] as Message;
  };
  const thread = () =>
    bench.slack.state.messages.filter(({ threadTs }) => threadTs === card().ts).map(({ text }) => text);
  /** Posts that call somebody: Slack makes no sound of an edit. */
  const calls = () =>
    bench.slack.calls
      .filter(({ method, answer }) => method === 'chat.postMessage' && answer.ok)
      .map(
        ({ arguments: given }) => JSON.stringify(given.blocks).match(/<!subteam\^\w+>|<!here>|<@\w+>/g) ?? [],
      )
      .filter((each) => each.length > 0)
      .map((each) => each.join(' '));
  const fail = async (name = 'shop-api') => {
    cloud.project(shopRef).build(name, 'failed', now, { gitCommitSha: 'aaaaaaaaaa' });
    await pass(2 * MINUTE);
  };
  const opened = async (watch: string) => {
    await ask(watch);
    await pass(MINUTE);
    await fail();
  };
  const press = async (button: string, user = 'U0BEN') => {
    await bench.slack.people.clickButton({ message: card() }, button, { user });
    await bench.app.idle();
    await pass(10_000, 2000);
  };
  const choose = async (option: string, user = 'U0BEN') => {
    await bench.slack.people.selectOption({ message: card() }, option, { user, menu: 'incident_assign' });
    await bench.app.idle();
    await pass(10_000, 2000);
  };
  const modal = () => [...bench.slack.state.views.values()].at(-1) as View;
  const submit = async (values: Readonly<Record<string, Record<string, unknown>>>) => {
    const answer = await bench.slack.people.submitView(
      modal(),
      Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }])),
    );
    await bench.app.idle();
    await pass(10_000, 2000);
    return JSON.stringify(answer.body ?? '');
  };

  describe('whom a watch calls', () => {
    test('is mentioned once when it fails, not when it counts up, and once more when it comes back', async () => {
      await start();
      await opened('watch shop --notify @oncall');
      expect(said(card())).toContain('<!subteam^S0ONCALL>');
      await fail();
      await fail();
      expect(said(card())).toContain('*3 failures*');
      expect(calls()).toEqual(['<!subteam^S0ONCALL>']);
      cloud.project(shopRef).build('shop-api', 'succeeded', now);
      await pass(2 * MINUTE);
      await fail();
      expect(thread().at(-1)).toMatch(/^❌ It is back.*\n🔔 <!subteam\^S0ONCALL>$/s);
      expect(calls()).toEqual(['<!subteam^S0ONCALL>', '<!subteam^S0ONCALL>']);
      expect(problems).toEqual([]);
    });

    test.each([
      ['@oncall', [{ kind: 'group', id: 'S0ONCALL' }]],
      ['OnCall', [{ kind: 'group', id: 'S0ONCALL' }]],
      ['S0ONCALL', [{ kind: 'group', id: 'S0ONCALL' }]],
      ['@ben', [{ kind: 'person', id: 'U0BEN' }]],
      ['"@oncall, @here"', [{ kind: 'group', id: 'S0ONCALL' }, { kind: 'here' }]],
      ['U0CHI', [{ kind: 'person', id: 'U0CHI' }]],
    ])('may be named as %s', async (typed, called) => {
      await start();
      await ask(`watch shop --notify ${typed}`);
      expect((await store.subscriptionsIn('C0SHOP'))[0]?.notify).toMatchObject(called);
      // By name, and without a sound.
      const list = await ask('watches');
      expect(list).toMatch(/calls (?:@(?:oncall|ben|chi|here) ?)+\b/);
    });

    test.each([
      ['<!subteam^S0ONCALL|@oncall>', [{ kind: 'group', id: 'S0ONCALL' }]],
      ['<@U0BEN|ben> <!here>', [{ kind: 'person', id: 'U0BEN' }, { kind: 'here' }]],
    ])('is understood as Slack escapes it: %s', async (typed, called) => {
      await start();
      // With `should_escape`, and in mentions, Slack puts ids in place of what was typed.
      const send = bench.slack.delivery.deliver.bind(bench.slack.delivery);
      bench.slack.delivery.deliver = (type, payload) =>
        send(
          type,
          type === 'slash_commands'
            ? { ...payload, text: `watch shop --notify ${typed} --remind 30m` }
            : payload,
        );
      await ask('watch');
      expect(await store.subscriptionsIn('C0SHOP')).toMatchObject([
        { notify: called, remindAfter: 30 * MINUTE },
      ]);
    });

    test('that there is not is answered with what there is, and nothing is changed', async () => {
      await start();
      const answer = await ask('watch shop --notify @onkall');
      expect(answer).toContain('Nobody is called @onkall');
      expect(answer).toContain('Did you mean `@oncall`?');
      expect(answer).toContain('@payments');
      expect(await store.subscriptionsIn('C0SHOP')).toEqual([]);
    });

    test('without the permission to read groups is found by its id, and the answer says so', async () => {
      const scopes = scopeNeeds.map(({ scope }) => scope).filter((scope) => scope !== 'usergroups:read');
      await start({ slack: { scopes } });
      expect(await ask('watch shop --notify @oncall')).toContain('usergroups:read');
      await ask('watch shop --notify S0ONCALL');
      expect((await store.subscriptionsIn('C0SHOP'))[0]?.notify).toEqual([{ kind: 'group', id: 'S0ONCALL' }]);
    });

    test('is chosen in the form, too, and stays until it is taken away', async () => {
      await start();
      await ask('watch shop --notify @oncall,@ben --remind 45m');
      await ask('watch');
      const blocks = JSON.stringify(modal().payload.blocks);
      expect(blocks).toContain('"text":"@oncall"');
      expect(blocks).toContain('"initial_users":["U0BEN"]');
      expect(blocks).toContain('After 45 minutes');
      const offered = async (typed: string) => {
        const { body } = await bench.slack.people.suggestOptions({ view: modal() }, typed, {
          menu: 'groups',
        });
        return (body as { options: { value: string }[] }).options.map(({ value }) => value);
      };
      expect(await offered('pay')).toEqual(['S0PAYMENTS']);
      expect(await offered('')).toEqual(['S0ONCALL', 'S0PAYMENTS', '@here', '@channel']);
      const chosen = (block: string) => ({ selected_options: [{ value: block }] });
      await bench.slack.people.submitView(modal(), {
        project: { value: { type: 'external_select', selected_option: { value: shopRef.id } } },
        kinds: { value: { type: 'checkboxes', ...chosen('builds') } },
        time_zone: { value: { type: 'plain_text_input', value: 'UTC' } },
        notify_groups: { groups: { type: 'multi_external_select', ...chosen('@here') } },
        notify_people: { value: { type: 'multi_users_select', selected_users: ['U0CHI'] } },
        remind: { value: { type: 'static_select', selected_option: { value: '15' } } },
      });
      await bench.app.idle();
      expect((await store.subscriptionsIn('C0SHOP'))[0]).toMatchObject({
        notify: [{ kind: 'here' }, { kind: 'person', id: 'U0CHI' }],
        remindAfter: 15 * MINUTE,
      });
      await ask('watch shop --only builds');
      expect((await store.subscriptionsIn('C0SHOP'))[0]).toMatchObject({ remindAfter: 15 * MINUTE });
      await ask('watch shop --notify off --remind off');
      const [left] = await store.subscriptionsIn('C0SHOP');
      expect([left?.notify, left?.remindAfter]).toEqual([undefined, undefined]);
    });

    test('is called once by the digest of a storm, and once more when nobody has taken any of it on', async () => {
      await start();
      await ask('watch shop --notify @oncall --remind 30m');
      await pass(MINUTE);
      for (let at = 0; at < 12; at += 1) cloud.project(shopRef).build(`build-${at}`, 'failed', now);
      await pass(2 * MINUTE);
      const said = (text: string) => bench.slack.state.messages.filter((each) => each.text.startsWith(text));
      const [digest, ...others] = said('❌ 12 failures');
      expect(others).toEqual([]);
      expect(calls()).toEqual(['<!subteam^S0ONCALL>']);
      await pass(HOUR, 5 * MINUTE);
      expect(said('⏰')).toMatchObject([
        {
          text: expect.stringMatching(/^⏰ Nobody has taken on 12 failures for 3\d min/),
          threadTs: digest?.ts,
        },
      ]);
      expect(calls()).toEqual(['<!subteam^S0ONCALL>', '<!subteam^S0ONCALL>']);
    });
  });

  describe('who mends it', () => {
    test('assigns it to themselves, to somebody, to nobody: the card says who and since when', async () => {
      await start();
      await opened('watch shop');
      await choose('To me');
      expect(said(card())).toMatch(/👤 <@U0BEN> is assigned, <!date/);
      await choose('To me');
      await choose('To somebody else…');
      expect(JSON.stringify(modal().payload)).toContain('"type":"users_select"');
      await submit({ to: { type: 'users_select', selected_user: 'U0CHI' } });
      expect(said(card())).toMatch(/👤 <@U0CHI> is assigned \(by <@U0BEN>\), <!date/);
      await choose('To nobody', 'U0CHI');
      expect(said(card())).not.toContain('is assigned');
      expect(thread()).toEqual([
        '👤 *ben* takes it on',
        expect.stringMatching(/^👤 \*ben\* assigned it to .*\n🔔 <@U0CHI>$/),
        '👤 *chi* took the assignment back: nobody is assigned now',
      ]);
      expect(calls()).toEqual(['<@U0CHI>']);
      const { entries } = await store.auditOf({ since: 0, most: 50 });
      expect(entries.map(({ action, result }) => `${action}: ${result}`)).toEqual(
        expect.arrayContaining(['assign (me): done', expect.stringMatching(/^assign: assigned to /)]),
      );
    });

    test('takes an acknowledgement back', async () => {
      await start();
      await opened('watch shop');
      await press('Acknowledge');
      await press('Un-acknowledge', 'U0ADA');
      expect(said(card())).not.toContain('looks at it');
      expect(said(card())).toContain('Acknowledge');
      expect(thread()).toEqual(['👀 *ben* looks at it', '↩️ *ada* took it back: nobody looks at it now']);
    });

    test('resolves it by hand, and it comes back when it fails again', async () => {
      await start();
      await opened('watch shop');
      await press('Resolve');
      expect(card().text).toBe('⚪ Build shop-api (shop) was resolved by hand');
      expect(said(card())).toContain('<@U0BEN> says so');
      await pass(10 * MINUTE);
      await fail();
      expect(card().text).toMatch(/^❌ Build shop-api/);
      expect(thread()).toEqual([
        expect.stringMatching(/^☑️ <@U0BEN>|^☑️ \*ben\* resolved it/),
        expect.stringMatching(/^❌ It is back/),
      ]);
    });

    test('cannot be somebody who does not see the project, or no person', async () => {
      const rules = 'rules: [{projects: shop, see: [C0SHOP], act: [U0ADA, U0BEN]}]';
      const file = join(await mkdtemp(join(tmpdir(), 'ce-image-access-')), 'access.yml');
      await writeFile(file, rules);
      await start({ app: { accessFile: file } });
      await opened('watch shop');
      await choose('To somebody else…');
      expect(await submit({ to: { type: 'users_select', selected_user: 'U0CEIMAGE' } })).toContain(
        'no person',
      );
      // Whoever is only in the channel sees it, and changes nothing.
      await choose('To somebody else…', 'U0CHI');
      expect(JSON.stringify(modal().payload)).toContain('not allowed');
      await choose('To me', 'U0CHI');
      await press('Resolve', 'U0CHI');
      expect(card().text).toMatch(/^❌/);
      expect(said(card())).not.toContain('is assigned');
    });
  });

  describe('a reminder', () => {
    test('comes once when nobody has taken it on, in the thread and in the channel', async () => {
      await start();
      await opened('watch shop --notify @oncall --remind 30m');
      await pass(2 * HOUR, 5 * MINUTE);
      expect(thread()).toEqual([
        expect.stringMatching(/^⏰ Nobody has taken it on for 3\d min.*\n🔔 <!subteam/s),
      ]);
      expect(bench.slack.state.messages.find(({ text }) => text.startsWith('⏰'))?.broadcast).toBe(true);
      expect(calls()).toHaveLength(2);
    });

    test.each([
      ['acknowledged', () => press('Acknowledge')],
      ['assigned', () => choose('To me')],
      ['resolved', () => press('Resolve')],
    ])('does not come when it was %s', async (_what, act) => {
      await start();
      await opened('watch shop --remind 30m');
      await act();
      await pass(HOUR, 5 * MINUTE);
      expect(thread().filter((line) => line.startsWith('⏰'))).toEqual([]);
    });
  });

  describe('a mute', () => {
    test('of one resource until tomorrow ends at nine in the person’s zone, and what still fails is told', async () => {
      await start();
      const ben = bench.slack.state.users.get('U0BEN');
      if (ben) ben.details = { tz: 'Asia/Tokyo' };
      await opened('watch shop');
      await press('Mute…');
      await submit({
        what: { type: 'radio_buttons', selected_option: { value: 'workload' } },
        length: { type: 'radio_buttons', selected_option: { value: 'tomorrow' } },
      });
      const [mute] = await store.mutesIn('C0SHOP');
      expect(mute?.target).toMatchObject({ kind: 'workload', subject: { name: 'shop-api' } });
      expect(new Date(mute?.until ?? 0).toISOString()).toMatch(/T00:00:00\.000Z$/);
      await fail('other');
      expect(bench.slack.state.messages.filter(({ text }) => text.startsWith('❌'))).toHaveLength(2);
      expect(await ask('watches')).toMatch(/🔕 Build shop-api \(shop\).*until <!date/s);
      await pass((mute?.until ?? 0) - now + MINUTE, 10 * MINUTE);
      await pass(MINUTE);
      expect(await store.mutesIn('C0SHOP')).toEqual([]);
      expect(
        bench.slack.state.messages.some(({ text }) => text.startsWith('🔔 It is not muted any more')),
      ).toBe(true);
    });

    test('is begun and ended by command as well, also for what is well now', async () => {
      await start();
      await ask('watch shop');
      await pass(MINUTE);
      expect(await ask('mute app shop-api --for 8h')).toContain('Muted in this channel: App shop-api (shop)');
      cloud.project(shopRef).app('shop-api', 'failed');
      await pass(2 * MINUTE);
      expect(bench.slack.state.messages.some(({ text }) => text.startsWith('❌'))).toBe(false);
      expect(await ask('unmute app shop-api')).toContain('Cards come here again for: App shop-api (shop)');
      await pass(MINUTE);
      expect(card().text).toMatch(/^❌ App shop-api/);
      expect(await ask('unmute app shop-api')).toContain('was not muted here');
    });
  });
});
