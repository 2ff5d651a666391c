/** The Slack app: the same listeners behind signed HTTP requests or a Socket Mode connection. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { App, HTTPReceiver, type Logger, SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Messenger } from '../alerts';
import type { Diagnosis } from '../diagnosis/model/diagnosis';
import type { Masker, Secret } from '../diagnosis/model/secrets';
import * as actions from './actions';
import * as commands from './commands';
import type { Dependencies } from './dependencies';
import { type EventLedger, memoryLedger } from './event-ledger';
import * as events from './events';
import * as messages from './messages';
import { alertMessenger } from './sending/alert-messenger';
import * as views from './views';
import { eventNotifications } from './webhook-route';
import { SingleFlight, WorkTracker } from './work';

export interface SlackSettings {
  readonly botToken: Secret;
  /** Verifies requests over HTTP. */
  readonly signingSecret?: Secret;
  /** Present: Socket Mode. */
  readonly appToken?: Secret;
  /** Base of Slack's Web API with its trailing slash; absent: Slack's own. */
  readonly apiUrl?: string;
  /** Port of the request URL, and of the health check in Socket Mode. 0 takes a free one. */
  readonly port: number;
}

export interface SlackAppOptions {
  readonly settings: SlackSettings;
  /** Its answers hold no secret. */
  readonly diagnosis: Diagnosis;
  readonly masker: Masker;
  /** Masks what it writes. */
  readonly logger: Logger;
  /** Absent: deliveries are remembered in this process. */
  readonly ledger?: EventLedger;
  /** Alerts, when they are set up; see {@link Dependencies}. */
  readonly alerts?: Dependencies['alerts'];
  /** Secret of Event Notifications' webhook; absent: the endpoint is off. */
  readonly webhookSecret?: Secret;
  /** Milliseconds before progress is shown for a question that is usually quick. */
  readonly patienceMs?: number;
}

export interface SlackApp {
  readonly bolt: App;
  /** Sends alerts as this bot. */
  readonly messenger: Messenger;
  /** Starts listening. Rejects with a readable message when Slack does not take the token. */
  start(): Promise<{ readonly port: number }>;
  /** Resolves when no answer is under way. */
  idle(): Promise<void>;
  /** Stops taking requests, and waits for the answers that are under way. */
  stop(): Promise<void>;
}

/** Where IBM Cloud Event Notifications posts. */
export const WEBHOOK_PATH = '/event-notifications';

const REQUEST_TIMEOUT_MS = 10_000;
const DRAIN_MS = 30_000;
const SOCKET_CLOSE_MS = 5_000;

/** Builds the app; nothing is sent or opened before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { settings, masker, logger } = options;
  for (const secret of [settings.botToken, settings.signingSecret, settings.appToken]) {
    if (secret) masker.learn(secret);
  }
  const deps: Dependencies = {
    diagnosis: options.diagnosis,
    masker,
    logger,
    ledger: options.ledger ?? memoryLedger(),
    ...(options.alerts && { alerts: options.alerts }),
    work: new WorkTracker(),
    flights: new SingleFlight(),
    patienceMs: options.patienceMs ?? 700,
  };
  const identity = botIdentity(settings, logger);
  const routes: Routes = {
    '/health': healthy,
    [WEBHOOK_PATH]: eventNotifications(deps, options.webhookSecret),
  };
  const transport = settings.appToken
    ? socketTransport(settings.appToken, settings, logger, routes)
    : httpTransport(settings, logger, routes);
  const bolt = new App({
    receiver: transport.receiver,
    authorize: identity,
    logger,
    // Else Bolt sets the logger to its own default.
    logLevel: logger.getLevel(),
    clientOptions: clientOptions(settings, logger),
    convoStore: false,
  });
  bolt.error(async (error) => logger.error('a listener failed:', error));
  for (const kind of [commands, messages, events, actions, views]) kind.register(bolt, deps);

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await transport.stop();
    if (!(await deps.work.drain(DRAIN_MS))) logger.warn('stopped before every answer was given');
  };

  return {
    bolt,
    messenger: alertMessenger(
      new WebClient(settings.botToken.reveal(), singleTry(settings, logger)),
      (text) => logger.warn(text),
    ),
    async start() {
      await identity();
      return { port: await transport.start(bolt) };
    },
    async idle() {
      while (!(await deps.work.drain(DRAIN_MS)));
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Options of a Web API client. A new object each time: Bolt and Socket Mode write into what they are given. */
function clientOptions(settings: SlackSettings, logger: Logger): WebClientOptions {
  return {
    logger,
    timeout: REQUEST_TIMEOUT_MS,
    // The default tries for half an hour, and each try may post once more.
    retryConfig: { retries: 2, factor: 2, minTimeout: 500, maxTimeout: 3000, randomize: true },
    fetch: (url, init) =>
      fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
    ...(settings.apiUrl ? { slackApiUrl: settings.apiUrl } : {}),
  };
}

/** Options of a client whose calls are never repeated: whoever makes them decides what a failure means. */
function singleTry(settings: SlackSettings, logger: Logger): WebClientOptions {
  return { ...clientOptions(settings, logger), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
}

/** Who the bot is; asked once, and again after a failure, which Bolt's own way would keep for ever. */
function botIdentity(settings: SlackSettings, logger: Logger) {
  const client = new WebClient(settings.botToken.reveal(), clientOptions(settings, logger));
  let known: Promise<{ botToken: string; botId?: string; botUserId?: string }> | undefined;
  const ask = async () => {
    try {
      const { bot_id, user_id } = await client.auth.test();
      return {
        botToken: settings.botToken.reveal(),
        ...(bot_id ? { botId: bot_id } : {}),
        ...(user_id ? { botUserId: user_id } : {}),
      };
    } catch (error) {
      known = undefined;
      const word = error instanceof WebAPIPlatformError ? error.data.error : 'no answer';
      throw new Error(`Slack does not accept SLACK_BOT_TOKEN (${word}).`, { cause: error });
    }
  };
  return () => {
    known ??= ask();
    return known;
  };
}

interface Transport {
  readonly receiver: HTTPReceiver | SocketModeReceiver;
  start(bolt: App): Promise<number>;
  stop(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
/** Handlers by path. */
type Routes = Readonly<Record<string, Handler>>;

function httpTransport(settings: SlackSettings, logger: Logger, routes: Routes): Transport {
  const receiver = new HTTPReceiver({
    signingSecret: settings.signingSecret?.reveal() ?? '',
    logger,
    customRoutes: Object.entries(routes).map(([path, handler]) => ({
      path,
      method: ['GET', 'HEAD', 'POST'],
      handler,
    })),
  });
  return {
    receiver,
    async start(bolt) {
      const server = (await bolt.start(settings.port)) as Server;
      return (server.address() as AddressInfo).port;
    },
    stop: () => receiver.stop(),
  };
}

function socketTransport(
  appToken: Secret,
  settings: SlackSettings,
  logger: Logger,
  routes: Routes,
): Transport {
  const receiver = new SocketModeReceiver({
    appToken: appToken.reveal(),
    logger,
    installerOptions: { clientOptions: clientOptions(settings, logger) },
  });
  const health = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route) route(request, response);
    else response.writeHead(404).end();
  });
  return {
    receiver,
    async start(bolt) {
      await new Promise<void>((resolve, reject) => {
        health.once('error', reject).listen(settings.port, resolve);
      });
      await bolt.start();
      return (health.address() as AddressInfo).port;
    },
    async stop() {
      // While it reconnects the client never reports that it is disconnected.
      await Promise.race([receiver.client.disconnect(), delay(SOCKET_CLOSE_MS, undefined, { ref: false })]);
      await new Promise((resolve) => health.close(resolve));
    },
  };
}

function healthy(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
}
