/** Gathers what a message shows, as things are when it is sent. */
import type { AlertQueries, Incident, Notice } from '../../store/port';
import { isTakenOn, severity } from '../state';
import type { DigestItem, View } from './messenger';

const MOST_NAMED = 10;

/** Undefined when there is nothing to show any more. */
export async function viewOf(
  store: AlertQueries,
  notice: Pick<Notice, 'id' | 'channel' | 'content' | 'ts' | 'sentAt'>,
  now: number,
): Promise<View | undefined> {
  const { content } = notice;
  switch (content.type) {
    case 'note': {
      // Whom it was to remind may have come meanwhile.
      const incident = await store.incident(content.incidentId);
      const late = incident?.state !== 'open' || isTakenOn(incident);
      const notes = late ? content.notes.filter(({ what }) => what !== 'reminder') : content.notes;
      return notes.length > 0 ? { ...content, notes } : undefined;
    }
    case 'incident': {
      const incident = await store.incident(content.incidentId);
      if (!incident) return undefined;
      const affected = await store.affected(incident.id);
      const evidence = incident.evidenceId ? await store.evidence(incident.evidenceId) : undefined;
      const isFirst = notice.sentAt === undefined && incident.state === 'open' && !isTakenOn(incident);
      return {
        type: 'incident',
        incident,
        affected,
        ...(evidence && { report: evidence.report }),
        mentions: notice.ts !== undefined || isFirst,
        at: now,
      };
    }
    case 'digest': {
      const incidents = await store.incidentsOfNotice(notice.id);
      if (incidents.length === 0) return undefined;
      const resolved = incidents.filter(({ state }) => state === 'resolved').length;
      const { reason, from } = content;
      return {
        type: 'digest',
        reason,
        from,
        worst: await worst(store, incidents),
        total: incidents.length,
        resolved,
      };
    }
    case 'daily': {
      const { from, to } = content;
      const incidents = await store.incidentsBetween(notice.channel, from, to);
      const open = incidents.filter(({ state }) => state === 'open');
      return {
        type: 'daily',
        from,
        to,
        opened: incidents.filter(({ openedAt }) => openedAt >= from).length,
        resolved: incidents.filter(({ resolvedAt }) => resolvedAt !== undefined && resolvedAt < to).length,
        open: await worst(store, open),
        openTotal: open.length,
      };
    }
    case 'webhook':
      // It is not for Slack.
      return undefined;
    default:
      return content;
  }
}

/** The ten that matter most; what is resolved comes last. */
async function worst(store: AlertQueries, incidents: readonly Incident[]): Promise<readonly DigestItem[]> {
  const counts = await store.affectedCounts(incidents.map(({ id }) => id));
  return incidents
    .map((incident) => ({ incident, broken: counts.get(incident.id) ?? 0 }))
    .sort(
      (a, b) =>
        Number(a.incident.state === 'resolved') - Number(b.incident.state === 'resolved') ||
        severity(b.incident, b.broken) - severity(a.incident, a.broken) ||
        a.incident.openedAt - b.incident.openedAt,
    )
    .slice(0, MOST_NAMED);
}
