/** The modal of *Mute*. */
import type { WebClient } from '@slack/web-api';
import { loadingIncidentForm, muteView, problemIncidentForm } from '../cards/incident-forms';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { openModal } from '../sending/modal';
import { type IncidentMemory, permitted } from './incident-form';

/** Opens it for whoever may act on the incident. Resolves with whether it could be opened; never rejects. */
export function openMuteModal(
  memory: IncidentMemory,
  user: string,
  client: WebClient,
  triggerId: string,
  deps: Dependencies,
): Promise<boolean> {
  const content = async () => {
    try {
      const found = await permitted(memory, user, deps);
      if ('refused' in found) return problemIncidentForm('mute', memory, found.refused);
      return muteView(memory, found.incident);
    } catch (error) {
      return problemIncidentForm('mute', memory, errorCard(error, deps));
    }
  };
  const modal = { loading: loadingIncidentForm('mute', memory), content };
  return deps.work.track(() => openModal({ client, triggerId }, modal, deps));
}
