/** A row of the overview: its report is answered below the list. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answer } from '../answer';
import type { Dependencies } from '../dependencies';
import { parseCommand } from '../question/parse';
import { askerOf, messageKey, pressedValue, replyBelow } from './pressed';

export function openItem(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const value = pressedValue(body);
    await deps.flights.run(`${messageKey(body)}:${value}`, () =>
      answer(parseCommand(value), replyBelow(body, client, respond, deps), askerOf(body, client, deps), deps),
    );
  };
}
