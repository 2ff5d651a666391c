/** What a channel does not want to hear of: muted by a person, ended by a person or by the clock. In transactions that
 * hold the channel. */
import type { AlertQueries, Incident, Mute, MuteTarget, Subscription } from '../../store/port';
import { record } from '../outbox/post';
import type { AlertRules } from '../rules';
import { mute, muteEnded, unmute } from './deeds';
import { open } from './incident';

/** Mutes it, with everything of it that is open. */
export async function beginMute(
  tx: AlertQueries,
  channel: string,
  muted: Mute,
  rules: AlertRules,
): Promise<void> {
  const { target, ...muting } = muted;
  await tx.mute(channel, muted);
  for (const incident of await tx.openIncidents(channel)) {
    if (concerns(target, incident)) await record(tx, mute(incident, target.kind, muting), muting.at, rules);
  }
}

/** A person wants to hear of it again. False: it was not muted. */
export async function takeBackMute(
  tx: AlertQueries,
  channel: string,
  target: MuteTarget,
  by: string,
  now: number,
  rules: AlertRules,
): Promise<boolean> {
  if (!(await tx.unmute(channel, target))) return false;
  await hearAgain(tx, channel, target, (incident) => unmute(incident, by, now), now, rules);
  return true;
}

/** Its time is over, unless somebody gave it more. */
export async function endMute(
  tx: AlertQueries,
  channel: string,
  target: MuteTarget,
  now: number,
  rules: AlertRules,
): Promise<void> {
  const found = (await tx.mutesIn(channel)).find((each) => muteName(each.target) === muteName(target));
  if (found?.until === undefined || found.until > now) return;
  await tx.unmute(channel, target);
  await hearAgain(tx, channel, target, (incident) => muteEnded(incident, now), now, rules);
}

/** What is open is heard of again; what began to fail meanwhile, and still does, gets its card now. */
async function hearAgain(
  tx: AlertQueries,
  channel: string,
  target: MuteTarget,
  step: (incident: Incident) => Parameters<typeof record>[1],
  now: number,
  rules: AlertRules,
): Promise<void> {
  const subscriptions = await tx.subscriptionsIn(channel);
  for (const incident of await tx.unresolvedIncidents(channel)) {
    if (!concerns(target, incident)) continue;
    const { thing } = incident;
    const other = await tx.mutedBy(channel, incident.cause, thing.kind === 'workload' ? thing.key : '');
    if (other) {
      if (incident.muted) await tx.saveIncident({ ...incident, muted: other });
    } else if (incident.state === 'open') {
      if (incident.muted) await record(tx, step(incident), now, rules);
    } else if (await failsEnough(tx, incident, subscriptions)) {
      await record(tx, open(incident, now, rules), now, rules);
    }
  }
}

function concerns(target: MuteTarget, { cause, thing }: Incident): boolean {
  if (target.kind === 'cause') return target.cause === cause;
  return thing.kind === 'workload' && thing.key === target.key;
}

/** What tells targets apart: a cause's id, or a workload's key. */
export function muteName(target: MuteTarget): string {
  return target.kind === 'cause' ? target.cause : target.key;
}

async function failsEnough(
  tx: AlertQueries,
  { id, subject }: Incident,
  subscriptions: readonly Subscription[],
): Promise<boolean> {
  const watch = subscriptions.find(({ project }) => project.id === subject.project.id);
  if (!watch) return false;
  const affected = await tx.affected(id);
  return affected.some(
    ({ failures, recoveredAt }) => recoveredAt === undefined && failures >= watch.minFailures,
  );
}
