/** Whether somebody may act on an incident: asked when a form opens, and anew when it is submitted. */
import type { Alerts, Incident } from '../../alerts';
import { notAllowedCard } from '../cards/access';
import type { Card } from '../cards/blocks';
import { goneCard } from '../cards/gone';
import type { Dependencies } from '../dependencies';
import { partsOf } from '../workspaces/place';

export interface Permitted {
  readonly alerts: Alerts;
  readonly incident: Incident;
}

/**
 * The incident, for somebody who may act on its project; or the card that says why not, with the incident where they see it.
 * Rejects as the database and Slack do.
 */
export async function permitted(
  id: string,
  { user, place }: { readonly user: string; readonly place: string },
  deps: Pick<Dependencies, 'alerts' | 'access'>,
): Promise<Permitted | { readonly refused: Card; readonly incident?: Incident }> {
  const [alerts, permission] = await Promise.all([deps.alerts(), deps.access.of({ user, place })]);
  // Another workspace's incident does not exist for this one.
  const incident = await alerts.incident(id, partsOf(place).workspace);
  const project = incident?.subject.project;
  // One that is not seen is not there.
  if (!incident || !project || !permission.sees(project)) return { refused: goneCard() };
  if (!permission.acts(project)) return { refused: notAllowedCard(project.name), incident };
  return { alerts, incident };
}
