/** What the forms about an incident have in common: what they remember, and the rights, which are asked each time. */
import { z } from 'zod';
import type { Alerts, Incident } from '../../alerts';
import type { Permission } from '../access';
import { notAllowedCard } from '../cards/access';
import type { Card } from '../cards/blocks';
import { goneCard } from '../cards/gone';
import type { Dependencies } from '../dependencies';
import { partsOf } from '../workspaces/place';
import { readMemory } from './memory';

export const incidentMemory = z.object({ incident: z.string(), channel: z.string(), place: z.string() });
export type IncidentMemory = z.output<typeof incidentMemory>;

export const readIncidentMemory = (privateMetadata: string | undefined) =>
  readMemory(incidentMemory, privateMetadata);

export interface Permitted {
  readonly alerts: Alerts;
  readonly incident: Incident;
  readonly permission: Permission;
}

/** The incident, for somebody who may act on its project; or the card that says why not. Rejects as the database and Slack do. */
export async function permitted(
  { incident: id, channel, place }: IncidentMemory,
  user: string,
  deps: Dependencies,
): Promise<Permitted | { readonly refused: Card; readonly incident?: Incident }> {
  const [alerts, permission] = await Promise.all([deps.alerts(), deps.access.of({ user, channel })]);
  // Another workspace's incident does not exist for this one.
  const incident = await alerts.incident(id, partsOf(place).workspace);
  const project = incident?.subject.project;
  // One that is not seen is not there.
  if (!incident || !project || !permission.sees(project)) return { refused: goneCard() };
  if (!permission.acts(project)) return { refused: notAllowedCard(project.name), incident };
  return { alerts, incident, permission };
}
