/** `@ce-image …` in a channel. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { isDirectMessage } from '../answer/asker';
import { answerMessage, type IncomingMessage } from '../answer/message-answer';
import type { Dependencies } from '../dependencies';

/** The bot was mentioned in a channel. */
export function appMention(deps: Dependencies) {
  return async ({
    event,
    body,
    client,
    context,
  }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs) => {
    // In a direct message the message event answers.
    if (isDirectMessage(event.channel)) return;
    await answerMessage(event as IncomingMessage, { body, client, ...bot(context) }, deps);
  };
}

function bot(context: { readonly botUserId?: string }) {
  return context.botUserId ? { botUserId: context.botUserId } : {};
}
