/** The data of an embedded database on its way: into a file, out of it, and to a server. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { Pool } from 'pg';
import { type Extract, extract, type Pack, pack } from 'tar-stream';
import { isUnanswered, storeError } from './errors';
import { lockFolder } from './folder-lock';
import { migrate, type Session } from './migrate';
import { StoreError } from './port';

/** Tables in an order in which what is referred to comes first. */
const tablesInOrder = `
  with recursive edges as (
    select conrelid::regclass::text as child, confrelid::regclass::text as parent
    from pg_constraint where contype = 'f' and conrelid <> confrelid
  ), depths (name, depth) as (
    select tablename::text, 0 from pg_tables where schemaname = 'public'
    union select child, depth + 1 from edges join depths on parent = name where depth < 20
  )
  select name from depths where name <> 'schema_versions' group by name order by max(depth), name`;

/** What two databases have in common. */
interface Connection {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** The lock that a running bot has in its folder; no part of the data. */
const LOCK = 'ce-image.lock';

/**
 * Writes everything of a data folder into one file, a compressed archive that its owner alone may read.
 * @throws StoreError when a bot runs on the folder, or there is none; what the file system says of the file
 */
export async function backUp(folder: string, file: string): Promise<{ readonly bytes: number }> {
  return withLocked(folder, async () => {
    // Opened once, so that everything stands in its place.
    await withDatabase(folder, async () => undefined);
    const archive = pack();
    const written = pipeline(archive, createGzip(), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
    const packed = packFolder(archive, folder).catch((error: Error) => archive.destroy(error));
    await Promise.all([written, packed]);
    return { bytes: (await stat(file)).size };
  });
}

async function packFolder(archive: Pack, folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name !== LOCK).sort();
  for (const name of names) {
    const path = join(folder, name);
    const { mode, mtime, isDirectory } = await lookAt(path);
    if (isDirectory) archive.entry({ name: `${name}/`, type: 'directory', mode, mtime });
    else archive.entry({ name, mode, mtime }, await readFile(path));
  }
  archive.finalize();
}

async function lookAt(path: string) {
  const found = await stat(path);
  return { mode: found.mode & 0o777, mtime: found.mtime, isDirectory: found.isDirectory() };
}

/**
 * Makes a data folder from such a file. What is there already is not overwritten.
 * @throws StoreError when the folder holds a database, or the file none
 */
export async function restore(file: string, folder: string): Promise<void> {
  await stat(file);
  const unlock = await lockFolder(folder);
  try {
    if (await exists(join(folder, 'PG_VERSION'))) {
      throw new StoreError(`${folder} holds a database already. Name an empty folder.`);
    }
    try {
      await pipeline(createReadStream(file), createGunzip(), unpacker(folder));
      if (!(await exists(join(folder, 'PG_VERSION')))) throw new Error('no database');
    } catch {
      throw new StoreError(`${file} is no whole backup of ce-image.`);
    }
    await withDatabase(folder, async () => undefined);
  } finally {
    await unlock();
  }
}

/** Writes the entries of an archive below a folder, and nowhere else. */
function unpacker(folder: string): Extract {
  const unpacked = extract();
  unpacked.on('entry', ({ name, type, mode = 0o600 }, stream, next) => {
    const path = join(folder, name);
    const isInside = !relative(folder, path).startsWith('..');
    const write = async () => {
      if (!isInside || (type !== 'file' && type !== 'directory')) throw new Error('no entry of a backup');
      if (type === 'directory') {
        stream.resume();
        await mkdir(path, { recursive: true, mode });
        return;
      }
      await mkdir(dirname(path), { recursive: true });
      await pipeline(stream, createWriteStream(path, { mode }));
    };
    write().then(() => next(), next);
  });
  return unpacked;
}

/**
 * Copies everything of a data folder to an empty Postgres, all or nothing. The folder stays as it is.
 * @returns rows by table
 * @throws StoreError when a bot runs on the folder, the server does not answer or refuses the login, or it has data of
 *   ce-image already
 */
export async function move(folder: string, url: string): Promise<Readonly<Record<string, number>>> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 });
  // A connection that breaks while nobody uses it says so to whoever asks next.
  pool.on('error', () => undefined);
  try {
    return await withFolder(folder, async (database) => {
      const server = await pool.connect().catch(refuseServer);
      try {
        await migrate({
          run: async (text) => {
            const result = await server.query(text);
            return Array.isArray(result) ? [] : result.rows;
          },
        });
        await server.query('begin');
        const counts = await copy(database as unknown as Connection, server as Connection);
        await server.query('commit');
        return counts;
      } catch (error) {
        await server.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        server.release();
      }
    });
  } finally {
    await pool.end();
  }
}

/** @throws StoreError always: why the server cannot be used, without its address */
function refuseServer(error: unknown): never {
  throw isUnanswered(error)
    ? new StoreError(
        'The server that DATABASE_URL names does not answer; nothing was moved. Check that it runs, and host and port of DATABASE_URL.',
      )
    : storeError(error);
}

async function copy(from: Connection, to: Connection): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name } of (await from.query(tablesInOrder)).rows) {
    const table = `"${String(name).replaceAll('"', '""')}"`;
    const { rows: taken } = await to.query(`select 1 from ${table} limit 1`);
    if (taken.length > 0)
      throw new StoreError(`The server has data of ce-image already, in the table ${name}.`);
    // As one document a row: every type arrives as it left, whatever it is.
    const { rows } = await from.query(`select to_jsonb(t)::text as document from ${table} t`);
    // What the database works out itself is worked out anew.
    const own = await to.query(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
        where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [name],
    );
    const columns = String(own.rows[0]?.names);
    for (const { document } of rows) {
      await to.query(
        `insert into ${table} (${columns}) overriding system value
          select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb)`,
        [document],
      );
    }
    await advance(to, String(name));
    counts[String(name)] = rows.length;
  }
  return counts;
}

/** What counts up goes on behind what was copied. */
async function advance(to: Connection, table: string): Promise<void> {
  const { rows } = await to.query(
    `select column_name as name, pg_get_serial_sequence(quote_ident($1), column_name) as counter
      from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [table],
  );
  for (const { name, counter } of rows) {
    if (counter === null) continue;
    const column = `"${String(name)}"`;
    await to.query(
      `select setval($1, (select max(${column}) from "${table}")) where exists (select 1 from "${table}")`,
      [counter],
    );
  }
}

async function withFolder<T>(folder: string, work: (database: PGlite) => Promise<T>): Promise<T> {
  return withLocked(folder, () => withDatabase(folder, work));
}

async function withLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (!(await exists(join(folder, 'PG_VERSION')))) {
    throw new StoreError(`${folder} holds no database of ce-image.`);
  }
  const unlock = await lockFolder(folder);
  try {
    return await work();
  } finally {
    await unlock();
  }
}

async function withDatabase<T>(folder: string, work: (database: PGlite) => Promise<T>): Promise<T> {
  const database = await PGlite.create({ dataDir: folder });
  try {
    // A newer schema is refused here as it is by the bot.
    await migrate(sessionOf(database));
    return await work(database);
  } finally {
    await database.close();
  }
}

function sessionOf(database: PGlite): Session {
  return {
    run: async (text) => (await database.exec(text)).flatMap(({ rows }) => rows as Record<string, unknown>[]),
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
