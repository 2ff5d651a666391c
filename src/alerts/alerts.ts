/** Alerts: the same questions, asked by a clock. */
import { randomUUID } from 'node:crypto';
import type { CauseId } from '../diagnosis/model/cause-id';
import type { ActivitySource, BuildRunner, Clock } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import type {
  AlertQueries,
  AlertStore,
  Channel,
  ChannelPreferences,
  Evidence,
  HistoryEntry,
  Incident,
  Mute,
  SnoozeMode,
  Subscription,
  WatchedProject,
} from '../store/port';
import { nextWallTime } from './calendar';
import type { Investigator } from './incident/examine';
import { keepHouse } from './incident/housekeeping';
import {
  acknowledge,
  mute,
  type Recovery,
  recovered,
  resolve,
  type Step,
  snooze,
  unmute,
} from './incident/incident';
import { titleOf } from './incident/thing';
import type { Messenger } from './outbox/messenger';
import { Outbox } from './outbox/outbox';
import { record, tell } from './outbox/post';
import { type AlertRules, defaultRules } from './rules';
import { systemTime, type Time } from './time';
import { Watcher } from './watch/watcher';
import { receiveWebhook, type WebhookAnswer, type WebhookRequest } from './watch/webhook';

export interface AlertsOptions {
  readonly store: AlertStore;
  readonly source: ActivitySource & Partial<BuildRunner>;
  /** Its answers are masked. */
  readonly diagnosis: Investigator;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** Takes secrets out of what the lists say. */
  readonly mask: <T>(value: T) => T;
  readonly log: { warn(text: string): void; error(text: string, error: unknown): void };
  readonly rules?: Partial<AlertRules>;
  readonly time?: Time;
  readonly random?: () => number;
  /** Name of this instance; a new one by default. */
  readonly owner?: string;
}

export interface WatchRequest extends Omit<Subscription, 'createdAt' | 'summed'> {
  /** Absent: what the channel has stays. */
  readonly preferences?: Partial<ChannelPreferences>;
}

export interface Watches {
  readonly subscriptions: readonly (Subscription & { readonly state?: WatchedProject })[];
  readonly channel?: Channel;
  readonly mutes: readonly Mute[];
}

/** What became of a press on a card. `gone`: the incident is not kept any more. */
export type Pressed = { readonly incident: Incident } | 'gone';

const POLL_MS = 1000;
/** Messages on their way at a time, each in another channel. */
const SENDERS = 3;
const HOUSE_MS = 5000;
const RENEW_MS = 8000;
/** The clock on the wall may be this far from the one that only goes forward. */
const JUMP_MS = 30_000;

export class Alerts {
  readonly #options: Required<Omit<AlertsOptions, 'rules'>> & { readonly rules: AlertRules };
  readonly watcher: Watcher;
  readonly outbox: Outbox;
  readonly #stop = new AbortController();
  #loops: Promise<void>[] = [];
  #news = new AbortController();

  constructor(options: AlertsOptions) {
    const full = {
      time: systemTime,
      random: Math.random,
      owner: randomUUID(),
      ...options,
      rules: { ...defaultRules, ...options.rules },
    };
    this.#options = full;
    const onProblem = full.log.error.bind(full.log);
    this.watcher = new Watcher({ ...full, onNews: () => this.#wake(), onProblem });
    this.outbox = new Outbox({ ...full, onProblem });
  }

  /** Begins to watch and to send. */
  start(): void {
    const { time, rules } = this.#options;
    this.#loops = [
      this.#loop('watching', async () => {
        const started = await this.watcher.start(this.#stop.signal);
        if (started > 0) return 0;
        return POLL_MS;
      }),
      ...Array.from({ length: SENDERS }, () =>
        this.#loop('sending', async () => {
          await this.outbox.sendDue(this.#stop.signal);
          const next = await this.#options.store.nextNoticeAt(time.now());
          return next === undefined ? POLL_MS : Math.min(POLL_MS, Math.max(20, next - time.now()));
        }),
      ),
      this.#loop('housekeeping', async () => {
        await keepHouse(this.#options.store, time.now(), rules);
        return HOUSE_MS;
      }),
      this.#loop('keeping leases', async () => {
        await this.watcher.renew();
        return RENEW_MS;
      }),
      this.#watchClock(),
    ];
  }

  /** Stops, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
    await this.watcher.idle();
  }

  /** Looks at what is due and sends what may be sent, once. */
  async tick(): Promise<void> {
    await this.watcher.lookAtDue(this.#stop.signal);
    await keepHouse(this.#options.store, this.#options.time.now(), this.#options.rules);
    await this.outbox.sendDue(this.#stop.signal);
  }

  /** Watches a project for a channel. `isNew` false: what it wants was changed. */
  async watch({ preferences, ...request }: WatchRequest): Promise<{ readonly isNew: boolean }> {
    const { store, time } = this.#options;
    const now = time.now();
    const isNew = await store.transaction(async (tx) => {
      const fresh = await tx.saveSubscription({ ...request, createdAt: now });
      // A look holds its project before it holds the channels; whoever takes both in another order waits for ever.
      await tx.lockChannels([request.channel]);
      if (preferences) await this.#prefer(tx, request.channel, preferences, now);
      await audit(tx, now, request.createdBy, request.channel, 'watch', request.project.name);
      return fresh;
    });
    this.#wake();
    return { isNew };
  }

  /** Ends a watch, and what is open of its project in that channel. False: there was none. */
  async unwatch(channel: string, project: ProjectRef, by: string): Promise<boolean> {
    const { store, time, rules } = this.#options;
    const ended = await store.transaction(async (tx) => {
      if (!(await tx.removeSubscription(channel, project.id))) return false;
      await tx.lockChannels([channel]);
      const now = time.now();
      // A card that nobody will look after must not stay red.
      for (const incident of await tx.openIncidents(channel)) {
        const affected = await tx.affected(incident.id);
        if (affected.some(({ subject }) => subject.project.id !== project.id)) continue;
        const resolution = { how: 'unwatched', at: now, by, changes: [] } as const;
        await record(tx, resolve(incident, resolution, now), now, rules);
      }
      await audit(tx, now, by, channel, 'unwatch', project.name);
      return true;
    });
    this.#wake();
    return ended;
  }

  async watches(channel: string): Promise<Watches> {
    const { store } = this.#options;
    const found = await store.channel(channel);
    const subscriptions = await Promise.all(
      (await store.subscriptionsIn(channel)).map(async (each) => {
        const state = await store.watchedProject(each.project.id);
        return { ...each, ...(state && { state }) };
      }),
    );
    return { subscriptions, ...(found && { channel: found }), mutes: await store.mutesIn(channel) };
  }

  async history(channel: string, name?: string, most = 20): Promise<readonly HistoryEntry[]> {
    return this.#options.store.history(channel, name, most);
  }

  async evidence(id: string): Promise<Evidence | undefined> {
    return this.#options.store.evidence(id);
  }

  acknowledge(incidentId: string, by: string): Promise<Pressed> {
    return this.#press(incidentId, by, 'acknowledge', (incident, now) => acknowledge(incident, by, now));
  }

  /** `tomorrow` is nine o'clock in the channel's time zone. */
  snooze(incidentId: string, by: string, mode: SnoozeMode): Promise<Pressed> {
    return this.#press(incidentId, by, `snooze (${mode})`, async (incident, now, tx) => {
      const timeZone = (await tx.channel(incident.channel))?.timeZone ?? 'UTC';
      const until = {
        hour: now + 3_600_000,
        tomorrow: nextWallTime(nextWallTime(now, '00:00', timeZone) - 1, '09:00', timeZone),
        change: undefined,
      }[mode];
      return snooze(incident, by, mode, until, now, this.#options.rules);
    });
  }

  /** No card of this cause in this channel any more. */
  mute(incidentId: string, by: string): Promise<Pressed> {
    return this.#press(incidentId, by, 'mute', async (incident, now, tx) => {
      await tx.mute(incident.channel, incident.cause, by, now);
      return mute(incident, by, now);
    });
  }

  /** Cards of this cause again, in this channel. False: it was not muted. */
  async unmute(channel: string, cause: CauseId, by: string): Promise<boolean> {
    const { store, time, rules } = this.#options;
    const ended = await store.transaction(async (tx) => {
      await tx.lockChannels([channel]);
      if (!(await tx.unmute(channel, cause))) return false;
      const now = time.now();
      for (const incident of await tx.openIncidents(channel)) {
        if (incident.cause === cause && incident.muted)
          await record(tx, unmute(incident, by, now), now, rules);
      }
      await audit(tx, now, by, channel, 'unmute', titleOf(cause));
      return true;
    });
    this.#wake();
    return ended;
  }

  /** Looks again: a workload that is well now is proof. */
  async checkAgain(incidentId: string, by: string): Promise<Pressed> {
    const { store, diagnosis, rules, time } = this.#options;
    const before = await store.incident(incidentId);
    if (!before) return 'gone';
    const report = await diagnosis.inquire().investigate(before.subject);
    await store.requestLook(before.subject.project.id, time.now());
    return this.#press(incidentId, by, 'check again', async (incident, now, tx) => {
      if (incident.state !== 'open') return { incident, notes: [], card: 'touch' };
      const all = await tx.affected(incident.id);
      const one = all.find(
        ({ subject }) => subject.name === incident.subject.name && subject.kind === incident.subject.kind,
      );
      if (report.state === 'healthy' && one) {
        const well: Recovery = {
          what: 'succeeded',
          key: one.key,
          subject: one.subject,
          ...(report.build?.run && { run: report.build.run.name }),
          // The platform's clock may be ahead of ours.
          at: Math.max(now, one.lastAt),
          fingerprint: one.fingerprint,
        };
        const othersBroken = all.some((each) => each.key !== one.key && each.recoveredAt === undefined);
        const step = recovered(incident, one, othersBroken, well, now, rules);
        if (step) return step;
      }
      const evidenceId = randomUUID();
      await tx.saveEvidence({
        id: evidenceId,
        incidentId,
        at: now,
        subject: incident.subject,
        report,
        logs: [],
      });
      return { incident: { ...incident, evidenceId }, notes: [], card: 'touch' };
    });
  }

  /**
   * Runs the build again.
   * @throws SourceError when Code Engine refuses, RangeError when the incident is not about a build
   */
  async rerun(incidentId: string, by: string): Promise<{ readonly run: string } | 'gone'> {
    const { store, source, time, clock } = this.#options;
    const incident = await store.incident(incidentId);
    if (!incident) return 'gone';
    const { subject } = incident;
    if (subject.kind !== 'build' || !source.startBuildRun)
      throw new RangeError('only builds can be run again');
    const now = time.now();
    const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(2, 14);
    // The same press twice in a second is one run.
    const name = `${subject.name.slice(0, 42)}-run-${stamp.slice(0, 6)}-${stamp.slice(6)}`;
    const run = await source.startBuildRun(
      subject.project,
      subject.name,
      name,
      clock.deadline(10_000, this.#stop.signal),
    );
    await store.transaction(async (tx) => {
      await tx.lockChannels([incident.channel]);
      await tell(tx, incident, [{ what: 'rerun', at: now, by, run: run.name }], now);
      await audit(tx, now, by, incident.channel, 're-run', run.name);
    });
    await store.requestLook(subject.project.id, now);
    this.#wake();
    return { run: run.name };
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
    if (answer.looked > 0) this.#wake();
    return answer;
  }

  /** True for the first who claims it, over all instances. */
  claim(id: string): Promise<boolean> {
    return this.#options.store.claimEvent(id, this.#options.time.now());
  }

  async #press(
    incidentId: string,
    by: string,
    action: string,
    step: (incident: Incident, now: number, tx: AlertQueries) => Step | Promise<Step>,
  ): Promise<Pressed> {
    const { store, time, rules } = this.#options;
    const found = await store.incident(incidentId);
    if (!found) return 'gone';
    const result = await store.transaction(async (tx): Promise<Pressed> => {
      await tx.lockChannels([found.channel]);
      const incident = await tx.incident(incidentId);
      if (!incident) return 'gone';
      const now = time.now();
      const stored = await record(tx, await step(incident, now, tx), now, rules);
      await audit(tx, now, by, incident.channel, action, incident.title);
      return { incident: stored };
    });
    this.#wake();
    return result;
  }

  async #prefer(
    tx: AlertQueries,
    id: string,
    changes: Partial<ChannelPreferences>,
    now: number,
  ): Promise<void> {
    const before = (await tx.channel(id)) ?? { id, timeZone: 'UTC' };
    const after: Channel = { ...before, ...changes };
    await tx.saveChannel({
      ...after,
      ...(after.digestAt !== undefined && {
        nextDigestAt: nextWallTime(now, after.digestAt, after.timeZone),
      }),
    });
  }

  /** Runs `work` again and again, each time after as many milliseconds as it said, or at once when there is news. */
  async #loop(what: string, work: () => Promise<number>): Promise<void> {
    const { time, log } = this.#options;
    const { signal } = this.#stop;
    let failures = 0;
    while (!signal.aborted) {
      let pause: number;
      try {
        pause = await work();
        if (failures > 0) log.warn(`${what} goes on after ${failures} failures`);
        failures = 0;
      } catch (error) {
        failures += 1;
        pause = Math.min(1000 * 2 ** (failures - 1), 30_000);
        if (failures === 1 || failures % 10 === 0) log.error(`${what} failed; it is tried again`, error);
      }
      await time.sleep(pause, AbortSignal.any([signal, this.#news.signal]));
    }
  }

  /** Says when the clock was set: looks and messages that were planned by it are planned anew by the store. */
  #watchClock(): Promise<void> {
    const { time, log } = this.#options;
    let wall = time.now();
    let steady = performance.now();
    return this.#loop('watching the clock', async () => {
      const jump = time.now() - wall - (performance.now() - steady);
      if (Math.abs(jump) > JUMP_MS && time === systemTime) {
        log.warn(
          `the clock was set ${jump > 0 ? 'forward' : 'back'} by ${Math.round(Math.abs(jump) / 1000)} s; looks are planned anew. Check this machine's time service`,
        );
      }
      wall = time.now();
      steady = performance.now();
      return HOUSE_MS;
    });
  }

  #wake(): void {
    const woken = this.#news;
    this.#news = new AbortController();
    woken.abort();
  }
}

async function audit(
  tx: AlertQueries,
  at: number,
  by: string,
  channel: string,
  action: string,
  about: string,
): Promise<void> {
  await tx.audit({ at, by, channel, action, about });
}
