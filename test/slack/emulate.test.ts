import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { signature } from '../../playground/src/slack/delivery';
import { Masker, Secret } from '../../src/diagnosis/model/secrets';
import { createSlackApp, type SlackApp } from '../../src/slack/app';
import { type EmulatedSlack, startEmulatedSlack } from '../support/emulate';
import { fakeDiagnosis } from '../support/reports';
import { recordingLogger } from '../support/slack-bench';

interface Said {
  readonly text: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly blocks?: readonly { readonly type: string }[];
}

const signingSecret = 'signing-secret-of-the-test';
let slack: EmulatedSlack;
let app: SlackApp;
let url: string;
let shop: string;
const log: string[] = [];

beforeAll(async () => {
  const manifest = parse(readFileSync(path.resolve(__dirname, '../../manifest.yml'), 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  slack = await startEmulatedSlack(manifest.oauth_config.scopes.bot);
  app = createSlackApp({
    settings: {
      botToken: new Secret(slack.botToken),
      signingSecret: new Secret(signingSecret),
      apiUrl: slack.apiUrl,
      port: 0,
    },
    diagnosis: fakeDiagnosis(),
    masker: new Masker(),
    logger: recordingLogger(log),
  });
  url = `http://127.0.0.1:${(await app.start()).port}/slack/events`;
  const { channels } = (await slack.call('conversations.list')) as {
    channels?: { id: string; name: string }[];
  };
  shop = channels?.find((each) => each.name === 'shop')?.id as string;
});

afterAll(async () => {
  await app.stop();
  await slack.close();
});

async function send(body: string, contentType: string): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1000);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature(signingSecret, timestamp, body),
    },
    body,
  });
  await app.idle();
  return response.status;
}

const form = 'application/x-www-form-urlencoded';

async function history(): Promise<readonly Said[]> {
  const answer = (await slack.call('conversations.history', { channel: shop })) as { messages?: Said[] };
  return answer.messages ?? [];
}

describe('against a Slack Web API that others wrote', () => {
  test('a slash command ends in a card in the channel', async () => {
    const command = new URLSearchParams({
      command: '/ce-image',
      text: 'app shop-api',
      channel_id: shop,
      channel_name: 'shop',
      user_id: slack.person,
      team_id: 'T000000001',
      api_app_id: 'A0',
      trigger_id: '1.2.3',
      response_url: 'http://127.0.0.1:9/none',
    });
    expect(await send(command.toString(), form)).toBe(200);
    const [card] = await history();
    expect(card?.text).toMatch(/^❌ App shop-api \(shop\) is down: /);
    expect(card?.blocks?.map((block) => block.type)).toContain('rich_text');
    expect(JSON.stringify(card?.blocks)).toContain('ibmcloud ce registry update --name shop-registry');
    expect(log).toEqual([]);
  });

  test('a mention is answered in its thread, and its log opens', async () => {
    const asked = (await slack.call(
      'chat.postMessage',
      { channel: shop, text: 'app shop-api' },
      slack.botToken,
    )) as {
      ts: string;
    };
    const event = {
      type: 'event_callback',
      team_id: 'T000000001',
      api_app_id: 'A0',
      event_id: 'Ev0001',
      event_time: 1,
      event: {
        type: 'app_mention',
        user: slack.person,
        text: '<@U1> app shop-api',
        ts: asked.ts,
        channel: shop,
      },
    };
    expect(await send(JSON.stringify(event), 'application/json')).toBe(200);
    const replies = (await slack.call('conversations.replies', { channel: shop, ts: asked.ts })) as {
      messages: Said[];
    };
    const card = replies.messages.find((each) => each.text.startsWith('❌'));
    expect(card?.thread_ts).toBe(asked.ts);

    const { trigger_id } = await slack.call('views.generateTriggerId', {}, slack.botToken);
    const pressed = {
      type: 'block_actions',
      team: { id: 'T000000001', domain: 'x' },
      user: { id: slack.person, name: 'ada', team_id: 'T000000001' },
      api_app_id: 'A0',
      trigger_id,
      container: { type: 'message', message_ts: card?.ts, channel_id: shop, is_ephemeral: false },
      channel: { id: shop, name: 'shop' },
      message: card,
      response_url: 'http://127.0.0.1:9/none',
      actions: [
        { type: 'button', action_id: 'show_log', block_id: 'b', value: 'app shop-api', action_ts: '1' },
      ],
    };
    expect(await send(new URLSearchParams({ payload: JSON.stringify(pressed) }).toString(), form)).toBe(200);
    expect(log).toEqual([]);
  });
});
