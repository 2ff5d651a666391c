/** What is due by the clock: ends of snoozes, flapping incidents that stayed well, daily digests, retention. */
import { randomUUID } from 'node:crypto';
import type { AlertStore } from '../store/port';
import { nextWallTime } from './calendar';
import { due } from './incident';
import { record } from './post';
import type { AlertRules } from './rules';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Does what is due. Any number of instances may do it at once. */
export async function keepHouse(store: AlertStore, now: number, rules: AlertRules): Promise<void> {
  for (const { id, channel } of await store.incidentsDue(now)) {
    await store.transaction(async (tx) => {
      await tx.lockChannels([channel]);
      // Another instance may have been here first.
      const incident = await tx.incident(id);
      if (!incident || incident.state === 'resolved' || (incident.dueAt ?? now + 1) > now) return;
      await record(tx, due(incident, now, rules), now, rules);
    });
  }
  await store.transaction(async (tx) => {
    for (const channel of await tx.channelsDue(now)) {
      const { digestAt, nextDigestAt, ...rest } = channel;
      if (digestAt === undefined || nextDigestAt === undefined) continue;
      const to = Math.min(nextDigestAt, now);
      await tx.addNotice({
        id: randomUUID(),
        channel: channel.id,
        content: { type: 'daily', from: to - DAY, to },
        notBefore: now,
        createdAt: now,
      });
      await tx.saveChannel({
        ...rest,
        digestAt,
        nextDigestAt: nextWallTime(now, digestAt, channel.timeZone),
      });
    }
  });
  if (await store.claimEvent(`prune:${Math.floor(now / HOUR)}`, now)) {
    await store.prune(now - rules.retention);
  }
}
