/** The life of an incident: opened, counted up, resolved on proof, come back. Pure: each step returns a new one. */
import type { CauseId } from '../../diagnosis/model/cause-id';
import type { Confidence, Standing } from '../../diagnosis/model/report';
import type { Affected, Incident, Muting, Note, Resolution, Subscription, Thing } from '../../store/port';
import type { Step } from '../outbox/step';
import type { AlertRules } from '../rules';
import { awake, calling, isTakenOn, isWorse, silent, withDue } from '../state';
import { changesBetween } from './fingerprint';
import type { Observation } from './observation';
import { proves } from './thing';

/** What a watch wants of its incidents. */
export type Wishes = Pick<Subscription, 'minFailures' | 'notify' | 'remindAfter' | 'webhook'>;

export interface Failure {
  readonly channel: string;
  readonly observation: Observation;
  readonly cause: CauseId;
  readonly title: string;
  readonly standing: Standing;
  readonly confidence: Confidence;
  readonly thing: Thing;
  readonly key: string;
  /** This cause or this workload is muted in this channel. */
  readonly muted?: Muting | undefined;
  readonly wishes: Wishes;
  /** What was built, where it is a build that failed. */
  readonly commit?: Incident['commit'];
  /** Page of the workload in the console. */
  readonly console?: string | undefined;
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
  const enough = affected.failures >= failure.wishes.minFailures;
  const visible = enough && !failure.muted;
  const base = {
    cause: failure.cause,
    title: failure.title,
    standing: failure.standing,
    confidence: failure.confidence,
    thing: failure.thing,
    key: failure.key,
    subject: observation.subject,
    ...wished(known, failure),
    ...(failure.commit !== undefined && { commit: failure.commit }),
    ...(failure.console !== undefined && { console: failure.console }),
    ...(failure.evidenceId !== undefined && { evidenceId: failure.evidenceId }),
  };
  if (!known) {
    const incident: Incident = {
      ...base,
      id: failure.id,
      channel: failure.channel,
      state: 'tracking',
      openedAt: observation.firstAt,
      lastFailureAt: observation.at,
      failures: observation.times,
      episodes: 1,
      turns: [],
      flapping: false,
    };
    return visible ? { ...open(incident, now, rules), affected } : quiet(incident, affected);
  }
  const { unseen, notify, remindAfter, webhook, commit, console, ...seen } = known;
  const counted: Incident = {
    ...seen,
    ...base,
    lastFailureAt: Math.max(known.lastFailureAt, observation.at),
    failures: known.failures + observation.times,
  };
  switch (known.state) {
    case 'tracking':
      return visible ? { ...open(counted, now, rules), affected } : quiet(counted, affected);
    case 'open': {
      const joined = !affectedBefore && known.thing.kind !== 'workload' && !failure.muted;
      const worse = isWorse(known, failure.standing);
      const { wellSince: _, ...again } = counted;
      const waking = (joined || worse) && known.snoozed?.mode === 'change' ? awake(again) : again;
      const incident = withDue(worse ? { ...waking, worst: failure.standing } : waking, rules);
      const notes: Note[] = [
        ...(joined ? [{ what: 'joined', at: now, names: [observation.subject.name], more: 0 } as const] : []),
        ...(worse ? [worseNote(known, incident, failure)] : []),
      ];
      const loud = !silent(incident);
      return {
        incident,
        affected,
        notes: loud ? notes : [],
        card: 'touch',
        ...(worse && loud && { news: 'worse' }),
      };
    }
    case 'resolved':
      // Too few failures in a row yet: what was resolved stays so. What is muted comes back without a word.
      if (!enough || (failure.muted && !known.noticeId)) return quiet(known, affected);
      return { ...cameBack(counted, known, failure, rules), affected };
  }
}

/** Nobody is told. */
function quiet(incident: Incident, affected: Affected): Step {
  return { incident, affected, notes: [], card: 'none' };
}

/** From now on people are told of it. */
export function open(incident: Incident, now: number, rules: AlertRules): Step {
  const { muted: _, ...heard } = incident;
  return { incident: withDue(reminding({ ...heard, state: 'open' }, now), rules), notes: [], card: 'open' };
}

/** The reminder runs from here. */
function reminding(incident: Incident, now: number): Incident {
  const { remindAt: _, ...rest } = incident;
  return incident.remindAfter === undefined ? rest : { ...rest, remindAt: now + incident.remindAfter };
}

/** What its watch wants now. A failure of another project, which shares what is broken, takes nobody off the call. */
function wished(known: Incident | undefined, { wishes, observation }: Failure): Partial<Incident> {
  const other = known && known.subject.project.id !== observation.subject.project.id ? known : undefined;
  const notify = wishes.notify ?? other?.notify;
  const remindAfter = wishes.remindAfter ?? other?.remindAfter;
  const webhook = wishes.webhook ?? other?.webhook;
  return {
    ...(notify !== undefined && { notify }),
    ...(remindAfter !== undefined && { remindAfter }),
    ...(webhook !== undefined && { webhook }),
  };
}

function worseNote(known: Incident, incident: Incident, { standing, now }: Failure): Note {
  const from = known.worst ?? known.standing ?? 'unknown';
  return { what: 'worse', at: now, from, to: standing, ...calling(incident) };
}

function cameBack(counted: Incident, known: Incident, { now, muted }: Failure, rules: AlertRules): Step {
  const {
    resolvedAt,
    resolution,
    acknowledged,
    assigned,
    snoozed,
    wellSince,
    worst,
    muted: mutedBefore,
    ...rest
  } = counted;
  const turns = [...known.turns, now].filter((at) => at > now - rules.flapWindow).slice(-20);
  const flapping = turns.length >= rules.flapTurns;
  const again: Incident = { ...rest, state: 'open', episodes: known.episodes + 1, turns, flapping };
  const incident = withDue(reminding({ ...again, ...(muted && { muted }) }, now), rules);
  const note: Note =
    flapping && !known.flapping
      ? { what: 'flapping', at: now, turns: turns.length }
      : {
          what: 'came-back',
          at: now,
          after: now - (resolvedAt ?? now),
          subject: known.subject.name,
          // The card is edited, which calls nobody.
          ...(known.noticeId !== undefined && calling(incident)),
        };
  return {
    incident,
    notes: silent(incident) ? [] : [note],
    card: known.noticeId ? 'touch' : 'open',
    news: 'opened',
  };
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
  const { wellSince: _, dueAt: __, snoozed: ___, remindAt: ____, ...rest } = incident;
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
  return { incident: done, notes: silent(incident) ? [] : [note], card: 'touch', news: 'resolved' };
}

/** What is due by itself: a snooze that ends, a flapping incident that stayed well, a reminder. */
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
  if (current.remindAt !== undefined && current.remindAt <= now) {
    const { remindAt: _, ...reminded } = current;
    current = reminded;
    if (!isTakenOn(incident) && incident.state === 'open')
      notes.push({ what: 'reminder', at: now, after: now - incident.openedAt, ...calling(incident) });
  }
  return { incident: withDue(current, rules), notes, card: notes.length > 0 ? 'touch' : 'none' };
}
