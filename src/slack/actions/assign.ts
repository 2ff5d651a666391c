/** *Assign*: to whoever presses, to nobody, or to somebody who is chosen in a form. */
import type { Dependencies } from '../dependencies';
import { openIncidentModal } from '../views/incident-modal';
import { assignIncident, onIncident } from './incident';
import { askerOf, openingOf, type Press, pressedValue } from './pressed';

const OTHER = 'other:';

/** *Assign*: to the person or group that was chosen, or through a form for somebody else. */
export function assign(deps: Dependencies) {
  const act = onIncident(assignIncident, deps);
  return async (press: Press) => {
    const value = pressedValue(press.body);
    if (!value.startsWith(OTHER)) return act(press);
    await press.ack();
    const { body, client } = press;
    const asker = askerOf(body, client, deps);
    const memory = { incident: value.slice(OTHER.length), channel: asker.channel };
    await openIncidentModal('assign', memory, asker, openingOf(press, deps), deps);
  };
}
