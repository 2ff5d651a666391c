/** The same specification on both databases: embedded in the process, and a real server. */

import { sql } from 'drizzle-orm';
import { Secret } from '../../src/diagnosis/model/secrets';
import { type AlertStore, storeOn } from '../../src/store';
import { type Database, openDatabase } from '../../src/store/database';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server';

export interface Databases {
  /** The store on an empty database. */
  fresh(): Promise<AlertStore>;
  /** Another connection to the database of the last `fresh`, as another instance would have. */
  again(): Promise<AlertStore>;
}

/** Runs `specification` once for each database; skipped where Postgres' binaries are absent. */
export function onBothDatabases(specification: (databases: Databases) => void): void {
  describe('on the embedded database', () => {
    // It takes a second to open, so the tests of a file share one, each with empty tables.
    let database: Database;
    beforeAll(async () => {
      database = await openDatabase({ folder: undefined });
    }, 60_000);
    afterAll(() => database.close());
    const store = () => storeOn({ ...database, close: async () => undefined });
    specification({
      async fresh() {
        await emptied(database);
        return store();
      },
      // One process has one embedded database: its instances share the connection.
      again: async () => store(),
    });
  });

  (hasPostgres ? describe : describe.skip)('on a Postgres server', () => {
    // One database for the tests of a file here too: making one and its tables takes longer than most tests.
    let server: PostgresServer;
    let database: Database;
    let other: Database;
    beforeAll(async () => {
      server = await startPostgres();
      const url = new Secret(await server.createDatabase());
      database = await openDatabase({ url });
      other = await openDatabase({ url });
    }, 60_000);
    afterAll(async () => {
      await Promise.all([database.close(), other.close()]);
      await server.stop();
    });
    const on = (connection: Database) => storeOn({ ...connection, close: async () => undefined });
    specification({
      async fresh() {
        await emptied(database);
        return on(database);
      },
      again: async () => on(other),
    });
  });
}

/** Empties every table. */
export async function emptied({ sql: database }: Database): Promise<void> {
  const found = await database.execute(
    sql`select string_agg(quote_ident(tablename), ', ') as tables from pg_tables
        where schemaname = 'public' and tablename <> 'schema_versions'`,
  );
  const { tables } = (found as unknown as { rows: [{ tables: string }] }).rows[0];
  await database.execute(sql.raw(`truncate ${tables} restart identity cascade`));
}
