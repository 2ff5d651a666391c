/** *Details*: what a card folds, where the workspace does not take folded blocks. */
import type { Dependencies } from '../dependencies';
import { type Details, openDetails } from '../views/details-modal';
import { askerOf, openingOf, type Press, pressedValue } from './pressed';

/** What a button's value says is to be shown. */
type Shown = (value: string) => Details;

export const freshDetails: Shown = (command) => ({ command });
export const keptDetails: Shown = (evidence) => ({ evidence });

/** Opens the modal of what the button shows. */
export function showDetails(shown: Shown, deps: Dependencies) {
  return async (press: Press) => {
    await press.ack();
    const { body, client } = press;
    const asker = askerOf(body, client, deps);
    await openDetails(shown(pressedValue(body)), asker, openingOf(press, deps), deps);
  };
}
