/** Turns examined observations into incidents, for every channel that watches. Inside one transaction. */
import { randomUUID } from 'node:crypto';
import type { AlertQueries, Incident, KeptEvidence, Subscription } from '../../store/port';
import type { Examined } from '../incident/examine';
import { causeChanged, type Failure, failed, recovered, resolve } from '../incident/incident';
import { commitOf, titleOf } from '../incident/thing';
import { record } from '../outbox/post';
import type { AlertRules } from '../rules';
import { cannotStartAgain, canStartAgain } from './next-starts';
import { wanted } from './wanted';

/** Failures of an incident of which the evidence is kept. */
const KEPT_EVIDENCE = 10;

/** What could not be recorded, and why. */
export interface Refused {
  readonly examined: Examined;
  readonly error: unknown;
}

/**
 * @param examined oldest first; they were observed at `seenAt`, and investigated since
 * @returns what could not be recorded; nothing of it was
 */
export async function recordLook(
  tx: AlertQueries,
  examined: readonly Examined[],
  subscriptions: readonly Subscription[],
  { seenAt, now }: { readonly seenAt: number; readonly now: number },
  rules: AlertRules,
): Promise<readonly Refused[]> {
  await tx.lockChannels(subscriptions.map(({ channel }) => channel));
  const recordOne = async (part: AlertQueries, each: Examined, careful: boolean) => {
    for (const subscription of subscriptions) {
      if (!wanted(subscription, each.observation)) continue;
      if (each.finding && !isWellAfterAll(each)) {
        await recordFailure(part, each, subscription, { seenAt, now }, rules, careful);
      } else if (isRecovery(each)) await recordRecovery(part, each, subscription.channel, now, rules);
    }
  };
  try {
    await tx.transaction(async (part) => {
      for (const each of examined) await recordOne(part, each, false);
    });
    return [];
  } catch {
    // One of them is not taken: each by itself, to find out which.
  }
  const refused: Refused[] = [];
  for (const each of examined) {
    try {
      // For all channels or for none: it is recorded again, and no channel may count it twice.
      await tx.transaction((part) => recordOne(part, each, true));
    } catch (error) {
      refused.push({ examined: each, error });
    }
  }
  return refused;
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
  tx: AlertQueries,
  { observation, finding }: Examined,
  subscription: Subscription,
  { seenAt, now }: { readonly seenAt: number; readonly now: number },
  rules: AlertRules,
  careful: boolean,
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
    muted: await tx.mutedBy(channel, report.cause, observation.key),
    wishes: subscription,
    ...(observation.kind === 'builds' && { commit: commitOf(report) }),
    console: report.consoleUrl,
    inferred,
    id: randomUUID(),
    ...(!inferred && { evidenceId: randomUUID() }),
    now,
  };
  const known = await otherCause(
    tx,
    await tx.incidentOf(channel, key, now - rules.reopenWithin),
    failure,
    now,
    rules,
  );
  const before = known && (await tx.affectedOne(known.id, observation.key));
  const step = failed(known, before, failure, rules);
  // The incident must be there before its evidence is.
  const incident = await record(tx, step, now, rules, seenAt);
  if (failure.evidenceId && (incident.failures <= KEPT_EVIDENCE || step.card === 'open')) {
    const evidence = {
      id: failure.evidenceId,
      incidentId: incident.id,
      at: observation.at,
      subject: observation.subject,
      ...(observation.run !== undefined && { run: observation.run }),
      report,
      logs,
    };
    if (!careful) await tx.saveEvidence(evidence);
    const kept = !careful || (await keepEvidence(tx, evidence));
    if (!kept) {
      const { evidenceId: _, ...bare } = incident;
      await tx.saveIncident({ ...bare, unseen: finding.unseen ?? 'What was seen could not be stored.' });
    } else if (finding.unseen !== undefined) await tx.saveIncident({ ...incident, unseen: finding.unseen });
  } else if (incident.evidenceId !== known?.evidenceId && known?.evidenceId !== undefined) {
    await tx.saveIncident({ ...incident, evidenceId: known.evidenceId });
  }
}

/** False: the database did not take it. The failure is told without it. */
async function keepEvidence(tx: AlertQueries, evidence: KeptEvidence): Promise<boolean> {
  try {
    await tx.transaction((part) => part.saveEvidence(evidence));
    return true;
  } catch {
    // A connection that is gone fails the next statement as well.
    return false;
  }
}

/**
 * A workload fails for one reason at a time. An incident of its own with another cause goes on under the new one;
 * where the new one has an incident already, the other ends.
 */
async function otherCause(
  tx: AlertQueries,
  known: Incident | undefined,
  failure: Failure,
  now: number,
  rules: AlertRules,
): Promise<Incident | undefined> {
  const { observation, channel } = failure;
  const others = (await tx.incidentsBreaking(channel, observation.key)).filter(
    (each) => each.id !== known?.id && each.thing.kind === 'workload' && each.key !== failure.key,
  );
  let current = known;
  for (const other of others) {
    if (current) {
      const resolution = { how: 'superseded', at: now, by: failure.title, changes: [] } as const;
      await record(tx, resolve(other, resolution, now), now, rules);
    } else {
      current = causeChanged(other, failure);
      const note = { what: 'cause-changed', at: now, from: other.title, to: failure.title } as const;
      current = await record(tx, { incident: current, notes: [note], card: 'touch' }, now, rules);
    }
  }
  return current;
}

async function recordRecovery(
  tx: AlertQueries,
  { observation: seen }: Examined,
  channel: string,
  now: number,
  rules: AlertRules,
): Promise<void> {
  const observation = seen.what === 'checked' ? { ...seen, what: 'succeeded' as const } : seen;
  for (const incident of await tx.incidentsBreaking(channel, observation.key)) {
    const one = await tx.affectedOne(incident.id, observation.key);
    const othersBroken = (await tx.othersBroken(incident.id, observation.key)) > 0;
    const step = one && recovered(incident, one, othersBroken, observation, now, rules);
    if (step) await record(tx, step, now, rules);
  }
}
