import type { App } from '@slack/bolt';
import { watchInputs } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { watchProjects } from './watch-projects';

export function register(app: App, deps: Dependencies): void {
  app.options({ block_id: watchInputs.project, action_id: 'value' }, watchProjects(deps));
}
