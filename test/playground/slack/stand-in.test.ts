import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { WebSocket } from 'ws';
import { type Message, type SlackStandIn, startSlackStandIn } from '../../../playground/src/slack';
import { manifestScopes } from '../../../playground/src/slack/scopes';
import { recordingLogger } from '../../support/slack-bench';

/** What an app would receive, and what it answers at once. */
interface Received {
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

let slack: SlackStandIn;
let client: WebClient;
let now = Date.parse('2026-03-02T10:00:00Z');
/** The methods themselves are tried here, not what a workspace grants. */
const everyScope = [
  ...manifestScopes(),
  ...['reactions:write', 'channels:join', 'users:read', 'im:read', 'mpim:read', 'mpim:write', 'mpim:history'],
];
let app: Server;
let received: Received[];
let answer: { status: number; body: string };

beforeEach(async () => {
  received = [];
  answer = { status: 200, body: '' };
  slack = await startSlackStandIn({ clock: { now: () => now }, scopes: everyScope });
  client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: recordingLogger([]),
  });
  app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  slack.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`);
});

afterEach(async () => {
  await slack.close();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

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

function form(at = 0): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(received[at]?.body));
}

function payload(at = 0): Record<string, unknown> {
  return JSON.parse(form(at).payload as string);
}

async function respond(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}

const divider = { type: 'divider' } as const;
const again = {
  type: 'actions' as const,
  elements: [
    {
      type: 'button' as const,
      text: { type: 'plain_text' as const, text: 'Again' },
      action_id: 'again',
      value: 'v',
    },
  ],
};
const modal = (title: string) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: title },
  blocks: [divider],
});

describe('scopes', () => {
  const only = (...scopes: string[]) => startSlackStandIn({ clock: { now: () => now }, scopes });

  test.each([
    ['conversations.info', 'C0SHOP', 'channels:read'],
    ['conversations.info', 'C0SECRET', 'groups:read'],
    ['conversations.info', 'D0ADA', 'im:read'],
    ['conversations.info', 'G0GROUP', 'mpim:read'],
    ['conversations.history', 'C0SHOP', 'channels:history'],
    ['conversations.history', 'G0GROUP', 'mpim:history'],
    ['chat.postMessage', 'C0SHOP', 'chat:write'],
  ])('%s in %s asks for %s, and says so', async (method, channel, scope) => {
    const strict = await only('commands');
    strict.state.channels.get(channel)?.members.add(strict.state.app.userId);
    const other = new WebClient(strict.botToken, { slackApiUrl: strict.apiUrl });
    const refused = await other.apiCall(method, { channel, text: 'x' }).catch((error) => error.data);
    expect(refused).toMatchObject({ error: 'missing_scope', needed: scope, provided: 'commands' });
    await strict.close();
  });
});

describe('messages', () => {
  test('are posted, edited with their history kept, and deleted', async () => {
    const posted = await client.chat.postMessage({ channel: 'shop', text: 'one', blocks: [divider] });
    await client.chat.update({ channel: posted.channel as string, ts: posted.ts as string, text: 'two' });
    const [message] = slack.state.visible('C0SHOP');
    expect(message).toMatchObject({ text: 'two', history: [{ text: 'one' }] });
    expect((await client.conversations.history({ channel: 'C0SHOP' })).messages).toMatchObject([
      { text: 'two' },
    ]);
    await client.chat.delete({ channel: 'C0SHOP', ts: posted.ts as string });
    expect(slack.state.visible('C0SHOP')).toEqual([]);
    expect(await refusal(client.chat.update({ channel: 'C0SHOP', ts: posted.ts as string, text: 'x' }))).toBe(
      'message_not_found',
    );
  });

  test('in a thread are its replies and stay out of the channel', async () => {
    const { ts } = await client.chat.postMessage({ channel: 'C0SHOP', text: 'root' });
    await client.chat.postMessage({ channel: 'C0SHOP', text: 'reply', thread_ts: ts as string });
    const { messages } = await client.conversations.replies({ channel: 'C0SHOP', ts: ts as string });
    expect(messages?.map((each) => each.text)).toEqual(['root', 'reply']);
    expect(slack.state.visible('C0SHOP').map((each) => each.text)).toEqual(['root']);
  });

  test('for one person are seen by nobody else', async () => {
    await client.chat.postEphemeral({ channel: 'C0SHOP', user: 'U0ADA', text: 'psst' });
    expect(slack.state.visible('C0SHOP', { viewer: 'U0ADA' })).toHaveLength(1);
    expect(slack.state.visible('C0SHOP', { viewer: 'U0BEN' })).toHaveLength(0);
    expect((await client.conversations.history({ channel: 'C0SHOP' })).messages).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['no_text', () => client.apiCall('chat.postMessage', { channel: 'C0SHOP' })],
    ['channel_not_found', () => client.chat.postMessage({ channel: 'C0NONE', text: 'x' })],
    ['channel_not_found', () => client.chat.postMessage({ channel: 'C0SECRET', text: 'x' })],
    [
      'invalid_blocks_format',
      () => client.apiCall('chat.postMessage', { channel: 'C0SHOP', blocks: 'nonsense' }),
    ],
    [
      'cant_update_message',
      async () => {
        const { message } = await slack.people.sendMention('hello');
        await client.chat.update({ channel: 'C0SHOP', ts: message.ts, text: 'mine now' });
      },
    ],
    ['invalid_auth', () => new WebClient('xoxb-other', { slackApiUrl: slack.apiUrl }).auth.test()],
    ['not_authed', () => new WebClient(undefined, { slackApiUrl: slack.apiUrl }).auth.test()],
    ['unknown_method', () => client.apiCall('chat.shout', {})],
  ])('are refused with %s', async (word, call) => {
    expect(await refusal(call())).toBe(word);
  });

  test('are refused where the bot is not, unless it may post anywhere', async () => {
    expect(await refusal(client.chat.postMessage({ channel: 'general', text: 'x' }))).toBe('not refused');
    const strict = await startSlackStandIn({
      scopes: ['chat:write', 'channels:join'],
    });
    const other = new WebClient(strict.botToken, { slackApiUrl: strict.apiUrl });
    expect(await refusal(other.chat.postMessage({ channel: 'general', text: 'x' }))).toBe('not_in_channel');
    await other.conversations.join({ channel: 'C0GENERAL' });
    expect(await refusal(other.chat.postMessage({ channel: 'general', text: 'x' }))).toBe('not refused');
    await strict.close();
  });

  test('with bad blocks are refused with the place and the reason', async () => {
    const blocks = [
      divider,
      { type: 'header' as const, text: { type: 'plain_text' as const, text: 'x'.repeat(151) } },
    ];
    const call = client.chat.postMessage({ channel: 'C0SHOP', text: 'x', blocks });
    await expect(call).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
        },
      },
    });
    const validated = client.apiCall('blocks.validate', { blocks });
    await expect(validated).rejects.toMatchObject({
      data: { errors: [{ pointer: '/blocks/1/text/text', code: 'too_long' }] },
    });
    expect(slack.state.messages).toEqual([]);
  });

  test('that are too long in total are refused', async () => {
    const section = {
      type: 'section' as const,
      text: { type: 'plain_text' as const, text: 'x'.repeat(2900) },
    };
    const call = client.chat.postMessage({
      channel: 'C0SHOP',
      text: 'x',
      blocks: Array.from({ length: 5 }, () => section),
    });
    expect(await refusal(call)).toBe('msg_blocks_too_long');
  });
});

describe('a slash command', () => {
  test('comes signed, form-encoded and escaped, as Slack sends it', async () => {
    await slack.people.sendSlashCommand('app <x> & y', { user: 'U0BEN' });
    expect(form()).toMatchObject({
      command: '/ce-image',
      text: 'app &lt;x&gt; &amp; y',
      channel_id: 'C0SHOP',
      user_id: 'U0BEN',
      team_id: 'T0PLAY',
    });
    expect(received[0]?.headers['x-slack-signature']).toMatch(/^v0=[0-9a-f]{64}$/);
    // By the machine's clock, with which the receiver compares it, whatever time the workspace has.
    expect(Number(received[0]?.headers['x-slack-request-timestamp'])).toBeGreaterThan(Date.now() / 1000 - 60);
  });

  test('shows what is answered at once to the asker', async () => {
    answer = { status: 200, body: JSON.stringify({ text: 'on it' }) };
    await slack.people.sendSlashCommand('help');
    expect(slack.state.messages).toMatchObject([{ text: 'on it', onlyFor: 'U0ADA' }]);
  });

  test('gives a response_url that never replaces and dies after five answers', async () => {
    await slack.people.sendSlashCommand('help');
    const url = form().response_url as string;
    expect(await respond(url, { text: 'one' })).toBe(200);
    expect(await respond(url, { text: 'two', replace_original: true })).toBe(200);
    expect(slack.state.messages.map((each) => [each.text, each.onlyFor])).toEqual([
      ['one', 'U0ADA'],
      ['two', 'U0ADA'],
    ]);
    expect(await respond(url, { text: 'three', response_type: 'in_channel' })).toBe(200);
    expect(slack.state.messages.at(-1)?.onlyFor).toBeUndefined();
    expect(await respond(url, { blocks: [{ type: 'nonsense' }] })).toBe(400);
    expect(await respond(url, { text: 'five' })).toBe(200);
    expect(await respond(url, { text: 'six' })).toBe(404);
  });

  test('gives a response_url that dies after half an hour', async () => {
    await slack.people.sendSlashCommand('help');
    now += 30 * 60 * 1000 + 1;
    expect(await respond(form().response_url as string, { text: 'late' })).toBe(404);
  });
});

describe('a button', () => {
  async function press(message: Partial<Message> = {}): Promise<void> {
    await client.chat.postMessage({ channel: 'C0SHOP', text: 'card', blocks: [again] });
    const posted = slack.state.messages.at(-1) as Message;
    await slack.people.clickButton({ message: Object.assign(posted, message) }, 'Again');
  }

  test('tells where it was pressed, by whom, and its value', async () => {
    await press();
    const [message] = slack.state.messages;
    expect(payload()).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0ADA' },
      container: { type: 'message', message_ts: message?.ts, channel_id: 'C0SHOP', is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'again', value: 'v', block_id: expect.any(String) }],
      message: { ts: message?.ts },
    });
  });

  test('gives a response_url that replaces and deletes', async () => {
    await press();
    const url = payload().response_url as string;
    await respond(url, { text: 'new', replace_original: true });
    expect(slack.state.messages).toMatchObject([{ text: 'new', history: [{ text: 'card' }] }]);
    await respond(url, { delete_original: true });
    expect(slack.state.messages).toMatchObject([{ deleted: true }]);
  });

  test('opens one modal within three seconds', async () => {
    await press();
    const trigger_id = payload().trigger_id as string;
    const opened = await client.views.open({ trigger_id, view: modal('One') });
    expect(await refusal(client.views.open({ trigger_id, view: modal('Two') }))).toBe('exchanged_trigger_id');
    await client.views.update({ view_id: opened.view?.id as string, view: modal('Three') });
    expect([...slack.state.views.values()]).toMatchObject([
      { open: true, user: 'U0ADA', payload: { title: { text: 'Three' } } },
    ]);
    const [view] = [...slack.state.views.values()];
    if (view) await slack.people.closeView(view);
    expect(
      await refusal(client.views.update({ view_id: opened.view?.id as string, view: modal('Four') })),
    ).toBe('not_found');
  });

  test('opens none after three seconds, and none that Slack would refuse', async () => {
    await press();
    const trigger_id = payload().trigger_id as string;
    expect(await refusal(client.views.open({ trigger_id, view: modal('x'.repeat(25)) }))).toBe(
      'invalid_arguments',
    );
    now += 3001;
    expect(await refusal(client.views.open({ trigger_id, view: modal('One') }))).toBe('expired_trigger_id');
    expect(await refusal(client.views.open({ trigger_id: 'made-up', view: modal('One') }))).toBe(
      'invalid_trigger_id',
    );
  });

  test('that is not there cannot be pressed', async () => {
    await client.chat.postMessage({ channel: 'C0SHOP', text: 'card', blocks: [again] });
    const message = slack.state.messages[0] as Message;
    await expect(slack.people.clickButton({ message }, 'Other')).rejects.toThrow('there is no button Other');
  });
});

describe('a modal', () => {
  test('is submitted; errors keep it open, an empty answer closes it', async () => {
    const input = {
      type: 'input',
      block_id: 'b',
      label: { type: 'plain_text', text: 'B' },
      element: { type: 'plain_text_input', action_id: 'a' },
    };
    const view = slack.state.openView('U0ADA', { ...modal('One'), blocks: [input] });
    answer = { status: 200, body: JSON.stringify({ response_action: 'errors', errors: { b: 'too short' } }) };
    await slack.people.submitView(view, { b: { a: { type: 'plain_text_input', value: 'x' } } });
    expect(view).toMatchObject({ open: true, errors: { b: 'too short' } });
    answer = { status: 200, body: '' };
    await slack.people.submitView(view);
    expect(view.open).toBe(false);
    expect(payload()).toMatchObject({
      type: 'view_submission',
      view: { id: view.id, state: { values: { b: {} } } },
    });
  });
});

describe('events', () => {
  test('come with an id, and again with retry headers', async () => {
    const { event } = await slack.people.sendMention('shop-api de.icr.io/a/b:1 & <c>');
    await slack.people.redeliver(event as Record<string, unknown>, 2);
    expect(JSON.parse(received[0]?.body as string)).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      event: {
        type: 'app_mention',
        text: '<@U0CEIMAGE> shop-api <http://de.icr.io/a/b:1|de.icr.io/a/b:1> &amp; &lt;c&gt;',
      },
    });
    expect(received[1]?.body).toBe(received[0]?.body);
    expect(received[1]?.headers).toMatchObject({
      'x-slack-retry-num': '2',
      'x-slack-retry-reason': 'http_timeout',
    });
  });

  test('of a channel without the bot do not come', async () => {
    await slack.people.sendMention('hello', { channel: 'general' });
    expect(received).toEqual([]);
    expect(slack.state.visible('C0GENERAL')).toHaveLength(1);
  });
});

describe('faults', () => {
  test('answer 429 with Retry-After as often as wanted', async () => {
    slack.faults.rateLimit('chat.postMessage', 7, 1);
    const limited = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await refusal(client.chat.postMessage({ channel: 'C0SHOP', text: 'x' }))).toBe('not refused');
  });

  test('answer with a word or a status until they are cleared', async () => {
    slack.faults.add({ method: '*', answer: { error: 'fatal_error' } });
    expect(await refusal(client.auth.test())).toBe('fatal_error');
    slack.faults.clear();
    expect(await refusal(client.auth.test())).toBe('not refused');
  });
});

test('an app that talks nonsense over Socket Mode does no harm', async () => {
  const { url } = await new WebClient(slack.appToken, { slackApiUrl: slack.apiUrl }).apps.connections.open();
  const socket = new WebSocket(url as string);
  const next = (name: string) => new Promise((resolve) => socket.once(name, resolve));
  await next('open');
  for (const nonsense of ['{', 'null', '[]', '{"envelope_id":1}', 'x'.repeat(100_000)]) socket.send(nonsense);
  // What was sent before a ping has been read before its answer.
  socket.ping();
  await next('pong');
  socket.close();
  await next('close');
  expect((await client.auth.test()).ok).toBe(true);
});

test('every change is announced, until nobody listens any more', async () => {
  const seen: string[] = [];
  const stop = slack.state.subscribe((change) => seen.push(change.type));
  const { ts } = await client.chat.postMessage({ channel: 'C0SHOP', text: 'x' });
  await client.chat.update({ channel: 'C0SHOP', ts: ts as string, text: 'y' });
  await client.reactions.add({ channel: 'C0SHOP', timestamp: ts as string, name: 'eyes' });
  await client.chat.delete({ channel: 'C0SHOP', ts: ts as string });
  stop();
  await client.chat.postMessage({ channel: 'C0SHOP', text: 'z' });
  expect(seen).toEqual(['message', 'message_changed', 'message_changed', 'message_deleted']);
});
