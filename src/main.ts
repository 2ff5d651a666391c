/** Composition root: reads the settings, builds the rooms, starts them. The only file that knows every room. */

import type { Logger } from '@slack/bolt';
import { config as readDotenv } from 'dotenv';
import { type AlertRules, LazyAlerts, type Time } from './alerts';
import { composeCore, systemClock } from './core';
import { followed } from './correlation';
import type { Diagnosis, Inquiry, Overview } from './diagnosis/model/diagnosis';
import type { Exchange } from './diagnosis/model/exchange';
import { Masker, maskDeep } from './diagnosis/model/secrets';
import { type PrintedReport, printReport } from './diagnosis/remedy/print';
import { createLogger } from './logging';
import { logLostErrors } from './lost-errors';
import { Metrics, metricsRoute } from './metrics';
import { readSettings, type Settings } from './settings';
import { createSlackApp, type SlackApp, type SlackSettings } from './slack/app';
import { sharedLedger } from './slack/event-ledger';
import { openStore, type Place } from './store';
import type { Tracing } from './tracing';
import { createWebhooks } from './webhook';

export interface Composed {
  readonly app: SlackApp;
  readonly alerts: LazyAlerts;
  readonly logger: Logger;
  /** Finishes what is under way, and ends everything. */
  stop(): Promise<void>;
}

export interface ComposeOptions {
  /** Comes between the listeners and the core. */
  readonly watch?: (core: Diagnosis) => Diagnosis;
  /** Takes each line of the log; stderr when absent. */
  readonly write?: (line: string) => void;
  /** Takes each line of the audit; stdout when absent. */
  readonly writeAudit?: (line: string) => void;
  /** Changes of the rules of alerts. */
  readonly alertRules?: Partial<AlertRules>;
  /** Another time than the machine's for what is diagnosed and watched. Timeouts and tokens keep the machine's. */
  readonly time?: Time;
  /** Milliseconds for one investigation, and for one call of an API. Absent: the adapters' own. */
  readonly deadlineMs?: number;
  readonly requestTimeoutMs?: number;
  /** Called when a Socket Mode connection cannot be had any more. */
  readonly onDead?: (reason: string) => void;
}

/** Milliseconds within which IAM must answer for the bot to be ready. */
const READY_MS = 3000;

/** Builds the bot. Nothing is opened before `app.start()`. */
export function compose(settings: Settings, options: ComposeOptions = {}): Composed {
  const masker = new Masker();
  for (const secret of [
    settings.SLACK_BOT_TOKEN,
    settings.SLACK_SIGNING_SECRET,
    settings.SLACK_APP_TOKEN,
    settings.SLACK_CLIENT_SECRET,
    settings.INSTALLATION_KEY,
    settings.INSTALLATION_KEY_OLD,
    settings.DATABASE_URL,
    settings.EVENT_NOTIFICATIONS_SECRET,
    settings.METRICS_TOKEN,
    ...settings.webhooks.flatMap(({ url, secrets }) => [url, ...secrets]),
    ...(settings.accounts ?? []).map(({ login }) => ('apiKey' in login ? login.apiKey : undefined)),
  ]) {
    if (secret) masker.learn(secret);
  }
  const logger = createLogger(settings.LOG_LEVEL, masker, options.write, settings.LOG_FORMAT);
  const metrics = new Metrics();
  const tracing = loadTracing(settings.OTEL_EXPORTER_OTLP_ENDPOINT);
  const follow = followed(tracing);
  const onExchange = (exchange: Exchange) => {
    metrics.exchanged(exchange);
    tracing?.exchanged(exchange);
    logger.debug('asked', exchange);
  };
  const { diagnosis, codeEngine } = composeCore(settings, {
    masker,
    ...(options.time && { now: options.time.now }),
    ...(options.deadlineMs !== undefined && { deadlineMs: options.deadlineMs }),
    ...(options.requestTimeoutMs !== undefined && { requestTimeoutMs: options.requestTimeoutMs }),
    onExchange,
  });
  const counted = metrics.counted(diagnosis);
  const observed = options.watch?.(counted) ?? counted;
  const isKept = settings.DATABASE_URL !== undefined || settings.DATA_DIR !== ':memory:';
  // Alerts send through the app, and the app's commands ask alerts.
  let alerts: LazyAlerts | undefined;
  const openAlerts = () => (alerts as LazyAlerts).get();
  const app = createSlackApp({
    settings: {
      ...(settings.SLACK_BOT_TOKEN && { botToken: settings.SLACK_BOT_TOKEN }),
      ...oauthOf(settings),
      ...(settings.SLACK_SIGNING_SECRET && { signingSecret: settings.SLACK_SIGNING_SECRET }),
      ...(settings.SLACK_APP_TOKEN && { appToken: settings.SLACK_APP_TOKEN }),
      ...(settings.SLACK_API_URL !== undefined && { apiUrl: `${settings.SLACK_API_URL}/` }),
      port: settings.PORT,
    },
    diagnosis: observed,
    masker,
    logger,
    alerts: openAlerts,
    openedAlerts: () => alerts?.ifOpened(),
    // Several instances share the database, and a restarted one remembers by it what was answered.
    ...(isKept && {
      ledger: sharedLedger({ claim: async (id) => (await openAlerts()).claim(`slack:${id}`) }, logger.warn),
    }),
    // A database in memory has no rules of before; nobody waits until it is open to learn that.
    records: async () => (await (isKept ? openAlerts() : alerts?.ifOpened()))?.records,
    storeAudit: async (entry) => alerts?.audit(entry),
    ...(settings.AUDIT_LOG && { writeAudit: options.writeAudit ?? ((line) => process.stdout.write(line)) }),
    ...(settings.ACCESS_FILE !== undefined && { accessFile: settings.ACCESS_FILE }),
    ...(settings.EVENT_NOTIFICATIONS_SECRET && { webhookSecret: settings.EVENT_NOTIFICATIONS_SECRET }),
    ...(codeEngine.accountOf && { accountOf: codeEngine.accountOf }),
    follow,
    metrics,
    metricsRoute: metricsRoute(metrics, settings.METRICS_TOKEN),
    ready: {
      iam: () => codeEngine.identity(AbortSignal.timeout(READY_MS)),
      database: async () => alerts?.answers(),
    },
    ...(options.onDead && { onDead: options.onDead }),
  });
  alerts = new LazyAlerts(
    () => openStore(placeOf(settings)),
    {
      source: codeEngine,
      diagnosis: observed,
      follow,
      messenger: app.messenger,
      audience: app.audience,
      webhooks: createWebhooks({ webhooks: settings.webhooks, clock: systemClock, onExchange }),
      clock: systemClock,
      mask: (value) => maskDeep(value, masker),
      log: logger,
      rules: {
        interval: settings.WATCH_INTERVAL_SECONDS * 1000,
        busyInterval: Math.min(settings.WATCH_INTERVAL_SECONDS, 15) * 1000,
        retention: settings.ALERT_RETENTION_DAYS * 86_400_000,
        auditRetention: settings.AUDIT_RETENTION_DAYS * 86_400_000,
        ...(settings.ALERT_WEBHOOK_DEFAULT !== undefined && { webhook: settings.ALERT_WEBHOOK_DEFAULT }),
        ...options.alertRules,
      },
      ...(options.time && { time: options.time }),
    },
    { isKept },
  );
  metrics.alerts(async () => (await alerts?.ifOpened())?.figures(), options.time?.now ?? Date.now);
  const stopping = alerts;
  const stop = async () => {
    await app.stop();
    await stopping.stop();
    await tracing?.end();
  };
  return { app, alerts, logger, stop };
}

/** How the app is installed to several workspaces; nothing where it serves one. */
function oauthOf(settings: Settings): Pick<SlackSettings, 'oauth'> {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = settings;
  const { INSTALLATION_KEY: key, INSTALLATION_KEY_OLD: oldKey } = settings;
  if (!clientId || !clientSecret || !key) return {};
  return { oauth: { clientId, clientSecret, keys: oldKey ? [key, oldKey] : [key] } };
}

/** Its libraries take memory and time, so who sends no traces does not load them. */
function loadTracing(endpoint: string | undefined): Tracing | undefined {
  if (endpoint === undefined) return undefined;
  return (require('./tracing') as typeof import('./tracing')).openTracing(endpoint);
}

function placeOf({ DATABASE_URL, DATA_DIR }: Settings): Place {
  if (DATABASE_URL) return { url: DATABASE_URL };
  return { folder: DATA_DIR === ':memory:' ? undefined : DATA_DIR };
}

export interface ObservedBot {
  start(): Promise<{ readonly port: number }>;
  /** Resolves when everything that was asked is answered. */
  idle(): Promise<void>;
  stop(): Promise<void>;
  /** The reports that it made, oldest first, as they are told in JSON. */
  readonly reports: readonly PrintedReport[];
  /** The overviews that it made, oldest first. */
  readonly overviews: readonly Overview[];
}

/** A bot whose reports can be looked at, for `try` and for tests. */
export function observedBot(
  environment: Readonly<Record<string, string>>,
  options: Omit<ComposeOptions, 'watch'> = {},
): ObservedBot {
  const reports: PrintedReport[] = [];
  const overviews: Overview[] = [];
  const noting = (inquiry: Inquiry): Inquiry => ({
    ...inquiry,
    overview: async (query) => {
      const overview = await inquiry.overview(query);
      if (!('found' in overview)) overviews.push(overview);
      return overview;
    },
    investigate: async (subject, wishes) => {
      const report = await inquiry.investigate(subject, wishes);
      reports.push(printReport(report));
      return report;
    },
  });
  const { app, stop } = compose(readSettings(environment), {
    ...options,
    watch: (core) => ({ ...core, ...noting(core), inquire: (...given) => noting(core.inquire(...given)) }),
  });
  return {
    start: () => app.start(),
    idle: () => app.idle(),
    stop,
    reports,
    overviews,
  };
}

/** The real app: runs until it is told to stop, then finishes what it began. */
async function serve(settings: Settings): Promise<void> {
  const { app, alerts, logger, stop } = compose(settings, {
    onDead(reason) {
      logger.error(`${reason}. The process ends, so that it is started anew.`);
      process.exit(1);
    },
  });
  logLostErrors(process, logger, () => process.exit(1));
  // The first question finds the database open. One that does not answer is no reason not to listen.
  await alerts.opened();
  const { port } = await app.start();
  alerts.start();
  logger.info(
    settings.SLACK_APP_TOKEN
      ? `connected to Slack by Socket Mode; health check on port ${port}`
      : `listening for Slack on port ${port}, path /slack/events`,
  );
  onStopSignal(stop);
}

/** Milliseconds from the signal to the end of the process. */
const STOP_MS = 25_000;

/** Calls `stop` at the first SIGINT or SIGTERM and then exits; the second signal exits at once. */
export function onStopSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second signal means it.
      if (stopping) return process.exit(1);
      stopping = true;
      // Whatever hangs: a platform that waits longer kills.
      const late = setTimeout(() => process.exit(1), STOP_MS).unref();
      stop()
        .finally(() => clearTimeout(late))
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    });
  }
}

/**
 * Runs the bot with the settings of the environment.
 * @throws SettingsError that names every wrong or missing setting
 */
export async function main(): Promise<void> {
  readDotenv({ quiet: true });
  await serve(readSettings());
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'ce-image could not start.'}\n`);
    process.exitCode = 1;
  });
}
