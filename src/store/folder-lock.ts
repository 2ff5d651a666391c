/** Keeps two processes from opening one embedded database, which would destroy it. */
import { mkdir, open, realpath, rm } from 'node:fs/promises';
import { createServer, connect as openSocket, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { StoreError } from './port';

/** Another process has the folder. */
export class FolderTaken extends StoreError {}

/**
 * Locks a folder for this process. The lock is a listening socket, so that it ends with the process, however
 * that ends, and lies in the folder, so that all who share the folder share the lock.
 * @returns gives the lock back
 * @throws FolderTaken when another process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  // The folder itself, by whatever name it is called: another TMPDIR or a link leads to the same lock.
  const { path, release } = await shortPath(join(await realpath(folder), 'ce-image.lock'));
  const server = (await listen(path)) ?? (await replaceStale(path));
  if (!server) {
    await release();
    throw new FolderTaken(
      `Another ce-image uses the data folder ${folder}. Stop it, choose another DATA_DIR, or set DATABASE_URL to share a Postgres between several.`,
    );
  }
  server.unref();
  return async () => {
    await new Promise<void>((done) => server.close(() => done()));
    await release();
  };
}

/** Bytes of a socket's path that every system takes. Source: unix(7), 108 on Linux; 104 elsewhere. */
const LONGEST_PATH = 100;

/** A name of the same file that is short enough for a socket. */
async function shortPath(
  path: string,
): Promise<{ readonly path: string; readonly release: () => Promise<void> }> {
  if (Buffer.byteLength(path) <= LONGEST_PATH) return { path, release: async () => undefined };
  if (process.platform !== 'linux') {
    throw new StoreError('The path of the data folder is too long. Choose a shorter DATA_DIR.');
  }
  // Linux names an open folder by its number.
  const folder = await open(dirname(path), 'r');
  return { path: `/proc/self/fd/${folder.fd}/${basename(path)}`, release: () => folder.close() };
}

async function replaceStale(path: string): Promise<Server | undefined> {
  if (await answers(path)) return undefined;
  await rm(path, { force: true });
  return listen(path);
}

/** Undefined when the path is taken. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(undefined) : fail(error),
    );
    server.listen(path, () => done(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = openSocket(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
