/**
 * How fast the ladder of source is, and what it costs:
 * (a) with 100 ms added to each exchange, the time to the first failing step against the shortest possible chain of
 *     exchanges, TLS counted. By HTTP and HTTPS that chain is done, by bare requests to the same host over the same line, so that the time of the
 *     host's own git is in both; by SSH it is counted. The least of the rounds, since noise only adds;
 * (b) growth of memory and own processor time for a repository of 100,000 files and 2 GB.
 * Run by `npm run bench:source`; wants git and sshd. The repository of (b) is made once, sparse: its large file is one
 * object of zeros, so that the disk holds little of the 2 GB.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { examineTree } from '../src/diagnosis/source';
import { makeAuthority, makeCertificate } from '../test/support/certificates';
import { missingGit, sshKeyPair, startHttpGitHost, startSshGitHost } from '../test/support/git-host';
import { type FileSpec, type RepositoriesFolder, repositoriesFolder } from '../test/support/git-repository';
import { createSourceAdapter, failedAt } from '../test/support/source-adapter';

const DELAY_MS = 100;
const ROUNDS = 5;

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly limit: number;
  readonly unit: string;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Lets everything that goes to `port` arrive 100 ms later, as over a long line; what comes back comes at once. */
async function startFarAway(port: number): Promise<Server> {
  const server = createServer((near: Socket) => {
    const far = connect(port, '127.0.0.1');
    // A line holds nothing back; the two ends say what they want at once.
    near.setNoDelay();
    far.setNoDelay();
    near.on('data', (piece) => setTimeout(() => far.write(piece), DELAY_MS));
    far.on('data', (piece) => near.write(piece));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function chains(): Promise<readonly Row[]> {
  const folder = repositoriesFolder();
  folder.make('shop/api.git', { 'README.md': 'x\n' });
  const login = { username: 'ada', password: 'right-password' };
  const authority = await makeAuthority();
  const access = { 'shop/private': { login: 'ada:right-password' } };
  const http = await startHttpGitHost(folder.root, { access });
  const https = await startHttpGitHost(folder.root, { access, tls: await makeCertificate(authority) });
  folder.make('shop/private', { 'README.md': 'x\n' });
  const key = sshKeyPair('ed25519');
  const ssh = await startSshGitHost(folder.root, [{ publicKey: key.publicKey }]);
  const farHttp = await startFarAway(Number(http.host.split(':')[1]));
  const farHttps = await startFarAway(Number(https.host.split(':')[1]));
  const farSsh = await startFarAway(ssh.port);
  const httpsBase = `https://127.0.0.1:${(farHttps.address() as AddressInfo).port}`;
  const httpPort = (farHttp.address() as AddressInfo).port;
  const sshPort = (farSsh.address() as AddressInfo).port;
  const known = ssh.knownHosts.replace(`:${ssh.port}`, `:${sshPort}`);
  const httpBase = `http://127.0.0.1:${httpPort}`;
  const adapterOf = () =>
    createSourceAdapter({
      ca: authority.cert,
      secrets: {
        right: login,
        wrong: { ...login, password: 'wrong-password' },
        key: { ...key, knownHosts: known },
        other: { ...sshKeyPair('ed25519'), knownHosts: known },
      },
    });
  // Bare exchanges, one behind the other, as they would be typed into curl.
  const bare = async (address: string, ...bodies: readonly string[]): Promise<number> => {
    const secure = address.startsWith('https:');
    const agent = secure
      ? new HttpsAgent({ keepAlive: true, ca: authority.cert })
      : new HttpAgent({ keepAlive: true });
    const startedAt = performance.now();
    for (const body of ['', ...bodies]) {
      const [path, method] =
        body === '' ? ['/info/refs?service=git-upload-pack', 'GET'] : ['/git-upload-pack', 'POST'];
      const headers = {
        'Git-Protocol': 'version=2',
        ...(body !== '' && { 'Content-Type': 'application/x-git-upload-pack-request' }),
      };
      const asked = (secure ? httpsRequest : httpRequest)(address + path, { agent, method, headers });
      asked.end(body);
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      answer.resume();
      await once(answer, 'end');
    }
    const ms = performance.now() - startedAt;
    agent.destroy();
    return ms;
  };
  const lsRefs = '0014command=ls-refs\n0001000csymrefs\n0000';
  // Exchanges: what has to be sent before the failing step can be known, each answered before the next.
  const cases = [
    {
      what: 'HTTP, repository not there: 1 exchange',
      url: `${httpBase}/shop/nothing`,
      chain: () => bare(`${httpBase}/shop/nothing`),
      fails: 'repository git-repo-not-found',
    },
    {
      what: 'HTTPS, repository not there: 2 exchanges',
      url: `${httpsBase}/shop/nothing`,
      chain: () => bare(`${httpsBase}/shop/nothing`),
      fails: 'repository git-repo-not-found',
    },
    {
      what: 'HTTPS, wrong token: 3 exchanges',
      url: `${httpsBase}/shop/private`,
      secret: 'wrong',
      chain: () => bare(`${httpsBase}/shop/private`, ''),
      fails: 'auth git-auth-failed',
    },
    {
      what: 'HTTPS, branch not there: 3 exchanges',
      url: `${httpsBase}/shop/api.git`,
      revision: 'nope',
      chain: () => bare(`${httpsBase}/shop/api.git`, lsRefs),
      fails: 'revision git-revision-not-found',
    },
    {
      what: 'HTTP, branch not there: 2 exchanges',
      url: `${httpBase}/shop/api.git`,
      revision: 'nope',
      chain: () => bare(`${httpBase}/shop/api.git`, lsRefs),
      fails: 'revision git-revision-not-found',
    },
    // Key exchange, new keys with the request to sign in, the key, its signature.
    {
      what: 'SSH, key not accepted: 4 exchanges',
      url: `ssh://${ssh.user}@127.0.0.1:${sshPort}/shop/api.git`,
      secret: 'other',
      chain: async () => 4 * DELAY_MS,
      fails: 'auth git-auth-failed',
    },
  ];
  const rows: Row[] = [];
  for (const { what, url, secret, revision, chain, fails } of cases) {
    const times: number[] = [];
    const chains: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      chains.push(await chain());
      const adapter = adapterOf();
      const startedAt = performance.now();
      const check = await adapter.check(url, { ...(secret && { secret }), ...(revision && { revision }) });
      times.push(performance.now() - startedAt);
      adapter.close();
      if (failedAt(check) !== fails) throw new Error(`${what}: ${failedAt(check)}`);
    }
    rows.push({
      what: `(a) ${what}`,
      ours: Math.min(...times) / Math.min(...chains),
      limit: 1.15,
      unit: '× the shortest chain',
    });
  }
  for (const far of [farHttp, farHttps, farSsh]) far.close();
  await Promise.all([http.close(), https.close(), ssh.close()]);
  folder.remove();
  return rows;
}

/** A repository of 100,000 files and 2 GB; what it is made of is forgotten by then. */
function makeLarge(folder: RepositoriesFolder): void {
  const files: Record<string, FileSpec> = {
    Dockerfile: 'FROM scratch\nCOPY start src/d0/f0.txt /app/\nCMD ["/app/start"]\n',
    start: { text: '#!/bin/sh\n', executable: true },
  };
  for (let index = 0; index < 100_000; index += 1)
    files[`src/d${Math.floor(index / 100)}/f${index % 100}.txt`] = `${index}\n`;
  folder.make('big', files);
  // 2 GB in one blob, which nobody may want.
  const blob = spawnSync(
    'sh',
    ['-c', 'head -c 2000000000 /dev/zero | git -c core.compression=1 hash-object -w --stdin'],
    {
      cwd: `${folder.root}/big`,
      encoding: 'utf8',
    },
  );
  const id = blob.stdout.trim();
  const index = `${folder.root}/big/index.tmp`;
  const env = {
    ...process.env,
    GIT_INDEX_FILE: index,
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  const git = (...args: readonly string[]) =>
    spawnSync('git', args, { cwd: `${folder.root}/big`, env, encoding: 'utf8' }).stdout.trim();
  git('read-tree', 'main');
  git('update-index', '--add', '--cacheinfo', `100644,${id},data/large.bin`);
  git('update-ref', 'refs/heads/main', git('commit-tree', git('write-tree'), '-p', 'main', '-m', 'large'));
  git('repack', '-adq');
}

/** Serves a folder from a process of its own: what the host does is not what the check does. */
async function serveElsewhere(root: string): Promise<{ readonly url: string; close(): void }> {
  const child = fork(__filename, ['serve', root]);
  const [url] = (await once(child, 'message')) as [string];
  return { url, close: () => child.kill() };
}

async function serve(root: string): Promise<void> {
  const { url } = await startHttpGitHost(root);
  process.send?.(url);
}

async function large(): Promise<readonly Row[]> {
  const folder = repositoriesFolder();
  makeLarge(folder);
  const http = await serveElsewhere(folder.root);
  const adapter = createSourceAdapter();
  const look = () =>
    adapter.look(`${http.url}/big`, {}, (tree, check) =>
      examineTree(tree, { strategy: 'dockerfile', contextDir: '', dockerfile: 'Dockerfile', url: check.url }),
    );
  // The code is compiled by then, as in a bot that runs.
  folder.make('small', { Dockerfile: 'FROM scratch\nCMD ["/x"]\n' });
  for (let round = 0; round < 3; round += 1) {
    await adapter.look(`${http.url}/small`, {}, (tree, check) =>
      examineTree(tree, { strategy: 'dockerfile', contextDir: '', dockerfile: 'Dockerfile', url: check.url }),
    );
  }
  global.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage();
    const { findings } = await look();
    const { user, system } = process.cpuUsage(start);
    cpu.push((user + system) / 1000);
    peak = Math.max(peak, process.memoryUsage.rss());
    // The 2 GB are told, by their size, which the host says; all else is well.
    const told = findings.map(({ cause, file }) => `${cause} ${file}`);
    if (told.join() !== 'source-file-too-large data/large.bin') throw new Error(JSON.stringify(findings));
  }
  clearInterval(watch);
  adapter.close();
  http.close();
  folder.remove();
  return [
    {
      what: '(b) memory growth, 100,000 files and 2 GB',
      ours: (peak - before) / 1_000_000,
      limit: 64,
      unit: 'MB',
    },
    { what: '(b) own processor time, the same', ours: median(cpu), limit: 150, unit: 'ms' },
  ];
}

async function main(): Promise<void> {
  const missing = missingGit('git', 'sshd');
  if (missing.length > 0) throw new Error(`${missing.join(' and ')} must be installed`);
  for (const measure of [chains, large]) {
    for (const { what, ours, limit, unit } of await measure()) {
      const met = ours <= limit ? '✓' : '✗';
      console.log(`${met} ${what.padEnd(52)} ${ours.toFixed(2).padStart(8)} ${unit} (at most ${limit})`);
      if (ours > limit) process.exitCode = 1;
    }
  }
}

const [, , word, root] = process.argv;
const work = word === 'serve' && root !== undefined ? serve(root) : main();
work.catch((error: unknown) => {
  console.error(error);
  // A host that was started for it would keep it alive.
  process.exit(1);
});
