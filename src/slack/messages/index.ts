import type { App } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { directMessage } from './direct-message';

export function register(app: App, deps: Dependencies): void {
  app.message(directMessage(deps));
}
