/** `/ce-image …` */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answer } from '../answer/answer';
import type { Dependencies } from '../dependencies';
import { parseCommand } from '../question/command';
import { fromSlack } from '../question/slack-text';
import { SlashReply } from '../sending/reply';

/** Milliseconds after which an asker in a channel that the bot cannot post to hears that it is being looked at. */
const SLOW_MS = 2500;

export function ceImage(deps: Dependencies) {
  return async ({ ack, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => {
    await ack();
    const reply = new SlashReply(client, command.channel_id, respond, deps.sender, SLOW_MS);
    await answer(parseCommand(fromSlack(command.text ?? '')), reply, deps, {
      user: command.user_id,
      channel: command.channel_id,
      client,
      triggerId: command.trigger_id,
    });
  };
}
