/** Gathers what a message shows, as things are when it is sent. */
import type { ProjectRef } from '../../diagnosis/model/subject';
import type { AlertQueries, Called, Incident, Notice } from '../../store/port';
import { isTakenOn, severity } from '../state';
import type { Audience } from './audience';
import { bareNote } from './bare';
import type { DigestItem, View } from './messenger';

const MOST_NAMED = 10;

/**
 * Undefined when there is nothing to show any more.
 * @param audience lists count and name only what the channel sees: a number tells of a hidden project as well
 */
export async function viewOf(
  store: AlertQueries,
  notice: Pick<Notice, 'id' | 'channel' | 'content' | 'ts' | 'sentAt'>,
  now: number,
  audience: Audience,
): Promise<View | undefined> {
  const sees = seenAt(notice.channel, audience);
  const { content } = notice;
  switch (content.type) {
    case 'note': {
      // Whom it was to remind may have come meanwhile.
      const incident = await store.incident(content.incidentId);
      const late = incident?.state !== 'open' || isTakenOn(incident);
      const due = late ? content.notes.filter(({ what }) => what !== 'reminder') : content.notes;
      // Of an incident that is not kept any more nobody can tell who is allowed to see it.
      if (!incident || due.length === 0) return undefined;
      const isWhole = (await audience(notice.channel, incident.subject.project)) === 'all';
      return { ...content, notes: isWhole ? due : due.map((note) => bareNote(note, incident)) };
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
      const incidents = await visible(await store.incidentsOfNotice(notice.id), sees);
      if (incidents.length === 0) return undefined;
      const resolved = incidents.filter(({ state }) => state === 'resolved').length;
      const { reason, from } = content;
      // A channel is called once a storm, not once a failure.
      const wanting = incidents.filter((each) => each.state === 'open' && !isTakenOn(each));
      const calls = uniqueCalls(wanting.flatMap(({ notify = [] }) => notify));
      return {
        type: 'digest',
        reason,
        from,
        ...(calls.length > 0 && { calls }),
        mentions: notice.ts !== undefined || notice.sentAt === undefined,
        worst: await worst(store, incidents, sees),
        total: incidents.length,
        resolved,
      };
    }
    case 'digest-reminder': {
      const told = await visible(await store.incidentsOfNotice(content.digestId), sees);
      const open = told.filter((each) => each.state === 'open' && !isTakenOn(each));
      // Whom it was to remind may have come meanwhile.
      if (open.length === 0) return undefined;
      return {
        type: 'digest-reminder',
        after: content.after,
        calls: uniqueCalls(open.flatMap(({ notify = [] }) => notify)),
        open: await worst(store, open, sees),
        openTotal: open.length,
      };
    }
    case 'daily': {
      const { from, to } = content;
      const incidents = await visible(await store.incidentsBetween(notice.channel, from, to), sees);
      const open = incidents.filter(({ state }) => state === 'open');
      return {
        type: 'daily',
        from,
        to,
        opened: incidents.filter(({ openedAt }) => openedAt >= from).length,
        resolved: incidents.filter(({ resolvedAt }) => resolvedAt !== undefined && resolvedAt < to).length,
        open: await worst(store, open, sees),
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

/** Each of them once. */
export function uniqueCalls(calls: readonly Called[]): readonly Called[] {
  return [...new Map(calls.map((each) => [JSON.stringify(each), each])).values()];
}

/** The ten that matter most; what is resolved comes last. */
async function worst(
  store: AlertQueries,
  incidents: readonly Incident[],
  sees: Sees,
): Promise<readonly DigestItem[]> {
  const counts = await store.affectedCounts(incidents.map(({ id }) => id));
  const first = incidents
    .map((incident) => ({ incident, broken: counts.get(incident.id) ?? 0 }))
    .sort(
      (a, b) =>
        Number(a.incident.state === 'resolved') - Number(b.incident.state === 'resolved') ||
        severity(b.incident, b.broken) - severity(a.incident, a.broken) ||
        a.incident.openedAt - b.incident.openedAt,
    )
    .slice(0, MOST_NAMED);
  // What is shared may break workloads of projects that the channel does not see.
  return Promise.all(
    first.map(async ({ incident, broken }) => ({
      incident,
      broken: broken > 1 ? await brokenOf(store, incident, sees) : broken,
    })),
  );
}

async function brokenOf(store: AlertQueries, { id }: Incident, sees: Sees): Promise<number> {
  const all = await store.affected(id);
  const seen = await Promise.all(all.map(({ subject }) => sees(subject.project)));
  return seen.filter(Boolean).length;
}

type Sees = (project: ProjectRef) => Promise<boolean>;

/** Whether a channel sees a project, asked once for each. */
function seenAt(channel: string, audience: Audience): Sees {
  const known = new Map<string, Promise<boolean>>();
  return (project) => {
    const answer = known.get(project.id) ?? audience(channel, project).then((told) => told !== 'nothing');
    known.set(project.id, answer);
    return answer;
  };
}

async function visible(incidents: readonly Incident[], sees: Sees): Promise<readonly Incident[]> {
  const seen = await Promise.all(incidents.map(({ subject }) => sees(subject.project)));
  return incidents.filter((_incident, at) => seen[at]);
}
