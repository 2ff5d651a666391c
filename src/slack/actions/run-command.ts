/** Buttons and menus whose value is a command line: *Check again*, *Try again*, a nearest name, a match. */
import { answer } from '../answer';
import type { Dependencies } from '../dependencies';
import { parseCommand } from '../question/parse';
import { askerOf, messageKey, type Press, pressedValue, replyInPlace } from './pressed';

/** The card is replaced. Whoever presses again while it runs starts nothing new. */
export function runCommand(deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    await deps.flights.run(messageKey(body), () =>
      answer(
        parseCommand(pressedValue(body)),
        replyInPlace(body, client, respond, deps),
        askerOf(body, client, deps),
        deps,
      ),
    );
  };
}
