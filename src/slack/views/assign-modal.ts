/** The modal of *Assign*. */
import type { WebClient } from '@slack/web-api';
import { permitted } from '../answer/permitted';
import {
  assignView,
  type IncidentFormMemory,
  loadingIncidentForm,
  problemIncidentForm,
} from '../cards/incident-forms';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { openModal } from '../sending/modal';

/** Opens it for whoever may act on the incident. Resolves with whether it could be opened; never rejects. */
export function openAssignModal(
  memory: IncidentFormMemory,
  user: string,
  client: WebClient,
  triggerId: string,
  deps: Dependencies,
): Promise<boolean> {
  const content = async () => {
    try {
      const found = await permitted(memory.incident, { ...memory, user }, deps);
      if ('refused' in found) return problemIncidentForm('assign', memory, found.refused);
      return assignView(memory, found.incident, user);
    } catch (error) {
      return problemIncidentForm('assign', memory, errorCard(error, deps));
    }
  };
  const modal = { loading: loadingIncidentForm('assign', memory), content };
  return deps.work.track(() => openModal({ client, triggerId }, modal, deps));
}
