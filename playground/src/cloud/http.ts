import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request, read to its end. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
  /** `http://host:port`, or `https:`, under which the caller reached the server. */
  readonly origin: string;
}

export interface Reply {
  readonly status: number;
  /** Bytes where it is no text. */
  readonly body: string | Buffer;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks off behind the body, although more was promised. */
  readonly breaks?: boolean;
}

/** `hang` and `drop` are what a broken service does instead of replying. */
export type Answer = Reply | 'hang' | 'drop';

export type Handler = (request: Request) => Answer | Promise<Answer>;

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body: JSON.stringify(value), type: 'application/json', headers };
}

export function text(status: number, body: string): Reply {
  return { status, body, type: 'text/plain; charset=utf-8' };
}

/** A request's body may hold this many bytes. */
const bodyLimit = 1_000_000;

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a handler on loopback. `port` 0 takes a free one. */
export async function listen(handler: Handler, port = 0): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void respond(handler, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, close: () => close(server) };
}

/** PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface ListeningSecurely extends Listening {
  /** Shows another certificate from now on. Who is connected has to connect again, and so gets to see it. */
  present(certificate: Certificate): void;
}

/** Serves a handler on loopback over TLS, on a free port. */
export async function listenSecurely(handler: Handler, certificate: Certificate): Promise<ListeningSecurely> {
  const server = createSecureServer({ ...certificate }, (incoming, outgoing) => {
    void respond(handler, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    present(next) {
      server.setSecureContext({ ...next });
      server.closeAllConnections();
    },
    close: () => close(server),
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

async function respond(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const body = await read(incoming);
    const request = body === undefined ? undefined : parse(incoming, body);
    const answer: Answer =
      body === undefined
        ? json(413, { error: 'request body too large' })
        : request
          ? await handler(request)
          : json(400, { error: 'malformed path' });
    if (answer === 'hang') return;
    if (answer === 'drop') {
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(answer.status, {
      ...(answer.type !== undefined && { 'content-type': answer.type }),
      ...(!answer.breaks && { 'content-length': Buffer.byteLength(answer.body) }),
      ...answer.headers,
    });
    if (answer.breaks) outgoing.write(answer.body, () => incoming.socket.destroy());
    else outgoing.end(answer.body);
  } catch (error) {
    if (outgoing.headersSent || incoming.socket.destroyed) return;
    outgoing.writeHead(500, { 'content-type': 'text/plain' });
    outgoing.end(`The stand-in itself failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Undefined when the path is not one. */
function parse(incoming: IncomingMessage, body: string): Request | undefined {
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http';
  const origin = `${scheme}://${incoming.headers.host ?? '127.0.0.1'}`;
  let url: URL;
  let path: string;
  try {
    url = new URL(incoming.url ?? '/', 'http://localhost');
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    query: url.searchParams,
    header: (name) => {
      const value = incoming.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body,
    origin,
  };
}

async function read(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
