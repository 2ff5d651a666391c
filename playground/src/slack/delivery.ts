/** Brings Slack's requests to the app: signed HTTP, or an envelope over the Socket Mode connection. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject, malformedAt } from './schema';

/** Slack's kinds of request. */
export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api';

/** Why Slack asks an app to connect anew. Source: docs.slack.dev, Using Socket Mode, "Disconnect". */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** What the app answered. */
export interface Acknowledgement {
  /** HTTP status; 200 for an acknowledged envelope. */
  readonly status: number;
  /** Parsed JSON, text, or undefined when it was empty. */
  readonly body?: unknown;
}

/** Slack waits this long for an acknowledgement. */
const ACK_MS = 3000;

export class Delivery {
  readonly #sockets = new Set<WebSocket>();
  readonly #waiting = new Map<string, (body: unknown) => void>();
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();

  constructor(
    private readonly options: { readonly signingSecret: string },
    /** Where HTTP requests go; undefined: nowhere yet. */
    public requestUrl: string | undefined,
  ) {}

  /** Lets apps connect to `server` with the tickets of {@link ticket}. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
      if (!this.#tickets.delete(ticket)) return void socket.destroy();
      this.#server.handleUpgrade(request, socket, head, (connection) => {
        this.#accept(connection);
        this.#server.emit('connection', connection, request);
      });
    });
  }

  /** A path that may be connected to once, for `apps.connections.open`. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}`;
  }

  /** How many apps are connected by Socket Mode. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Asks every connected app to connect anew, as Slack does now and then. Resolves when one has. */
  refreshConnections(reason: DisconnectReason = 'refresh_requested'): Promise<void> {
    const anew = this.#nextConnection();
    const debug_info = { host: 'applink-1' };
    for (const socket of this.#sockets)
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info }));
    return anew;
  }

  /** Whether new connections are greeted; else they are open and silent. */
  greets = true;

  /** Breaks every connection without a word, as a network does. Resolves when an app is connected again. */
  breakConnections(): Promise<void> {
    const anew = this.#nextConnection();
    for (const socket of this.#sockets) socket.terminate();
    return anew;
  }

  async deliver(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    retry?: { readonly num: number; readonly reason: string },
  ): Promise<Acknowledgement> {
    const [socket] = this.#sockets;
    const acknowledged = socket
      ? await this.#overSocket(socket, kind, payload, retry)
      : await this.#overHttp(kind, payload, retry);
    const at = malformedAt(acknowledged.body);
    if (at !== undefined) throw new Error(`an acknowledgement holds NUL or half a character at ${at}`);
    return acknowledged;
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#server.close();
  }

  #nextConnection(): Promise<void> {
    return new Promise((resolve) => this.#server.once('connection', () => resolve()));
  }

  #accept(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data) => {
      const message = readable(String(data));
      if (isObject(message)) this.#waiting.get(String(message.envelope_id))?.(message.payload);
    });
    if (!this.greets) return;
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#sockets.size, connection_info: {} }));
  }

  #overSocket(
    socket: WebSocket,
    type: DeliveryKind,
    payload: Record<string, unknown>,
    retry?: { readonly num: number; readonly reason: string },
  ): Promise<Acknowledgement> {
    const envelope_id = randomUUID();
    const envelope = {
      envelope_id,
      type,
      payload,
      accepts_response_payload: type !== 'events_api',
      ...(type === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}),
    };
    return new Promise((resolve) => {
      const late = setTimeout(() => finish({ status: 504 }), ACK_MS);
      const finish = (answer: Acknowledgement) => {
        clearTimeout(late);
        this.#waiting.delete(envelope_id);
        resolve(answer);
      };
      this.#waiting.set(envelope_id, (body) => {
        const empty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
        finish(body === undefined || empty ? { status: 200 } : { status: 200, body });
      });
      socket.send(JSON.stringify(envelope));
    });
  }

  async #overHttp(
    kind: DeliveryKind,
    payload: Record<string, unknown>,
    retry?: { readonly num: number; readonly reason: string },
  ): Promise<Acknowledgement> {
    if (!this.requestUrl) throw new Error('no app is connected and no request URL is set');
    const body = encoded(kind, payload);
    // The machine's time, however fast the world's runs: whoever checks the signature compares it with its own clock.
    const timestamp = Math.floor(Date.now() / 1000);
    const response = await fetch(this.requestUrl, {
      method: 'POST',
      headers: {
        'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': signature(this.options.signingSecret, timestamp, body),
        ...(retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}),
      },
      body,
      signal: AbortSignal.timeout(ACK_MS + 2000),
    });
    const text = await response.text();
    return { status: response.status, ...(text ? { body: readable(text) } : {}) };
  }
}

/** Slack's signature, version 0, of a request body. */
export function signature(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function encoded(kind: DeliveryKind, payload: Record<string, unknown>): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
