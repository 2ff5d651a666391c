/** A proxy that does to each exchange what networks and services do: it delays, hangs, cuts, answers nonsense. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What can be done to an exchange. Those of `http` need to be read, so TLS is spared them. */
const tcpFaults = ['none', 'latency', 'hang', 'reset', 'cut', 'trickle'] as const;
const httpFaults = ['malformed', 'truncated', 'huge', '401', '429', '500', '503'] as const;
type Fault = (typeof tcpFaults)[number] | (typeof httpFaults)[number];

export interface Disturber {
  readonly url: string;
  /** How often each fault was played. */
  readonly played: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const HUGE_BYTES = 30_000_000;

/** @param random numbers from 0 up to 1 @param share of exchanges that are disturbed, from 0 to 1 */
export async function startProxy(target: string, random: () => number, share: number): Promise<Disturber> {
  const { hostname, port, protocol } = new URL(target);
  const faults: readonly Fault[] =
    protocol === 'https:' ? tcpFaults.slice(1) : [...tcpFaults.slice(1), ...httpFaults];
  const played: Record<string, number> = {};
  const sockets = new Set<Socket>();
  const draw = (): Fault => {
    const fault =
      random() < share ? (faults[Math.floor(random() * faults.length)] as Fault) : ('none' as const);
    played[fault] = (played[fault] ?? 0) + 1;
    return fault;
  };

  const server: Server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let fault: Fault = 'none';
    let bytes = 0;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (piece) => {
      fault = draw();
      bytes = 0;
      const canned = answerOf(fault);
      if (canned !== undefined) return void client.end(canned);
      if (fault === 'hang') return;
      if (fault === 'reset') return void client.resetAndDestroy();
      const pause = fault === 'latency' ? 50 + random() * 1500 : 0;
      setTimeout(() => upstream.write(piece), pause);
    });
    upstream.on('data', (piece) => {
      if (fault === 'cut' && bytes + piece.length > 100) {
        client.write(piece.subarray(0, Math.max(1, 100 - bytes)), () => client.resetAndDestroy());
        return;
      }
      bytes += piece.length;
      if (fault !== 'trickle') return void client.write(piece);
      // One byte after the other, as a slow loris sends.
      let at = 0;
      const drip = setInterval(() => {
        if (at >= piece.length || client.destroyed) return clearInterval(drip);
        client.write(piece.subarray(at, at + 1));
        at += 1;
      }, 40);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`,
    played,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What is answered without asking anybody; undefined: somebody is asked. */
function answerOf(fault: Fault): string | Buffer | undefined {
  const http = (status: string, body: string, headers = '') =>
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  switch (fault) {
    case 'malformed':
      return http('200 OK', '{"items": [');
    case 'truncated':
      return 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"items": [';
    case 'huge':
      return Buffer.concat([
        Buffer.from(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${HUGE_BYTES}\r\n\r\n`,
        ),
        Buffer.alloc(HUGE_BYTES, 'a'),
      ]);
    case '401':
      return http('401 Unauthorized', '{"errors":[{"code":"token_expired","message":"expired"}]}');
    case '429':
      return http('429 Too Many Requests', '{}', 'Retry-After: 1\r\n');
    case '500':
      return http('500 Internal Server Error', '{}');
    case '503':
      return http('503 Service Unavailable', '{}');
    default:
      return undefined;
  }
}
