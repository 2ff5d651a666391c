/** Real components: Debian's docker-registry and skopeo, started on free ports, when they are installed. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { stringify } from 'yaml';

const run = promisify(execFile);

/** Which of the binaries are not there. */
export function missingBinaries(...names: readonly string[]): readonly string[] {
  return names.filter((name) => spawnSync(name, ['--version']).error !== undefined);
}

/** `describe`, or a skipped one that says which binary it wants. */
export function describeWith(binaries: readonly string[], title: string, body: () => void): void {
  const missing = missingBinaries(...binaries);
  if (missing.length === 0) describe(title, body);
  else describe.skip(`${title} (skipped: ${missing.join(' and ')} not installed)`, body);
}

export interface DockerRegistryOptions {
  /** Section `auth` of the configuration. */
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Files beside the configuration; `{dir}` in `auth` is where they are. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface DockerRegistry {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts docker-registry with its storage in memory, and waits until it listens. */
export async function startDockerRegistry(options: DockerRegistryOptions = {}): Promise<DockerRegistry> {
  const dir = await mkdtemp(join(tmpdir(), 'ce-image-registry-'));
  const { auth, tls, files = {} } = options;
  const all = { ...files, ...(tls && { 'tls.crt': tls.cert, 'tls.key': tls.key }) };
  for (const [name, text] of Object.entries(all)) await writeFile(join(dir, name), text);
  const configuration = {
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { inmemory: {}, delete: { enabled: true } },
    compatibility: { schema1: { enabled: true } },
    http: {
      addr: '127.0.0.1:0',
      ...(tls && { tls: { certificate: '{dir}/tls.crt', key: '{dir}/tls.key' } }),
    },
    ...(auth && { auth }),
  };
  const file = join(dir, 'config.yml');
  await writeFile(file, stringify(configuration).replaceAll('{dir}', dir));
  const child = spawn('docker-registry', ['serve', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await portOf(child);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    url: `${tls ? 'https' : 'http'}://${host}`,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(dir, { recursive: true });
    },
  };
}

/** The port that it took, from its log. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`docker-registry ended: ${lines.join('\n')}`)));
    const log = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    log.on('line', (line) => {
      lines.push(line);
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      log.close();
      child.stderr?.resume();
      resolve(Number(port));
    });
  });
}

/** Runs skopeo. `args` may hold `--dest-creds` and the like. */
export async function skopeo(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('skopeo', ['--insecure-policy', ...args]);
  return stdout;
}
