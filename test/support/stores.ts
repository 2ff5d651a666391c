/** The same specification on both databases: embedded in the process, and a real server. */

import { sql } from 'drizzle-orm';
import { Secret } from '../../src/diagnosis/secrets';
import { type AlertStore, openStore, storeOn } from '../../src/store';
import { type Database, openDatabase } from '../../src/store/database';
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server';

export interface Databases {
  /** Opens a store on an empty database. It is closed after the test. */
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
    let server: PostgresServer;
    let url: Secret;
    let opened: AlertStore[] = [];
    const open = async () => {
      const store = await openStore({ url });
      opened.push(store);
      return store;
    };
    beforeAll(async () => {
      server = await startPostgres();
    }, 60_000);
    afterAll(() => server.stop());
    afterEach(async () => {
      await Promise.all(opened.map((store) => store.close()));
      opened = [];
    });
    specification({
      async fresh() {
        url = new Secret(await server.createDatabase());
        return open();
      },
      again: open,
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
