import { randomBytes } from 'node:crypto';
import type { Message, View } from '../../../playground/src/slack';
import { type Alerts, systemTime } from '../../../src/alerts';
import { Secret } from '../../../src/diagnosis/model/secrets';
import { type AlertStore, storeOn } from '../../../src/store';
import { type Database, openDatabase } from '../../../src/store/database';
import { FakeCloud, MINUTE } from '../../alerts/support/bench';
import { alertsBehind } from '../../support/alerts-behind';
import { pressed, send, submitted } from '../../support/forged';
import { fakeDiagnosis, shop, shopRef } from '../../support/reports';
import { type Bench, startBench } from '../../support/slack-bench';
import { emptied } from '../../support/stores';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
}, 60_000);
afterAll(() => database.close());

describe('an app of several workspaces', () => {
  let bench: Bench;
  let alerts: Alerts;
  let store: AlertStore;
  let cloud: FakeCloud;
  let now: number;
  const keys = [new Secret(randomBytes(32).toString('base64'))];

  beforeEach(async () => {
    await emptied(database);
    now = Date.now();
    cloud = new FakeCloud();
    store = storeOn({ ...database, close: async () => undefined });
    bench = await startBench(fakeDiagnosis(), {
      slack: { clock: { now: () => now } },
      app: {
        alerts: async () => alerts,
        records: async () => store,
        time: { ...systemTime, now: () => now },
      },
      oauth: { clientId: 'playground-client', clientSecret: new Secret('playground-client-secret'), keys },
    });
    alerts = alertsBehind(bench, { store, cloud, now: () => now }, { audience: bench.app.audience });
  });
  afterEach(() => bench.stop());

  /** Goes through the pages as a browser does. */
  async function install({ cookie = true, state = '' } = {}): Promise<Response> {
    const started = await fetch(`${bench.url}/slack/install`, { redirect: 'manual' });
    const agreed = await fetch(started.headers.get('location') as string, { redirect: 'manual' });
    const back = new URL(agreed.headers.get('location') as string, bench.url);
    if (state) back.searchParams.set('state', state);
    const cookies = (started.headers.get('set-cookie') ?? '').split(';')[0] as string;
    return fetch(back, cookie ? { headers: { cookie: cookies } } : {});
  }

  const answers = () => bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);
  const ask = async (text: string): Promise<Message | undefined> => {
    await bench.slack.people.sendSlashCommand(text);
    await bench.app.idle();
    return answers().at(-1);
  };
  const pass = async (ms: number) => {
    for (const end = now + ms; now < end; ) {
      now += 30_000;
      await alerts.tick();
    }
  };
  const event = async (type: string, more: Record<string, unknown> = {}) => {
    await bench.slack.people.sendEvent({ type, ...more });
    await bench.app.idle();
  };

  test('is installed by OAuth, and answers with the token of that workspace, which is kept encrypted', async () => {
    await ask('app shop-api');
    expect(answers()).toEqual([]);
    expect((await install()).status).toBe(200);
    expect((await ask('app shop-api'))?.text).toMatch(/^❌ App shop-api/);
    const sealed = await store.installation('T0PLAY');
    expect(sealed).toMatch(/^v1\./);
    expect(sealed).not.toContain(bench.slack.botToken);
    expect(bench.log.join('\n')).not.toContain(bench.slack.botToken);
  });

  test.each([
    ['without the cookie of its browser', { cookie: false }],
    ['with a state of somebody else', { state: 'forged' }],
  ])('is not installed %s', async (_how, how) => {
    expect((await install(how)).status).toBeGreaterThanOrEqual(400);
    expect(await store.installation('T0PLAY')).toBeUndefined();
  });

  test('is installed to a whole Enterprise Grid organisation', async () => {
    bench.slack.state.organisation = { id: 'E0ORG', name: 'Org' };
    await install();
    expect(await store.installation('E0ORG')).toBeDefined();
    expect((await ask('app shop-api'))?.text).toMatch(/^❌ App shop-api/);
  });

  test('watches for a workspace; its alerts arrive there, and another workspace sees and ends nothing', async () => {
    await install();
    await ask('watch shop');
    expect(await store.subscriptionsIn('T0PLAY/C0SHOP')).toMatchObject([{ createdBy: 'T0PLAY/U0ADA' }]);
    await pass(MINUTE);
    cloud.project(shopRef).build('shop-api', 'failed', now);
    await pass(2 * MINUTE);
    const card = answers().find(({ text }) => text.startsWith('❌ Build shop-api'));
    expect(card?.channel).toBe('C0SHOP');

    // A channel may be shared: the other workspace names it by the same id.
    const other = 'T0OTHER/C0SHOP';
    expect((await alerts.watches(other)).subscriptions).toEqual([]);
    expect(await alerts.history(other)).toEqual([]);
    expect(await alerts.unwatch(other, shopRef, 'U0EVE')).toBe(false);
    const [entry] = await alerts.history('T0PLAY/C0SHOP');
    const id = entry?.incident.id as string;
    expect(await alerts.incident(id, 'T0OTHER')).toBeUndefined();
    expect(await alerts.incident(id, 'T0PLAY')).toMatchObject({ id });
    expect(await store.watchesOfWorkspace('T0OTHER')).toEqual([]);
    await alerts.endWorkspace('T0OTHER', 'U0EVE');
    expect(await store.subscriptionsIn('T0PLAY/C0SHOP')).toHaveLength(1);
  });

  describe('an incident', () => {
    const SECOND = { id: 'T0OTHER', name: 'Other', domain: 'other' };
    /** All people of the stand-in, and all that they do, belong to another workspace, which has the app as well. */
    async function inAnotherWorkspace(): Promise<void> {
      Object.assign(bench.slack.state.team, SECOND);
      await install();
    }
    const opened = async () => {
      await install();
      await ask('watch shop');
      await pass(MINUTE);
      cloud.project(shopRef).build('shop-api', 'failed', now);
      await pass(2 * MINUTE);
      const card = answers().find(({ text }) => text.startsWith('❌ Build shop-api')) as Message;
      const [entry] = await alerts.history('T0PLAY/C0SHOP');
      const incident = async () => (await alerts.history('T0PLAY/C0SHOP'))[0]?.incident;
      return { card, id: entry?.incident.id as string, evidence: entry?.evidence[0]?.id as string, incident };
    };
    const lastView = () => [...bench.slack.state.views.values()].at(-1) as View;
    const assignTo = async (message: Message, user: string) => {
      await bench.slack.people.selectOption({ message }, 'To somebody else…', { menu: 'incident_assign' });
      await bench.app.idle();
      const chosen = { type: 'users_select', selected_user: user };
      const answer = await bench.slack.people.submitView(lastView(), { to: { value: chosen } });
      await bench.app.idle();
      return JSON.stringify(answer.body ?? '');
    };

    test('is assigned in a form to whoever sees it here, by the people and rules of this workspace', async () => {
      await store.saveAccessRules('T0PLAY', {
        yaml: 'rules: [{projects: shop, see: [C0SHOP]}]',
        by: 'U0EVE',
        at: now,
      });
      const { card, incident } = await opened();
      const ben = bench.slack.state.users.get('U0BEN');
      if (ben) ben.details = { is_restricted: true };
      expect(await assignTo(card, 'U0BEN')).toContain('not allowed to use ce-image');
      expect((await incident())?.assigned).toBeUndefined();
      expect(await assignTo(card, 'U0CHI')).toBe('""');
      expect((await incident())?.assigned).toMatchObject({ to: 'U0CHI', by: 'U0ADA' });
    });

    test.each([
      ['incident_acknowledge', (id: string) => id],
      ['incident_resolve', (id: string) => id],
      ['incident_check', (id: string) => id],
      ['incident_rerun', (id: string) => id],
      ['incident_assign', (id: string) => `me:${id}`],
      ['incident_snooze', (id: string) => `change:${id}`],
    ])('of another workspace is not there: a forged %s changes nothing', async (action, value) => {
      const { id, incident } = await opened();
      const before = await incident();
      await inAnotherWorkspace();
      await send(bench, pressed(action, value(id), { team: SECOND.id }));
      expect(await incident()).toEqual(before);
      expect(bench.log.join('')).not.toContain('was refused');
    });

    test.each([
      ['assign_incident', { to: { selected_user: 'U0CHI' } }],
      [
        'mute_incident',
        { what: { selected_option: { value: 'cause' } }, length: { selected_option: { value: 'forever' } } },
      ],
    ])(
      'of another workspace is not there: a form %s that names its channel does not reach it',
      async (form, values) => {
        const { id, incident } = await opened();
        await inAnotherWorkspace();
        for (const place of ['T0PLAY/C0SHOP', 'C0SHOP']) {
          const memory = JSON.stringify({ incident: id, channel: 'C0SHOP', place });
          const { body } = await send(bench, submitted(form, memory, values, { team: SECOND.id }));
          expect(JSON.stringify(body)).toContain('not kept any more');
        }
        expect((await incident())?.assigned).toBeUndefined();
        expect(await store.mutesIn('T0PLAY/C0SHOP')).toEqual([]);
      },
    );

    test('of another workspace shows nothing of the log that was kept of it', async () => {
      const { evidence, card } = await opened();
      await bench.slack.people.clickButton({ message: card }, 'Show log');
      await bench.app.idle();
      expect(JSON.stringify(lastView().payload)).toContain('the log of shop-api-run');
      await inAnotherWorkspace();
      await bench.slack.people.clickButton({ message: card }, 'Show log');
      await bench.app.idle();
      expect(JSON.stringify(lastView().payload)).not.toContain('the log of shop-api-run');
      expect(await alerts.evidence(evidence, SECOND.id)).toBeUndefined();
      expect(await alerts.evidence(evidence, 'T0PLAY')).toMatchObject({ id: evidence });
    });
  });

  describe('with token rotation', () => {
    const HOUR = 60 * MINUTE;
    const exchanges = () => bench.slack.calls.filter(({ method }) => method === 'oauth.v2.access').length;

    test('a token is exchanged before it ends, once, and alerts are sent with the new one', async () => {
      bench.slack.oauth.rotates = true;
      await install();
      await ask('watch shop');
      await pass(MINUTE);
      const before = exchanges();
      const sealed = await store.installation('T0PLAY');
      now += 10 * HOUR;
      cloud.project(shopRef).build('shop-api', 'failed', now);
      await Promise.all([ask('app shop-api'), pass(2 * MINUTE), ask('app shop-api')]);
      expect(exchanges() - before).toBe(1);
      expect(await store.installation('T0PLAY')).not.toBe(sealed);
      expect(answers().some(({ text }) => text.startsWith('❌ Build shop-api'))).toBe(true);
      now += 5 * HOUR;
      expect((await ask('app shop-api'))?.text).toMatch(/^❌ App shop-api/);
      expect(bench.log.join('\n')).not.toContain('xoxe');
    });
  });

  describe('each workspace has its own people and rules', () => {
    const details = (user: string, given: Record<string, unknown>) => {
      const person = bench.slack.state.users.get(user);
      if (person) person.details = given;
    };
    const keep = (workspace: string, yaml: string) =>
      store.saveAccessRules(workspace, { yaml, by: 'U0EVE', at: now });

    test('a guest is told so, and sees nothing', async () => {
      await install();
      details('U0ADA', { is_restricted: true });
      expect(JSON.stringify(await ask('app shop-api'))).toContain('guests are not allowed to ask');
    });

    test('rules of another workspace count for nothing here, and those of this one do', async () => {
      await keep('T0OTHER', 'rules:\n  - {projects: nothing, see: everyone}\n');
      await install();
      expect((await ask('app shop-api'))?.text).toMatch(/^❌ App shop-api/);
    });

    test('rules name its channels: what a channel does not see is not there, asked or as an alert', async () => {
      await keep('T0PLAY', 'rules:\n  - {projects: shop, see: [C0SHOP]}\n');
      await install();
      expect((await ask('app shop-api'))?.text).toMatch(/^❌ App shop-api/);
      await ask('watch shop');
      await pass(MINUTE);
      cloud.project(shopRef).build('shop-api', 'failed', now);
      await pass(2 * MINUTE);
      expect(answers().some(({ text }) => text.startsWith('❌ Build shop-api'))).toBe(true);
      expect(await bench.app.audience('T0PLAY/C0OPS', shopRef)).toBe('nothing');
      expect(await bench.app.audience('T0OTHER/C0OPS', shopRef)).toBe('all');
    });

    test('an administrator of the workspace changes the rules of that workspace, and of no other', async () => {
      await install();
      details('U0ADA', { is_admin: true });
      await keep('T0OTHER', 'rules: []\n');
      expect(JSON.stringify(await ask('access'))).toContain('There are no access rules');
      await bench.slack.people.sendSlashCommand('audit', { user: 'U0BEN' });
      await bench.app.idle();
      expect(JSON.stringify(answers().at(-1))).toContain('dministrators');
    });
  });

  test.each([
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { bot: ['U0CEIMAGE'] } }],
  ])('%s deletes the token and ends the watches', async (type, more) => {
    await install();
    await ask('watch shop');
    await event(type, more);
    expect(await store.installation('T0PLAY')).toBeUndefined();
    expect(await store.subscriptionsIn('T0PLAY/C0SHOP')).toEqual([]);
    const said = answers().length;
    cloud.project(shop).build('shop-api', 'failed', now);
    await pass(3 * MINUTE);
    expect(answers()).toHaveLength(said);
  });

  test('a token of a person that is revoked changes nothing', async () => {
    await install();
    await event('tokens_revoked', { tokens: { oauth: ['U0ADA'] } });
    expect(await store.installation('T0PLAY')).toBeDefined();
  });
});
