/** *Check an image*, among the shortcuts of Slack: a form, wherever somebody is. */
import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { LiveMessage, MessageReply } from '../sending/reply';
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
    const reply = new MessageReply(new LiveMessage(client, deps.sender, { channel: shortcut.user.id }));
    await openImageModal({}, { client, triggerId: shortcut.trigger_id, reply }, deps);
  };
}
