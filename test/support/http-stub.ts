/** A scriptable HTTP server on loopback: says what it is told, misbehaves on demand, remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export type StubReply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON. */
      readonly json?: unknown;
      /** Sent as it is. */
      readonly text?: string;
      /** Sent piece by piece. */
      readonly chunks?: Iterable<string | Buffer>;
      /** Breaks the connection off behind the pieces. */
      readonly breaks?: true;
    }
  /** Takes the request and never answers. */
  | 'hang'
  /** Breaks the connection off instead of an answer. */
  | 'reset'
  /** Breaks the connection off within the body. */
  | 'break-in-body'
  /** Sends the head and the beginning of a body, and then nothing. */
  | 'hang-in-body';

type Script = StubReply | ((request: StubRequest) => StubReply);

export interface HttpStub {
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly StubRequest[];
  /** Replies to `METHOD /path`, in order; the last one stays. Without a script: 404. */
  on(call: string, ...replies: readonly [Script, ...Script[]]): void;
  /** The requests for `METHOD /path`. */
  requestsFor(call: string): readonly StubRequest[];
  /** Resolves when the next request arrives. */
  nextRequest(): Promise<StubRequest>;
  close(): Promise<void>;
}

export async function startHttpStub(): Promise<HttpStub> {
  const requests: StubRequest[] = [];
  const scripts = new Map<string, Script[]>();
  let waiting: ((request: StubRequest) => void)[] = [];

  const server = createServer(async (incoming, response) => {
    const request = await read(incoming);
    requests.push(request);
    const replies = scripts.get(`${request.method} ${request.path}`) ?? [
      { status: 404, json: { message: 'no script' } },
    ];
    const script = (replies.length > 1 ? replies.shift() : replies[0]) as Script;
    await play(typeof script === 'function' ? script(request) : script, response);
    const arrived = waiting;
    waiting = [];
    for (const resolve of arrived) resolve(request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    on: (call, ...replies) => void scripts.set(call, [...replies]),
    requestsFor: (call) => requests.filter(({ method, path }) => `${method} ${path}` === call),
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage): Promise<StubRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const url = new URL(incoming.url ?? '/', 'http://stub');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers as Record<string, string | undefined>,
    body: Buffer.concat(parts).toString('utf8'),
  };
}

async function play(reply: StubReply, response: ServerResponse): Promise<void> {
  if (reply === 'hang') return;
  if (reply === 'reset') {
    response.destroy();
    return;
  }
  if (reply === 'break-in-body' || reply === 'hang-in-body') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    await new Promise<void>((resolve) => response.write('{"begun":', () => resolve()));
    if (reply === 'break-in-body') response.destroy();
    return;
  }
  const { status = 200, headers = {}, json, text, chunks, breaks } = reply;
  const type = json === undefined ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  for (const chunk of chunks ?? []) {
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
  }
  if (breaks) {
    response.destroy();
    return;
  }
  response.end(text ?? (json === undefined ? undefined : JSON.stringify(json)));
}
