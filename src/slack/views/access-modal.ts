/** The modal in which administrators change the access rules. */
import {
  type AccessMemory,
  accessView,
  loadingAccessView,
  problemAccessView,
  typedAccessCard,
} from '../cards/access-view';
import { administratorsOnlyCard, rulesCard } from '../cards/admin';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { type Opening, openModal } from '../sending/modal';
import type { Place } from '../workspaces/place';

interface Who {
  readonly user: string;
  /** The channel among those of all workspaces. */
  readonly place: Place;
}

/** Opens it. Resolves with whether it could be opened; never rejects. */
export function openAccessModal(
  { channel, ...who }: AccessMemory & Who,
  opening: Opening,
  deps: Dependencies,
): Promise<boolean> {
  const memory = { channel };
  const modal = {
    loading: loadingAccessView(memory),
    content: () => filled(memory, who, deps),
    typed: typedAccessCard(),
  };
  return deps.work.track(() => openModal(opening, modal, deps));
}

async function filled(memory: AccessMemory, { user, place }: Who, deps: Dependencies) {
  try {
    const { administers } = await deps.access.of({ user, place });
    if (!administers) return problemAccessView(memory, administratorsOnlyCard());
    const found = await deps.access.rules(place);
    // A file wins: what would be written here would count for nothing.
    if (found?.from === 'file' || !deps.storedRules) {
      return problemAccessView(
        memory,
        rulesCard(found, (id) => deps.people.nameOf(id), false),
      );
    }
    return accessView(memory, (await deps.storedRules(place).stored())?.yaml);
  } catch (error) {
    return problemAccessView(memory, errorCard(error, deps));
  }
}
