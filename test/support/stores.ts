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
  /** What stands in that database, past the store. */
  sql(): Database['sql'];
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
      sql: () => database.sql,
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
      sql: () => database.sql,
    });
  });
}

/**
 * Empties every table, and lets its numbers begin anew. Rows are deleted: `truncate` makes the files of every table and
 * index again, which takes longer than most tests.
 */
export async function emptied({ sql: database }: Database): Promise<void> {
  await database.execute(sql`do $$
    declare one text;
    begin
      -- Nothing is left that could refer to anything.
      perform set_config('session_replication_role', 'replica', true);
      for one in
        select quote_ident(tablename) from pg_tables where schemaname = 'public' and tablename <> 'schema_versions'
      loop
        execute 'delete from ' || one;
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename), start_value, false)
        from pg_sequences where schemaname = 'public' and last_value is not null;
    end $$`);
}
