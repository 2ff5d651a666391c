/** *Show log* and *All events*, and *Show log* of an incident: what was kept, also when the platform has dropped it. */
import type { ModalMemory } from '../cards/transcript';
import type { Dependencies } from '../dependencies';
import { openTranscript } from '../views/transcript-modal';
import { askerOf, openingOf, type Press, pressedValue } from './pressed';

/** What a button's value says is to be shown. */
type Shown = (value: string) => ModalMemory;

export const freshLog: Shown = (command) => ({ kind: 'logs', command });
export const freshEvents: Shown = (command) => ({ kind: 'events', command });
export const keptLog: Shown = (evidence) => ({ kind: 'logs', command: '', evidence });

/** Opens the modal of what the button shows. */
export function showTranscript(shown: Shown, deps: Dependencies) {
  return async (press: Press) => {
    await press.ack();
    const { body, client } = press;
    const asker = askerOf(body, client, deps);
    await openTranscript(shown(pressedValue(body)), asker, openingOf(press, deps), deps);
  };
}
