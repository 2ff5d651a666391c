/** Looks whether a database is there, and changes nothing in it: an older bot may run on it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Pool } from 'pg';
import { CONNECT_MS, type Place } from './database';
import { Embedded } from './embedded';
import { storeError } from './errors';
import { FolderTaken, lockFolder } from './folder-lock';

/** `held`: a running bot has the folder. `none`: there is no database yet, or it is in memory; the bot makes it. */
export type Ping = 'answers' | 'held' | 'none';

/**
 * Opens the database and asks it one thing. Tables are neither made nor brought up to date.
 * @throws StoreError that says why it does not answer, without its address
 */
export async function ping(place: Place): Promise<Ping> {
  try {
    if ('url' in place) return await pingServer(place.url.reveal());
    return place.folder === undefined ? 'none' : await pingFolder(place.folder);
  } catch (error) {
    if (error instanceof FolderTaken) return 'held';
    throw storeError(error);
  }
}

async function pingServer(connectionString: string): Promise<Ping> {
  const pool = new Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  pool.on('error', () => undefined);
  try {
    await pool.query('select 1');
    return 'answers';
  } finally {
    await pool.end();
  }
}

async function pingFolder(folder: string): Promise<Ping> {
  const isThere = await stat(join(folder, 'PG_VERSION')).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (!isThere) return 'none';
  const unlock = await lockFolder(folder);
  try {
    const embedded = await Embedded.open(folder);
    await embedded.exec('select 1').finally(() => embedded.close());
    return 'answers';
  } finally {
    await unlock();
  }
}
