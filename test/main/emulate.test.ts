import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type StandIns, startStandIns } from '../../playground/src/index';
import { signature } from '../../playground/src/slack/delivery';
import { observedBot } from '../../src/main';
import { type EmulatedSlack, startEmulatedSlack } from '../support/emulate';

/** The whole bot, with nothing of Slack that we wrote ourselves: npm's `emulate` keeps the workspace. */
describe('the bot in a workspace that others wrote', () => {
  let standIns: StandIns;
  let slack: EmulatedSlack;
  let bot: ReturnType<typeof observedBot>;
  let url: string;
  let shop: string;

  beforeAll(async () => {
    const manifest = parse(readFileSync(path.resolve(__dirname, '../../manifest.yml'), 'utf8')) as {
      oauth_config: { scopes: { bot: string[] } };
    };
    [standIns, slack] = await Promise.all([
      startStandIns(),
      startEmulatedSlack(manifest.oauth_config.scopes.bot),
    ]);
    bot = observedBot({
      ...standIns.environment,
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      PORT: '0',
      LOG_LEVEL: 'error',
    });
    url = `http://127.0.0.1:${(await bot.start()).port}/slack/events`;
    const { channels } = (await slack.call('conversations.list')) as {
      channels: { id: string; name: string }[];
    };
    shop = channels.find(({ name }) => name === 'shop')?.id ?? '';
  });
  afterAll(async () => {
    await bot.stop();
    await Promise.all([slack.close(), standIns.close()]);
  });

  async function slash(text: string): Promise<string> {
    const body = new URLSearchParams({
      command: '/ce-image',
      text,
      channel_id: shop,
      channel_name: 'shop',
      user_id: slack.person,
      team_id: 'T000000001',
      api_app_id: 'A0',
      // Slack gives every command one of its own; the bot takes none twice.
      trigger_id: `1.2.${text.length}`,
      response_url: `${url}/unused`,
    }).toString();
    const timestamp = Math.floor(Date.now() / 1000);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': signature(standIns.slack.signingSecret, timestamp, body),
      },
      body,
    });
    expect(response.status).toBe(200);
    await bot.idle();
    const { messages } = (await slack.call('conversations.history', { channel: shop })) as {
      messages: unknown[];
    };
    return JSON.stringify(messages[0]);
  }

  test.each([
    ['build shop-api', 'There is no Dockerfile', 'ibmcloud ce build update --name shop-api'],
    ['app shop-checkout', 'It listens on port 3000', '--port 3000'],
    ['app storefront --project shop-prod', 'storefront (shop-prod) is healthy', 'pull works'],
  ])('/ce-image %s is answered there, too', async (command, cause, telling) => {
    const card = await slash(command);
    expect(card).toContain(cause);
    expect(card).toContain(telling);
  });

  test('a request with a wrong signature is refused', async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
      },
      body: 'command=%2Fce-image&text=build+shop-api',
    });
    expect(response.status).toBe(401);
  });
});
