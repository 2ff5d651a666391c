import { WebClient } from '@slack/web-api';
import type { Check } from '../check';
import { failed, passed, skipped } from '../outcome';
import { slackTrouble, withoutToken } from './error';

const cures: Readonly<Record<string, string>> = {
  channel_not_found:
    'Take the channel’s id (“View channel details”, at the end). A private channel needs the bot: /invite it there.',
  not_in_channel: 'Invite the bot there with /invite.',
  is_archived: 'Take a channel that is not archived.',
  missing_scope: 'Install the app again with the current manifest.yml.',
};

/** A message is posted, and deleted at once. */
export const slackPost: Check = {
  part: 'slack',
  name: 'Post and delete a message',
  async run({ slack, channel, clientOptions }) {
    if (!channel) return skipped('no channel was named', 'Add --channel with a channel’s id.');
    if (!slack.botToken) return withoutToken(slack);
    const client = new WebClient(slack.botToken.reveal(), clientOptions());
    const cureOf = (word: string) =>
      cures[word] ?? `Look at the channel’s posting permissions (Slack says ${word}).`;
    let posted: { readonly channel: string; readonly ts: string };
    try {
      const text = 'ce-image doctor: this message is deleted at once.';
      const answer = await client.chat.postMessage({ channel, text });
      posted = { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
    } catch (error) {
      const { word } = slackTrouble(error);
      return failed(`the message was not taken (${word})`, cureOf(word));
    }
    try {
      await client.chat.delete(posted);
      return passed(`in ${posted.channel}`);
    } catch (error) {
      const { word } = slackTrouble(error);
      return failed(`the message was posted, and not deleted (${word})`, 'Delete it by hand.');
    }
  },
};
