/** Every way on which a text leaves to Slack: no NUL, and no half of a character. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { App } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { CardSender } from '../../../src/slack/sending/send';
import { BoltApp } from '../../../src/slack/transport/bolt';
import { clientOptions, singleTry } from '../../../src/slack/transport/client-options';
import { recordingLogger, startBench } from '../../support/slack-bench';

/** What a program may have written, and what of it may leave. The last is the text of an escape: it is no escape. */
const FOUL = 'a\0b\ud83dc\ude00d 😀 \u202e \\u0000 \\ud83d';
const CLEAN = 'ab\ufffdc\ufffdd 😀 \u202e \\u0000 \\ud83d';
const blocks = (text: string) => [
  { type: 'section', text: { type: 'mrkdwn', text }, fields: [{ type: 'plain_text', text }] },
];
const view = (text: string) => ({ type: 'modal', title: { type: 'plain_text', text }, blocks: blocks(text) });

describe('trust 1: what Slack is sent has no NUL and no half of a character', () => {
  let server: Server;
  let url: string;
  const received: { readonly path: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks).toString();
      const isJson = /json/.test(request.headers['content-type'] ?? '');
      const fields = isJson
        ? (JSON.parse(body) as Record<string, unknown>)
        : Object.fromEntries(
            [...new URLSearchParams(body)].map(([name, value]) => [
              name,
              /^[[{]/.test(value) ? JSON.parse(value) : value,
            ]),
          );
      received.push({ path: request.url ?? '', fields });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test.each<[string, (text: string) => Record<string, unknown>]>([
    ['chat.postMessage', (text) => ({ channel: 'C1', text: 'x', blocks: blocks(text) })],
    ['chat.update', (text) => ({ channel: 'C1', ts: '1.0', text: 'x', blocks: blocks(text) })],
    ['chat.postEphemeral', (text) => ({ channel: 'C1', user: 'U1', text: 'x', blocks: blocks(text) })],
    [
      'chat.postMessage',
      (text) => ({ channel: 'C1', text: 'x', metadata: { event_payload: { [text]: text } } }),
    ],
    ['views.open', (text) => ({ trigger_id: 't', view: view(text) })],
    ['views.update', (text) => ({ view_id: 'V1', view: view(text) })],
    ['views.push', (text) => ({ trigger_id: 't', view: view(text) })],
    ['views.publish', (text) => ({ user_id: 'U1', view: view(text) })],
    ['a.method.of.tomorrow', (text) => ({ anything: [{ at: { all: text } }] })],
  ])('by %s', async (method, given) => {
    for (const options of [clientOptions, singleTry]) {
      const client = new WebClient('xoxb-1', options(url, recordingLogger([])));
      await client.apiCall(method, given(FOUL));
      expect(received.at(-1)).toEqual({ path: `/${method}`, fields: given(CLEAN) });
    }
  });

  test('by a response_url', async () => {
    const { fetch: send } = clientOptions(url, recordingLogger([]));
    // As Bolt's respond does it.
    await send?.(`${url}response`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: FOUL, blocks: blocks(FOUL) }),
    });
    expect(received.at(-1)).toEqual({ path: '/response', fields: { text: CLEAN, blocks: blocks(CLEAN) } });
  });

  test('in the text of a card, in which half a character would keep the whole card from leaving', async () => {
    const client = new WebClient('xoxb-1', clientOptions(url, recordingLogger([])));
    const sender = new CardSender({ warn: () => undefined });
    await sender.send({ text: FOUL, blocks: blocks(FOUL) as never }, (card) =>
      client.chat.postMessage({ channel: 'C1', ...card }),
    );
    expect(received.at(-1)?.fields).toEqual({ channel: 'C1', text: CLEAN, blocks: blocks(CLEAN) });
    await sender.view(view(FOUL) as never, undefined, (shown) =>
      client.views.open({ trigger_id: 't', view: shown }),
    );
    expect(received.at(-1)?.fields).toEqual({ trigger_id: 't', view: view(CLEAN) });
  });

  test('while what is well is sent as it was', async () => {
    const client = new WebClient('xoxb-1', clientOptions(url, recordingLogger([])));
    await client.apiCall('chat.postMessage', { channel: 'C1', text: CLEAN, blocks: blocks(CLEAN) });
    expect(received.at(-1)?.fields).toEqual({ channel: 'C1', text: CLEAN, blocks: blocks(CLEAN) });
  });
});

describe.each([false, true])('trust 1: an acknowledgement (Socket Mode: %s)', (socketMode) => {
  test('has none either: text, the errors of a form, a view that takes its place, options', async () => {
    const { app, slack, stop } = await startBench({} as never, { socketMode });
    expect(app.bolt).toBeInstanceOf(BoltApp);
    const answers = [
      FOUL,
      { response_action: 'errors', errors: { input: FOUL } },
      { response_action: 'update', view: view(FOUL) },
      { options: [{ text: { type: 'plain_text', text: FOUL }, value: FOUL }] },
    ];
    let answer: unknown;
    app.bolt.command('/foul', async ({ ack }) => ack(answer as never));
    for (answer of answers) {
      const { status, body } = await slack.delivery.deliver('slash_commands', {
        command: '/foul',
        text: '',
        team_id: slack.state.team.id,
        user_id: 'U0ADA',
        channel_id: 'C0SHOP',
        trigger_id: String(Math.random()),
      });
      const text = JSON.stringify(body);
      expect(status).toBe(200);
      expect(text).toContain(JSON.stringify(CLEAN).slice(1, -1));
    }
    await stop();
  });
});

test('trust 1: there is no way around it: every client and every app of the bot is made with what cleans', () => {
  const root = join(__dirname, '../../../src');
  const made = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && /^(?:slack|cli)\b/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const found = text.matchAll(
        /\bnew (?:WebClient|SocketModeClient|App)\((?:[^()]|\([^()]*\))*\)|\bfetch\([^)]*/g,
      );
      return [...found].map(([what]) => ({ file, what: what.replace(/\s+/g, ' ') }));
    });
  const around = made.filter(({ what }) => !/clientOptions|singleTry/.test(what));
  expect(around.map(({ file }) => file)).toEqual([
    // A terminal's, which asks nothing of Slack; what is fetched, and sends nothing; the one way out.
    'cli/answer.ts',
    'slack/heard/files.ts',
    'slack/transport/client-options.ts',
  ]);
  expect(made.length).toBeGreaterThan(6);
  expect(Object.getPrototypeOf(BoltApp.prototype)).toBe(App.prototype);
});
