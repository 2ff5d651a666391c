/** The Slack app: the same listeners behind signed HTTP requests or a Socket Mode connection. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Logger } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import {
  type Alerts,
  type Audience,
  type AuditQueries,
  type Messenger,
  systemTime,
  type Time,
} from '../alerts';
import { correlated } from '../correlation';
import type { Diagnosis } from '../diagnosis/model/diagnosis';
import { type Follow, unfollowed } from '../diagnosis/model/follow';
import { type Masker, Secret } from '../diagnosis/model/secrets';
import {
  Access,
  AccessByPlace,
  accessFile,
  eachWorkspace,
  firstOf,
  noRules,
  People,
  refuseStrangers,
  storedRules,
  UnknownNames,
} from './access';
import * as actions from './actions';
import { Audit, type AuditOptions } from './audit';
import { availableAlerts } from './available-alerts';
import { botIdentity } from './bot-identity';
import * as commands from './commands';
import { Conversations } from './conversations';
import type { Dependencies, SlackMetrics, Uninstalling } from './dependencies';
import { Directory } from './directory';
import { type EventLedger, memoryLedger } from './event-ledger';
import * as events from './events';
import * as messages from './messages';
import { onceOnly } from './once-only';
import * as optionLists from './options';
import { KnownPeople } from './people';
import { type Checks, Readiness } from './readiness';
import { RecentProjects } from './recent-projects';
import { alertMessenger, deliveryError } from './sending/alert-messenger';
import { Persistence } from './sending/persist';
import type { Plainness } from './sending/plainer';
import { CardSender, type SenderOptions } from './sending/send';
import * as shortcuts from './shortcuts';
import { BoltApp } from './transport/bolt';
import { clientOptions, singleTry } from './transport/client-options';
import { httpTransport } from './transport/http';
import { socketModeTransport } from './transport/socket-mode';
import { type Routes, refusePort } from './transport/transport';
import * as views from './views';
import { eventNotifications } from './webhook-route';
import { SingleFlight, WorkTracker } from './work';
import { Installations } from './workspaces/installations';
import { partsOf, placeIn, workspaceOf } from './workspaces/place';
import { Seal } from './workspaces/seal';

export interface SlackSettings {
  /** Absent: the app is installed to several workspaces, each with a token of its own. */
  readonly botToken?: Secret;
  /** Present: the app can be installed by OAuth. Over HTTP only. */
  readonly oauth?: OAuthSettings;
  /** Verifies requests over HTTP. */
  readonly signingSecret?: Secret;
  /** Present: Socket Mode. */
  readonly appToken?: Secret;
  /** Base of Slack's Web API with its trailing slash; absent: Slack's own. */
  readonly apiUrl?: string;
  /** Port of the request URL, and of the health check in Socket Mode. 0 takes a free one. */
  readonly port: number;
}

export interface OAuthSettings {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Keys of the installations, the newest first: see {@link Seal}. */
  readonly keys: readonly Secret[];
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
  /** Name of a project's IBM Cloud account, where there are several. */
  readonly accountOf?: (projectId: string) => string | undefined;
  /** Absent: deliveries are remembered in this process. */
  readonly ledger?: EventLedger;
  /** Alerts, when they are set up. Rejects, with a message that is safe to show, while the database does not answer. */
  readonly alerts?: Dependencies['alerts'];
  /** Alerts where they are open already; absent: see `alerts`. What only helps does not wait for a database to be made. */
  readonly openedAlerts?: () => Promise<Alerts> | undefined;
  /** Secret of Event Notifications' webhook; absent: the endpoint is off. */
  readonly webhookSecret?: Secret;
  /** Where rules of access are kept that no file has; undefined: the database keeps nothing, so there are none. */
  readonly records?: () => Promise<AuditQueries | undefined>;
  /** Stores an entry of the audit; absent: nothing is stored. */
  readonly storeAudit?: AuditOptions['store'];
  /** Takes each entry of the audit as a line of JSON, besides the table. */
  readonly writeAudit?: (line: string) => void;
  /** What else a question takes, besides Slack; for `GET /ready`. */
  readonly ready?: Checks;
  /** Milliseconds before progress is shown for a question that is usually quick. */
  readonly patienceMs?: number;
  /** Time of all pauses; absent: the machine's. */
  readonly time?: Time;
  /** Told of each card that Slack took only in a plainer form, for counting. */
  readonly onDegraded?: SenderOptions['onDegraded'];
  /** Follows each question; absent: nobody does. */
  readonly follow?: Follow;
  /** Counts and times what is answered. */
  readonly metrics?: SlackMetrics;
  /** Answers `GET /metrics`. */
  readonly metricsRoute?: Routes[string];
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
const WEBHOOK_PATH = '/event-notifications';

/** Milliseconds that answers under way may take when the bot stops; with closing connections and the database, 25 s in all. */
const DRAIN_MS = 12_000;

/** Builds the app; nothing is sent or opened before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { settings, masker, logger } = options;
  const { oauth } = settings;
  for (const secret of [
    settings.botToken,
    settings.signingSecret,
    settings.appToken,
    oauth?.clientSecret,
    ...(oauth?.keys ?? []),
  ]) {
    if (secret) masker.learn(secret);
  }
  const client = new WebClient(settings.botToken?.reveal(), clientOptions(settings.apiUrl, logger));
  const single = botIdentity(client, settings, logger);
  const warn = (text: string) => logger.warn(text);
  const time = options.time ?? systemTime;
  const sender = new CardSender({
    warn,
    onDegraded: (form) => {
      options.metrics?.degraded(form);
      options.onDegraded?.(form);
    },
  });
  const persistence = new Persistence({
    time,
    warn,
    onFailure: (error) => options.metrics?.notSent('answer', deliveryError(error).kind),
  });
  const { records } = options;
  const stored = records && eachWorkspace((workspace) => storedRules(records, logger, Date.now, workspace));
  const fileRules = options.accessFile ? accessFile(options.accessFile, logger) : noRules;
  // Each workspace looks its own people up, with its own token.
  const access = new AccessByPlace(
    eachWorkspace((workspace) => {
      const own = workspace !== undefined && installations;
      const clientOf = async () => (own ? own.client(workspace) : client);
      const people = new People(clientOf, own ? () => own.home(workspace) : single, logger);
      return new Access(
        patient(people, persistence),
        firstOf(fileRules, stored?.(workspace) ?? noRules),
        options.accountOf,
        new UnknownNames(clientOf, logger),
      );
    }),
  );
  const known = new KnownPeople();
  const deps: Dependencies = {
    diagnosis: options.diagnosis,
    masker,
    logger,
    sender,
    access,
    persistence,
    placeOf: (id, body) => placeIn(installations && workspaceOf(body), id),
    uninstalled: (body, by) => uninstalled(body, by),
    files: { apiUrl: settings.apiUrl },
    conversations: new Conversations({
      open: async () => (await deps.alerts()).conversations,
      opened: async () => (await (options.openedAlerts ?? options.alerts)?.())?.conversations,
      now: time.now,
      warn,
    }),
    projects: new RecentProjects(options.diagnosis, time.now),
    people: known,
    directory: new Directory(known, logger),
    ledger: options.ledger ?? memoryLedger(),
    alerts: availableAlerts(options.alerts, logger),
    now: time.now,
    ...(stored && { storedRules: (place) => stored(partsOf(place).workspace) }),
    audit: new Audit({
      masker,
      logger,
      nameOf: (id) => deps.people.nameOf(id),
      now: time.now,
      track: (work) => deps.work.track(work),
      ...(options.storeAudit && { store: options.storeAudit }),
      ...(options.writeAudit && { write: options.writeAudit }),
    }),
    work: new WorkTracker(),
    flights: new SingleFlight(),
    patienceMs: options.patienceMs ?? 700,
    follow: options.follow ?? unfollowed,
    ...(options.metrics && { metrics: options.metrics }),
  };
  const installations =
    settings.oauth &&
    new Installations({
      seal: new Seal(settings.oauth.keys),
      store: async () => (await deps.alerts()).installations,
      now: time.now,
      learn: (token) => masker.learn(new Secret(token)),
      clientOptions: () => singleTry(settings.apiUrl, logger),
      app: { id: settings.oauth.clientId, secret: settings.oauth.clientSecret },
      claim: (id) => deps.ledger.claim(id),
      logger,
    });
  async function uninstalled(body: unknown, by: Uninstalling): Promise<void> {
    const workspace = workspaceOf(body);
    if (!installations || !workspace) {
      logger.error(`${lastWords[by]('its workspace')}; SLACK_BOT_TOKEN is not valid any more: ${cures[by]}`);
      return;
    }
    await installations.remove(workspace);
    await (await deps.alerts()).endWorkspace(workspace, 'the removal of the app');
    logger.info(`${lastWords[by](workspace)}: its token is deleted and its watches have ended`);
  }
  const readiness = new Readiness({ slack: () => slackAnswers(), ...options.ready }, logger);
  options.metrics?.ready(() => readiness.states());
  const routes: Routes = {
    '/health': healthy,
    '/ready': readiness.route,
    [WEBHOOK_PATH]: eventNotifications(deps, options.webhookSecret),
    ...(options.metricsRoute && { '/metrics': options.metricsRoute }),
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
    : httpTransport({
        signingSecret: settings.signingSecret,
        port,
        logger,
        routes,
        ledger: deps.ledger,
        onAck: (ms) => options.metrics?.acknowledged(ms),
        ...(settings.oauth && installations ? { oauth: { ...settings.oauth, installations, apiUrl } } : {}),
      });
  const bolt = new BoltApp({
    receiver: transport.receiver,
    // Installed to several workspaces, the receiver's installer finds the token of each.
    ...(installations ? {} : { authorize: single }),
    logger,
    // Else Bolt sets the logger to its own default.
    logLevel: logger.getLevel(),
    clientOptions: clientOptions(settings.apiUrl, logger),
    convoStore: false,
  });
  bolt.use(async ({ body, next }) => {
    deps.people.learn(body);
    // Whatever this request causes carries one id.
    await correlated(next);
  });
  bolt.use(onceOnly(deps.ledger, logger));
  bolt.error(async (error) => logger.error('a listener failed:', error));
  bolt.use(
    refuseStrangers(
      async ({ teamId, enterpriseId }) => (installations ? { teamId, enterpriseId } : single()),
      logger,
      (work) => deps.work.track(work),
    ),
  );
  for (const kind of [commands, messages, events, actions, shortcuts, optionLists, views])
    kind.register(bolt, deps);

  let alertClient: WebClient | undefined;
  const singleClient = () => {
    alertClient ??= new WebClient(settings.botToken?.reveal(), singleTry(settings.apiUrl, logger));
    return alertClient;
  };

  async function slackAnswers(): Promise<void> {
    const { open, detail } = transport.connection();
    if (!open) throw new Error(detail);
    // Each of several workspaces has a token of its own.
    if (!installations) await singleClient().auth.test();
  }

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await transport.stop();
    persistence.stop();
    if (!(await deps.work.drain(DRAIN_MS))) logger.warn('stopped before every answer was given');
  };

  return {
    bolt,
    messenger: alertMessenger(
      async (workspace) =>
        installations && workspace !== undefined ? installations.client(workspace) : singleClient(),
      deps.sender,
      { warn, onFailure: (kind) => options.metrics?.notSent('alert', kind) },
      (id) => deps.people.nameOf(id),
    ),
    audience: (place, project) => access.told(place, project),
    async start() {
      // What is wrong with them is logged now, and not when somebody asks first.
      await fileRules.rules();
      if (!installations) await single();
      return { port: await transport.start(bolt).catch((error) => refusePort(error, port)) };
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

const lastWords: Readonly<Record<Uninstalling, (workspace: string) => string>> = {
  removal: (workspace) => `the Slack app was removed from ${workspace}`,
  revocation: (workspace) => `the bot token of ${workspace} was revoked`,
};

/** What makes the bot of one workspace work again. */
const cures: Readonly<Record<Uninstalling, string>> = {
  removal: 'install the app again and set its new token',
  revocation: 'set the new token if it was rotated, else install the app again',
};

/** Who somebody is, asked until Slack's own trouble is over: a question waits as its answer does. */
function patient(
  people: Pick<People, 'person' | 'groupsOf'>,
  persistence: Persistence,
): Pick<People, 'person' | 'groupsOf'> {
  return {
    person: (user) => persistence.show(() => people.person(user)),
    groupsOf: (user, groups) => people.groupsOf(user, groups),
  };
}

function healthy(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
}
