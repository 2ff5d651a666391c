/** `/ce-image …` */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answerText } from '../answer';
import { type Asker, somebodyAt } from '../answer/asker';
import { understand } from '../answer/understand';
import type { Dependencies } from '../dependencies';
import { fromSlack } from '../question/slack-text';
import { SlashReply } from '../sending/reply';
import { openAccessModal } from '../views/access-modal';
import { openImageModal } from '../views/image-modal';
import { openWatchModal } from '../views/watch-modal';

/** Milliseconds after which an asker in a channel that the bot cannot post to hears that it is being looked at. */
const SLOW_MS = 2500;

/** The slash command. */
export function ceImage(deps: Dependencies) {
  return async ({ ack, body, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => {
    await ack();
    const { user_id: user, channel_id: channel, trigger_id: triggerId } = command;
    const somebody = somebodyAt({ user, channel, client }, body, deps);
    const { place, isDirect } = somebody;
    const asker: Asker = {
      ...somebody,
      // A direct message has one asker.
      ...(isDirect ? { thread: { place } } : { name: command.user_name }),
      openImageForm: (reply) => openImageModal({ channel }, { client, triggerId, reply }, deps),
      openAccessForm: (reply) =>
        openAccessModal({ channel, place, user }, { client, triggerId, reply }, deps),
      openWatchForm: (reply) => openWatchModal({ channel, place, user }, { client, triggerId, reply }, deps),
    };
    await answerText(
      (who) => understand(fromSlack(command.text ?? ''), 'command', who, deps),
      () => new SlashReply(client, channel, respond, deps.sender, SLOW_MS),
      asker,
      deps,
    );
  };
}
