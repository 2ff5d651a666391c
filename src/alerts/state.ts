/** What an incident's state means: who is to hear of it, what is due next, whether it became worse. Pure. */
import type { Standing } from '../diagnosis/model/report';
import type { Incident, Note } from '../store/port';
import type { AlertRules } from './rules';

/** Nobody wants to hear of it now. */
export function silent(incident: Incident): boolean {
  return incident.snoozed !== undefined || incident.muted !== undefined;
}

/** Somebody knows of it, so that nobody has to be reminded. */
export function isTakenOn({ acknowledged, assigned, wellSince, ...incident }: Incident): boolean {
  return Boolean(acknowledged ?? assigned ?? wellSince) || silent(incident);
}

/** The incident without its snooze. */
export function awake({ snoozed: _, ...incident }: Incident): Incident {
  return incident;
}

/** With the instant at which something of it is due by itself. */
export function withDue({ dueAt: _, ...incident }: Incident, rules: AlertRules): Incident {
  const times = [
    incident.snoozed?.until,
    incident.wellSince === undefined ? undefined : incident.wellSince + rules.flapTrial,
    incident.remindAt,
  ].filter((at) => at !== undefined);
  return times.length === 0 ? incident : { ...incident, dueAt: Math.min(...times) };
}

/** The part of a note that calls whoever its watch names. */
export function calling({ notify }: Incident): Pick<Note, 'calls'> {
  return notify && notify.length > 0 ? { calls: notify } : {};
}

/** How bad it is for whoever uses the workload. What does not stand here is no failure. */
const gravity: Readonly<Partial<Record<Standing, number>>> = {
  attention: 1,
  'next-start': 1,
  'old-revision': 2,
  failed: 3,
  'cannot-start': 4,
  down: 4,
};

/** Whether this is worse than everything that was told since the incident was opened. */
export function isWorse({ worst, standing }: Incident, now: Standing): boolean {
  const before = worst ?? standing;
  return before !== undefined && (gravity[now] ?? 0) > (gravity[before] ?? 0);
}

/** How much an incident matters next to others: an app that is down, then what breaks many, then the rest. */
export function severity(incident: Incident, broken: number): number {
  const kind = { app: 400, function: 300, job: 200, jobrun: 200, fleet: 200, build: 100, buildrun: 100 }[
    incident.subject.kind
  ];
  const many = incident.thing.kind === 'workload' ? 0 : 500;
  return kind + many + Math.min(broken, 99) + Math.min(incident.failures, 99) / 100;
}
