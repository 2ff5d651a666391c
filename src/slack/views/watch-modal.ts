/** The modal of `watch`. */
import { isUsable } from '../../diagnosis/model/platform';
import { projectsCalled } from '../../diagnosis/model/subject';
import {
  loadingWatchView,
  problemWatchView,
  typedWatchCard,
  type WatchMemory,
  watchView,
} from '../cards/watch-view';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { type Opening, openModal } from '../sending/modal';
import type { Place } from '../workspaces/place';

export interface WatchForm extends WatchMemory {
  /** The channel among those of all workspaces. */
  readonly place: Place;
  /** Who asked for it. */
  readonly user: string;
  /** The watch that is to be changed. */
  readonly projectId?: string;
}

/** Opens it. Resolves with whether it could be opened; never rejects. */
export function openWatchModal(
  { projectId, user, place, ...memory }: WatchForm,
  opening: Opening,
  deps: Dependencies,
): Promise<boolean> {
  const modal = {
    loading: loadingWatchView(memory),
    content: () => filled(memory, { user, place, projectId }, deps),
    typed: typedWatchCard(),
  };
  return deps.work.track(() => openModal(opening, modal, deps));
}

async function filled(
  memory: WatchMemory,
  { user, place, projectId }: Pick<WatchForm, 'user' | 'place'> & { readonly projectId: string | undefined },
  deps: Dependencies,
) {
  try {
    const [alerts, permission] = await Promise.all([deps.alerts(), deps.access.of({ user, place })]);
    const [{ projects, defaultProject }, watches] = await Promise.all([
      deps.projects.get(),
      alerts.watches(place),
    ]);
    const usable = projects.filter(isUsable).filter((each) => permission.acts(each));
    const byName = defaultProject === undefined ? [] : projectsCalled(usable, defaultProject);
    // What is to be changed stands there even when it is not active, or not listed any more.
    const watched = watches.subscriptions.map(({ project }) => project);
    const chosen =
      projectId === undefined ? byName[0] : [...projects, ...watched].find(({ id }) => id === projectId);
    return watchView(memory, usable.length > 0 || chosen !== undefined, chosen, watches, alerts.webhooks);
  } catch (error) {
    return problemWatchView(memory, errorCard(error, deps));
  }
}
