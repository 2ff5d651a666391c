/** *Change* in the list of watches. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { typedWatchCard } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { EphemeralReply } from '../sending/reply';
import { openWatchModal } from '../views/watch-modal';
import { askerOf, pressedValue, threadOf } from './pressed';

export function editWatch(deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { channel, place, user } = askerOf(body, client, deps);
    const threadTs = threadOf(body);
    const thread = threadTs ? { threadTs } : {};
    const form = { channel, place, user, ...thread, projectId: pressedValue(body) };
    if (await openWatchModal(form, client, body.trigger_id, deps)) return;
    await deps.work.track(() =>
      deps.persistence
        .show(() => new EphemeralReply(respond, deps.sender, { threadTs }).answer(typedWatchCard()))
        .catch((error: unknown) => deps.logger.error('could not answer a press:', error)),
    );
  };
}
