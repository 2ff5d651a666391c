/** Turns examined observations into incidents, for every channel that watches. Inside one transaction. */
import { randomUUID } from 'node:crypto';
import type { AlertQueries, Incident, Subscription } from '../../store/port';
import { evidenceIdOf } from '../incident/evidence-id';
import type { Examined } from '../incident/examine';
import { causeChanged, type Failure, failed, recovered, resolve } from '../incident/incident';
import { commitOf, titleOf } from '../incident/thing';
import { record } from '../outbox/post';
import type { AlertRules } from '../rules';
import { Batch } from './batch';
import { cannotStartAgain, canStartAgain } from './next-starts';
import { wanted } from './wanted';

/** Failures of an incident of which the evidence is kept. */
const KEPT_EVIDENCE = 10;

/** What could not be recorded, and why. */
export interface Refused {
  readonly examined: Examined;
  readonly error: unknown;
}

/** What everything of one look has in common. */
interface Look {
  readonly subscriptions: readonly Subscription[];
  /** When it was observed; it was investigated since. */
  readonly seenAt: number;
  readonly now: number;
  readonly rules: AlertRules;
}

/**
 * Records them together, by a number of statements that does not grow with them. When the store does not take them, it
 * takes all but those that it refuses.
 * @param examined oldest first
 * @returns what could not be recorded; nothing of it was
 */
export async function recordLook(
  tx: AlertQueries,
  examined: readonly Examined[],
  look: Look,
): Promise<readonly Refused[]> {
  await tx.lockChannels(look.subscriptions.map(({ channel }) => channel));
  return recordParts(tx, examined, look);
}

/** Halves what is refused until only that is left which the store does not take. */
async function recordParts(
  tx: AlertQueries,
  examined: readonly Examined[],
  look: Look,
): Promise<readonly Refused[]> {
  const [first] = examined;
  if (!first) return [];
  try {
    await tx.transaction((part) => recordTogether(part, examined, look, true));
    return [];
  } catch (error) {
    if (examined.length > 1) {
      const half = Math.ceil(examined.length / 2);
      const before = await recordParts(tx, examined.slice(0, half), look);
      return [...before, ...(await recordParts(tx, examined.slice(half), look))];
    }
    if (!first.finding || first.finding.inferred) return [{ examined: first, error }];
  }
  try {
    // What was seen comes from outside; without it, the failure is told all the same.
    await tx.transaction((part) => recordTogether(part, examined, look, false));
    return [];
  } catch (error) {
    return [{ examined: first, error }];
  }
}

/** For all channels or for none: what is recorded again, no channel may count twice. */
async function recordTogether(
  tx: AlertQueries,
  examined: readonly Examined[],
  look: Look,
  withEvidence: boolean,
): Promise<void> {
  const { subscriptions, seenAt, now, rules } = look;
  const batch = await Batch.begin(tx, {
    channels: [...new Set(subscriptions.map(({ channel }) => channel))],
    incidentKeys: [...new Set(examined.flatMap(({ finding }) => finding?.key ?? []))],
    affectedKeys: [...new Set(examined.map(({ observation }) => observation.key))],
    resolvedAfter: now - rules.reopenWithin,
    cardsSince: seenAt - rules.stormWindow,
    seenAt,
    now,
  });
  for (const each of examined) {
    for (const subscription of subscriptions) {
      if (!wanted(subscription, each.observation)) continue;
      if (each.finding && !isWellAfterAll(each)) {
        await recordFailure(batch, each, subscription, look, withEvidence);
      } else if (isRecovery(each)) await recordRecovery(batch, each, subscription.channel, look);
    }
  }
  await batch.end();
}

/** An app that was well, and whose next start is not in doubt. */
function isWellAfterAll({ observation, finding }: Examined): boolean {
  return observation.what === 'checked' && finding !== undefined && !cannotStartAgain(finding.report);
}

/** That its image can be had again mends what was told of it; that we could not find out mends nothing. */
function isRecovery({ observation, finding }: Examined): boolean {
  return observation.what !== 'checked' || (finding !== undefined && canStartAgain(finding.report));
}

async function recordFailure(
  batch: Batch,
  { observation, finding }: Examined,
  subscription: Subscription,
  { seenAt, now, rules }: Look,
  withEvidence: boolean,
): Promise<void> {
  if (!finding) return;
  const { report, thing, key, logs, inferred } = finding;
  const { channel } = subscription;
  const healthy = report.cause === 'healthy-no-problem';
  // An app that recovered by itself before it could be looked at; a run that waits for nothing that is wrong.
  if (healthy && observation.kind === 'apps') return;
  if (observation.what === 'stuck' && (healthy || report.cause === 'unknown')) return;

  const failure: Failure = {
    channel,
    observation,
    cause: report.cause,
    title: (thing.kind === 'workload' && report.findings[0]?.headline) || titleOf(report.cause),
    standing: report.standing,
    confidence: report.confidence,
    thing,
    key,
    muted: batch.mutedBy(channel, report.cause, observation.key),
    wishes: subscription,
    ...(observation.kind === 'builds' && { commit: commitOf(report) }),
    console: report.consoleUrl,
    inferred,
    id: randomUUID(),
    ...(!inferred && { evidenceId: evidenceIdOf(finding.workId) }),
    now,
  };
  const known = await otherCause(batch, batch.incidentOf(channel, key), failure, now, rules);
  const before = known && batch.affectedOne(known.id, observation.key);
  const step = failed(known, before, failure, rules);
  const incident = await record(batch, step, now, rules, seenAt);
  if (failure.evidenceId && (incident.failures <= KEPT_EVIDENCE || step.card === 'open')) {
    if (withEvidence) {
      batch.saveEvidence({
        id: failure.evidenceId,
        incidentId: incident.id,
        at: observation.at,
        subject: observation.subject,
        ...(observation.run !== undefined && { run: observation.run }),
        report,
        logs,
      });
      if (finding.unseen !== undefined) await batch.saveIncident({ ...incident, unseen: finding.unseen });
    } else {
      const { evidenceId: _, ...bare } = incident;
      await batch.saveIncident({ ...bare, unseen: finding.unseen ?? 'What was seen could not be stored.' });
    }
  } else if (incident.evidenceId !== known?.evidenceId && known?.evidenceId !== undefined) {
    await batch.saveIncident({ ...incident, evidenceId: known.evidenceId });
  }
}

/**
 * A workload fails for one reason at a time. An incident of its own with another cause goes on under the new one;
 * where the new one has an incident already, the other ends.
 */
async function otherCause(
  batch: Batch,
  known: Incident | undefined,
  failure: Failure,
  now: number,
  rules: AlertRules,
): Promise<Incident | undefined> {
  const { observation, channel } = failure;
  const others = batch
    .incidentsBreaking(channel, observation.key)
    .filter((each) => each.id !== known?.id && each.thing.kind === 'workload' && each.key !== failure.key);
  let current = known;
  for (const other of others) {
    if (current) {
      const resolution = { how: 'superseded', at: now, by: failure.title, changes: [] } as const;
      await record(batch, resolve(other, resolution, now), now, rules);
    } else {
      current = causeChanged(other, failure);
      const note = { what: 'cause-changed', at: now, from: other.title, to: failure.title } as const;
      current = await record(batch, { incident: current, notes: [note], card: 'touch' }, now, rules);
    }
  }
  return current;
}

async function recordRecovery(
  batch: Batch,
  { observation: seen }: Examined,
  channel: string,
  { now, rules }: Look,
): Promise<void> {
  const observation = seen.what === 'checked' ? { ...seen, what: 'succeeded' as const } : seen;
  for (const incident of batch.incidentsBreaking(channel, observation.key)) {
    const one = batch.affectedOne(incident.id, observation.key);
    const othersBroken = batch.othersBroken(incident.id, observation.key);
    const step = one && recovered(incident, one, othersBroken, observation, now, rules);
    if (step) await record(batch, step, now, rules);
  }
}
