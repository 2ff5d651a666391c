/** *Change* in the list of watches. */
import { typedWatchCard } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { EphemeralReply } from '../sending/reply';
import { openWatchModal } from '../views/watch-modal';
import { answerPress, askerOf, type Press, pressedValue, threadOf } from './pressed';

/** *Edit* on a watch opens its form. */
export function editWatch(deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    const { channel, place, user } = askerOf(body, client, deps);
    const threadTs = threadOf(body);
    const thread = threadTs ? { threadTs } : {};
    const form = { channel, place, user, ...thread, projectId: pressedValue(body) };
    if (await openWatchModal(form, client, body.trigger_id, deps)) return;
    await deps.work.track(() =>
      answerPress(new EphemeralReply(respond, deps.sender, { threadTs }), typedWatchCard(), deps),
    );
  };
}
