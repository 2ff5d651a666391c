/** *Mute…* on an incident's card: what, and for how long, is asked in a form. */
import type { Dependencies } from '../dependencies';
import { openIncidentModal } from '../views/incident-modal';
import { askerOf, openingOf, type Press, pressedValue } from './pressed';

/** *Mute…* opens the form that asks what and for how long. */
export function openMuteForm(deps: Dependencies) {
  return async (press: Press) => {
    await press.ack();
    const { body, client } = press;
    const asker = askerOf(body, client, deps);
    const memory = { incident: pressedValue(body), channel: asker.channel };
    await openIncidentModal('mute', memory, asker, openingOf(press, deps), deps);
  };
}
