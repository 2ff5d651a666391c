/** A row of the overview: its report is answered below the list. */
import { answer } from '../answer';
import type { Dependencies } from '../dependencies';
import { parseCommand } from '../question/parse';
import { askerOf, messageKey, type Press, pressedValue, replyBelow } from './pressed';

/** *Why?* of one of several resources: the command in the button is asked, below the card. */
export function openItem(deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    const value = pressedValue(body);
    await deps.flights.run(`${messageKey(body)}:${value}`, () =>
      answer(parseCommand(value), replyBelow(body, client, respond, deps), askerOf(body, client, deps), deps),
    );
  };
}
