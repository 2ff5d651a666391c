/**
 * How fast the registry ladder is, each as a ratio of two times of one run on one machine:
 * (a) against `skopeo inspect` on the same docker-registry, warm and with the start of the process;
 * (b) with 100 ms added to each exchange, against the shortest possible chain of exchanges;
 * (c) 200 images of 4 registries at once, against one after another.
 * Run by `npm run bench:registry`; (a) wants docker-registry and skopeo installed.
 */
import { spawnSync } from 'node:child_process';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type RegistryWorld, startRegistryStandIn } from '../playground/src/registry';
import { missingBinaries, skopeo, startDockerRegistry } from '../test/support/docker-registry';
import { writeLayout } from '../test/support/oci-layout';
import { type Adapter, createAdapter } from '../test/support/registry-adapter';

const ROUNDS = 15;

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
  readonly aim?: number;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

async function accessible(adapter: Adapter, reference: string, secret?: string): Promise<void> {
  const check = await adapter.check(reference, secret === undefined ? {} : { secret });
  if (check.outcome !== 'accessible') throw new Error(`${reference}: ${JSON.stringify(check.steps)}`);
}

/** Runs a program to its end. */
function spawned(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args);
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}

async function againstSkopeo(): Promise<readonly Row[]> {
  const missing = missingBinaries('docker-registry', 'skopeo');
  if (missing.length > 0) {
    console.log(`(a) is left out: ${missing.join(' and ')} not installed`);
    return [];
  }
  const registry = await startDockerRegistry();
  const layout = await writeLayout([{ tag: 'image', platforms: ['linux/amd64', 'linux/arm64'], layers: 8 }]);
  const reference = `${registry.host}/shop/api:1`;
  await skopeo(
    'copy',
    '--all',
    '--dest-tls-verify=false',
    `oci:${layout.dir}:image`,
    `docker://${reference}`,
  );
  const adapter = createAdapter({ allowedHosts: ['127.0.0.1'] });
  const times = {
    inspect: [] as number[],
    warm: [] as number[],
    process: [] as number[],
    node: [] as number[],
  };
  await accessible(adapter, reference);
  // Taken in turns, so that whatever else the machine does hits all alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    const inspect = () => spawned('skopeo', 'inspect', '--tls-verify=false', `docker://${reference}`);
    times.inspect.push(await timed(inspect));
    // The first one after another program ran is not warm.
    await accessible(adapter, reference);
    for (let again = 0; again < 3; again += 1)
      times.warm.push(await timed(() => accessible(adapter, reference)));
    times.process.push(await timed(() => spawned(process.execPath, join(__dirname, 'climb.js'), reference)));
    times.node.push(await timed(() => spawned(process.execPath, '-e', '0')));
  }
  adapter.close();
  await registry.close();
  const inspect = median(times.inspect);
  return [
    { what: '(a) ladder, warm / skopeo inspect', ours: median(times.warm), theirs: inspect, aim: 0.5 },
    {
      what: '(a) ladder with its process / skopeo inspect',
      ours: median(times.process),
      theirs: inspect,
      aim: 1,
    },
    { what: '    of which: an empty Node.js process', ours: median(times.node), theirs: inspect },
    {
      what: '    of which: all that is ours',
      ours: median(times.process) - median(times.node),
      theirs: inspect,
    },
  ];
}

const DELAY_MS = 100;

/** Lets every request wait before it goes on to `port`. */
function startSlowly(port: number): Promise<Server> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(({ method, url, headers }, outgoing) => {
    setTimeout(() => {
      const onwards = request({ agent, port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onwards.end();
    }, DELAY_MS);
  });
  server.on('close', () => agent.destroy());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

const world: RegistryWorld = {
  hosts: Object.fromEntries(
    ['one', 'two', 'three', 'four'].map((name) => [
      `${name}.example`,
      {
        auth: 'token' as const,
        logins: [{ username: 'iamapikey', password: 'key-of-the-bench', pull: ['shop'] }],
        repositories: Object.fromEntries(
          Array.from({ length: 10 }, (_, repository) => [
            `shop/app-${repository}`,
            {
              tags: Object.fromEntries(
                Array.from({ length: 5 }, (_, tag) => [
                  `v${tag}`,
                  { build: `${repository}-${tag}`, layers: 8, index: tag === 4 },
                ]),
              ),
            },
          ]),
        ),
      },
    ]),
  ),
};
const hosts = Object.keys(world.hosts);
const secrets = Object.fromEntries(
  hosts.map((server) => [server, [{ server, username: 'iamapikey', password: 'key-of-the-bench' }]]),
);

async function againstTheChain(): Promise<readonly Row[]> {
  const standIn = await startRegistryStandIn(world);
  const slow = await startSlowly(standIn.port);
  const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  const endpoints = new Map(hosts.map((host) => [host, url]));
  const cold: number[] = [];
  const warm: number[] = [];
  const index: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const adapter = createAdapter({ endpoints, secrets });
    cold.push(await timed(() => accessible(adapter, 'one.example/shop/app-0:v0', 'one.example')));
    warm.push(await timed(() => accessible(adapter, 'one.example/shop/app-0:v1', 'one.example')));
    index.push(await timed(() => accessible(adapter, 'one.example/shop/app-0:v4', 'one.example')));
    adapter.close();
  }
  slow.close();
  slow.closeAllConnections();
  await standIn.close();
  const chain = (what: string, times: readonly number[], exchanges: number): Row => ({
    what: `(b) ${what} / ${exchanges} exchanges of ${DELAY_MS} ms`,
    ours: median(times),
    theirs: exchanges * DELAY_MS,
    aim: 1.15,
  });
  return [
    chain('first image: challenge, token, manifest, layers', cold, 4),
    chain('another image of the repository: manifest, layers', warm, 2),
    chain('an index: manifest, its manifest, layers', index, 3),
  ];
}

async function manyAtOnce(): Promise<readonly Row[]> {
  const standIn = await startRegistryStandIn(world);
  const slow = await startSlowly(standIn.port);
  let connections = 0;
  slow.on('connection', () => {
    connections += 1;
  });
  const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  const endpoints = new Map(hosts.map((host) => [host, url]));
  const images = hosts.flatMap((host) =>
    Object.entries(world.hosts[host]?.repositories ?? {}).flatMap(([repository, { tags }]) =>
      Object.keys(tags).map((tag) => ({ host, reference: `${host}/${repository}:${tag}` })),
    ),
  );
  const adapter = createAdapter({ endpoints, secrets });
  const atOnce = await timed(() =>
    Promise.all(images.map(({ host, reference }) => accessible(adapter, reference, host))),
  );
  const requests = standIn.requests.length;
  const used = connections;
  adapter.close();
  const other = createAdapter({ endpoints, secrets });
  const oneByOne = await timed(async () => {
    for (const { host, reference } of images) await accessible(other, reference, host);
  });
  other.close();
  slow.close();
  slow.closeAllConnections();
  await standIn.close();
  console.log(
    `(c) ${images.length} images of ${hosts.length} registries: ${requests} requests over ${used} connections`,
  );
  return [
    { what: `(c) ${images.length} images at once / one after another`, ours: atOnce, theirs: oneByOne },
  ];
}

async function main(): Promise<void> {
  const rows = [...(await againstSkopeo()), ...(await againstTheChain()), ...(await manyAtOnce())];
  for (const { what, ours, theirs, aim } of rows) {
    const ratio = ours / theirs;
    const verdict = aim === undefined ? '' : `aim < ${aim} ${ratio < aim ? 'met' : 'MISSED'}`;
    const times = `${ours.toFixed(1)} ms / ${theirs.toFixed(1)} ms`;
    console.log(`${what.padEnd(66)} ${ratio.toFixed(2).padStart(5)}  ${times.padStart(23)}  ${verdict}`);
  }
}

void main();
