import { WebClient } from '@slack/web-api';
import type { Check } from '../check';
import { failed, passed } from '../outcome';
import { reachSlack, slackTrouble, withoutToken } from './error';

/** Slack takes the bot's token. */
export const slackToken: Check = {
  part: 'slack',
  name: 'Slack bot token',
  async run({ slack, clientOptions }) {
    if (!slack.botToken) return withoutToken(slack);
    try {
      const { user, team } = await new WebClient(slack.botToken.reveal(), clientOptions()).auth.test();
      return passed(`@${user ?? 'bot'} in workspace ${team ?? '?'}`);
    } catch (error) {
      const { word } = slackTrouble(error);
      if (/^HTTP|^no answer|^ratelimited/.test(word)) return failed(`Slack said: ${word}`, reachSlack);
      return failed(
        `Slack refuses SLACK_BOT_TOKEN (${word})`,
        'Take the Bot User OAuth Token of the app’s page “OAuth & Permissions”, after installing the app to the workspace.',
      );
    }
  },
};
