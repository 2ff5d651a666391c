/** A direct message to the bot. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { answerMessage, type IncomingMessage } from '../answer/message-answer';
import type { Dependencies } from '../dependencies';

/** A message that is written to the bot alone. */
export function directMessage(deps: Dependencies) {
  return async ({
    event,
    body,
    client,
    context,
  }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs) => {
    if (event.channel_type !== 'im') return;
    const { botUserId } = context;
    await answerMessage(
      event as IncomingMessage,
      { body, client, ...(botUserId ? { botUserId } : {}) },
      deps,
    );
  };
}
