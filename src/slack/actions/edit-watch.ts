/** *Change* in the list of watches. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { openWatchModal } from '../views/watch-modal';
import { askerOf, pressedValue } from './pressed';

export function editWatch(deps: Dependencies) {
  return async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { channel, user } = askerOf(body, client, deps);
    await openWatchModal({ channel, user, projectId: pressedValue(body) }, client, body.trigger_id, deps);
  };
}
