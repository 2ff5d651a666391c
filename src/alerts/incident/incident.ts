/** The life of an incident: opened, counted up, resolved on proof, come back. Pure: each step returns a new one. */
import type { CauseId } from '../../diagnosis/model/cause-id';
import type { Confidence, Standing } from '../../diagnosis/model/report';
import type { Affected, Incident, Note, Resolution, SnoozeMode, Thing } from '../../store/port';
import type { AlertRules } from '../rules';
import type { Observation } from '../watch/activity';
import { changesBetween } from '../watch/fingerprint';
import { proves } from './thing';

/** What comes of a step. */
export interface Step {
  readonly incident: Incident;
  readonly affected?: Affected;
  /** For the thread. */
  readonly notes: readonly Note[];
  /** `open`: a card is to be posted. `touch`: the one there is shows something else now. */
  readonly card: 'open' | 'touch' | 'none';
}

export interface Failure {
  readonly channel: string;
  readonly observation: Observation;
  readonly cause: CauseId;
  readonly title: string;
  readonly standing: Standing;
  readonly confidence: Confidence;
  readonly thing: Thing;
  readonly key: string;
  /** This cause is muted in this channel. */
  readonly muted: boolean;
  readonly minFailures: number;
  /** It was not looked at by itself. */
  readonly inferred: boolean;
  /** Id for a new incident. */
  readonly id: string;
  readonly evidenceId?: string;
  readonly now: number;
}

/** A failure: opens an incident, counts it up, or brings it back. `known` breaks `affected` of this workload. */
export function failed(
  known: Incident | undefined,
  affectedBefore: Affected | undefined,
  failure: Failure,
  rules: AlertRules,
): Step {
  const { observation, now } = failure;
  const affected = hit(affectedBefore, failure);
  const visible = affected.failures >= failure.minFailures && !failure.muted;
  const base = {
    cause: failure.cause,
    title: failure.title,
    standing: failure.standing,
    confidence: failure.confidence,
    thing: failure.thing,
    key: failure.key,
    subject: observation.subject,
    ...(failure.evidenceId !== undefined && { evidenceId: failure.evidenceId }),
  };
  if (!known) {
    const incident: Incident = {
      ...base,
      id: failure.id,
      channel: failure.channel,
      state: visible ? 'open' : 'tracking',
      openedAt: observation.firstAt,
      lastFailureAt: observation.at,
      failures: observation.times,
      episodes: 1,
      turns: [],
      flapping: false,
    };
    return { incident, affected, notes: [], card: visible ? 'open' : 'none' };
  }
  const { unseen: _, ...seen } = known;
  const counted: Incident = {
    ...seen,
    ...base,
    lastFailureAt: Math.max(known.lastFailureAt, observation.at),
    failures: known.failures + observation.times,
  };
  switch (known.state) {
    case 'tracking':
      return visible
        ? { incident: { ...counted, state: 'open' }, affected, notes: [], card: 'open' }
        : { incident: counted, affected, notes: [], card: 'none' };
    case 'open': {
      const joined = !affectedBefore && known.thing.kind !== 'workload';
      const { wellSince: _, ...again } = counted;
      const waking: Incident = joined && known.snoozed?.mode === 'change' ? awake(again) : again;
      const incident = withDue(waking, rules);
      const note: Note = { what: 'joined', at: now, names: [observation.subject.name], more: 0 };
      return { incident, affected, notes: joined && !silent(incident) ? [note] : [], card: 'touch' };
    }
    case 'resolved':
      // Too few failures in a row yet: what was resolved stays so.
      if (!visible) return { incident: known, affected, notes: [], card: 'none' };
      return { ...cameBack(counted, known, now, rules), affected };
  }
}

function cameBack(counted: Incident, known: Incident, now: number, rules: AlertRules): Step {
  const { resolvedAt, resolution: _, acknowledged: __, snoozed: ___, wellSince: ____, ...rest } = counted;
  const turns = [...known.turns, now].filter((at) => at > now - rules.flapWindow).slice(-20);
  const flapping = turns.length >= rules.flapTurns;
  const incident = withDue({ ...rest, state: 'open', episodes: known.episodes + 1, turns, flapping }, rules);
  const note: Note =
    flapping && !known.flapping
      ? { what: 'flapping', at: now, turns: turns.length }
      : { what: 'came-back', at: now, after: now - (resolvedAt ?? now), subject: known.subject.name };
  return { incident, notes: silent(incident) ? [] : [note], card: known.noticeId ? 'touch' : 'open' };
}

/** The workload's own count: a success in between starts it anew. */
function hit(before: Affected | undefined, { observation, inferred }: Failure): Affected {
  const inRow = before && before.recoveredAt === undefined ? before : undefined;
  return {
    key: observation.key,
    subject: observation.subject,
    failures: (inRow?.failures ?? 0) + observation.times,
    firstAt: inRow?.firstAt ?? observation.firstAt,
    lastAt: Math.max(inRow?.lastAt ?? 0, observation.at),
    ...(observation.run !== undefined && { lastRun: observation.run }),
    fingerprint: observation.fingerprint,
    ...(inferred && { inferred }),
  };
}

/** The workload fails for another reason now: the incident goes on under that. */
export function causeChanged(known: Incident, failure: Failure): Incident {
  const { cause, title, confidence, thing, key } = failure;
  const changed = known.snoozed?.mode === 'change' ? awake(known) : known;
  return { ...changed, cause, title, confidence, thing, key };
}

/** What tells that a workload is well, or gone. */
export type Recovery = Pick<Observation, 'what' | 'key' | 'subject' | 'run' | 'at' | 'fingerprint'>;

/**
 * A workload that `incident` breaks has succeeded, or was removed.
 * @param othersBroken whether any other workload of the incident did not succeed since
 * @returns undefined when it changes nothing
 */
export function recovered(
  incident: Incident,
  one: Affected,
  othersBroken: boolean,
  observation: Recovery,
  now: number,
  rules: AlertRules,
): Step | undefined {
  if (one.recoveredAt !== undefined) return undefined;
  // An app's states come in the order of looks, whatever our clock showed at each.
  const at = observation.subject.kind === 'app' ? Math.max(observation.at, one.lastAt) : observation.at;
  // A success from before the failure proves nothing.
  if (observation.what === 'succeeded' && at < one.lastAt) return undefined;
  const affected: Affected = { ...one, recoveredAt: at };
  const proven =
    !othersBroken ||
    (observation.what === 'succeeded' && at >= incident.lastFailureAt && proves(incident.thing, observation));
  if (!proven) return { incident, affected, notes: [], card: 'touch' };
  const resolution: Resolution =
    observation.what === 'removed'
      ? { how: 'removed', at, by: observation.subject.name, changes: [] }
      : {
          how: 'fixed',
          at,
          ...(observation.run !== undefined && { by: observation.run }),
          changes: changesBetween(one.fingerprint, observation.fingerprint),
        };
  if (incident.state === 'open' && incident.flapping && resolution.how === 'fixed') {
    return {
      incident: withDue({ ...incident, wellSince: now, resolution }, rules),
      affected,
      notes: [],
      card: 'touch',
    };
  }
  return { ...resolve(incident, resolution, now), affected };
}

/** Ends the incident. */
export function resolve(incident: Incident, resolution: Resolution, now: number): Step {
  const { wellSince: _, dueAt: __, snoozed: ___, ...rest } = incident;
  const done: Incident = {
    ...rest,
    state: 'resolved',
    resolvedAt: now,
    resolution,
    turns: [...incident.turns, now],
  };
  if (incident.state === 'tracking') return { incident: done, notes: [], card: 'none' };
  const note: Note = {
    what: 'resolved',
    at: now,
    after: Math.max(0, resolution.at - incident.openedAt),
    resolution,
  };
  return { incident: done, notes: silent(incident) ? [] : [note], card: 'touch' };
}

/** What is due by itself: a snooze that ends, or a flapping incident that stayed well. */
export function due(incident: Incident, now: number, rules: AlertRules): Step {
  let current = incident;
  const notes: Note[] = [];
  if (current.snoozed?.until !== undefined && current.snoozed.until <= now) {
    current = awake(current);
    if (current.wellSince === undefined)
      notes.push({ what: 'snooze-ended', at: now, failures: current.failures });
  }
  if (current.wellSince !== undefined && current.wellSince + rules.flapTrial <= now) {
    const resolution = current.resolution ?? { how: 'fixed', at: current.wellSince, changes: [] };
    return resolve({ ...current, flapping: false }, resolution, now);
  }
  return { incident: withDue(current, rules), notes, card: 'touch' };
}

/** Whoever was first stays: a second press, or another person's in the same moment, is nothing new. */
export function acknowledge(incident: Incident, by: string, now: number): Step {
  if (incident.acknowledged) return { incident, notes: [], card: 'none' };
  return {
    incident: { ...incident, acknowledged: { by, at: now } },
    notes: [{ what: 'acknowledged', at: now, by }],
    card: 'touch',
  };
}

export function snooze(
  incident: Incident,
  by: string,
  mode: SnoozeMode,
  until: number | undefined,
  now: number,
  rules: AlertRules,
): Step {
  const ends = until === undefined ? {} : { until };
  return {
    incident: withDue({ ...incident, snoozed: { by, at: now, mode, ...ends } }, rules),
    notes: [{ what: 'snoozed', at: now, by, mode, ...ends }],
    card: 'touch',
  };
}

export function mute(incident: Incident, by: string, now: number): Step {
  return {
    incident: { ...incident, muted: { by, at: now } },
    notes: [{ what: 'muted', at: now, by }],
    card: 'touch',
  };
}

export function unmute({ muted: _, ...incident }: Incident, by: string, now: number): Step {
  return { incident, notes: [{ what: 'unmuted', at: now, by }], card: 'touch' };
}

/** Nobody wants to hear of it now. */
export function silent(incident: Incident): boolean {
  return incident.snoozed !== undefined || incident.muted !== undefined;
}

function awake({ snoozed: _, ...incident }: Incident): Incident {
  return incident;
}

function withDue({ dueAt: _, ...incident }: Incident, rules: AlertRules): Incident {
  const times = [
    incident.snoozed?.until,
    incident.wellSince === undefined ? undefined : incident.wellSince + rules.flapTrial,
  ].filter((at) => at !== undefined);
  return times.length === 0 ? incident : { ...incident, dueAt: Math.min(...times) };
}

/** How much an incident matters next to others: an app that is down, then what breaks many, then the rest. */
export function severity(incident: Incident, broken: number): number {
  const kind = { app: 400, function: 300, job: 200, jobrun: 200, fleet: 200, build: 100, buildrun: 100 }[
    incident.subject.kind
  ];
  const many = incident.thing.kind === 'workload' ? 0 : 500;
  return kind + many + Math.min(broken, 99) + Math.min(incident.failures, 99) / 100;
}
