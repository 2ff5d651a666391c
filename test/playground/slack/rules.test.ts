import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { type SlackStandIn, startSlackStandIn } from '../../../playground/src/slack';
import { errorsOf, nextView, offeredOptions } from '../../../playground/src/slack/taken';
import { sources } from '../../../playground/src/slack/web-api/refusal';
import { recordingLogger } from '../../support/slack-bench';

let slack: SlackStandIn;
let client: WebClient;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-03-02T10:00:00Z');
  slack = await startSlackStandIn({ clock: { now: () => now } });
  client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: recordingLogger([]),
  });
});

afterEach(() => slack.close());

/** Slack's word for why it refused. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data.error;
    throw error;
  }
  return 'not refused';
}

async function post(channel: string, more: Record<string, unknown> = {}): Promise<string> {
  const posted = await client.apiCall('chat.postMessage', { channel, text: 'x', ...more });
  return String((posted as { ts?: string }).ts);
}

const rich = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
};

describe('an edit', () => {
  test('of who is not in the channel is refused, though posting there is allowed', async () => {
    const ts = await post('C0GENERAL');
    expect(await refusal(client.chat.update({ channel: 'C0GENERAL', ts, text: 'y' }))).toBe(
      'cant_update_message',
    );
    expect(await refusal(client.chat.delete({ channel: 'C0GENERAL', ts }))).toBe('not refused');
  });

  test('comes too late where the workspace closes edits', async () => {
    slack.state.rules.editWindowMs = 60_000;
    const ts = await post('C0SHOP');
    now += 59_000;
    expect(await refusal(client.chat.update({ channel: 'C0SHOP', ts, text: 'y' }))).toBe('not refused');
    now += 2000;
    expect(await refusal(client.chat.update({ channel: 'C0SHOP', ts, text: 'z' }))).toBe(
      'edit_window_closed',
    );
  });

  test('does not turn rich text into other blocks', async () => {
    const ts = await post('C0SHOP', { blocks: [rich] });
    const edit = (blocks: unknown) =>
      refusal(client.apiCall('chat.update', { channel: 'C0SHOP', ts, blocks }));
    expect(await edit([{ type: 'divider' }])).toBe('block_mismatch');
    expect(await edit([rich])).toBe('not refused');
  });

  test('names the channel by its id, and keeps the blocks that it does not name', async () => {
    const ts = await post('C0SHOP', { blocks: [{ type: 'divider' }] });
    expect(await refusal(client.chat.update({ channel: 'shop', ts, text: 'y' }))).toBe('channel_not_found');
    await client.chat.update({ channel: 'C0SHOP', ts, text: 'y' });
    expect(slack.state.message('C0SHOP', ts)).toMatchObject({ text: 'y', blocks: [{ type: 'divider' }] });
    await client.chat.update({ channel: 'C0SHOP', ts, text: 'y', blocks: [] });
    expect(slack.state.message('C0SHOP', ts)?.blocks).toEqual([]);
  });

  test('of an archived channel is refused', async () => {
    const ts = await post('C0SHOP');
    const channel = slack.state.channel('C0SHOP');
    if (channel) channel.archived = true;
    expect(await refusal(client.chat.update({ channel: 'C0SHOP', ts, text: 'y' }))).toBe('is_inactive');
  });
});

describe('an ephemeral message in a thread', () => {
  test('is shown once somebody has replied', async () => {
    const thread_ts = await post('C0SHOP');
    const seen = () => slack.state.visible('C0SHOP', { viewer: 'U0ADA', threadTs: thread_ts }).length;
    await client.chat.postEphemeral({ channel: 'C0SHOP', user: 'U0ADA', text: 'psst', thread_ts });
    expect(seen()).toBe(1);
    await post('C0SHOP', { thread_ts });
    expect(seen()).toBe(3);
  });
});

describe('an ephemeral message', () => {
  test('needs the bot in the channel, also where it posts from outside', async () => {
    const psst = { user: 'U0ADA', text: 'psst' };
    await post('C0GENERAL');
    expect(await refusal(client.chat.postEphemeral({ channel: 'C0GENERAL', ...psst }))).toBe(
      'not_in_channel',
    );
    expect(await refusal(client.chat.postEphemeral({ channel: 'C0SHOP', ...psst }))).toBe('not refused');
  });

  test('reaches nobody who is not in the channel', async () => {
    slack.state.channel('C0SHOP')?.members.delete('U0CHI');
    expect(await refusal(client.chat.postEphemeral({ channel: 'C0SHOP', user: 'U0CHI', text: 'psst' }))).toBe(
      'user_not_in_channel',
    );
  });
});

describe('what an app answers to a request', () => {
  const option = (text: string, value: string) => ({ text: { type: 'plain_text', text }, value });
  const many = (count: number) => Array.from({ length: count }, (_, at) => option(`${at}`, `${at}`));

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /object/],
    ['neither options nor groups', {}, /either options or option_groups/],
    ['more than 100', { options: many(101) }, /no more than 100/],
    ['a long label', { options: [option('x'.repeat(76), 'a')] }, /76 characters/],
    ['a long value', { options: [option('x', 'x'.repeat(151))] }, /151 characters/],
  ])('as options of a menu is refused: %s', (_what, body, words) => {
    expect(() => offeredOptions(body)).toThrow(words);
  });

  test('as options of a menu is taken, also when nothing fits', () => {
    expect(offeredOptions({ options: many(100) })).toHaveLength(100);
    expect(offeredOptions({ options: [] })).toEqual([]);
  });

  test('as errors of a form names its inputs, with words', () => {
    const input = {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input' },
    };
    const view = slack.state.openView('U0ADA', {
      type: 'modal',
      blocks: [input, { type: 'divider', block_id: 'd' }],
    });
    expect(errorsOf(view, { name: 'Which?' })).toEqual({ name: 'Which?' });
    expect(() => errorsOf(view, { d: 'Which?' })).toThrow('no input');
    expect(() => errorsOf(view, { gone: 'Which?' })).toThrow('no input');
    expect(() => errorsOf(view, { name: '' })).toThrow('without words');
    expect(() => errorsOf(view, {})).toThrow('without errors');
    expect(() => nextView({ type: 'modal' })).toThrow('title');
  });
});

describe('history', () => {
  test('is read by members alone', async () => {
    const ts = await post('C0GENERAL');
    const general = { channel: 'C0GENERAL' };
    expect(await refusal(client.conversations.history(general))).toBe('not_in_channel');
    expect(await refusal(client.conversations.replies({ ...general, ts }))).toBe('not_in_channel');
    expect(await refusal(client.conversations.history({ channel: 'C0SECRET' }))).toBe('channel_not_found');
    expect(await refusal(client.conversations.history({ channel: 'C0SHOP', limit: 1000 }))).toBe(
      'invalid_limit',
    );
  });
});

describe('a message of attachments alone', () => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'x' } };
  const attached = (attachments: unknown[]) =>
    client.apiCall('chat.postMessage', { channel: 'C0SHOP', attachments });

  test('is one; the blocks in them follow the rules of all', async () => {
    await attached([{ color: '#8800ff', blocks: [section] }, { fallback: 'x' }]);
    expect(slack.state.visible('C0SHOP')[0]?.attachments).toHaveLength(2);
    expect(await refusal(attached([{ blocks: [{ type: 'section' }] }]))).toBe('invalid_blocks');
    expect(await refusal(attached(Array.from({ length: 101 }, () => ({}))))).toBe('too_many_attachments');
    expect(await refusal(attached([]))).toBe('no_text');
  });
});

describe('every rule', () => {
  const folder = join(__dirname, '../../../playground/src/slack');
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  test('names its source, and every source has a rule', () => {
    for (const room of ['block-kit', 'web-api'].flatMap((each) =>
      readdirSync(join(folder, each)).map((file) => `${each}/${file}`),
    ))
      if (/Refusal\(|shape\(/.test(read(room)))
        expect([room, read(room)]).toEqual([room, expect.stringContaining('docs.slack.dev')]);
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('refusal.ts'))
      .map(read)
      .join('\n');
    // The compiler refuses a word without a source; here, a source without a word.
    expect(Object.keys(sources).filter((word) => !code.includes(`'${word}'`))).toEqual([]);
  });
});

describe('a view', () => {
  test('changes only for who knows how it looks now', async () => {
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 'x' },
      blocks: [{ type: 'divider' as const }],
    };
    const { id, hash } = slack.state.openView('U0ADA', view);
    await client.views.update({ view_id: id, hash, view });
    expect(await refusal(client.views.update({ view_id: id, hash, view }))).toBe('hash_conflict');
  });
});

describe('rates', () => {
  test('allow a channel about one message a second, and say when to come back', async () => {
    slack.rates.enforced = true;
    for (let at = 0; at < 3; at += 1) await post('C0SHOP');
    await expect(post('C0SHOP')).rejects.toMatchObject({ retryAfter: 1 });
    await post('C0GENERAL');
    now += 1000;
    await post('C0SHOP');
    expect(slack.state.visible('C0SHOP')).toHaveLength(4);
  });

  test('are counted by method: 20 a minute for lists of channels, 50 for edits', async () => {
    slack.rates.enforced = true;
    const list = () => client.conversations.list({});
    for (let at = 0; at < 20; at += 1) await list();
    await expect(list()).rejects.toMatchObject({ retryAfter: 3 });
    const ts = await post('C0SHOP');
    for (let at = 0; at < 50; at += 1) await client.chat.update({ channel: 'C0SHOP', ts, text: `${at}` });
    await expect(client.chat.update({ channel: 'C0SHOP', ts, text: 'x' })).rejects.toMatchObject({
      retryAfter: 2,
    });
  });

  test('of an app outside the Marketplace: history and threads once a minute, 15 messages at most', async () => {
    slack.state.app.outsideMarketplace = true;
    for (let at = 0; at < 20; at += 1) await post('C0SHOP');
    const history = (more = {}) => client.conversations.history({ channel: 'C0SHOP', limit: 200, ...more });
    const { messages, response_metadata } = await history();
    expect(messages).toHaveLength(15);
    await expect(history()).rejects.toMatchObject({ retryAfter: 60 });
    const ts = messages?.[0]?.ts as string;
    await client.conversations.replies({ channel: 'C0SHOP', ts });
    await expect(client.conversations.replies({ channel: 'C0SHOP', ts })).rejects.toMatchObject({
      retryAfter: 60,
    });
    now += 60_000;
    const rest = await history({ cursor: response_metadata?.next_cursor });
    expect(rest.messages).toHaveLength(5);
  });
});
