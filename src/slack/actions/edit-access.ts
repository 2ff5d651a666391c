/** *Change* below the access rules. */
import type { Dependencies } from '../dependencies';
import { openAccessModal } from '../views/access-modal';
import { askerOf, type Press } from './pressed';

/** *Change* below the access rules opens their form. */
export function editAccess(deps: Dependencies) {
  return async ({ ack, body, client }: Press) => {
    await ack();
    const { user, channel, place } = askerOf(body, client, deps);
    await openAccessModal({ user, channel, place }, client, body.trigger_id, deps);
  };
}
