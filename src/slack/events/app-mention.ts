/** `@ce-image …` in a channel. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { answerMessage, type IncomingMessage } from '../answer/message-answer';
import type { Dependencies } from '../dependencies';

export function appMention(deps: Dependencies) {
  return async ({
    event,
    body,
    client,
    context,
  }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs) => {
    // In a direct message the message event answers.
    if (event.channel.startsWith('D')) return;
    await answerMessage(
      event as IncomingMessage,
      { eventId: body.event_id, placeOf: (id) => deps.placeOf(id, body), client, ...bot(context) },
      deps,
    );
  };
}

function bot(context: { readonly botUserId?: string }) {
  return context.botUserId ? { botUserId: context.botUserId } : {};
}
