import type { App } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { checkImage } from './check-image';
import { diagnoseMessage } from './diagnose-message';

/** Callback ids of the shortcuts, as manifest.yml declares them. */
export const DIAGNOSE_MESSAGE = 'diagnose_message';
export const CHECK_IMAGE = 'check_image';

export function register(app: App, deps: Dependencies): void {
  app.shortcut({ type: 'message_action', callback_id: DIAGNOSE_MESSAGE }, diagnoseMessage(deps));
  app.shortcut({ type: 'shortcut', callback_id: CHECK_IMAGE }, checkImage(deps));
}
