/** Git hosts on loopback with the real parts: `git http-backend` behind HTTP, and a real `sshd`. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer as createHttp,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, createServer as createTcp } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Who may read a repository by HTTP. */
export type HttpAccess =
  /** `realm`: what the host calls itself when it asks for the login. */
  | { readonly login: string; readonly realm?: string }
  /** Every request gets this answer, for example of an expired token or of SSO. */
  | {
      readonly answer: {
        readonly status: number;
        readonly body: string;
        readonly headers?: Record<string, string>;
      };
    }
  /** Answers a login with this; without one it asks for one. */
  | {
      readonly loginAnswer: {
        readonly status: number;
        readonly body: string;
        readonly headers?: Record<string, string>;
      };
    }
  | { readonly redirect: string };

export interface HttpGitHost {
  /** `host:port` */
  readonly host: string;
  readonly url: string;
  /** Method, path and whether a login was sent, in order. */
  readonly requests: readonly string[];
  /** Bytes of answers. */
  readonly sent: number;
  close(): Promise<void>;
}

/** Which of the binaries that the tests want are not there. */
export function missingGit(...names: readonly ('git' | 'sshd')[]): readonly string[] {
  return names.filter((name) =>
    name === 'sshd' ? !existsSync('/usr/sbin/sshd') : spawnSync('git', ['--version']).status !== 0,
  );
}

export async function startHttpGitHost(
  root: string,
  options: {
    readonly access?: Readonly<Record<string, HttpAccess>>;
    readonly tls?: { readonly key: string; readonly cert: string };
    /** Protocol version 2 is not passed on, as old servers do it. */
    readonly oldProtocol?: boolean;
    /** How Git LFS answers for a repository. */
    readonly lfs?: Readonly<Record<string, 'lost' | 'quota' | 'there'>>;
    /** Repositories that are given with their whole history only. */
    readonly shallow?: Readonly<Record<string, 'unoffered' | 'refused'>>;
  } = {},
): Promise<HttpGitHost> {
  const requests: string[] = [];
  let sent = 0;
  const answer: RequestListener = (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const login = request.headers.authorization;
    requests.push(`${request.method} ${path}${login ? ' with login' : ''}`);
    const name = path.split(/\/(?:info|git-upload-pack)/)[0]?.slice(1) ?? '';
    const access = options.access?.[name];
    if (access && refuses(access, login, response, path, query)) return;
    if (path.endsWith('/info/lfs/objects/batch')) {
      answerLfs(options.lfs?.[name.replace(/\.git$/, '')], request, response);
      return;
    }
    if (!existsSync(join(root, name, 'HEAD'))) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Repository not found.\n');
      return;
    }
    const shallow = options.shallow?.[name];
    const serve = () =>
      runBackend(root, path, query, request, response, {
        old: options.oldProtocol === true,
        ...(shallow === 'unoffered' && path.endsWith('/info/refs') && { rewrite: withoutShallow }),
        count: (bytes) => {
          sent += bytes;
        },
      });
    if (shallow === 'refused' && request.method === 'POST') refuseDepth(request, response, serve);
    else serve();
  };
  const server = options.tls ? createHttps(options.tls, answer) : createHttp(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    get sent() {
      return sent;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuses(
  access: HttpAccess,
  login: string | undefined,
  response: ServerResponse,
  path: string,
  query: string,
): boolean {
  if ('redirect' in access) {
    const below = path.slice(path.indexOf('/info/refs'));
    response.writeHead(301, { Location: `${access.redirect}${below}?${query}` }).end();
    return true;
  }
  if ('answer' in access) {
    response
      .writeHead(access.answer.status, { 'Content-Type': 'text/plain', ...access.answer.headers })
      .end(access.answer.body);
    return true;
  }
  const realm = ('realm' in access && access.realm) || 'git';
  const challenge = { 'WWW-Authenticate': `Basic realm="${realm}"`, 'Content-Type': 'text/plain' };
  if (login === undefined) {
    response.writeHead(401, challenge).end('Authentication required\n');
    return true;
  }
  if ('loginAnswer' in access) {
    const { status, body, headers } = access.loginAnswer;
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers }).end(body);
    return true;
  }
  if (login === `Basic ${Buffer.from(access.login).toString('base64')}`) return false;
  response.writeHead(401, challenge).end('HTTP Basic: Access denied\n');
  return true;
}

/** Source: git-lfs, docs/api/batch.md. */
function answerLfs(
  how: 'lost' | 'quota' | 'there' | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const type = { 'Content-Type': 'application/vnd.git-lfs+json' };
  let body = '';
  request.on('data', (piece) => {
    body += piece;
  });
  request.on('end', () => {
    if (how === undefined) {
      response.writeHead(404, type).end(JSON.stringify({ message: 'Not found' }));
      return;
    }
    if (how === 'quota') {
      const message = 'This repository is over its data quota.';
      response.writeHead(403, type).end(JSON.stringify({ message }));
      return;
    }
    const { objects } = JSON.parse(body) as { objects: readonly { oid: string; size: number }[] };
    const answers = objects.map((each) =>
      how === 'lost'
        ? { ...each, error: { code: 404, message: 'Object does not exist' } }
        : { ...each, actions: { download: { href: `http://127.0.0.1/${each.oid}` } } },
    );
    response.writeHead(200, type).end(JSON.stringify({ transfer: 'basic', objects: answers }));
  });
}

/** Source: git-http-backend(1). */
function runBackend(
  root: string,
  path: string,
  query: string,
  request: IncomingMessage,
  response: ServerResponse,
  {
    old,
    rewrite,
    count,
  }: {
    readonly old: boolean;
    /** Changes the body of an answer, which is read in whole then. */
    readonly rewrite?: (body: Buffer) => Buffer;
    readonly count: (bytes: number) => void;
  },
): void {
  const protocol = request.headers['git-protocol'];
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      REMOTE_ADDR: '127.0.0.1',
      ...(typeof protocol === 'string' && !old && { GIT_PROTOCOL: protocol }),
    },
  });
  child.on('error', () => response.destroy());
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  let head = Buffer.alloc(0);
  let begun = false;
  child.stdout.on('data', (piece: Buffer) => {
    count(piece.length);
    if (begun && !rewrite) return void response.write(piece);
    head = Buffer.concat([head, piece]);
    if (begun) return;
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    begun = true;
    const lines = head.toString('latin1', 0, end).split('\r\n');
    const fields = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line) ?? ['', '', '']);
    const status = Number(fields.find(([, name]) => name === 'Status')?.[2]?.slice(0, 3) ?? 200);
    for (const [, name = '', value = ''] of fields)
      if (name && name !== 'Status') response.setHeader(name, value);
    response.writeHead(status);
    head = head.subarray(end + 4);
    if (!rewrite) response.write(head);
  });
  child.stdout.on('end', () => response.end(rewrite?.(head)));
  response.on('close', () => child.kill());
}

function packetLine(text: string): string {
  return (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;
}

/** A greeting as of a server that cannot cut history off. */
function withoutShallow(greeting: Buffer): Buffer {
  return Buffer.from(
    greeting
      .toString('latin1')
      .replace(/[0-9a-f]{4}(fetch=)shallow ?(.*\n)/, (_line, word: string, rest: string) =>
        packetLine(word + rest),
      ),
    'latin1',
  );
}

/** Refuses what wants a part of the history; all else goes on to be served. */
function refuseDepth(request: IncomingMessage, response: ServerResponse, serve: () => void): void {
  request.once('readable', () => {
    const body: Buffer = request.read() ?? Buffer.alloc(0);
    if (body.includes('deepen ')) {
      response
        .writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-result' })
        .end(packetLine('ERR upload-pack: shallow fetches are not allowed\n'));
      return;
    }
    request.unshift(body);
    serve();
  });
}

export interface SshKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A key pair made by `ssh-keygen`. */
export function sshKeyPair(
  type: 'ed25519' | 'rsa' | 'ecdsa',
  passphrase = '',
  ...more: readonly string[]
): SshKeyPair {
  const dir = mkdtempSync(join(tmpdir(), 'ssh-key-'));
  const file = join(dir, 'key');
  const bits = type === 'rsa' ? ['-b', '2048'] : [];
  const { status, stderr } = spawnSync('ssh-keygen', [
    '-q',
    '-t',
    type,
    ...bits,
    '-N',
    passphrase,
    '-C',
    'test',
    ...more,
    '-f',
    file,
  ]);
  if (status !== 0) throw new Error(`ssh-keygen: ${stderr}`);
  const pair = {
    privateKey: readFileSync(file, 'utf8'),
    publicKey: readFileSync(`${file}.pub`, 'utf8').trim(),
  };
  rmSync(dir, { recursive: true });
  return pair;
}

export interface SshGitHost {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Line of `known_hosts` for the host's key. */
  readonly knownHosts: string;
  /** Ways in which somebody tried to sign in, in order, for example `publickey`. */
  readonly signIns: readonly string[];
  /** Connections that were made, beside the one that shows that it listens. */
  readonly visits: number;
  close(): Promise<void>;
}

/** What a key may do: read one repository, as a deploy key of GitHub, or everything; or be told that it expired. */
export interface SshAccess {
  readonly publicKey: string;
  /** The only repository that it may read, and what the host greets it as. */
  readonly only?: string;
  readonly expired?: true;
}

/** What an authority says of a host's key; all but `by` as `ssh-keygen` takes it. */
export interface SshCertificate {
  readonly by: SshKeyPair;
  /** Names of hosts, with commas between them. */
  readonly names?: string;
  /** For example `-2d:-1d`. */
  readonly validity?: string;
  readonly forUsers?: true;
}

/** Writes `host-cert.pub` for the `host.pub` of a directory. */
function certify(dir: string, { by, names, validity, forUsers }: SshCertificate): void {
  const authority = join(dir, 'authority');
  writeFileSync(authority, by.privateKey, { mode: 0o600 });
  writeFileSync(`${authority}.pub`, by.publicKey);
  const { status, stderr } = spawnSync('ssh-keygen', [
    ...['-q', '-s', authority, '-I', 'test'],
    ...(forUsers ? [] : ['-h']),
    ...(names === undefined ? [] : ['-n', names]),
    ...(validity === undefined ? [] : ['-V', validity]),
    join(dir, 'host.pub'),
  ]);
  if (status !== 0) throw new Error(`ssh-keygen: ${stderr}`);
}

/** A real sshd, for the user of the test, whose keys may run git's upload program and nothing else. */
export async function startSshGitHost(
  root: string,
  keys: readonly SshAccess[],
  options: {
    readonly hostKeyType?: 'ed25519' | 'rsa';
    readonly oldProtocol?: boolean;
    readonly certificate?: SshCertificate;
  } = {},
): Promise<SshGitHost> {
  const dir = mkdtempSync(join(tmpdir(), 'sshd-'));
  const hostKey = sshKeyPair(options.hostKeyType ?? 'ed25519');
  writeFileSync(join(dir, 'host'), hostKey.privateKey, { mode: 0o600 });
  writeFileSync(join(dir, 'host.pub'), hostKey.publicKey);
  if (options.certificate) certify(dir, options.certificate);
  const script = join(dir, 'serve.sh');
  writeFileSync(script, SERVE, { mode: 0o755 });
  const lines = keys.map(({ publicKey, only = '', expired }) => {
    const command = `${script} ${root} '${only}' ${expired ? 'expired' : ''}`.replaceAll('"', '\\"');
    return `restrict,command="${command}" ${publicKey}`;
  });
  writeFileSync(join(dir, 'authorized_keys'), `${lines.join('\n')}\n`, { mode: 0o600 });
  const port = await freePort();
  const config = join(dir, 'sshd_config');
  writeFileSync(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(dir, 'host')}`,
      ...(options.certificate ? [`HostCertificate ${join(dir, 'host-cert.pub')}`] : []),
      `PidFile ${join(dir, 'pid')}`,
      `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      ...(options.oldProtocol ? [] : ['AcceptEnv GIT_PROTOCOL']),
      'PrintMotd no',
      'LogLevel VERBOSE',
    ].join('\n'),
  );
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (piece) => {
    complaint += piece;
  });
  await listening(port, child, () => complaint);
  const [type = '', key = ''] = hostKey.publicKey.split(' ');
  return {
    host: `127.0.0.1:${port}`,
    port,
    user: userInfo().username,
    knownHosts: `[127.0.0.1]:${port} ${type} ${key}\n`,
    get signIns() {
      return [...complaint.matchAll(/^(?:Accepted|Failed|Postponed) (\S+) for /gm)].map(
        ([, method = '']) => method,
      );
    },
    get visits() {
      return [...complaint.matchAll(/^Connection from /gm)].length - 1;
    },
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(dir, { recursive: true, force: true });
          resolve();
        });
        child.kill();
      }),
  };
}

/** Answers as the big hosts do, and `git-lfs-authenticate` with `lfs.json` of the repository: a stranger’s repository is “not found”, and no command gets a greeting. */
const SERVE = `#!/bin/sh
root=$1 only=$2 state=$3
if [ "$state" = expired ]; then echo 'remote: ERROR: Your SSH key has expired.' >&2; exit 1; fi
if [ -z "$SSH_ORIGINAL_COMMAND" ]; then
  echo "Hi \${only:-ada}! You've successfully authenticated, but GitHub does not provide shell access."
  exit 1
fi
lfs=$(printf '%s' "$SSH_ORIGINAL_COMMAND" | sed -n "s/^git-lfs-authenticate '\\/*\\([A-Za-z0-9._/-]*\\)' download$/\\1/p")
if [ -n "$lfs" ]; then
  case "$lfs" in *..*) exit 1;; esac
  [ -f "$root/$lfs/lfs.json" ] || { echo 'git-lfs-authenticate: command not found' >&2; exit 127; }
  exec cat "$root/$lfs/lfs.json"
fi
path=$(printf '%s' "$SSH_ORIGINAL_COMMAND" | sed -n "s/^git-upload-pack '\\/*\\([A-Za-z0-9._/-]*\\)'$/\\1/p")
case "$path" in ''|*..*) echo 'ERROR: Repository not found.' >&2; exit 1;; esac
if [ -n "$only" ] && [ "$path" != "$only" ] || [ ! -f "$root/$path/HEAD" ]; then
  echo 'ERROR: Repository not found.' >&2; exit 1
fi
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
exec git upload-pack "$root/$path"
`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createTcp().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Milliseconds in which sshd begins to listen, on a busy machine as well. */
const MOST_START_MS = 15_000;

/** Resolves when something takes connections there. */
async function listening(port: number, child: ChildProcess, complaint: () => string): Promise<void> {
  const end = Date.now() + MOST_START_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${complaint()}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`sshd takes no connections: ${complaint()}`);
}

/** Fingerprint of a public key line, as ssh-keygen prints it. */
export function fingerprintOf(publicKey: string): string {
  const key = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
