import type { App, BlockAction } from '@slack/bolt';
import { actionIds } from '../cards/action-ids';
import type { Dependencies } from '../dependencies';
import { assign } from './assign';
import { editAccess } from './edit-access';
import { editWatch } from './edit-watch';
import {
  acknowledgeIncident,
  checkIncident,
  onIncident,
  rerunBuild,
  resolveIncident,
  snoozeIncident,
  unacknowledgeIncident,
} from './incident';
import { openConsole } from './open-console';
import { openImageForm } from './open-image-form';
import { openItem } from './open-item';
import { openMuteForm } from './open-mute-form';
import { rerunAsked } from './rerun-build';
import { runCommand } from './run-command';
import { freshDetails, keptDetails, showDetails } from './show-details';
import { freshEvents, freshLog, keptLog, showTranscript } from './show-transcript';
import { turnPage } from './turn-page';

export function register(app: App, deps: Dependencies): void {
  app.action<BlockAction>(actionIds.checkAgain, runCommand(deps));
  app.action<BlockAction>(actionIds.choose, runCommand(deps));
  app.action<BlockAction>(numbered(actionIds.runCommand), runCommand(deps));
  app.action<BlockAction>(numbered(actionIds.openItem), openItem(deps));
  app.action<BlockAction>(actionIds.showLog, showTranscript(freshLog, deps));
  app.action<BlockAction>(actionIds.allEvents, showTranscript(freshEvents, deps));
  app.action<BlockAction>(new RegExp(`^${actionIds.turnPage}:(?:older|newer)$`), turnPage(deps));
  app.action<BlockAction>(actionIds.imageForm, openImageForm(deps));
  app.action(actionIds.openConsole, openConsole);
  app.action<BlockAction>(actionIds.acknowledge, onIncident(acknowledgeIncident, deps));
  app.action<BlockAction>(actionIds.snooze, onIncident(snoozeIncident, deps));
  app.action<BlockAction>(actionIds.unacknowledge, onIncident(unacknowledgeIncident, deps));
  app.action<BlockAction>(actionIds.assign, assign(deps));
  app.action<BlockAction>(actionIds.resolve, onIncident(resolveIncident, deps));
  app.action<BlockAction>(actionIds.mute, openMuteForm(deps));
  app.action<BlockAction>(actionIds.checkIncident, onIncident(checkIncident, deps));
  app.action<BlockAction>(actionIds.rerun, onIncident(rerunBuild, deps));
  app.action<BlockAction>(actionIds.rerunBuild, rerunAsked(deps));
  app.action<BlockAction>(numbered(actionIds.keptLog), showTranscript(keptLog, deps));
  app.action<BlockAction>(actionIds.showDetails, showDetails(freshDetails, deps));
  app.action<BlockAction>(actionIds.keptDetails, showDetails(keptDetails, deps));
  app.action<BlockAction>(numbered(actionIds.editWatch), editWatch(deps));
  app.action<BlockAction>(actionIds.editAccess, editAccess(deps));
}

/** `id`, and `id:3`. */
function numbered(id: string): RegExp {
  return new RegExp(`^${id}(?::\\d+)?$`);
}
