/** What is told where logs are not for everybody: a cause by its title, which no log wrote. Titles and what is kept of them may quote one. */
import { causeOf } from '../../diagnosis/causes/index';
import type { Incident, Note } from '../../store/port';
import type { WebhookEvent } from './event';

export function bareIncident({ resolution, ...incident }: Incident): Incident {
  return {
    ...incident,
    title: causeOf(incident.cause).title,
    ...(resolution && { resolution: bareResolution(resolution) }),
  };
}

/** @param incident whose thread it is in */
export function bareNote(note: Note, incident: Pick<Incident, 'cause'>): Note {
  switch (note.what) {
    case 'cause-changed':
      return { ...note, from: 'another', to: causeOf(incident.cause).title };
    case 'resolved':
      return { ...note, resolution: bareResolution(note.resolution) };
    default:
      return note;
  }
}

export function bareEvent(event: WebhookEvent): WebhookEvent {
  const { resolved, ...incident } = event.incident;
  return {
    ...event,
    incident: {
      ...incident,
      title: causeOf(incident.cause).title,
      ...(resolved && { resolved: bareResolution(resolved) }),
    },
  };
}

/** By what another cause took its place is a title as well. */
function bareResolution<T extends { readonly how: string; readonly by?: string | undefined }>(given: T): T {
  return given.how === 'superseded' ? { ...given, by: 'another cause' } : given;
}
