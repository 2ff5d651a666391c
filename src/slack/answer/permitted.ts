/** Whether somebody may act on an incident: asked when a button is pressed, and anew when a form is submitted. */
import type { Alerts, Incident } from '../../alerts';
import { notAllowedCard } from '../cards/access';
import type { Card } from '../cards/blocks';
import { goneCard } from '../cards/gone';
import type { Dependencies } from '../dependencies';
import { type Place, partsOf } from '../workspaces/place';

export interface Permitted {
  readonly alerts: Alerts;
  readonly incident: Incident;
}

/** Why somebody does not act on an incident: the card for them, and the incident where they see it. */
export interface Refused {
  readonly refused: Card;
  readonly incident?: Incident;
}

/**
 * The incident, for somebody who may act on its project, or who needs only to see it. One that is not seen, or of another
 * workspace, does not exist for them.
 * Rejects as the database and Slack do, and with AccessDenied.
 */
export async function permitted(
  id: string,
  { user, place }: { readonly user: string; readonly place: Place },
  deps: Pick<Dependencies, 'alerts' | 'access'>,
  need: 'see' | 'act' = 'act',
): Promise<Permitted | Refused> {
  const [alerts, permission] = await Promise.all([deps.alerts(), deps.access.of({ user, place })]);
  const incident = await alerts.incident(id, partsOf(place).workspace);
  if (!incident || !permission.sees(incident.subject.project)) return { refused: goneCard() };
  const { project } = incident.subject;
  if (need === 'act' && !permission.acts(project)) return { refused: notAllowedCard(project.name), incident };
  return { alerts, incident };
}
