import { request } from 'node:http';
import type { Action, Outcome, Snapshot, WireMessage } from '../../../playground/src/web/wire';
import { type Playground, startPlayground } from '../../support/playground';

let playground: Playground;

beforeAll(async () => {
  playground = await startPlayground({ alerts: false });
});
afterAll(() => playground.close());
afterEach(() => playground.slack.state.reset());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request as any program may send it: `fetch` would not let a test choose Host and Origin. */
function send(
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const port = Number(new URL(playground.url).port);
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };

async function post(
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer & { outcome: Outcome }> {
  const answer = await send('/api/actions', { method: 'POST', headers: { ...json, ...headers }, body });
  return { ...answer, outcome: JSON.parse(answer.body) as Outcome };
}

const act = (action: Action) => post(JSON.stringify(action));

/** A window: the events that it was sent, by name. */
async function openWindow() {
  const stop = new AbortController();
  const response = await fetch(`${playground.url}/api/events`, { signal: stop.signal });
  const events: { name: string; data: unknown }[] = [];
  const waiting = new Set<() => void>();
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, name, data] = /event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        if (name && data) events.push({ name, data: JSON.parse(data) });
        text = text.slice(end + 2);
      }
      for (const wake of waiting) wake();
    }
  })().catch(() => undefined);
  return {
    events,
    /** The first event that fits, whether it has come or is to come. */
    async event<T>(name: string, fits: (data: T) => boolean = () => true): Promise<T> {
      for (;;) {
        const found = events.find((each) => each.name === name && fits(each.data as T));
        if (found) return found.data as T;
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
        });
      }
    },
    async close() {
      stop.abort();
      await reading;
    },
  };
}

describe('who may come in', () => {
  test('the page, with headers that load and run nothing from elsewhere', async () => {
    const { status, headers, body } = await send('/');
    expect(status).toBe(200);
    expect(body).toContain('page.js');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test.each(['evil.example', 'evil.example:3000', '192.168.1.5:3000', 'localhost.evil.example'])(
    'no other host name than loopback: %j',
    async (host) => {
      expect((await send('/', { headers: { host } })).status).toBe(403);
    },
  );

  test('no page of another site', async () => {
    const { status, outcome } = await post('{"do":"reset"}', { origin: 'https://evil.example' });
    expect(status).toBe(403);
    expect(outcome).toMatchObject({ ok: false, error: 'forbidden' });
    expect((await post('{"do":"reset"}', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('no form, which a browser sends without asking', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await send('/api/actions', { method: 'POST', headers, body: '{"do":"reset"}' })).status).toBe(
      403,
    );
  });

  test('no path out of the folder, and no other method', async () => {
    expect((await send('/../../package.json')).status).toBe(404);
    expect((await send('/%2e%2e/package.json')).status).toBe(404);
    expect((await send('/nothing')).status).toBe(404);
    expect((await send('/', { method: 'DELETE' })).status).toBe(405);
    expect((await send('/api/actions')).status).toBe(405);
  });
});

describe('what makes no sense is refused with a reason', () => {
  const where = { channel: 'C0SHOP', ts: '1.000000' };
  test.each<[string, string]>([
    ['', 'The body is not JSON.'],
    ['{"do":', 'The body is not JSON.'],
    ['[]', 'The body is not an object.'],
    ['null', 'The body is not an object.'],
    ['{}', '“do” names nothing that can be done.'],
    ['{"do":"__proto__"}', '“do” names nothing that can be done.'],
    ['{"do":"say","as":"U0ADA","channel":"C0SHOP"}', '“text” is empty.'],
    ['{"do":"say","as":7,"channel":"C0SHOP","text":"x"}', '“as” is not a text of 1 to 300 characters.'],
    ['{"do":"speed","speed":1e99}', '“speed” is not a number from 0 to 3600.'],
    ['{"do":"fault","name":"iam-down","on":"yes"}', '“on” is not true or false.'],
    ['{"do":"fault","name":"toString","on":true}', 'There is no such fault.'],
    ['{"do":"happen","name":"constructor"}', 'There is no such case.'],
    ['{"do":"submit","as":"U0ADA","view":"V1","values":{"a":[]}}', 'A block of “values” is not an object.'],
    [JSON.stringify({ do: 'say', as: 'U0NOBODY', channel: 'C0SHOP', text: 'x' }), 'There is no such person.'],
    [
      JSON.stringify({ do: 'say', as: 'U0CHI', channel: 'C0SECRET', text: 'x' }),
      'This person is not in such a channel.',
    ],
    [JSON.stringify({ do: 'press', as: 'U0ADA', on: where, action: 'x' }), 'There is no such message.'],
    [JSON.stringify({ do: 'press', as: 'U0CEIMAGE', on: where, action: 'x' }), 'There is no such person.'],
    [JSON.stringify({ do: 'dismiss', as: 'U0ADA', view: 'V9' }), 'There is no such view.'],
  ])('%s', async (body, message) => {
    const { status, outcome } = await post(body);
    expect({ status, ...outcome }).toEqual({ status: 400, ok: false, error: 'bad-request', message });
  });

  test('more text than Slack takes', async () => {
    const text = 'x'.repeat(40_001);
    const { status, outcome } = await act({ do: 'say', as: 'U0ADA', channel: 'C0SHOP', text });
    expect(status).toBe(400);
    expect(outcome.message).toBe('The text has 40001 characters; Slack takes 40000.');
  });

  test('a request that is larger than any sensible one', async () => {
    const { status, outcome } = await post(JSON.stringify({ do: 'say', text: 'x'.repeat(9_000_000) }));
    expect(status).toBe(413);
    expect(outcome.error).toBe('too-large');
  });

  test('what only another person sees cannot be pressed', async () => {
    await act({ do: 'say', as: 'U0ADA', channel: 'C0SHOP', text: '/ce-image biuld shop-api' });
    const private_ = await seen((message) => message.onlyFor === 'U0ADA');
    const on = { channel: 'C0SHOP', ts: private_.ts };
    const { status } = await act({ do: 'press', as: 'U0BEN', on, action: 'run_command:0' });
    expect(status).toBe(400);
  });
});

describe('what the app took away while a person pressed it is said to be gone', () => {
  const gone = {
    status: 200,
    outcome: { ok: false, error: 'gone', message: 'What was pressed is not there any more.' },
  };
  const again = { type: 'button', action_id: 'again', text: { type: 'plain_text', text: 'Again' } };
  const post = () =>
    playground.slack.state.say({
      channel: 'C0SHOP',
      user: 'U0CEIMAGE',
      byBot: true,
      text: '',
      blocks: [{ type: 'actions', elements: [again] }],
    });

  test('a button', async () => {
    const message = post();
    playground.slack.state.edit(message, 'working on it', []);
    const on = { channel: 'C0SHOP', ts: message.ts };
    expect(await act({ do: 'press', as: 'U0ADA', on, action: 'again' })).toMatchObject(gone);
  });

  test('a message', async () => {
    const message = post();
    playground.slack.state.remove(message);
    const on = { channel: 'C0SHOP', ts: message.ts };
    expect(await act({ do: 'press', as: 'U0ADA', on, action: 'again' })).toMatchObject(gone);
  });

  test('a modal', async () => {
    const view = playground.slack.state.openView('U0ADA', { type: 'modal', blocks: [] });
    view.open = false;
    expect(await act({ do: 'submit', as: 'U0ADA', view: view.id, values: {} })).toMatchObject(gone);
    // Who wants it closed has what was wanted.
    const dismissed = await act({ do: 'dismiss', as: 'U0ADA', view: view.id });
    expect(dismissed.outcome).toEqual({ ok: true });
  });
});

/** A message of the workspace, as soon as it is there. */
async function seen(fits: (message: { text: string; onlyFor?: string; ts: string }) => boolean) {
  const { state } = playground.slack;
  const there = state.messages.find(fits);
  if (there) return there;
  const change = await state.next((each) => 'message' in each && fits(each.message));
  if (!('message' in change)) throw new Error('no message');
  return change.message;
}

describe('what people do reaches the bot as from Slack', () => {
  test('an unknown slash command is told to be one', async () => {
    const { outcome } = await act({ do: 'say', as: 'U0ADA', channel: 'C0SHOP', text: '/remind me' });
    expect(outcome).toMatchObject({ ok: false, message: '/remind is not a valid command.' });
  });

  test('a mention where the bot is not a member says so; an invitation helps', async () => {
    const say = (text: string) => act({ do: 'say', as: 'U0ADA', channel: 'C0GENERAL', text });
    expect((await say('@ce-image shop-api')).outcome).toMatchObject({ error: 'not-in-channel' });
    expect((await say('/invite @ce-image')).outcome).toEqual({ ok: true });
    expect((await say('@ce-image shop-api')).outcome).toEqual({ ok: true });
  });

  test('a build runs once more, in world time', async () => {
    const runs = playground.world.project('shop').buildRuns;
    const before = runs.size;
    const { outcome } = await act({ do: 'happen', name: 'dockerfile-in-subdirectory' });
    expect(runs.size).toBe(before + 1);
    const started = [...runs.keys()].at(-1);
    expect(outcome).toEqual({ ok: true, message: `The build shop-api has started: ${started}.` });
  });
});

describe('windows stay in step', () => {
  test('each gets what is there, and then what changes', async () => {
    const [one, two] = await Promise.all([openWindow(), openWindow()]);
    const first = await one.event<Snapshot>('snapshot');
    expect(first.cases.length).toBeGreaterThan(50);
    await act({ do: 'say', as: 'U0BEN', channel: 'C0SHOP', text: 'good <b>morning</b>' });
    for (const window of [one, two]) {
      const { text } = await window.event<WireMessage>('message', ({ user }) => user === 'U0BEN');
      expect(text).toBe('good &lt;b&gt;morning&lt;/b&gt;');
    }
    await act({ do: 'fault', name: 'iam-down', on: true });
    await act({ do: 'speed', speed: 60 });
    await two.event<Snapshot['world']>('world', ({ speed, faults }) => {
      return speed === 60 && faults.some(({ id, on }) => id === 'iam-down' && on);
    });
    await Promise.all([one.close(), two.close()]);
  });

  test('a reset takes everything back, for all', async () => {
    const window = await openWindow();
    await act({ do: 'say', as: 'U0BEN', channel: 'C0SHOP', text: 'hello' });
    await act({ do: 'happen', name: 'image-vanishes' });
    await act({ do: 'fault', name: 'slack-429', on: true });
    await window.event('message');
    await act({ do: 'reset' });
    const after = await window.event<Snapshot>(
      'snapshot',
      ({ world }) => window.events.filter(({ name }) => name === 'snapshot').length > 1 && world.speed === 1,
    );
    expect(after.world.faults.filter(({ on }) => on)).toEqual([]);
    // What happened is undone: it can happen again.
    expect((await act({ do: 'happen', name: 'image-vanishes' })).outcome).toEqual({
      ok: true,
      message: 'Somebody deletes the image of the app storefront from the registry.',
    });
    await act({ do: 'reset' });
    await window.close();
  });
});

test('no value of a secret is in what the page is given', async () => {
  const window = await openWindow();
  const text = JSON.stringify(await window.event('snapshot'));
  expect(playground.world.canaries.filter((canary) => text.includes(canary))).toEqual([]);
  await window.close();
});
