/** The modals of *Assign* and *Mute…*. */
import type { ModalView } from '@slack/types';
import type { Incident } from '../../alerts';
import { permitted } from '../answer/permitted';
import {
  assignView,
  type IncidentForm,
  type IncidentFormMemory,
  loadingIncidentForm,
  muteView,
  problemIncidentForm,
  typedIncidentCard,
} from '../cards/incident-forms';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { type Opening, openModal } from '../sending/modal';
import type { Reply } from '../sending/reply';
import type { Place } from '../workspaces/place';

type Draw = (memory: IncidentFormMemory, incident: Incident, user: string) => ModalView;

const draw: Readonly<Record<IncidentForm, Draw>> = { assign: assignView, mute: muteView };

/** Opens it for whoever may act on the incident. Resolves with whether it could be opened; never rejects. */
export function openIncidentModal(
  form: IncidentForm,
  memory: IncidentFormMemory,
  who: { readonly user: string; readonly place: Place },
  opening: Opening,
  deps: Dependencies,
): Promise<boolean> {
  const content = async () => {
    try {
      const found = await permitted(memory.incident, who, deps);
      if ('refused' in found) return problemIncidentForm(form, memory, found.refused);
      return draw[form](memory, found.incident, who.user);
    } catch (error) {
      return problemIncidentForm(form, memory, errorCard(error, deps));
    }
  };
  const typed = (reply: Reply) =>
    deps.persistence.show(async () => reply.aside(await typedCard(form, memory, who, deps)));
  const modal = { loading: loadingIncidentForm(form, memory), content, typed };
  return deps.work.track(() => openModal(opening, modal, deps));
}

/** What is typed instead. What somebody is not allowed to do is not named. */
async function typedCard(
  form: IncidentForm,
  memory: IncidentFormMemory,
  who: { readonly user: string; readonly place: Place },
  deps: Dependencies,
) {
  try {
    const found = await permitted(memory.incident, who, deps);
    return 'refused' in found ? found.refused : typedIncidentCard(form, memory, found.incident);
  } catch (error) {
    return errorCard(error, deps);
  }
}
