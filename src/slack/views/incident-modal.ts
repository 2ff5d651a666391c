/** The modals of *Assign* and *Mute…*. */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Incident } from '../../alerts';
import { permitted } from '../answer/permitted';
import {
  assignView,
  type IncidentForm,
  type IncidentFormMemory,
  loadingIncidentForm,
  muteView,
  problemIncidentForm,
} from '../cards/incident-forms';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { openModal } from '../sending/modal';
import type { Place } from '../workspaces/place';

type Draw = (memory: IncidentFormMemory, incident: Incident, user: string) => ModalView;

const draw: Readonly<Record<IncidentForm, Draw>> = { assign: assignView, mute: muteView };

/** Opens it for whoever may act on the incident. Resolves with whether it could be opened; never rejects. */
export function openIncidentModal(
  form: IncidentForm,
  memory: IncidentFormMemory,
  who: { readonly user: string; readonly place: Place },
  client: WebClient,
  triggerId: string,
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
  const modal = { loading: loadingIncidentForm(form, memory), content };
  return deps.work.track(() => openModal({ client, triggerId }, modal, deps));
}
