import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, View } from '../../playground/src/slack';
import type { Fault } from '../../playground/src/slack/faults';
import { PauseTime } from '../support/pause-time';
import { failedBuild, fakeDiagnosis, shopRef, transcript, workload } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';

const ID = '7b0f4ad0-6c7c-4a5e-9a53-0d8c1b1a7c11';
const incident = {
  id: ID,
  title: 'Base image node:18-alpin does not exist',
  cause: 'base-image-not-found',
  thing: { kind: 'workload' },
  subject: workload('build', 'shop-api'),
  state: 'open',
  failures: 3,
};
const alerts = {
  incident: async (id: string) => (id === ID ? incident : undefined),
  watches: async () => ({ subscriptions: [], mutes: [] }),
  evidence: async () => ({
    subject: workload('build', 'shop-api'),
    report: failedBuild(),
    logs: transcript().logs,
  }),
};

const time = new PauseTime();
let bench: Bench;
beforeAll(async () => {
  bench = await startBench(fakeDiagnosis({ investigate: async () => failedBuild() }), {
    app: { alerts: async () => alerts as never, openedAlerts: () => undefined, time },
  });
});
afterAll(() => bench.stop());
afterEach(() => bench.slack.faults.clear());

/** Presses a button that holds `value`, on a message of the bot's own. */
const press = (action: string, value: string) => async () => {
  const { state, people } = bench.slack;
  const element = { type: 'button', action_id: action, value, text: { type: 'plain_text', text: 'x' } };
  const message = state.say({
    channel: 'C0SHOP',
    user: state.app.userId,
    byBot: true,
    text: 'a card',
    blocks: [{ type: 'actions', elements: [element] }],
  });
  await people.clickButton({ message }, action);
};
const type = (text: string) => async () => void (await bench.slack.people.sendSlashCommand(text));

interface Row {
  /** The file that opens it. */
  readonly of: string;
  readonly asked: string;
  readonly ask: () => Promise<void>;
  /** What is read in its place. */
  readonly words: RegExp;
  /** Opens it once more. */
  readonly again?: string;
  /** It needs no time to be read. */
  readonly isWhole?: true;
  readonly channel?: string;
}

const image = {
  of: 'image-modal',
  words: /ce-image image REGISTRY/,
  again: 'Try again',
  isWhole: true,
} as const;
const access = { of: 'access-modal', words: /access rules were not changed/, again: 'Try again' } as const;
const watch = { of: 'watch-modal', words: /ce-image watch PROJECT/ } as const;

/** Every way to a modal. */
const modals: readonly Row[] = [
  { ...access, asked: '/ce-image access edit', ask: type('access edit') },
  { ...access, asked: 'Change of access rules', ask: press('edit_access', 'x') },
  {
    of: 'details-modal',
    asked: 'Details',
    ask: press('show_details', 'build shop-api'),
    words: /Build run shop-api-run-7 .*Ruled out/,
  },
  {
    of: 'details-modal',
    asked: 'Details of what was kept',
    ask: press('kept_details', 'evidence-1'),
    words: /Build run shop-api-run-7 .*Ruled out/,
  },
  { ...image, asked: '/ce-image image', ask: type('image') },
  { ...image, asked: 'Check an image', ask: press('image_form', 'image') },
  {
    ...image,
    asked: 'the shortcut Check an image',
    ask: async () => void (await bench.slack.people.useGlobalShortcut('check_image')),
    channel: 'D0ADA',
  },
  {
    of: 'incident-modal',
    asked: 'Assign to somebody else',
    ask: press('incident_assign', `other:${ID}`),
    words: /Nobody was assigned/,
    again: 'Try again',
  },
  {
    of: 'incident-modal',
    asked: 'Mute…',
    ask: press('incident_mute', ID),
    words: /`\/ce-image mute build shop-api --project \S+ --region eu-de --for 8h`/,
    again: 'Try again',
  },
  {
    of: 'transcript-modal',
    asked: 'Show log',
    ask: press('show_log', 'build shop-api'),
    words: /log line 3/,
  },
  {
    of: 'transcript-modal',
    asked: 'All events',
    ask: press('all_events', 'build shop-api'),
    words: /Failed to pull image/,
  },
  {
    of: 'transcript-modal',
    asked: 'Show log of what was kept',
    ask: press('kept_log', 'evidence-1'),
    words: /log line 3/,
  },
  { ...watch, asked: '/ce-image watch', ask: type('watch') },
  { ...watch, asked: 'Change of a watch', ask: press('edit_watch', shopRef.id) },
  { ...watch, asked: 'Watch a project', ask: press('open_item', 'watch') },
];
const named = modals.map((row) => [row.asked, row] as const);

/** What `ask` leads to: the messages that the bot wrote, and the modals that were opened. */
async function whatComesOf(ask: () => Promise<void>): Promise<{ said: Message[]; views: View[] }> {
  const { state } = bench.slack;
  const messages = new Set(state.messages);
  const views = new Set(state.views.values());
  await ask();
  await bench.app.idle();
  return {
    said: state.messages.filter(
      (each) => !messages.has(each) && each.byBot && !each.deleted && each.text !== 'a card',
    ),
    views: [...state.views.values()].filter((each) => !views.has(each)),
  };
}

const fail = (method: string, answer: Fault['answer'], times?: number) =>
  bench.slack.faults.add({ method, answer, ...(times ? { times } : {}) });
const words = (message: Message | undefined) => JSON.stringify(message?.blocks);

describe('a modal that Slack does not open', () => {
  test.each(named)('of %s is told in words, where it was asked for', async (_asked, row) => {
    fail('views.open', { error: 'expired_trigger_id' });
    const { said, views } = await whatComesOf(row.ask);
    expect(views).toEqual([]);
    expect(said).toHaveLength(1);
    const [message] = said as [Message];
    expect(words(message)).toMatch(row.words);
    expect(message.channel).toBe(row.channel ?? 'C0SHOP');
    if (!row.again) return;
    // Another press has a trigger of its own.
    bench.slack.faults.clear();
    const opened = await whatComesOf(
      async () => void (await bench.slack.people.clickButton({ message }, row.again as string)),
    );
    expect(opened.views).toHaveLength(1);
  });

  test('for a 503 is told in words, whichever it is', async () => {
    fail('views.open', { status: 503 });
    const { said, views } = await whatComesOf(
      async () => void (await Promise.all(modals.map(({ ask }) => ask()))),
    );
    expect(views).toEqual([]);
    expect(said).toHaveLength(modals.length);
    for (const row of modals) expect(said.map(words)).toContainEqual(expect.stringMatching(row.words));
  });

  test('is one of these: no other code opens one', () => {
    const root = join(__dirname, '../../src/slack');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.ts$/.test(file),
    );
    const opening = files.filter((file) =>
      /views\.(?:open|push)\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(opening).toEqual(['sending/modal.ts']);
    const users = files.filter((file) => /\bopenModal\(/.test(readFileSync(join(root, file), 'utf8')));
    expect(new Set(modals.map(({ of }) => `views/${of}.ts`))).toEqual(
      new Set(users.filter((file) => !opening.includes(file))),
    );
  });
});

describe('a modal that stands at “Reading…”', () => {
  const filled = named.filter(([, { isWhole }]) => !isWhole);

  test.each(filled)('of %s is filled when Slack’s trouble is over', async (_asked, row) => {
    fail('views.update', { error: 'service_unavailable' }, 4);
    const { said, views } = await whatComesOf(row.ask);
    expect(said).toEqual([]);
    expect(JSON.stringify(views[0]?.payload)).not.toMatch(/Reading|Looking/);
  });

  test.each(filled)('of %s is told in words when it is never filled', async (_asked, row) => {
    fail('views.update', { error: 'service_unavailable' });
    const before = time.now();
    const { said } = await whatComesOf(row.ask);
    expect(said.map(words)).toEqual([expect.stringMatching(row.words)]);
    expect(time.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(time.now() - before).toBeLessThan(60_000);
  });

  test.each(filled)('of %s is left alone when the person has closed it', async (_asked, row) => {
    fail('views.update', { error: 'not_found' });
    const { said, views } = await whatComesOf(row.ask);
    expect([said, views.length]).toEqual([[], 1]);
  });

  test('after a turned page says so in a direct message', async () => {
    const opened = await whatComesOf(press('show_log', 'build shop-api'));
    const [view] = opened.views as [View];
    fail('views.update', { error: 'service_unavailable' });
    const { said } = await whatComesOf(async () => {
      const metadata = String(view.payload.private_metadata);
      expect(metadata).toContain('logs');
      const older = { type: 'button', action_id: 'turn_page:older', value: '1' };
      view.payload.blocks = [
        { type: 'actions', elements: [{ ...older, text: { type: 'plain_text', text: 'Older' } }] },
      ];
      await bench.slack.people.clickButton({ view }, 'turn_page:older');
    });
    expect(said.map(({ channel, text }) => [channel, text])).toEqual([['D0ADA', 'The page was not shown']]);
  });
});
