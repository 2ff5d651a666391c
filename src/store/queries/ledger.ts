import { and, count, eq, isNotNull, lt, min, ne, sql as raw } from 'drizzle-orm';
import type { Sql } from '../database';
import type { LedgerQueries } from '../port';
import { ledger, notices, projects } from '../schema';

/** The queries of events of Slack that were already taken. */
export function ledgerQueries(sql: Sql): LedgerQueries {
  return {
    async claimEvent(id, now) {
      const rows = await sql
        .insert(ledger)
        .values({ id, at: now })
        .onConflictDoNothing()
        .returning({ id: ledger.id });
      return rows.length > 0;
    },

    async pruneLedger(before) {
      return (await sql.delete(ledger).where(lt(ledger.at, before)).returning({ id: ledger.id })).length;
    },

    async ping() {
      await sql.execute(raw`select 1`);
    },

    async figures() {
      const [[waiting], [events], [failing]] = await Promise.all([
        sql
          .select({ count: count(), oldest: min(notices.createdAt) })
          .from(notices)
          .where(and(eq(notices.state, 'pending'), ne(notices.type, 'webhook'))),
        sql
          .select({ oldest: min(notices.createdAt) })
          .from(notices)
          .where(and(eq(notices.state, 'pending'), eq(notices.type, 'webhook'))),
        sql.select({ count: count() }).from(projects).where(isNotNull(projects.trouble)),
      ]);
      return {
        waiting: waiting?.count ?? 0,
        ...(waiting?.oldest != null && { oldest: Number(waiting.oldest) }),
        ...(events?.oldest != null && { oldestEvent: Number(events.oldest) }),
        failingLooks: failing?.count ?? 0,
      };
    },
  };
}
