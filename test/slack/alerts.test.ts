import type { Message } from '../../playground/src/slack';
import { type Alerts, StoreError } from '../../src/alerts';
import { Secret } from '../../src/diagnosis/model/secrets';
import { type AlertStore, storeOn } from '../../src/store';
import { type Database, openDatabase } from '../../src/store/database';
import { FakeCloud, MINUTE } from '../alerts/support/bench';
import { alertsBehind } from '../support/alerts-behind';
import { fakeDiagnosis, shop, shopRef } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';
import { emptied } from '../support/stores';

const SECRET = 'a-long-random-secret';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
}, 60_000);
afterAll(() => database.close());

/** Alerts behind the real Slack app, on the stand-in, with lists and a clock of the test's own. */
describe('alerts in Slack', () => {
  let bench: Bench;
  let alerts: Alerts;
  let cloud: FakeCloud;
  let store: AlertStore;
  let now: number;
  const problems: string[] = [];

  beforeEach(async () => {
    await emptied(database);
    problems.length = 0;
    // Requests that are signed in the past are refused.
    now = Date.now();
    cloud = new FakeCloud();
    store = storeOn({ ...database, close: async () => undefined });
    const diagnosis = {
      ...fakeDiagnosis(),
      investigate: (subject: Parameters<FakeCloud['investigate']>[0]) => cloud.investigate(subject),
    };
    bench = await startBench(diagnosis, {
      slack: { clock: { now: () => now } },
      app: {
        alerts: async () => alerts,
        storeAudit: (entry) => store.audit(entry),
        webhookSecret: new Secret(SECRET),
      },
    });
    alerts = alertsBehind(
      bench,
      { store, cloud, now: () => now, problems },
      {
        source: {
          activity: (ref, kinds) => cloud.activity(ref, kinds),
          startBuildRun: async (_ref, _build, name) => ({ name, status: 'pending' }),
        },
      },
    );
  });
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
    return bench.slack.state.messages.slice(before);
  };
  const said = (message: Message | undefined) => `${message?.text}\n${JSON.stringify(message?.blocks)}`;
  const inChannel = (start: string, channel = 'C0SHOP') =>
    bench.slack.state.messages.filter(
      (each) =>
        each.channel === channel &&
        !each.deleted &&
        !each.threadTs &&
        !each.onlyFor &&
        each.text.startsWith(start),
    );
  const thread = (ts: string | undefined) =>
    bench.slack.state.messages.filter(({ threadTs }) => threadTs === ts).map(({ text }) => text);
  const press = async (message: Message, button: string, user = 'U0BEN') => {
    await bench.slack.people.clickButton({ message }, button, { user });
    await bench.app.idle();
    await pass(10_000, 5000);
  };
  /** Presses *Mute…*, and submits the form. */
  const muteIt = async (message: Message, what: 'cause' | 'workload', length: string, user = 'U0BEN') => {
    await press(message, 'Mute…', user);
    const view = [...bench.slack.state.views.values()].at(-1);
    if (!view) throw new Error('no modal');
    const chosen = (value: string) => ({ value: { type: 'radio_buttons', selected_option: { value } } });
    const answer = await bench.slack.people.submitView(view, { what: chosen(what), length: chosen(length) });
    await bench.app.idle();
    await pass(10_000, 5000);
    return answer.body;
  };
  const shopRuns = () => cloud.project(shopRef);
  const opened = async () => {
    await ask('watch shop');
    await pass(MINUTE);
    shopRuns().build('shop-api', 'failed', now, { gitCommitSha: 'aaaaaaaaaa' });
    await pass(2 * MINUTE);
    const [card] = inChannel('❌');
    return card as Message;
  };

  test('watch, fail, acknowledge, count up, fix: one card that turns green, with its history in its thread', async () => {
    const card = await opened();
    expect(inChannel('👁')).toHaveLength(1);
    expect(card.text).toBe('❌ Build shop-api (shop) failed: The application’s own source does not compile');
    expect(card.metadata).toMatchObject({ event_type: 'ce_image_alert' });
    await press(card, 'Acknowledge');
    expect(said(card)).toContain('<@U0BEN> looks at it');
    shopRuns().build('shop-api', 'failed', now, { gitCommitSha: 'aaaaaaaaaa' });
    await pass(2 * MINUTE);
    expect(said(card)).toContain('*2 failures*');
    shopRuns().build('shop-api', 'succeeded', now, { gitCommitSha: 'bbbbbbbbbb' });
    await pass(2 * MINUTE);
    expect(card.text).toMatch(/^✅ Build shop-api \(shop\) is fixed/);
    expect(said(card)).toContain('new commit bbbbbbb');
    expect(thread(card.ts)).toEqual([
      '👀 *ben* looks at it',
      expect.stringMatching(/^✅ Fixed after .* new commit/),
    ]);
    expect(inChannel('❌')).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('where Slack takes no folded evidence, the alert comes without it', async () => {
    await ask('watch shop');
    await pass(MINUTE);
    bench.slack.faults.add({
      method: 'chat.postMessage',
      answer: { error: 'invalid_blocks' },
      times: 1,
    });
    shopRuns().build('shop-api', 'failed', now);
    await pass(2 * MINUTE);
    const [card] = inChannel('❌');
    expect(card?.blocks.map(({ type }) => type)).toContain('actions');
    expect(card?.blocks.map(({ type }) => type)).not.toContain('container');
  });

  test('what fails already is summed up, and each of it explained on a click', async () => {
    shopRuns().build('shop-api', 'failed', now);
    await ask('watch shop');
    await pass(MINUTE);
    const [summary] = inChannel('👁');
    expect(said(summary)).toContain('1 failure already there');
    await press(summary as Message, 'Why?');
    expect(thread(summary?.ts).join('\n')).toContain('shop-api');
  });

  test('snooze, mute, check again and re-run say who did what', async () => {
    const card = await opened();
    await bench.slack.people.selectOption({ message: card }, 'For 1 hour', {
      user: 'U0CHI',
      menu: 'incident_snooze',
    });
    await bench.app.idle();
    await press(card, 'Re-run build');
    await muteIt(card, 'cause', 'forever');
    cloud.project(shopRef).causes.set('shop-api', 'healthy-no-problem');
    await press(card, 'Check again');
    const lines = thread(card.ts).join('\n');
    expect(lines).toContain('*chi* snoozed it until');
    expect(lines).toMatch(/\*ben\* started run `shop-api-run-\d{6}-\d{6}`/);
    expect(lines).toContain('*ben* muted this cause');
    expect(card.text).toMatch(/^✅/);
    const { entries } = await store.auditOf({ since: 0, most: 50 });
    expect(entries.map(({ kind, action, result }) => [kind, action, result].join(' '))).toEqual(
      expect.arrayContaining([
        'asked watch answered',
        'did snooze (hour) done',
        expect.stringMatching(/^did rerun started shop-api-run-/),
        'did mute muted the cause, forever',
        'did check done',
      ]),
    );
    expect(
      entries.filter(({ kind }) => kind === 'did').every(({ project }) => project?.name === 'shop'),
    ).toBe(true);
  });

  test('what was muted is listed, and taken back where it was muted', async () => {
    const card = await opened();
    await muteIt(card, 'cause', 'forever');
    shopRuns().build('shop-web', 'failed', now);
    await pass(2 * MINUTE);
    expect(inChannel('❌')).toHaveLength(1);
    const [watches] = await ask('watches');
    expect(said(watches)).toContain('<@U0BEN> muted this cause');
    await bench.slack.people.clickButton({ message: watches as Message }, 'Unmute', { user: 'U0ADA' });
    await bench.app.idle();
    await pass(MINUTE, 5000);
    expect(thread(card.ts).join('\n')).toContain('*ada* wants to hear of it');
    expect(said(card)).toContain('Mute…');
    expect(said((await ask('watches'))[0])).not.toContain('muted');
    // What began to fail meanwhile, and still does, is told now.
    expect(inChannel('❌')).toHaveLength(2);
    expect(said((await ask('unmute compile-error'))[0])).toContain('was not muted here');
    expect(said((await ask('unmute oom'))[0])).toContain('This was not muted here: oom');
  });

  test('a mention in the thread of a card asks about its workload', async () => {
    const card = await opened();
    await bench.slack.people.sendMention('events', { threadTs: card.ts });
    await bench.app.idle();
    expect(thread(card.ts).join('\n')).toContain('shop-api');
    await bench.slack.people.sendMention('', { threadTs: card.ts });
    await bench.app.idle();
    expect(thread(card.ts).at(-1)).toContain('shop-api');
  });

  test('history of what fails without an alert says so, and since when', async () => {
    const [history] = await ask('history shop-api');
    expect(said(history)).toContain('No incident so far of shop-api');
    expect(said(history)).toMatch(/App shop-api does not work\*, since /);
    expect(said(history)).toContain('Why?');
    const [none] = await ask('history no-such-app');
    expect(said(none)).toContain('How it stands now');
  });

  test('the log of then is shown long after, from the card and from history', async () => {
    const card = await opened();
    shopRuns().buildRuns.length = 0;
    await bench.slack.people.clickButton({ message: card }, 'Show log');
    await bench.app.idle();
    const view = [...bench.slack.state.views.values()].at(-1);
    expect(JSON.stringify(view?.payload)).toContain('the log of shop-api-run-1');
    const [history] = await ask('history shop-*');
    expect(history?.onlyFor).toBe('U0ADA');
    expect(said(history)).toContain('Build shop-api (shop) failed');
    await bench.slack.people.clickButton({ message: history as Message }, 'Show log');
    await bench.app.idle();
    expect(JSON.stringify([...bench.slack.state.views.values()].at(-1)?.payload)).toContain(
      'the log of shop-api-run-1',
    );
  });

  test('watches shows what is watched and how, and ends it', async () => {
    const [confirmed] = await ask(
      'watch shop --only apps,jobs --name "shop-*" --min-failures 3 --quiet 22:00-7:00 --tz Europe/Berlin --digest 9:00',
    );
    expect(said(confirmed)).toMatch(/apps, jobs, named `shop-\*`, after 3 failures in a row/);
    const [list] = await ask('watches');
    expect(said(list)).toContain('Quiet from 22:00 to 07:00, `Europe/Berlin`');
    expect(said(list)).toContain('Daily digest at 09:00');
    await bench.slack.people.clickButton({ message: list as Message }, 'Stop');
    await bench.app.idle();
    expect(said((await ask('watches')).at(-1))).toContain('This channel watches nothing');
  });

  test('the modal does the same with menus, and tells what is wrong', async () => {
    await ask('watch');
    const view = [...bench.slack.state.views.values()].at(-1);
    if (!view) throw new Error('no modal');
    const values = (timeZone: string, quietTo: string | null) => ({
      project: { value: { type: 'static_select', selected_option: { value: shop.id } } },
      kinds: { value: { type: 'checkboxes', selected_options: [{ value: 'builds' }] } },
      name: { value: { type: 'plain_text_input', value: 'shop-*' } },
      exclude: { value: { type: 'plain_text_input', value: null } },
      min_failures: { value: { type: 'number_input', value: '2' } },
      quiet_from: { value: { type: 'timepicker', selected_time: '22:00' } },
      quiet_to: { value: { type: 'timepicker', selected_time: quietTo } },
      digest_at: { value: { type: 'timepicker', selected_time: null } },
      time_zone: { value: { type: 'plain_text_input', value: timeZone } },
    });
    const refused = await bench.slack.people.submitView(view, values('Berlin', null));
    expect(refused.body).toMatchObject({
      errors: { time_zone: expect.stringContaining('Europe/Berlin'), quiet_to: expect.any(String) },
    });
    await bench.slack.people.submitView(view, values('Europe/Berlin', '07:00'));
    await bench.app.idle();
    expect(await store.subscriptionsIn('C0SHOP')).toMatchObject([
      { kinds: ['builds'], name: 'shop-*', minFailures: 2, createdBy: 'U0ADA' },
    ]);
    expect(await store.channel('C0SHOP')).toMatchObject({
      timeZone: 'Europe/Berlin',
      quiet: { from: '22:00', to: '07:00' },
    });
  });

  test.each([
    ['a public channel that the bot is not in', 'general', 'invite'],
    ['a private channel', 'payments-private', 'invite'],
    ['an archived channel', 'shop', 'archived'],
  ])('watching from %s says how to fix it at once, and changes nothing', async (_what, channel, words) => {
    const place = bench.slack.state.channel(channel);
    if (place && words === 'archived') place.archived = true;
    const [answer] = await ask('watch shop', { channel });
    expect(said(answer)).toContain(words);
    expect(await store.watchedProjects()).toEqual([]);
  });

  test('a project may be named in any case, to begin and to end a watch', async () => {
    await ask('watch Shop');
    expect(await store.watchedProjects()).toMatchObject([{ project: shopRef }]);
    const [answer] = await ask('unwatch SHOP');
    expect(said(answer)).toContain('shop');
    expect(await store.watchedProjects()).toEqual([]);
  });

  test('a bot that was removed from its channel tells whoever subscribed, and posts when it is back', async () => {
    await ask('watch shop');
    await pass(MINUTE);
    const channel = bench.slack.state.channel('shop');
    if (channel) channel.archived = true;
    shopRuns().build('shop-api', 'failed', now);
    await pass(30 * MINUTE, MINUTE);
    const [message] = inChannel('⚠️ Alerts cannot be posted', 'D0ADA');
    expect(said(message)).toContain('It is archived');
    if (channel) channel.archived = false;
    await pass(20 * MINUTE, MINUTE);
    expect(inChannel('❌')).toHaveLength(1);
    expect(inChannel('⚠️', 'D0ADA')).toHaveLength(1);
  });

  test('an answer of Slack that is lost doubles nothing', async () => {
    await ask('watch shop');
    await pass(MINUTE);
    shopRuns().build('shop-api', 'failed', now);
    bench.slack.faults.add({ method: 'chat.postMessage', times: 1, answer: { lost: true } });
    await pass(3 * MINUTE);
    expect(inChannel('❌')).toHaveLength(1);
    expect(bench.slack.calls.filter(({ method }) => method === 'conversations.history')).toHaveLength(1);
  });

  test('Retry-After is kept', async () => {
    await ask('watch shop');
    await pass(MINUTE);
    shopRuns().build('shop-api', 'failed', now);
    bench.slack.faults.rateLimit('chat.postMessage', 240);
    await pass(MINUTE);
    const refused = now;
    await pass(150_000);
    expect(inChannel('❌')).toHaveLength(0);
    await pass(90_000);
    expect(inChannel('❌')).toHaveLength(1);
    expect(now - refused).toBe(240_000);
  });

  test('Event Notifications may knock: the project is looked at now', async () => {
    await ask('watch shop');
    await pass(MINUTE);
    shopRuns().build('shop-api', 'failed', now);
    const post = (secret: string) =>
      fetch(new URL('/event-notifications', bench.slack.delivery.requestUrl), {
        method: 'POST',
        headers: { 'x-ce-image-secret': secret },
        body: JSON.stringify({ id: 'n1', data: { alert_definition: { name: 'shop failed' } } }),
      });
    expect((await post('guess')).status).toBe(401);
    expect((await post(SECRET)).status).toBe(202);
    now += 1200;
    await alerts.tick();
    expect(inChannel('❌')).toHaveLength(1);
    expect((await post(SECRET)).status).toBe(200);
  });

  test('a notification that is too large is refused with a word, and the next one is taken', async () => {
    const post = (body: string) =>
      fetch(new URL('/event-notifications', bench.slack.delivery.requestUrl), {
        method: 'POST',
        headers: { 'x-ce-image-secret': SECRET },
        body,
      });
    for (const megabytes of [0.3, 8]) {
      const answer = await post(JSON.stringify({ id: 'n1', more: 'x'.repeat(megabytes * 1024 * 1024) }));
      expect([answer.status, await answer.json()]).toEqual([413, { status: 'too large' }]);
    }
    expect((await post('{ "id": "n2" ')).status).toBe(400);
    expect((await post('{ "id": "n3" }')).status).toBeLessThan(300);
  });

  test('without a database the bot answers as before, and says why there are no alerts', async () => {
    const failing = new StoreError('The database does not answer; alerts wait until it does.');
    await bench.stop();
    bench = await startBench(fakeDiagnosis(), { app: { alerts: () => Promise.reject(failing) } });
    const [answer] = await ask('watches');
    expect(said(answer)).toContain('The database does not answer');
    expect(said((await ask('app shop-api')).at(-1))).toContain('shop-api');
  });
});
