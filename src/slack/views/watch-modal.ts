/** The modal of `watch`. */
import type { WebClient } from '@slack/web-api';
import { projectsCalled } from '../../diagnosis/model/subject';
import { loadingWatchView, problemWatchView, type WatchMemory, watchView } from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { openModal } from '../sending/modal';

/** Opens it; `projectId`: the watch that is to be changed. Never rejects. */
export function openWatchModal(
  { channel, projectId }: { readonly channel: string; readonly projectId?: string },
  client: WebClient,
  triggerId: string,
  deps: Dependencies,
): Promise<void> {
  const memory: WatchMemory = { channel };
  const content = () => filled(memory, projectId, deps);
  return deps.work.track(async () => {
    await openModal({ client, triggerId }, { loading: loadingWatchView(memory), content }, deps);
  });
}

async function filled(memory: WatchMemory, projectId: string | undefined, deps: Dependencies) {
  try {
    const alerts = await deps.alerts();
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
