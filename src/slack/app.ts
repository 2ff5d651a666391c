/** The Slack app: the same listeners behind signed HTTP requests or a Socket Mode connection. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, type Logger } from '@slack/bolt';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { type Audience, type Messenger, systemTime, type Time } from '../alerts';
import type { Diagnosis } from '../diagnosis/model/diagnosis';
import type { Masker, Secret } from '../diagnosis/model/secrets';
import { Access, accessFile, type Home, noRules, People, refuseStrangers } from './access';
import * as actions from './actions';
import { availableAlerts } from './available-alerts';
import * as commands from './commands';
import type { Dependencies } from './dependencies';
import { type EventLedger, memoryLedger } from './event-ledger';
import * as events from './events';
import * as messages from './messages';
import { alertMessenger } from './sending/alert-messenger';
import { Persistence } from './sending/persist';
import type { Plainness } from './sending/plainer';
import { CardSender, type SenderOptions } from './sending/send';
import { clientOptions, singleTry } from './transport/client-options';
import { httpTransport } from './transport/http';
import { socketModeTransport } from './transport/socket-mode';
import type { Routes } from './transport/transport';
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
  /** Path of the rules of who may see and do what; absent: every member of the workspace may. */
  readonly accessFile?: string;
  /** Absent: deliveries are remembered in this process. */
  readonly ledger?: EventLedger;
  /** Alerts, when they are set up. Rejects, with a message that is safe to show, while the database does not answer. */
  readonly alerts?: Dependencies['alerts'];
  /** Secret of Event Notifications' webhook; absent: the endpoint is off. */
  readonly webhookSecret?: Secret;
  /** Milliseconds before progress is shown for a question that is usually quick. */
  readonly patienceMs?: number;
  /** Time of all pauses; absent: the machine's. */
  readonly time?: Time;
  /** Told of each card that Slack took only in a plainer form, for counting. */
  readonly onDegraded?: SenderOptions['onDegraded'];
  /** Called when a Socket Mode connection cannot be had any more, so that the process can end and be started anew. */
  readonly onDead?: (reason: string) => void;
}

export interface SlackApp {
  readonly bolt: App;
  /** Sends alerts as this bot. */
  readonly messenger: Messenger;
  /** Who may be told of which project. */
  readonly audience: Audience;
  /** Starts listening. Rejects with a readable message when Slack does not take the token. */
  start(): Promise<{ readonly port: number }>;
  /** Whether requests of Slack can arrive, and if not, why. */
  connection(): { readonly open: boolean; readonly detail: string };
  /** How many cards Slack took only in a plainer form, by that form. */
  degraded(): Readonly<Partial<Record<Plainness, number>>>;
  /** Resolves when no answer is under way. */
  idle(): Promise<void>;
  /** Stops taking requests, and waits for the answers that are under way. */
  stop(): Promise<void>;
}

/** Where IBM Cloud Event Notifications posts. */
export const WEBHOOK_PATH = '/event-notifications';

/** Milliseconds that answers under way may take when the bot stops; with closing connections and the database, 25 s in all. */
const DRAIN_MS = 12_000;

/** Builds the app; nothing is sent or opened before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { settings, masker, logger } = options;
  for (const secret of [settings.botToken, settings.signingSecret, settings.appToken]) {
    if (secret) masker.learn(secret);
  }
  const identity = botIdentity(settings, logger);
  const people = new People(
    new WebClient(settings.botToken.reveal(), clientOptions(settings.apiUrl, logger)),
    identity,
    logger,
  );
  const access = new Access(people, options.accessFile ? accessFile(options.accessFile, logger) : noRules);
  const warn = (text: string) => logger.warn(text);
  const time = options.time ?? systemTime;
  const sender = new CardSender({ warn, onDegraded: options.onDegraded });
  const persistence = new Persistence({ time, warn });
  const deps: Dependencies = {
    diagnosis: options.diagnosis,
    masker,
    logger,
    sender,
    access,
    persistence,
    ledger: options.ledger ?? memoryLedger(),
    alerts: availableAlerts(options.alerts, logger),
    work: new WorkTracker(),
    flights: new SingleFlight(),
    patienceMs: options.patienceMs ?? 700,
  };
  const routes: Routes = {
    '/health': healthy,
    [WEBHOOK_PATH]: eventNotifications(deps, options.webhookSecret),
  };
  const { apiUrl, port } = settings;
  const transport = settings.appToken
    ? socketModeTransport({
        appToken: settings.appToken,
        apiUrl,
        port,
        logger,
        routes,
        time,
        onDead: options.onDead ?? ((reason) => logger.error(reason)),
      })
    : httpTransport({ signingSecret: settings.signingSecret, port, logger, routes });
  const bolt = new App({
    receiver: transport.receiver,
    authorize: identity,
    logger,
    // Else Bolt sets the logger to its own default.
    logLevel: logger.getLevel(),
    clientOptions: clientOptions(settings.apiUrl, logger),
    convoStore: false,
  });
  bolt.error(async (error) => logger.error('a listener failed:', error));
  bolt.use(refuseStrangers(identity, logger, (work) => deps.work.track(work)));
  for (const kind of [commands, messages, events, actions, views]) kind.register(bolt, deps);

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await transport.stop();
    persistence.stop();
    if (!(await deps.work.drain(DRAIN_MS))) logger.warn('stopped before every answer was given');
  };

  return {
    bolt,
    messenger: alertMessenger(
      new WebClient(settings.botToken.reveal(), singleTry(settings.apiUrl, logger)),
      deps.sender,
    ),
    audience: (place, project) => access.told(place, project),
    async start() {
      await identity();
      return { port: await transport.start(bolt) };
    },
    connection: () => transport.connection(),
    degraded: () => sender.degraded,
    async idle() {
      while (!(await deps.work.drain(DRAIN_MS)));
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Who the bot is; asked once, and again after a failure, which Bolt's own way would keep for ever. */
function botIdentity(settings: SlackSettings, logger: Logger) {
  const client = new WebClient(settings.botToken.reveal(), clientOptions(settings.apiUrl, logger));
  let known: Promise<{ botToken: string; botId?: string; botUserId?: string } & Home> | undefined;
  const ask = async () => {
    try {
      const { bot_id, user_id, team_id, enterprise_id } = await client.auth.test();
      return {
        botToken: settings.botToken.reveal(),
        ...(bot_id ? { botId: bot_id } : {}),
        ...(user_id ? { botUserId: user_id } : {}),
        ...(team_id ? { teamId: team_id } : {}),
        ...(enterprise_id ? { enterpriseId: enterprise_id } : {}),
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

function healthy(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
}
