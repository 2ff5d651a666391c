import type { App } from '@slack/bolt';
import { WATCH_VIEW } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { submitWatch } from './submit-watch';

export function register(app: App, deps: Dependencies): void {
  app.view(WATCH_VIEW, submitWatch(deps));
}
