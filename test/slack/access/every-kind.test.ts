import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_VIEW } from '../../../src/slack/cards/access-view';
import { actionIds } from '../../../src/slack/cards/action-ids';
import { IMAGE_VIEW } from '../../../src/slack/cards/image-view';
import { ASSIGN_VIEW, MUTE_VIEW } from '../../../src/slack/cards/incident-forms';
import { WATCH_VIEW } from '../../../src/slack/cards/watch-view';
import {
  commanded,
  type Forged,
  globalShortcut,
  happened,
  messageShortcut,
  pressed,
  pressedInView,
  type Sender,
  send,
  submitted,
  typedInto,
} from '../../support/forged';
import { type HttpStub, startHttpStub } from '../../support/http-stub';
import { type FakeDiagnosis, fakeDiagnosis } from '../../support/reports';
import { type Bench, startBench } from '../../support/slack-bench';

const build = 'build shop-api --project shop';
const uuid = '7b0f4ad0-6c7c-4a5e-9a53-0d8c1b1a7c11';
const memory = JSON.stringify({ channel: 'C0SHOP', incident: uuid });
const transcript = JSON.stringify({ kind: 'logs', command: build });
const chosen = (value: string) => ({ selected_option: { value } });

/** Every kind of request to which something listens, made so that a member would be answered. */
const kinds: readonly (readonly [name: string, make: (sender: Sender) => Forged])[] = [
  ['command', (sender) => commanded(build, sender)],
  ['event app_mention', (sender) => happened({ type: 'app_mention', text: `<@U0CEIMAGE> ${build}` }, sender)],
  [
    'event message.im',
    (sender) => happened({ type: 'message', channel_type: 'im', channel: 'D0ADA', text: build }, sender),
  ],
  ...Object.values(actionIds)
    .filter((id) => id !== actionIds.turnPage && id !== actionIds.openConsole)
    .map((id): (typeof kinds)[number] => [`action ${id}`, (sender) => pressed(id, valueFor(id), sender)]),
  [
    `action ${actionIds.turnPage}`,
    (sender) => pressedInView(`${actionIds.turnPage}:older`, '1', transcript, sender),
  ],
  ['shortcut diagnose_message', (sender) => messageShortcut('diagnose_message', build, sender)],
  ['shortcut check_image', (sender) => globalShortcut('check_image', sender)],
  ['options project', (sender) => typedInto('project', 'value', memory, '', sender)],
  ['options image_project', (sender) => typedInto('image_project', 'value', memory, '', sender)],
  ['options notify_groups', (sender) => typedInto('notify_groups', 'groups', memory, '', sender)],
  [
    'view check_image',
    (sender) => submitted(IMAGE_VIEW, memory, { image_reference: { value: 'us.icr.io/a/b:1' } }, sender),
  ],
  [
    'view watch',
    (sender) =>
      submitted(
        WATCH_VIEW,
        memory,
        { project: chosen('p-1'), kinds: { selected_options: [{ value: 'builds' }] } },
        sender,
      ),
  ],
  ['view access', (sender) => submitted(ACCESS_VIEW, memory, { rules: { value: '' } }, sender)],
  [
    'view assign_incident',
    (sender) => submitted(ASSIGN_VIEW, memory, { to: { selected_user: 'U0BEN' } }, sender),
  ],
  [
    'view mute_incident',
    (sender) => submitted(MUTE_VIEW, memory, { what: chosen('cause'), length: chosen('1h') }, sender),
  ],
];

function valueFor(action: string): string {
  if (action === actionIds.assign) return `me:${uuid}`;
  if (action === actionIds.snooze) return `hour:${uuid}`;
  return /^incident|kept/.test(action) ? uuid : build;
}

/** What the registration of listeners says, by its source: `app.view(IMAGE_VIEW, …)` is one of `view`. */
function listeners(kind: string): number {
  const root = join(__dirname, '../../../src/slack');
  const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('index.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  return [...source.matchAll(new RegExp(`\\bapp\\.${kind}(?:<\\w+>)?\\(`, 'g'))].length;
}

test('every kind of request to which something listens is in the table', () => {
  const of = (kind: string) => kinds.filter(([name]) => name.startsWith(`${kind} `) || name === kind).length;
  // Open in console is only acknowledged.
  expect(of('action') + 1).toBe(listeners('action'));
  // What concerns the installation has no sender: app_uninstalled, tokens_revoked.
  expect(of('event') + 2).toBe(listeners('event') + listeners('message'));
  for (const kind of ['command', 'shortcut', 'options', 'view'])
    expect([kind, of(kind)]).toEqual([kind, listeners(kind)]);
});

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('over %s', (_transport, socketMode) => {
  let bench: Bench;
  let diagnosis: FakeDiagnosis;
  const touched: string[] = [];
  let log = 0;
  let calls = 0;
  let responses: HttpStub;
  let responded = 0;
  beforeAll(async () => {
    responses = await startHttpStub();
    responses.on('POST /response', { text: 'ok' });
    diagnosis = fakeDiagnosis();
    // Whatever is asked of alerts is noted.
    const noted = (_target: object, name: string | symbol) => {
      if (name === 'then') return undefined;
      return async () => void touched.push(String(name));
    };
    const alerts = new Proxy({}, { get: noted });
    bench = await startBench(diagnosis, {
      socketMode,
      app: { alerts: async () => alerts as never, openedAlerts: () => undefined },
    });
    const details = { U0BEN: { is_stranger: true }, U0CHI: { is_restricted: true } };
    for (const [user, given] of Object.entries(details)) {
      const person = bench.slack.state.users.get(user);
      if (person) person.details = given;
    }
  });
  afterAll(() => Promise.all([bench.stop(), responses.close()]));
  beforeEach(() => {
    diagnosis.asked.length = 0;
    touched.length = 0;
    log = bench.log.length;
    calls = bench.slack.calls.length;
    responded = responses.requests.length;
  });

  /** What the bot did for somebody: questions to the cloud and to alerts, forms, and words that are no refusal. */
  const done = () => ({
    // What every question needs is asked for while it is found out who asks; nobody is told of it.
    asked: diagnosis.asked.filter(({ question }) => question !== 'names' && question !== 'projects'),
    acts: touched.filter((name) => !['evidence', 'incident', 'watches', 'webhooks'].includes(name)),
    said: [
      ...bench.slack.calls
        .slice(calls)
        .filter(({ method }) => /^(?:chat|views)/.test(method))
        .map(({ arguments: given }) => JSON.stringify(given)),
      ...responses.requests.slice(responded).map(({ body }) => body),
    ].filter((text) => !/own workspace only|full members only/.test(text)),
  });
  const url = () => `${responses.url}/response`;
  /** There is no way back to the sender. */
  const mute = /^(?:event message|options|shortcut check_image|action turn_page)/;
  const nothing = { asked: [], acts: [], said: [] };
  const empty = /^(?:""|\{"options":\[\]\})$/;

  test.each(kinds)(
    'trust 3: %s from a foreign workspace does nothing, and says so where it can',
    async (kind, make) => {
      const { status, body } = await send(bench, make({ user: 'U9EVE', team: 'T0STRANGE' }), url());
      expect(status).toBe(200);
      expect(JSON.stringify(body ?? '')).toMatch(/own workspace only|^""$/);
      const told = `${JSON.stringify(body ?? '')}${bench.slack.calls
        .slice(calls)
        .map(({ arguments: given }) => given.text)
        .join()}${responses.requests
        .slice(responded)
        .map((request) => request.body)
        .join()}`;
      if (!mute.test(kind)) expect(told).toContain('own workspace only');
      expect({ ...done(), touched }).toEqual({ ...nothing, touched: [] });
      expect(bench.log.slice(log).join('')).toContain('from another workspace was refused');
    },
  );

  test.each(kinds)('%s of a member does something', async (_kind, make) => {
    const { body } = await send(bench, make({ user: 'U0ADA' }), url());
    const { asked, acts, said } = done();
    expect(asked.length + acts.length + said.length + touched.length > 0 || body !== undefined).toBe(true);
    expect(bench.log.slice(log).join('')).not.toContain('was refused');
  });

  // Who somebody is does not hang on the way of the request.
  if (socketMode) return;
  describe.each([
    ['a stranger of Slack Connect', 'U0BEN'],
    ['a guest', 'U0CHI'],
    ['somebody whom Slack does not know', 'U9EVE'],
  ])('of %s', (_who, user) => {
    test.each(kinds)('trust 3: %s shows nothing and changes nothing', async (kind, make) => {
      const { status, body } = await send(bench, make({ user }), url());
      expect(status).toBe(200);
      const { asked, acts, said } = done();
      expect({ asked, acts }).toEqual({ asked: [], acts: [] });
      expect(said.join('\n')).not.toMatch(/Dockerfile|shop-registry|eu-de/);
      if (kind.startsWith('options')) expect(JSON.stringify(body ?? '')).toMatch(empty);
    });
  });
});
