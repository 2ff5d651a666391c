/** The two ways to a database: embedded in this process, in a thread of its own, or a server. */
import { mkdir } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { Pool } from 'pg';
import type { Secret } from '../diagnosis/model/secrets';
import { Embedded } from './embedded';
import { lockFolder } from './folder-lock';
import { migrate } from './migrate';

export type Sql = PgDatabase<
  PgQueryResultHKT,
  Record<string, never>,
  ExtractTablesWithRelations<Record<string, never>>
>;

export interface Database {
  readonly sql: Sql;
  close(): Promise<void>;
}

/** Where alerts are kept. */
export type Place =
  /** `folder` undefined: in memory, gone with the process. */
  { readonly folder: string | undefined } | { readonly url: Secret };

/** Statements that hang would hold up every alert, milliseconds. */
const STATEMENT_MS = 15_000;
/** Milliseconds within which a server must take a connection. */
export const CONNECT_MS = 5_000;
const MOST_CONNECTIONS = 10;

/** Opens the database and brings its tables up to date. */
export function openDatabase(place: Place): Promise<Database> {
  return 'url' in place ? openServer(place.url) : openEmbedded(place.folder);
}

async function openEmbedded(folder: string | undefined): Promise<Database> {
  const unlock = folder === undefined ? undefined : await lockFolder(folder);
  try {
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    const embedded = await Embedded.open(folder);
    const close = async () => {
      await embedded.close();
      await unlock?.();
    };
    try {
      await migrate({
        run: async (text) =>
          (await embedded.exec(text)).flatMap(({ rows }) => rows as Record<string, unknown>[]),
      });
    } catch (error) {
      await embedded.close();
      throw error;
    }
    return { sql: drizzleEmbedded(embedded as unknown as PGlite) as unknown as Sql, close };
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

async function openServer(url: Secret): Promise<Database> {
  const pool = new Pool({
    connectionString: url.reveal(),
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    application_name: 'ce-image',
  });
  // A connection that breaks while nobody uses it: the next question opens another.
  pool.on('error', () => undefined);
  // One that breaks between two statements of a transaction: the next statement rejects. Unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const client = await pool.connect();
    try {
      await migrate({
        run: async (text) => {
          const result = await client.query(text);
          return Array.isArray(result) ? [] : (result.rows as Record<string, unknown>[]);
        },
      });
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { sql: drizzleServer(pool) as unknown as Sql, close: () => pool.end() };
}
