/** What webhooks are told: docs/webhook.md. The schema is the contract; a receiver ignores what it does not know. */
import { z } from 'zod';
import type { Incident, Thing } from '../../store/port';

const instant = z.iso.datetime();
const project = z.object({ id: z.string(), name: z.string(), region: z.string() });
/** Ids of Slack users, never names or addresses. */
const done = z.object({ by: z.string(), at: instant });

export const webhookEvent = z.object({
  version: z.literal(1),
  /** The same however often it is sent. */
  id: z.uuid(),
  type: z.enum(['incident.opened', 'incident.updated', 'incident.worse', 'incident.resolved']),
  at: instant,
  incident: z.object({
    /** The same from its opening to its end, and when it comes back: what alerts elsewhere are matched by. */
    id: z.uuid(),
    state: z.enum(['open', 'resolved']),
    title: z.string(),
    cause: z.string(),
    confidence: z.enum(['proven', 'likely', 'possible', 'unknown']),
    /** How the workload stands: docs/states.md. */
    standing: z.string().optional(),
    /** What is broken: a workload, or something that many share. */
    breaks: z.object({
      kind: z.enum(['workload', 'secret', 'registry', 'git-host', 'quota']),
      name: z.string(),
    }),
    /** The workload that failed last. */
    workload: z.object({ kind: z.string(), name: z.string(), project }),
    openedAt: instant,
    lastFailureAt: instant,
    failures: z.int(),
    /** 1, and one more for every time that it came back. */
    episode: z.int(),
    flapping: z.boolean(),
    /** The commit that was built, and the name of who made it. */
    commit: z.object({ id: z.string().optional(), by: z.string() }).optional(),
    /** The workload's page in IBM Cloud's console. */
    console: z.string().optional(),
    acknowledged: done.optional(),
    assigned: done.extend({ to: z.string() }).optional(),
    snoozed: done.extend({ until: instant.optional() }).optional(),
    muted: done.extend({ until: instant.optional() }).optional(),
    resolved: z
      .object({
        at: instant,
        how: z.enum(['fixed', 'removed', 'superseded', 'unwatched', 'by-hand']),
        /** The run that proves it, or the person. */
        by: z.string().optional(),
        changes: z.array(z.string()),
      })
      .optional(),
    /** Of Slack, where its card stands. */
    channel: z.string(),
  }),
});

export type WebhookEvent = z.output<typeof webhookEvent>;

/** The incident as it stands, as an event. */
export function eventOf(
  incident: Incident,
  type: WebhookEvent['type'],
  id: string,
  now: number,
): WebhookEvent {
  const { subject, acknowledged, assigned, snoozed, muted, resolution } = incident;
  const { project } = subject;
  return {
    version: 1,
    id,
    type,
    at: iso(now),
    incident: {
      id: incident.id,
      state: incident.state === 'resolved' ? 'resolved' : 'open',
      title: incident.title,
      cause: incident.cause,
      confidence: incident.confidence,
      ...(incident.standing && { standing: incident.standing }),
      breaks: { kind: incident.thing.kind, name: nameOf(incident.thing) },
      workload: {
        kind: subject.kind,
        name: subject.name,
        project: { id: project.id, name: project.name, region: project.region },
      },
      openedAt: iso(incident.openedAt),
      lastFailureAt: iso(incident.lastFailureAt),
      failures: incident.failures,
      episode: incident.episodes,
      flapping: incident.flapping,
      ...(incident.commit && { commit: incident.commit }),
      ...(incident.console !== undefined && { console: incident.console }),
      ...(acknowledged && { acknowledged: { by: acknowledged.by, at: iso(acknowledged.at) } }),
      ...(assigned && { assigned: { to: assigned.to, by: assigned.by, at: iso(assigned.at) } }),
      ...(snoozed && { snoozed: doneUntil(snoozed) }),
      ...(muted && { muted: doneUntil(muted) }),
      ...(incident.state === 'resolved' &&
        resolution && {
          resolved: {
            at: iso(resolution.at),
            how: resolution.how,
            ...(resolution.by !== undefined && { by: resolution.by }),
            changes: [...resolution.changes],
          },
        }),
      channel: incident.channel,
    },
  };
}

function doneUntil({ by, at, until }: { by: string; at: number; until?: number }) {
  return { by, at: iso(at), ...(until !== undefined && { until: iso(until) }) };
}

function nameOf(thing: Thing): string {
  switch (thing.kind) {
    case 'workload':
      return thing.subject.name;
    case 'secret':
      return thing.name;
    case 'quota':
      return thing.of;
    default:
      return thing.host;
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
