/** Alerts: the same questions, asked by a clock. */
import { randomUUID } from 'node:crypto';
import { type Follow, unfollowed } from '../diagnosis/model/follow';
import type { ActivitySource, BuildRunner, Clock } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import type {
  AlertFigures,
  AlertStore,
  AuditQueries,
  ConversationQueries,
  HistoryEntry,
  Incident,
  InstallationQueries,
  KeptEvidence,
  Mute,
  MuteTarget,
  SnoozeMode,
} from '../store/port';
import type { Investigator } from './incident/examine';
import { keepHouse } from './incident/housekeeping';
import type { MuteLength } from './incident/mute-length';
import { keyOf, type WatchedSubject } from './incident/observation';
import { type Pressed, Presses } from './incident/presses';
import { Loops } from './loops';
import { type Audience, everybody } from './outbox/audience';
import { Courier } from './outbox/courier';
import type { Messenger } from './outbox/messenger';
import { Outbox } from './outbox/outbox';
import { noWebhooks, type Webhooks } from './outbox/webhooks';
import { type AlertRules, defaultRules } from './rules';
import { systemTime, type Time } from './time';
import { Subscriptions, type Watches, type WatchRequest } from './watch/subscriptions';
import { Watcher } from './watch/watcher';
import { receiveWebhook, type WebhookAnswer, type WebhookRequest } from './watch/webhook';

export interface AlertsOptions {
  readonly store: AlertStore;
  readonly source: ActivitySource & Partial<BuildRunner>;
  /** Its answers are masked. */
  readonly diagnosis: Investigator;
  /** Follows what an alert causes; absent: nobody does. */
  readonly follow?: Follow;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** Takes secrets out of what the lists say. */
  readonly mask: <T>(value: T) => T;
  readonly log: { warn(text: string): void; error(text: string, error: unknown): void };
  readonly rules?: Partial<AlertRules>;
  /** What is told besides Slack; absent: nothing. */
  readonly webhooks?: Webhooks;
  /** Who may be told of which project; absent: everybody of everything. */
  readonly audience?: Audience;
  readonly time?: Time;
  readonly random?: () => number;
  /** Name of this instance; a new one by default. */
  readonly owner?: string;
}

const POLL_MS = 1000;
/** Messages on their way at a time, each in another channel. */
const SENDERS = 3;
const HOUSE_MS = 5000;
const RENEW_MS = 8000;

/** The door to alerts: what people want of them, and the loops that watch and send. */
export class Alerts {
  readonly #options: Required<Omit<AlertsOptions, 'rules'>> & { readonly rules: AlertRules };
  readonly #loops: Loops;
  readonly #watcher: Watcher;
  readonly #outbox: Outbox;
  readonly #courier: Courier;
  readonly #subscriptions: Subscriptions;
  readonly #presses: Presses;

  constructor(options: AlertsOptions) {
    const full = {
      time: systemTime,
      random: Math.random,
      audience: everybody,
      follow: unfollowed,
      webhooks: noWebhooks,
      owner: randomUUID(),
      ...options,
      rules: { ...defaultRules, ...options.rules },
    };
    this.#options = full;
    this.#loops = new Loops(full);
    const onNews = () => this.#loops.wake();
    const onProblem = full.log.error.bind(full.log);
    this.#watcher = new Watcher({ ...full, onNews, onProblem });
    this.#outbox = new Outbox({ ...full, onProblem });
    this.#courier = new Courier({ ...full, onProblem });
    this.#subscriptions = new Subscriptions({ ...full, onNews });
    this.#presses = new Presses({ ...full, onNews, signal: this.#loops.signal });
  }

  /** Begins to watch and to send. */
  start(): void {
    const { store, time, rules } = this.#options;
    const { signal } = this.#loops;
    this.#loops.run('watching', async () => ((await this.#watcher.start(signal)) > 0 ? 0 : POLL_MS));
    for (let sender = 0; sender < SENDERS; sender += 1) {
      this.#loops.run('sending', async () => {
        await this.#outbox.sendDue(signal);
        const next = await store.nextNoticeAt(time.now());
        return next === undefined ? POLL_MS : Math.min(POLL_MS, Math.max(20, next - time.now()));
      });
    }
    for (let sender = 0; sender < SENDERS; sender += 1) {
      this.#loops.run('telling webhooks', async () => {
        await this.#courier.sendDue(signal);
        return POLL_MS;
      });
    }
    this.#loops.run('housekeeping', async () => {
      await keepHouse(store, time.now(), rules);
      return HOUSE_MS;
    });
    this.#loops.run('keeping leases', async () => {
      await this.#watcher.renew();
      return RENEW_MS;
    });
    this.#loops.watchClock();
  }

  /** Stops, and waits for what is under way. */
  async stop(): Promise<void> {
    await this.#loops.stop();
    await this.#watcher.idle();
  }

  /** Looks at what is due and sends what may be sent, once. */
  async tick(): Promise<void> {
    const { store, time, rules } = this.#options;
    await this.#watcher.lookAtDue(this.#loops.signal);
    await keepHouse(store, time.now(), rules);
    await this.#outbox.sendDue(this.#loops.signal);
    await this.#courier.sendDue(this.#loops.signal);
  }

  /** Watches a project for a channel. `isNew` false: what it wants was changed. */
  watch(request: WatchRequest): Promise<{ readonly isNew: boolean }> {
    return this.#subscriptions.watch(request);
  }

  /** Ends a watch, and what is open of its project in that channel. False: there was none. */
  unwatch(channel: string, project: ProjectRef, by: string): Promise<boolean> {
    return this.#subscriptions.unwatch(channel, project, by);
  }

  /** The app was removed from a workspace: its watches end, and nothing more is sent to it. */
  async endWorkspace(workspace: string, by: string): Promise<void> {
    const { store } = this.#options;
    for (const { channel, project } of await store.watchesOfWorkspace(workspace)) {
      await this.#subscriptions.unwatch(channel, project, by);
    }
    await store.dropNoticesOfWorkspace(workspace);
    await store.dropConversationsOfWorkspace(workspace);
  }

  /** What people asked and did, and the rules of who may; it is the same database. */
  get records(): AuditQueries {
    return this.#options.store;
  }

  /** How the outbox and the looks are doing. */
  figures(): Promise<AlertFigures> {
    return this.#options.store.figures();
  }

  /** The store of installations; it is the same database. */
  get installations(): InstallationQueries {
    return this.#options.store;
  }

  /** The store of what conversations are about; it is the same database. */
  get conversations(): ConversationQueries {
    return this.#options.store;
  }

  /** Names of the webhooks that the operator has set up. */
  get webhooks(): readonly string[] {
    return this.#options.webhooks.names;
  }

  watches(channel: string): Promise<Watches> {
    return this.#subscriptions.watches(channel);
  }

  history(channel: string, name?: string, most = 20): Promise<readonly HistoryEntry[]> {
    return this.#options.store.history(channel, name, most);
  }

  /**
   * Undefined: it is not kept any more, or it is of another workspace.
   * @param workspace absent: there is only one
   */
  async incident(id: string, workspace?: string): Promise<Incident | undefined> {
    const incident = await this.#options.store.incident(id);
    const isOwn = workspace === undefined || incident?.channel.startsWith(`${workspace}/`);
    return isOwn ? incident : undefined;
  }

  /**
   * What was kept of a failure. Undefined: it is not kept any more, or it is of another workspace.
   * @param workspace absent: there is only one
   */
  async evidence(id: string, workspace?: string): Promise<KeptEvidence | undefined> {
    const found = await this.#options.store.evidence(id);
    const isOwn = !found || workspace === undefined || (await this.incident(found.incidentId, workspace));
    return isOwn ? found : undefined;
  }

  acknowledge(incidentId: string, by: string): Promise<Pressed> {
    return this.#presses.acknowledge(incidentId, by);
  }

  /** `tomorrow` is nine o'clock in the channel's time zone. */
  snooze(incidentId: string, by: string, mode: SnoozeMode): Promise<Pressed> {
    return this.#presses.snooze(incidentId, by, mode);
  }

  unacknowledge(incidentId: string, by: string): Promise<Pressed> {
    return this.#presses.unacknowledge(incidentId, by);
  }

  /** @param to undefined: to nobody any more */
  assign(incidentId: string, to: string | undefined, by: string): Promise<Pressed> {
    return this.#presses.assign(incidentId, to, by);
  }

  /** A person says that it is over. When it fails again, it comes back. */
  resolve(incidentId: string, by: string): Promise<Pressed> {
    return this.#presses.resolve(incidentId, by);
  }

  /** No word of an incident's cause, or of its workload, in its channel any more. */
  mute(...wanted: Parameters<Presses['mute']>): Promise<Pressed> {
    return this.#presses.mute(...wanted);
  }

  /** The same for a workload, whether or not it fails now. */
  muteWorkload(
    channel: string,
    subject: WatchedSubject,
    ...wanted: readonly [by: string, length: MuteLength, timeZone?: string]
  ): Promise<Mute> {
    return this.#presses.muteTarget(channel, { kind: 'workload', key: keyOf(subject), subject }, ...wanted);
  }

  /** It is heard of again, in this channel. False: it was not muted. */
  unmute(channel: string, target: MuteTarget, by: string): Promise<boolean> {
    return this.#presses.unmute(channel, target, by);
  }

  /** Looks again: a workload that is well now is proof. */
  checkAgain(incidentId: string): Promise<Pressed> {
    return this.#presses.checkAgain(incidentId);
  }

  /**
   * Runs a build again that somebody asked about, once however many press.
   * @throws SourceError when Code Engine refuses, AlreadyRuns when a run of it is under way
   */
  rerunBuild(...asked: Parameters<Presses['rerunBuild']>): ReturnType<Presses['rerunBuild']> {
    return this.#presses.rerunBuild(...asked);
  }

  /**
   * Runs the build again.
   * @throws SourceError when Code Engine refuses, RangeError when the incident is not about a build
   */
  rerun(incidentId: string, by: string): Promise<{ readonly run: string } | 'gone'> {
    return this.#presses.rerun(incidentId, by);
  }

  /** Takes a request of Event Notifications; see {@link receiveWebhook}. */
  async webhook(request: WebhookRequest, secret: string | undefined): Promise<WebhookAnswer> {
    const { store, time, log } = this.#options;
    const answer = await receiveWebhook(request, {
      secret,
      store,
      now: time.now(),
      warn: (text) => log.warn(text),
    });
    if (answer.looked > 0) this.#loops.wake();
    return answer;
  }

  /** Resolves when the database answers; rejects with StoreError. */
  answers(): Promise<void> {
    return this.#options.store.ping();
  }

  /** True for the first who claims it, over all instances. */
  claim(id: string): Promise<boolean> {
    return this.#options.store.claimEvent(id, this.#options.time.now());
  }
}
