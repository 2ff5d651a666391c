import type { App } from '@slack/bolt';
import { imageInputs } from '../cards/image-view';
import { GROUPS_ACTION, watchInputs } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { readImageMemory } from '../views/image-memory';
import { readWatchMemory } from '../views/watch-memory';
import { formProjects } from './form-projects';
import { watchGroups } from './watch-groups';

export function register(app: App, deps: Dependencies): void {
  app.options(
    { block_id: watchInputs.project, action_id: 'value' },
    formProjects({ opened: readWatchMemory, may: ({ acts }, project) => acts(project) }, deps),
  );
  app.options({ block_id: watchInputs.groups, action_id: GROUPS_ACTION }, watchGroups(deps));
  app.options(
    { block_id: imageInputs.project, action_id: 'value' },
    formProjects({ opened: readImageMemory, may: ({ sees }, project) => sees(project) }, deps),
  );
}
