/** *Change* below the access rules. */
import type { Dependencies } from '../dependencies';
import { openAccessModal } from '../views/access-modal';
import { askerOf, openingOf, type Press } from './pressed';

/** *Change* below the access rules opens their form. */
export function editAccess(deps: Dependencies) {
  return async (press: Press) => {
    await press.ack();
    const { body, client } = press;
    const { user, channel, place } = askerOf(body, client, deps);
    await openAccessModal({ user, channel, place }, openingOf(press, deps), deps);
  };
}
