/** `/ce-image …` */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answer } from '../answer';
import { parseCommand } from '../command';
import type { Dependencies } from '../dependencies';
import { SlashReply } from '../reply';
import { fromSlack } from '../slack-text';

/** Milliseconds after which an asker in a channel that the bot cannot post to hears that it is being looked at. */
const SLOW_MS = 2500;

export function ceImage(deps: Dependencies) {
  return async ({ ack, command, client, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs) => {
    await ack();
    const reply = new SlashReply(client, command.channel_id, respond, SLOW_MS);
    await answer(parseCommand(fromSlack(command.text ?? '')), reply, deps, {
      user: command.user_id,
      channel: command.channel_id,
      client,
      triggerId: command.trigger_id,
    });
  };
}
