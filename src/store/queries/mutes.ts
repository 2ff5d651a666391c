import { and, asc, desc, eq, inArray, lte, sql as raw } from 'drizzle-orm';
import type { CauseId } from '../../diagnosis/model/cause-id';
import type { Sql } from '../database';
import type { Mute, MuteQueries, MuteTarget } from '../port';
import { mutes } from '../schema';

/** The queries of what is muted. */
export function muteQueries(sql: Sql): MuteQueries {
  return {
    async mute(channel, { target, by, at, until }) {
      const values = { mutedBy: by, at, until: until ?? null };
      const subject = target.kind === 'workload' ? target.subject : null;
      await sql
        .insert(mutes)
        .values({ channel, target: nameOf(target), subject, ...values })
        .onConflictDoUpdate({ target: [mutes.channel, mutes.target], set: values });
    },

    async unmute(channel, target) {
      const ended = await sql
        .delete(mutes)
        .where(and(eq(mutes.channel, channel), eq(mutes.target, nameOf(target))))
        .returning({ at: mutes.at });
      return ended.length > 0;
    },

    async mutesIn(channel) {
      const rows = await sql.select().from(mutes).where(eq(mutes.channel, channel)).orderBy(desc(mutes.at));
      return rows.map(toMute);
    },

    async mutesEnded(now) {
      const rows = await sql
        .select()
        .from(mutes)
        .where(lte(mutes.until, now))
        .orderBy(asc(mutes.until))
        .limit(50);
      return rows.map((row) => ({ ...toMute(row), channel: row.channel }));
    },

    async mutedBy(channel, cause, workloadKey) {
      const [row] = await sql
        .select()
        .from(mutes)
        .where(and(eq(mutes.channel, channel), inArray(mutes.target, [cause, workloadKey])))
        .orderBy(raw`${mutes.until} desc nulls first`)
        .limit(1);
      if (!row) return undefined;
      const { target: _, ...muting } = toMute(row);
      return muting;
    },
  };
}

function nameOf(target: MuteTarget): string {
  return target.kind === 'cause' ? target.cause : target.key;
}

/** A row of the mutes, as the alerts know it. */
export function toMute({ target, subject, mutedBy, at, until }: typeof mutes.$inferSelect): Mute {
  return {
    target: subject
      ? { kind: 'workload', key: target, subject }
      : { kind: 'cause', cause: target as CauseId },
    by: mutedBy,
    at,
    ...(until !== null && { until }),
  };
}
