/**
 * The Socket Mode connection, held up for as long as the process lives. The SDK's own reconnecting gives up for good on
 * an error of the network (node-slack-sdk, issue 2656), so each connection is a client of its own that connects once.
 */
import { once } from 'node:events';
import type { Logger } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  type WebClientOptions,
} from '@slack/web-api';
import type { Time } from '../../alerts';
import type { Secret } from '../../diagnosis/model/secrets';

/** What arrives over the connection: the request, and how it is acknowledged. */
export interface Envelope {
  readonly body: Record<string, unknown>;
  readonly ack: (response?: Record<string, unknown>) => Promise<void>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

export interface SocketLinkOptions {
  readonly appToken: Secret;
  /** Made anew for each connection: the SDK writes into what it is given. */
  readonly clientOptions: () => WebClientOptions;
  readonly logger: Logger;
  readonly time: Time;
  readonly onEnvelope: (envelope: Envelope) => void;
  /** Called once, when connecting again cannot succeed: the process should end, and be started anew. */
  readonly onDead: (reason: string) => void;
  /** Real milliseconds that one attempt may take. */
  readonly attemptMs?: number;
}

/** How the connection stands; `since` in milliseconds since 1970. */
export interface LinkState {
  readonly connected: boolean;
  readonly since: number;
  /** Why the last attempt failed. */
  readonly trouble?: string;
}

/** Why an attempt failed. `unreachable`: nobody answers, which passes; the others end the process when they last. */
interface Failure {
  readonly kind: 'unreachable' | 'refused' | 'broken';
  readonly detail: string;
  /** Milliseconds for which Slack asks to be left alone. */
  readonly waitMs?: number;
}

const ATTEMPT_MS = 20_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** A connection that stood for less was no connection. */
const BRIEF_MS = 5_000;
/** Slack answers, and still there is no connection for this long: a new process may do better. */
const GIVE_UP_MS = 60_000;

/** Words with which `apps.connections.open` refuses the token itself. Source: Slack's page of that method. */
const tokenRefused: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'no_permission',
  'missing_scope',
  'user_removed_from_team',
  'team_disabled',
  'org_login_required',
]);

export class SocketLink {
  readonly #options: SocketLinkOptions;
  readonly #stopped = new AbortController();
  #client: SocketModeClient | undefined;
  #state: LinkState;
  #life: Promise<void> | undefined;

  constructor(options: SocketLinkOptions) {
    this.#options = options;
    this.#state = { connected: false, since: options.time.now() };
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Resolves when the connection stands for the first time. Rejects when Slack refuses the token. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#life ??= this.#live(resolve, reject);
    });
  }

  /** Closes the connection, and waits until it is closed. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    // Of a client that has not connected the SDK waits for a close that never comes.
    if (this.#state.connected) await this.#client?.disconnect().catch(() => undefined);
    await this.#life;
  }

  async #live(first: () => void, refuse: (error: Error) => void): Promise<void> {
    const { time, logger, onDead } = this.#options;
    const { signal } = this.#stopped;
    let wasConnected = false;
    let failures = 0;
    /** Connections in a row that were closed as soon as they stood. */
    let brief = 0;
    /** When Slack began to answer without a connection coming of it. */
    let hopelessSince: number | undefined;
    while (!signal.aborted) {
      const outcome = await this.#connect();
      if ('closed' in outcome) {
        if (!wasConnected) first();
        else logger.info(`connected to Slack again after ${this.#secondsAway()} s`);
        wasConnected = true;
        failures = 0;
        hopelessSince = undefined;
        this.#state = { connected: true, since: time.now() };
        const stoodAt = time.now();
        await outcome.closed;
        if (signal.aborted) break;
        brief = time.now() - stoodAt < BRIEF_MS ? brief + 1 : 0;
        this.#state = { connected: false, since: time.now() };
        logger.info('the connection to Slack is closed; connecting anew');
        // One that Slack renews is replaced at once; one that never stands is not asked for in a tight loop.
        if (brief > 1) await time.sleep(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (brief - 2)), signal);
        continue;
      }
      if (signal.aborted) break;
      this.#state = { ...this.#state, trouble: outcome.detail };
      if (outcome.kind === 'refused' && !wasConnected) {
        return refuse(new Error(`Slack does not accept SLACK_APP_TOKEN (${outcome.detail}).`));
      }
      logger.warn(`no connection to Slack: ${outcome.detail}`);
      if (outcome.kind === 'unreachable') hopelessSince = undefined;
      else hopelessSince ??= time.now();
      if (hopelessSince !== undefined && time.now() - hopelessSince >= GIVE_UP_MS) {
        return onDead(`Slack answers, and no connection comes of it: ${outcome.detail}`);
      }
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      failures += 1;
      // Many instances that lost the same Slack do not all come back in one moment.
      await time.sleep(Math.max(outcome.waitMs ?? 0, wait * (0.75 + Math.random() / 2)), signal);
    }
  }

  /** One attempt: a connection that stands, with what resolves when it is closed, or why there is none. */
  async #connect(): Promise<{ readonly closed: Promise<void> } | Failure> {
    const { appToken, clientOptions, logger, attemptMs = ATTEMPT_MS } = this.#options;
    const client = new SocketModeClient({
      appToken: appToken.reveal(),
      logger,
      autoReconnectEnabled: false,
      clientOptions: { ...clientOptions(), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    });
    this.#client = client;
    client.on('slack_event', (envelope) => this.#receive(envelope));
    const closed = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    const { signal } = this.#stopped;
    const starting = client.start();
    const late = new AbortController();
    const giveUp = () => late.abort();
    const timer = setTimeout(giveUp, attemptMs);
    signal.addEventListener('abort', giveUp);
    const tooLate = once(late.signal, 'abort').then(() => Promise.reject(new NoGreeting()));
    try {
      await Promise.race([starting, tooLate]);
      return { closed };
    } catch (error) {
      client.removeAllListeners('slack_event');
      if (error instanceof NoGreeting) abandon(client, starting);
      return failureOf(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  #receive(given: {
    readonly ack: (response?: Record<string, unknown>) => Promise<void>;
    readonly body: Record<string, unknown>;
    readonly retry_num?: number;
    readonly retry_reason?: string;
  }): void {
    const { ack, body, retry_num, retry_reason } = given;
    this.#options.onEnvelope({
      body,
      // Slack delivers anew what was not acknowledged because the connection broke.
      ack: (response) =>
        ack(response).catch(() => this.#options.logger.warn('an acknowledgement did not reach Slack')),
      ...(retry_num !== undefined && { retryNum: retry_num }),
      ...(retry_reason !== undefined && { retryReason: retry_reason }),
    });
  }

  #secondsAway(): number {
    return Math.round((this.#options.time.now() - this.#state.since) / 1000);
  }
}

/** Closes a client that may still be connecting: one that connects afterwards would take requests that nobody answers. */
function abandon(client: SocketModeClient, starting: Promise<unknown>): void {
  const close = () => client.disconnect().catch(() => undefined);
  void close();
  starting.then(close, () => undefined);
}

/** The socket is open, or its address known, and Slack says no hello. */
class NoGreeting extends Error {}

function failureOf(error: unknown): Failure {
  if (error instanceof NoGreeting)
    return { kind: 'broken', detail: 'the connection was not greeted in time' };
  if (error instanceof WebAPIPlatformError) {
    const word = error.data.error;
    return { kind: tokenRefused.has(word) ? 'refused' : 'unreachable', detail: word };
  }
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'unreachable', detail: 'rate limited', waitMs: error.retryAfter * 1000 };
  }
  if (error instanceof WebAPIHTTPError) return { kind: 'unreachable', detail: `HTTP ${error.statusCode}` };
  // The SDK rejects with nothing when the socket closes before it was greeted.
  if (error === undefined)
    return { kind: 'broken', detail: 'the connection was closed before it was greeted' };
  return { kind: 'unreachable', detail: 'Slack cannot be reached' };
}
