import type { Logger } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Check } from '../check';
import { failed, passed, skipped } from '../outcome';
import { reachSlack, slackTrouble } from './error';

const GREETING_MS = 10_000;

/** A Socket Mode connection is made, greeted and closed. */
export const slackSocket: Check = {
  part: 'slack',
  name: 'Slack Socket Mode',
  async run({ slack, clientOptions }) {
    if (!slack.appToken) return skipped('SLACK_APP_TOKEN is not set: Slack reaches the bot by HTTP');
    const options = clientOptions();
    const client = new SocketModeClient({
      appToken: slack.appToken.reveal(),
      logger: options.logger as Logger,
      autoReconnectEnabled: false,
      clientOptions: options,
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), GREETING_MS);
    });
    try {
      if ((await Promise.race([client.start(), late])) !== 'late') return passed('connected and greeted');
      return failed('the connection was not greeted', 'Does a proxy or firewall hold up WebSockets (wss)?');
    } catch (error) {
      const { word } = slackTrouble(error);
      if (/^HTTP|^no answer|^ratelimited/.test(word)) return failed(`Slack said: ${word}`, reachSlack);
      return failed(
        `Slack refuses SLACK_APP_TOKEN (${word})`,
        'Make an app-level token with the scope connections:write (page “Basic Information”), and turn Socket Mode on.',
      );
    } finally {
      clearTimeout(timer);
      await client.disconnect().catch(() => undefined);
    }
  },
};
