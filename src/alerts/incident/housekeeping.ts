/** What is due by the clock: ends of snoozes, flapping incidents that stayed well, daily digests, retention. */
import { randomUUID } from 'node:crypto';
import type { AlertQueries, AlertStore, Incident } from '../../store/port';
import { lastWallTime, nextWallTime, quietUntil } from '../calendar';
import { record } from '../outbox/post';
import type { AlertRules } from '../rules';
import { due } from './incident';
import { endMute } from './mutes';

/** Nobody is reminded in quiet hours: the time for it begins when they end. */
async function afterQuiet(tx: AlertQueries, incident: Incident, now: number): Promise<Incident> {
  const { remindAt, remindAfter } = incident;
  if (remindAt === undefined || remindAfter === undefined || remindAt > now) return incident;
  const preferences = await tx.channel(incident.channel);
  const quietEnd = quietUntil(now, preferences?.quiet, preferences?.timeZone ?? 'UTC');
  return quietEnd === undefined ? incident : { ...incident, remindAt: quietEnd + remindAfter };
}

const HOUR = 3_600_000;
/** Nothing that is claimed once comes again so late. */
const LEDGER_MS = 48 * HOUR;

/** Does what is due. Any number of instances may do it at once. */
export async function keepHouse(store: AlertStore, now: number, rules: AlertRules): Promise<void> {
  for (const { id, channel } of await store.incidentsDue(now)) {
    await store.transaction(async (tx) => {
      await tx.lockChannels([channel]);
      // Another instance may have been here first.
      const incident = await tx.incident(id);
      if (!incident || incident.state === 'resolved' || (incident.dueAt ?? now + 1) > now) return;
      await record(tx, due(await afterQuiet(tx, incident, now), now, rules), now, rules);
    });
  }
  for (const { channel, target } of await store.mutesEnded(now)) {
    await store.transaction(async (tx) => {
      await tx.lockChannels([channel]);
      await endMute(tx, channel, target, now, rules);
    });
  }
  await store.transaction(async (tx) => {
    for (const channel of await tx.channelsDue(now)) {
      const { digestAt, nextDigestAt, ...rest } = channel;
      if (digestAt === undefined || nextDigestAt === undefined) continue;
      // Planned for later only when the clock was set back since: then it is planned anew.
      if (nextDigestAt <= now) {
        // From the digest before to this hour: a day of 23 or 25 hours, or all the days that nobody was there.
        const from = lastWallTime(nextDigestAt - 1, digestAt, channel.timeZone);
        await tx.addNotice({
          id: randomUUID(),
          channel: channel.id,
          content: { type: 'daily', from, to: lastWallTime(now, digestAt, channel.timeZone) },
          notBefore: now,
          createdAt: now,
        });
      }
      await tx.saveChannel({
        ...rest,
        digestAt,
        nextDigestAt: nextWallTime(now, digestAt, channel.timeZone),
      });
    }
  });
  if (await store.claimEvent(`prune:${Math.floor(now / HOUR)}`, now)) {
    await store.prune(now - rules.retention);
    await store.pruneLedger(now - LEDGER_MS);
    await store.pruneAudit(now - rules.auditRetention);
  }
}
