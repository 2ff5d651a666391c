/** *Mute…* on an incident's card: what, and for how long, is asked in a form. */
import type { Dependencies } from '../dependencies';
import { openMuteModal } from '../views/mute-modal';
import { askerOf, type Press, pressedValue } from './pressed';

export function openMuteForm(deps: Dependencies) {
  return async ({ ack, body, client }: Press) => {
    await ack();
    const { channel, place, user } = askerOf(body, client, deps);
    await openMuteModal(
      { incident: pressedValue(body), channel, place },
      user,
      client,
      body.trigger_id,
      deps,
    );
  };
}
