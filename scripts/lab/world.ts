/**
 * The lab's own network: a namespace in which only the loopback device exists, with addresses of the documentation
 * range (RFC 5737), a name server and the hosts of servers/hosts.ts. Process, mount and network namespaces are one:
 * when the lab's first process ends, every daemon and every mount ends with it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer as createTcp, type Server, type Socket } from 'node:net';
import { startDns } from './servers/dns';
import { type Host, hosts } from './servers/hosts';
import { certificate } from './servers/tls';

const inside = 'LAB_INSIDE';

/** True in the namespace; otherwise starts this very command again in one and gives back its exit code. */
export async function enter(): Promise<true | number> {
  if (process.env[inside]) return true;
  const args = [
    '--net',
    '--pid',
    '--mount',
    '--uts',
    '--ipc',
    '--fork',
    '--kill-child',
    '--propagation',
    'private',
  ];
  const child = spawn('unshare', [...args, process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [inside]: '1' },
  });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

const ip = (...args: string[]) => execFileSync('ip', args);
const nameServer = '192.0.2.53';

/** Gives every host its address and starts it. */
export async function startWorld(): Promise<void> {
  execFileSync('hostname', ['build-host']);
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/mnt']);
  ip('link', 'set', 'lo', 'up');
  ip('addr', 'add', `${nameServer}/32`, 'dev', 'lo');
  ip('route', 'add', 'unreachable', '203.0.113.0/24');
  const addresses = new Map<string, string>([['unroutable.example.com', '203.0.113.7']]);
  let next = 60;
  for (const host of hosts()) {
    const address = `192.0.2.${next++}`;
    ip('addr', 'add', `${address}/32`, 'dev', 'lo');
    for (const name of [host.name, ...(host.aliases ?? [])]) addresses.set(name, address);
    await start(host, address);
  }
  await startDns(nameServer, addresses);
}

const listen = (server: Server, port: number, address: string) =>
  new Promise<void>((resolve) => server.listen(port, address, resolve));

async function start(host: Host, address: string): Promise<void> {
  const answer: RequestListener = host.answer ?? ((_request, response) => response.end());
  switch (host.speaks) {
    case 'none':
      return;
    case 'mute':
      return listen(
        createTcp((socket) => quietly(socket)),
        443,
        address,
      );
    case 'hang-up':
      return listen(
        createTcp((socket) => quietly(socket).destroy()),
        443,
        address,
      );
    case 'full':
      return fillUp(address);
    case 'plain':
      await listen(createHttp(answer), 443, address);
      return listen(createHttp(answer), 5000, address);
    default: {
      const server = createHttps(certificate(host.name, host.speaks), answer);
      server.on('tlsClientError', () => undefined);
      await listen(createHttp(answer), 80, address);
      return listen(server, 443, address);
    }
  }
}

function quietly(socket: Socket): Socket {
  return socket.on('error', () => undefined);
}

/** A listener whose queue is full and never emptied: the kernel drops further SYNs, so that callers time out. */
async function fillUp(address: string): Promise<void> {
  const script = `import socket,time\ns=socket.socket();s.bind(("${address}",443));s.listen(0);print(1,flush=True);time.sleep(86400)`;
  const holder = spawn('/usr/bin/python3', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  for (let i = 0; i < 3; i++) quietly(connect(443, address));
}
