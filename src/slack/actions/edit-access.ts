/** *Change* below the access rules. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { openAccessModal } from '../views/access-modal';
import { askerOf } from './pressed';

export function editAccess(deps: Dependencies) {
  return async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { user, channel } = askerOf(body, client, deps);
    await openAccessModal({ user, channel }, client, body.trigger_id, deps);
  };
}
