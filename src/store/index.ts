/** The alert store: Postgres, embedded or a server, behind the port. */
import { type Database, openDatabase, type Place, type Sql } from './database';
import { safely, storeError } from './errors';
import type { AlertQueries, AlertStore } from './port';
import { auditQueries } from './queries/audit';
import { batchQueries } from './queries/batches';
import { conversationQueries } from './queries/conversations';
import { evidenceQueries } from './queries/evidence';
import { incidentQueries } from './queries/incidents';
import { installationQueries } from './queries/installations';
import { ledgerQueries } from './queries/ledger';
import { muteQueries } from './queries/mutes';
import { noticeQueries } from './queries/notices';
import { projectQueries } from './queries/projects';
import { subscriptionQueries } from './queries/subscriptions';

export type { Place } from './database';
export { type Ping, ping } from './ping';
export * from './port';

/**
 * Opens the store and brings its tables up to date.
 * @throws StoreError when the database does not answer, or belongs to somebody else
 */
export async function openStore(place: Place): Promise<AlertStore> {
  try {
    return storeOn(await openDatabase(place));
  } catch (error) {
    throw storeError(error);
  }
}

/** The store on an open database, whose tables are up to date. */
export function storeOn(database: Database): AlertStore {
  return { ...queriesOn(database.sql), close: () => database.close() };
}

function queriesOn(sql: Sql): AlertQueries {
  return {
    ...safely({
      ...subscriptionQueries(sql),
      ...projectQueries(sql),
      ...incidentQueries(sql),
      ...evidenceQueries(sql),
      ...batchQueries(sql),
      ...auditQueries(sql),
      ...muteQueries(sql),
      ...noticeQueries(sql),
      ...ledgerQueries(sql),
      ...installationQueries(sql),
      ...conversationQueries(sql),
    }),
    async transaction(work) {
      let failure: { readonly error: unknown } | undefined;
      try {
        // Within a transaction this is a savepoint.
        return await sql.transaction(async (tx) => {
          try {
            return await work(queriesOn(tx));
          } catch (error) {
            failure = { error };
            throw error;
          }
        });
      } catch (error) {
        // What the caller's own work threw is the caller's; the rest is the database's.
        throw failure ? failure.error : storeError(error);
      }
    },
  };
}
