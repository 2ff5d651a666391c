/**
 * One HTTP exchange with a server that a workload names. It is built on Node's own client, because the ladder needs what happens at
 * the socket: the address that was resolved, checked and connected to is one and the same, and the times of
 * name, connection and handshake are those of the very connection that carried the request.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, TLSSocket } from 'node:tls';
import { LRUCache } from 'lru-cache';
import { pathShape, type System, type Exchange as Told } from '../diagnosis/model/exchange';
import type { Clock } from '../diagnosis/model/sources';
import { forbiddenAddress } from './addresses';
import { type Address, type Endpoint, ForbiddenAddress, resolveAllowed } from './endpoint';
import { read } from './read-answer';

export { type Address, ForbiddenAddress } from './endpoint';

/** A web server to talk to. */
export interface Target extends Endpoint {
  readonly scheme: 'https' | 'http';
  /** Path below which the server answers, without a slash at its end. */
  readonly basePath: string;
}

export interface TransportOptions {
  /** What kind of server is asked. */
  readonly system: System;
  readonly clock: Clock;
  /** Private certificate authorities in PEM, in addition to the public ones. */
  readonly ca?: string | readonly string[];
  /** Milliseconds for one exchange, counted from when it has a connection or begins one. */
  readonly requestTimeoutMs: number;
  readonly userAgent: string;
  /** Resolves a host name; the default asks the system. */
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
  /** Told of every exchange that has ended. */
  readonly onExchange?: ((exchange: Told) => void) | undefined;
}

/** How a connection came about. Times in milliseconds. */
export interface Connection {
  readonly address: string;
  readonly dnsMs: number;
  readonly tcpMs: number;
  readonly tlsMs: number;
  readonly tls?: { readonly protocol: string; readonly subject: string; readonly validTo: string };
}

export interface Outgoing {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  /** Path and query below the target. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Bytes of body that are read; what is longer is cut, and `truncated` says so. */
  readonly maxBytes: number;
  /** Takes the body of a successful answer piece by piece, which is then not kept; `false` ends the reading. */
  readonly receive?: (piece: Buffer) => boolean;
  /** Beginning of the `Content-Type` that `receive` takes; a body of another type is kept as any other. */
  readonly receives?: string;
  /** Milliseconds for this exchange, when it is not the transport's own limit. */
  readonly timeoutMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly truncated: boolean;
  readonly connection: Connection;
  /** Whether the connection was open already. */
  readonly reused: boolean;
  /** Milliseconds from the request until its headers came, without those of the connection. */
  readonly answerMs: number;
}

/** Where an exchange was when it failed. */
export type Phase = 'dns' | 'tcp' | 'tls' | 'http';

/** No answer came. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    /** `host[:port]` that was asked. */
    readonly authority: string,
    readonly phase: Phase,
    /** Node's code: `ECONNREFUSED`, `CERT_HAS_EXPIRED` … or our own `TIMEOUT`. */
    readonly code: string,
    /** What the connection got through before, with its times. */
    readonly connection: Partial<Connection> & { readonly ms: number },
    /** The connection had been idle, and broke before a byte came back. */
    readonly onIdleConnection: boolean,
    options?: { cause?: unknown },
  ) {
    super(`${authority}, ${phase}: ${code}`, options);
  }
}

/** What the server sent is not taken by whoever reads it; thrown by a `receive`. The message is safe to show. */
export class Unacceptable extends Error {
  override readonly name: string = 'Unacceptable';
}

/** Connections to one server; the rest wait their turn. */
const MOST_SOCKETS = 16;
/** Milliseconds that an idle connection is kept. Registries commonly close theirs after a minute. */
const IDLE_MS = 30_000;

/** What sends requests. */
export interface Carrier {
  send(target: Target, outgoing: Outgoing, signal: AbortSignal): Promise<Answer>;
  /** Closes every connection. */
  close(): void;
}

export class Transport implements Carrier {
  readonly #agents = new Map<string, HttpAgent | HttpsAgent>();
  readonly #connections = new WeakMap<Socket, Connection>();

  constructor(private readonly options: TransportOptions) {}

  /**
   * Sends one request; redirects are the caller's.
   * @throws TransportError when no answer came
   * @throws ForbiddenAddress when the host is at an address that must not be asked
   */
  async send(target: Target, outgoing: Outgoing, signal: AbortSignal): Promise<Answer> {
    const { clock, system, onExchange } = this.options;
    const startedAt = clock.now();
    let tries = 1;
    let status: number | undefined;
    try {
      const answer = await this.#exchange(target, outgoing, signal).catch((error: unknown) => {
        // The server closed an idle connection just as it was taken again: nothing was wrong with the request.
        if (!(error instanceof TransportError && error.onIdleConnection)) throw error;
        tries += 1;
        return this.#exchange(target, outgoing, signal);
      });
      status = answer.status;
      return answer;
    } finally {
      onExchange?.({
        system,
        method: outgoing.method,
        path: pathShape(target.basePath + outgoing.path),
        startedAt,
        ms: clock.now() - startedAt,
        tries,
        ...(status !== undefined && { status }),
      });
    }
  }

  #exchange(target: Target, outgoing: Outgoing, signal: AbortSignal): Promise<Answer> {
    const exchange = new Exchange(target, this.options, this.#connections);
    return exchange.run(outgoing, this.#agentOf(target), signal, () =>
      contextOf([this.options.ca ?? []].flat()),
    );
  }

  /** Closes every connection. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  #agentOf(target: Target): HttpAgent | HttpsAgent {
    // A connection is reused for the same server under the same rules only.
    const { scheme, authority, hostname, port, trusted } = target;
    const key = [scheme, authority, hostname, port, trusted].join(' ');
    let agent = this.#agents.get(key);
    if (!agent) {
      const Kind = scheme === 'https' ? HttpsAgent : HttpAgent;
      agent = new Kind({ keepAlive: true, maxSockets: MOST_SOCKETS, timeout: IDLE_MS, scheduling: 'lifo' });
      this.#agents.set(key, agent);
    }
    return agent;
  }
}

/** Reading the public authorities takes a tenth of a second, so it is done once for each set of private ones. */
const contexts = new LRUCache<string, SecureContext>({ max: 8 });

function contextOf(ca: readonly string[]): SecureContext {
  const key = ca.join('\n');
  const known = contexts.get(key);
  if (known) return known;
  const made = createSecureContext(ca.length === 0 ? {} : { ca: [...rootCertificates, ...ca] });
  contexts.set(key, made);
  return made;
}

/** One request on its way. */
class Exchange {
  #phase: Phase = 'dns';
  readonly #startedAt: number;
  #phaseAt: number;
  #address: string | undefined;
  #answered = false;
  readonly #ms = { dns: 0, tcp: 0, tls: 0 };

  constructor(
    private readonly target: Target,
    private readonly options: TransportOptions,
    private readonly connections: WeakMap<Socket, Connection>,
  ) {
    this.#startedAt = options.clock.now();
    this.#phaseAt = this.#startedAt;
  }

  run(
    {
      method,
      path,
      headers,
      body,
      maxBytes,
      receive,
      receives = '',
      timeoutMs = this.options.requestTimeoutMs,
    }: Outgoing,
    agent: HttpAgent | HttpsAgent,
    signal: AbortSignal,
    context: () => SecureContext,
  ): Promise<Answer> {
    const { target, options } = this;
    const literal = isIP(target.hostname) !== 0;
    const kind = literal && !target.trusted ? forbiddenAddress(target.hostname) : undefined;
    if (kind !== undefined) return Promise.reject(new ForbiddenAddress(target.authority, kind));
    if (signal.aborted) return Promise.reject(this.#failure(noAnswerInTime(), false));
    const secure = target.scheme === 'https';
    const send = secure ? httpsRequest : httpRequest;
    return new Promise<Answer>((resolve, reject) => {
      const request = send({
        agent,
        method,
        hostname: target.hostname,
        port: target.port,
        path: target.basePath + path,
        headers: {
          Host: target.authority,
          'User-Agent': options.userAgent,
          ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
        lookup: (hostname, lookupOptions, callback) => {
          this.#resolve(hostname).then(
            (addresses) => {
              if (lookupOptions.all) callback(null, [...addresses]);
              else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
            },
            (error: NodeJS.ErrnoException) => callback(error, '', 0),
          );
        },
        ...(secure && { secureContext: context(), servername: serverNameOf(target) }),
      });
      let timer: NodeJS.Timeout | undefined;
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const fail = (error: unknown) => {
        settle();
        request.destroy();
        reject(this.#failure(error, request.reusedSocket));
      };
      const onAbort = () => fail(noAnswerInTime());
      signal.addEventListener('abort', onAbort, { once: true });

      let sentAt = this.#startedAt;
      request.on('error', fail);
      request.on('socket', (socket) => {
        // Waiting for a free connection is not the server's time.
        timer = setTimeout(() => fail(noAnswerInTime()), timeoutMs);
        this.#phaseAt = options.clock.now();
        sentAt = this.#phaseAt;
        if (this.connections.has(socket)) {
          this.#phase = 'http';
          return;
        }
        if (literal) this.#enter('tcp', 'dns', target.hostname);
        socket.once('connect', () => {
          this.#enter(secure ? 'tls' : 'http', 'tcp', socket.remoteAddress);
          if (!secure) sentAt = this.#connected(socket);
        });
        socket.once('secureConnect', () => {
          this.#enter('http', 'tls');
          sentAt = this.#connected(socket);
        });
      });
      request.on('response', (response) => {
        this.#answered = true;
        const answerMs = options.clock.now() - sentAt;
        const { socket } = response;
        const connection = this.connections.get(socket) ?? this.#facts(socket);
        const isTaken =
          response.statusCode === 200 && (response.headers['content-type'] ?? '').startsWith(receives);
        read(response, maxBytes, isTaken ? receive : undefined).then(({ bytes, truncated }) => {
          settle();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes,
            truncated,
            connection,
            reused: request.reusedSocket,
            answerMs,
          });
        }, fail);
      });
      request.end(body);
    });
  }

  /** Addresses of the host, every one of them checked: these and no others are connected to. */
  async #resolve(hostname: string): Promise<readonly Address[]> {
    const addresses = await resolveAllowed({ ...this.target, hostname }, this.options.resolve);
    this.#enter('tcp', 'dns', addresses[0]?.address);
    return addresses;
  }

  #enter(next: Phase, done: 'dns' | 'tcp' | 'tls', address?: string): void {
    const now = this.options.clock.now();
    this.#ms[done] = now - this.#phaseAt;
    this.#phaseAt = now;
    this.#phase = next;
    this.#address = address ?? this.#address;
  }

  #connected(socket: Socket): number {
    this.connections.set(socket, this.#facts(socket));
    return this.#phaseAt;
  }

  #facts(socket: Socket): Connection {
    const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate() : undefined;
    return {
      address: this.#address ?? '',
      dnsMs: this.#ms.dns,
      tcpMs: this.#ms.tcp,
      tlsMs: this.#ms.tls,
      ...(socket instanceof TLSSocket &&
        certificate && {
          tls: {
            protocol: socket.getProtocol() ?? 'TLS',
            subject: [certificate.subject?.CN ?? ''].flat()[0] ?? '',
            validTo: certificate.valid_to ?? '',
          },
        }),
    };
  }

  #failure(error: unknown, reused: boolean): Error {
    if (error instanceof ForbiddenAddress || error instanceof TransportError) return error;
    if (error instanceof Unacceptable) return error;
    const { code = 'UNKNOWN' } = error as { code?: string };
    const { dns: dnsMs, tcp: tcpMs, tls: tlsMs } = this.#ms;
    return new TransportError(
      this.target.authority,
      this.#phase,
      code,
      {
        ...(this.#address !== undefined && { address: this.#address }),
        dnsMs,
        tcpMs,
        tlsMs,
        ms: this.options.clock.now() - this.#phaseAt,
      },
      reused && !this.#answered && (code === 'ECONNRESET' || code === 'EPIPE'),
      { cause: error },
    );
  }
}

/** An error with the code that stands for our own limit of time. */
export function noAnswerInTime(): Error {
  return Object.assign(new Error('no answer in time'), { code: 'TIMEOUT' });
}

/** Name for SNI and the certificate: none for an IP address, which is compared as such. */
function serverNameOf({ hostname }: Target): string {
  return isIP(hostname) === 0 ? hostname : '';
}
