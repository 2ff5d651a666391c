/** The modal of `watch`: opened at once, filled when the projects are known. */
import type { WebClient } from '@slack/web-api';
import { projectsCalled } from '../../diagnosis/model/subject';
import { alertsOf } from '../answer/alert-answer';
import { errorCard } from '../answer/answer';
import { loadingWatchView, problemWatchView, type WatchMemory, watchView } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';

/** Opens it; `projectId`: the watch that is to be changed. Never rejects. */
export function openWatchModal(
  { channel, projectId }: { readonly channel: string; readonly projectId?: string },
  client: WebClient,
  triggerId: string,
  deps: Dependencies,
): Promise<void> {
  const memory: WatchMemory = { channel };
  return deps.work.track(async () => {
    const opened = await client.views
      .open({ trigger_id: triggerId, view: loadingWatchView(memory) })
      .catch((error: unknown) => deps.logger.warn(`the modal could not be opened: ${String(error)}`));
    const viewId = opened?.view?.id;
    if (!viewId) return;
    const view = await filled(memory, projectId, deps);
    // The person may have closed it while it was being filled.
    await client.views
      .update({ view_id: viewId, view })
      .catch((error: unknown) => deps.logger.info(`the modal could not be filled: ${String(error)}`));
  });
}

async function filled(memory: WatchMemory, projectId: string | undefined, deps: Dependencies) {
  try {
    const alerts = await alertsOf(deps);
    const [{ projects, defaultProject }, watches] = await Promise.all([
      deps.diagnosis.projects(),
      alerts.watches(memory.channel),
    ]);
    const active = projects.filter(({ status }) => status === 'active');
    const chosen =
      active.find(({ id }) => id === projectId) ??
      (defaultProject === undefined ? undefined : projectsCalled(active, defaultProject)[0]);
    return watchView(memory, active, chosen, watches);
  } catch (error) {
    return problemWatchView(memory, errorCard(error, deps));
  }
}
