/** *Check an image*, among the shortcuts of Slack: a form, wherever somebody is. */
import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { openImageModal } from '../views/image-modal';

/** The global shortcut *Check an image*. */
export function checkImage(deps: Dependencies) {
  return async ({
    ack,
    client,
    shortcut,
  }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs) => {
    await ack();
    // It is asked from nowhere, so the answer comes as a direct message.
    await openImageModal({}, client, shortcut.trigger_id, deps);
  };
}
