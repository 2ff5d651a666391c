/** Keeps two processes from opening one embedded database, which would destroy it. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, connect as openSocket, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Locks a folder for this process. The lock is a listening socket, so that it ends with the process, however
 * that ends; its path is short because the system allows no more than about a hundred bytes.
 * @returns gives the lock back
 * @throws Error when another process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 24);
  const path = join(tmpdir(), `ce-image-${name}.lock`);
  const server = (await listen(path)) ?? (await replaceStale(path));
  if (!server) {
    throw new Error(
      `Another ce-image uses the data folder ${folder}. Stop it, choose another DATA_DIR, or set DATABASE_URL to share a Postgres between several.`,
    );
  }
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
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
