import type { App } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { ceImage } from './ce-image';

/** The slash command, as manifest.yml declares it. */
export const SLASH_COMMAND = '/ce-image';

export function register(app: App, deps: Dependencies): void {
  app.command(SLASH_COMMAND, ceImage(deps));
}
