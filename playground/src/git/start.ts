/** Serves the world's repositories on loopback: by smart HTTP, many hosts on one port, and by SSH. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connection, Server as SshServer, utils } from 'ssh2';
import type { Before } from '../before';
import type { GitContent, GitKey } from './content';
import { answer, greeting, requestLength } from './protocol';

export interface GitStandIn {
  /** `http://127.0.0.1:…`; the Host header tells which host is meant. */
  readonly url: string;
  /** `ssh://127.0.0.1:…`. SSH tells nobody which host is meant: every one is served. */
  readonly sshUrl: string;
  close(): Promise<void>;
}

/** Bytes of a request. */
const MOST_BODY = 1_000_000;

export async function startGitStandIn(content: GitContent, before?: Before): Promise<GitStandIn> {
  const http = createServer(async (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    await before?.({ system: 'git', method: request.method ?? 'GET', path });
    await serveHttp(content, request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const connections = new Set<Connection>();
  const ssh = new SshServer({ hostKeys: [content.hostKey.private] }, (client) => {
    connections.add(client);
    client.on('close', () => connections.delete(client));
    client.on('error', () => undefined);
    serveSsh(content, client);
  });
  await new Promise<void>((resolve) => ssh.listen(0, '127.0.0.1', () => resolve()));
  const { port: httpPort } = http.address() as AddressInfo;
  const { port: sshPort } = ssh.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${httpPort}`,
    sshUrl: `ssh://127.0.0.1:${sshPort}`,
    async close() {
      for (const client of connections) client.end();
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => http.close(() => resolve())),
        new Promise<void>((resolve) => ssh.close(() => resolve())),
      ]);
    },
  };
}

async function serveHttp(
  content: GitContent,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://git');
  const host = (request.headers.host ?? '').toLowerCase();
  const [, path = '', service = ''] = /^\/(.+?)(\/info\/refs|\/git-upload-pack)$/.exec(url.pathname) ?? [];
  const repository = content.find(host, path);
  if (!repository || repository.private) {
    // GitHub asks for a login for what is private and for what is not there alike.
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"', 'Content-Type': 'text/plain' });
    response.end('Repository not found.\n');
    return;
  }
  if (service === '/info/refs') {
    response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' });
    response.end(greeting);
    return;
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > MOST_BODY) return void response.destroy();
    pieces.push(piece);
  }
  response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-result' });
  response.end(answer(Buffer.concat(pieces), content.stored(repository)));
}

function serveSsh(content: GitContent, client: Connection): void {
  let key: GitKey | undefined;
  client.on('authentication', (context) => {
    if (context.method !== 'publickey') return context.reject(['publickey']);
    const known = content.keys.find(({ publicKey }) => publicKey === context.key.data.toString('base64'));
    const parsed = utils.parseKey(context.key.data);
    const signed =
      context.signature === undefined ||
      (!(parsed instanceof Error) &&
        parsed.verify(context.blob as Buffer, context.signature, context.hashAlgo) === true);
    if (!known || !signed) return context.reject(['publickey']);
    key = known;
    context.accept();
  });
  client.on('session', (accept) => {
    const session = accept();
    session.on('env', (acceptEnv) => acceptEnv?.());
    session.on('shell', (acceptShell) => {
      const channel = acceptShell();
      channel.write(
        `Hi ${key?.owner}! You've successfully authenticated, but GitHub does not provide shell access.\n`,
      );
      channel.exit(1);
      channel.end();
    });
    session.on('exec', (acceptExec, _reject, { command }) => {
      const channel = acceptExec();
      const fail = (words: string) => {
        channel.stderr.write(`${words}\n`);
        channel.exit(1);
        channel.end();
      };
      if (key?.expired) return fail('remote: ERROR: Your SSH key has expired.');
      const path = /^git-upload-pack '([^']+)'$/.exec(command)?.[1]?.replace(/^\/+|\.git$/g, '') ?? '';
      const reads = key?.reads === undefined || key.reads.includes(path);
      const repository = reads
        ? content.hosts.map((host) => content.find(host, path)).find((each) => each !== undefined)
        : undefined;
      if (!repository) return fail('ERROR: Repository not found.');
      channel.write(greeting);
      let waiting = Buffer.alloc(0);
      channel.on('data', (piece: Buffer) => {
        waiting = Buffer.concat([waiting, piece]);
        for (let length = requestLength(waiting); length !== undefined; length = requestLength(waiting)) {
          const request = waiting.subarray(0, length);
          waiting = waiting.subarray(length);
          if (request.length === 4) {
            channel.exit(0);
            channel.end();
            return;
          }
          channel.write(answer(request, content.stored(repository)));
        }
      });
    });
  });
}
