import { lt, sql as raw } from 'drizzle-orm';
import type { Sql } from '../database';
import type { LedgerQueries } from '../port';
import { ledger } from '../schema';

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
  };
}
