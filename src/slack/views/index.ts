import type { App } from '@slack/bolt';
import { ACCESS_VIEW } from '../cards/access-view';
import { IMAGE_VIEW } from '../cards/image-view';
import { ASSIGN_VIEW, MUTE_VIEW } from '../cards/incident-forms';
import { WATCH_VIEW } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { submitAccess } from './submit-access';
import { assignAct } from './submit-assign';
import { submitImage } from './submit-image';
import { submitIncidentForm } from './submit-incident-form';
import { muteAct } from './submit-mute';
import { submitWatch } from './submit-watch';

export function register(app: App, deps: Dependencies): void {
  app.view(IMAGE_VIEW, submitImage(deps));
  app.view(WATCH_VIEW, submitWatch(deps));
  app.view(ACCESS_VIEW, submitAccess(deps));
  app.view(ASSIGN_VIEW, submitIncidentForm(assignAct(deps), deps));
  app.view(MUTE_VIEW, submitIncidentForm(muteAct(deps), deps));
}
