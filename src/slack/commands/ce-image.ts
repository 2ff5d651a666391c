/** `/ce-image …` */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answer } from '../answer';
import type { Dependencies } from '../dependencies';
import { parseCommand } from '../question/parse';
import { fromSlack } from '../question/slack-text';
import { SlashReply } from '../sending/reply';
import { openAccessModal } from '../views/access-modal';
import { openWatchModal } from '../views/watch-modal';

/** Milliseconds after which an asker in a channel that the bot cannot post to hears that it is being looked at. */
const SLOW_MS = 2500;

export function ceImage(deps: Dependencies) {
  return async ({ ack, body, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => {
    await ack();
    const reply = new SlashReply(client, command.channel_id, respond, deps.sender, SLOW_MS);
    const { user_id: user, channel_id: channel, trigger_id: triggerId } = command;
    const place = deps.placeOf(channel, body);
    await answer(
      parseCommand(fromSlack(command.text ?? '')),
      reply,
      {
        user,
        channel,
        place,
        client,
        // A direct message has one asker.
        ...(channel.startsWith('D') ? {} : { name: command.user_name }),
        openAccessForm: () => openAccessModal({ channel, user }, client, triggerId, deps),
        openWatchForm: () => openWatchModal({ channel, place, user }, client, triggerId, deps),
      },
      deps,
    );
  };
}
