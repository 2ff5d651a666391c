import type { App } from '@slack/bolt';
import type { Dependencies } from '../dependencies';
import { appMention } from './app-mention';

export function register(app: App, deps: Dependencies): void {
  app.event('app_mention', appMention(deps));
}
