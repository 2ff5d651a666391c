/** *Mute…* on an incident's card: what, and for how long, is asked in a form. */
import type { Dependencies } from '../dependencies';
import { openIncidentModal } from '../views/incident-modal';
import { askerOf, type Press, pressedValue } from './pressed';

/** *Mute…* opens the form that asks what and for how long. */
export function openMuteForm(deps: Dependencies) {
  return async ({ ack, body, client }: Press) => {
    await ack();
    const asker = askerOf(body, client, deps);
    const memory = { incident: pressedValue(body), channel: asker.channel };
    await openIncidentModal('mute', memory, asker, client, body.trigger_id, deps);
  };
}
