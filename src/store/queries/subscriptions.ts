import { and, asc, eq, gt, lte, or } from 'drizzle-orm';
import type { Sql } from '../database';
import type { Channel, Subscription, SubscriptionQueries } from '../port';
import { channels, projects, subscriptions } from '../schema';

/** A digest that is further ahead was planned before the clock was set back, milliseconds. */
const LONGEST_DAY = 26 * 3_600_000;

/** The queries of channels and what they watch. */
export function subscriptionQueries(sql: Sql): SubscriptionQueries {
  const joined = async (condition: ReturnType<typeof eq>): Promise<readonly Subscription[]> => {
    const rows = await sql
      .select({ row: subscriptions, project: projects.ref })
      .from(subscriptions)
      .innerJoin(projects, eq(projects.id, subscriptions.projectId))
      .where(condition)
      .orderBy(asc(subscriptions.createdAt), asc(subscriptions.channel));
    return rows.map(({ row, project }) => ({
      channel: row.channel,
      project,
      kinds: row.kinds,
      ...(row.name !== null && { name: row.name }),
      ...(row.exclude !== null && { exclude: row.exclude }),
      minFailures: row.minFailures,
      ...(row.notify !== null && { notify: row.notify }),
      ...(row.remindAfter !== null && { remindAfter: row.remindAfter }),
      ...(row.webhook !== null && { webhook: row.webhook }),
      createdBy: row.createdBy,
      createdAt: row.createdAt,
      ...(row.summed && { summed: true }),
    }));
  };

  return {
    async saveSubscription({ channel, project, createdBy, createdAt, ...wanted }) {
      await sql.insert(channels).values({ id: channel, timeZone: 'UTC' }).onConflictDoNothing();
      await sql
        .insert(projects)
        .values({ id: project.id, ref: project, nextLookAt: createdAt })
        .onConflictDoUpdate({ target: projects.id, set: { ref: project, nextLookAt: createdAt } });
      const before = await sql
        .select({ channel: subscriptions.channel })
        .from(subscriptions)
        .where(and(eq(subscriptions.channel, channel), eq(subscriptions.projectId, project.id)))
        .for('update');
      const wishes = {
        kinds: wanted.kinds,
        name: wanted.name ?? null,
        exclude: wanted.exclude ?? null,
        minFailures: wanted.minFailures,
        notify: wanted.notify?.length ? wanted.notify : null,
        remindAfter: wanted.remindAfter ?? null,
        webhook: wanted.webhook ?? null,
      };
      await sql
        .insert(subscriptions)
        .values({ channel, projectId: project.id, ...wishes, createdBy, createdAt })
        .onConflictDoUpdate({ target: [subscriptions.channel, subscriptions.projectId], set: wishes });
      return before.length === 0;
    },

    async removeSubscription(channel, projectId) {
      const removed = await sql
        .delete(subscriptions)
        .where(and(eq(subscriptions.channel, channel), eq(subscriptions.projectId, projectId)))
        .returning({ channel: subscriptions.channel });
      const left = await sql
        .select({ channel: subscriptions.channel })
        .from(subscriptions)
        .where(eq(subscriptions.projectId, projectId))
        .limit(1);
      // Nobody watches it any more: if somebody does later, that begins anew.
      if (left.length === 0) await sql.delete(projects).where(eq(projects.id, projectId));
      return removed.length > 0;
    },

    async markSummed(channel, projectId) {
      await sql
        .update(subscriptions)
        .set({ summed: true })
        .where(and(eq(subscriptions.channel, channel), eq(subscriptions.projectId, projectId)));
    },

    subscriptionsIn: (channel) => joined(eq(subscriptions.channel, channel)),
    subscriptionsTo: (projectId) => joined(eq(subscriptions.projectId, projectId)),

    async channel(id) {
      const [row] = await sql.select().from(channels).where(eq(channels.id, id));
      return row && toChannel(row);
    },

    async saveChannel({ id, quiet, timeZone, digestAt, nextDigestAt, trouble }) {
      const values = {
        quiet: quiet ?? null,
        timeZone,
        digestAt: digestAt ?? null,
        nextDigestAt: nextDigestAt ?? null,
        trouble: trouble ?? null,
      };
      await sql
        .insert(channels)
        .values({ id, ...values })
        .onConflictDoUpdate({ target: channels.id, set: values });
    },

    async channelsDue(now) {
      const rows = await sql
        .select()
        .from(channels)
        .where(or(lte(channels.nextDigestAt, now), gt(channels.nextDigestAt, now + LONGEST_DAY)))
        .orderBy(asc(channels.nextDigestAt))
        .limit(20)
        .for('update', { skipLocked: true });
      return rows.map(toChannel);
    },
  };
}

/** A row of a channel, as the alerts know it. */
export function toChannel(row: typeof channels.$inferSelect): Channel {
  return {
    id: row.id,
    timeZone: row.timeZone,
    ...(row.quiet !== null && { quiet: row.quiet }),
    ...(row.digestAt !== null && { digestAt: row.digestAt }),
    ...(row.nextDigestAt !== null && { nextDigestAt: row.nextDigestAt }),
    ...(row.trouble !== null && { trouble: row.trouble }),
  };
}
