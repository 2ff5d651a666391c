/** *Change* in the list of watches. */
import type { Dependencies } from '../dependencies';
import { openWatchModal } from '../views/watch-modal';
import { askerOf, openingOf, type Press, pressedValue, threadOf } from './pressed';

/** *Edit* on a watch opens its form. */
export function editWatch(deps: Dependencies) {
  return async (press: Press) => {
    await press.ack();
    const { body, client } = press;
    const { channel, place, user } = askerOf(body, client, deps);
    const threadTs = threadOf(body);
    const thread = threadTs ? { threadTs } : {};
    const form = { channel, place, user, ...thread, projectId: pressedValue(body) };
    await openWatchModal(form, openingOf(press, deps), deps);
  };
}
