/** What people do about an incident, stored and told: see `deeds.ts`. And: check again, run again. */
import { type Follow, unfollowed } from '../../diagnosis/model/follow';
import type { ActivitySource, BuildRunner, Clock } from '../../diagnosis/model/sources';
import type { WorkloadSubject } from '../../diagnosis/model/subject';
import type { AlertQueries, AlertStore, Incident, Mute, MuteTarget, SnoozeMode } from '../../store/port';
import { record, tell } from '../outbox/post';
import type { Step } from '../outbox/step';
import type { AlertRules } from '../rules';
import type { Time } from '../time';
import { acknowledge, assign, resolveByHand, snooze, unacknowledge } from './deeds';
import { evidenceIdOf } from './evidence-id';
import type { Investigator } from './examine';
import { type Recovery, recovered } from './incident';
import { type MuteLength, muteEnd } from './mute-length';
import { beginMute, takeBackMute } from './mutes';

/** What became of a press on a card. `gone`: the incident is not kept any more. */
export type Pressed = { readonly incident: Incident } | 'gone';

export interface PressesOptions {
  readonly store: AlertStore;
  readonly source: ActivitySource & Partial<BuildRunner>;
  /** Its answers are masked. */
  readonly diagnosis: Investigator;
  readonly follow?: Follow;
  readonly rules: AlertRules;
  readonly time: Time;
  readonly clock: Clock;
  /** Aborts when alerts stop. */
  readonly signal: AbortSignal;
  /** Something is due now. */
  readonly onNews: () => void;
}

/** What is stored of a target. */
function bare(target: MuteTarget): MuteTarget {
  if (target.kind === 'cause') return { kind: 'cause', cause: target.cause };
  return { kind: 'workload', key: target.key, subject: target.subject };
}

/** Milliseconds for starting a build run. */
const RERUN_MS = 10_000;
/** A second press within so many milliseconds, at least, is the same. */
const RERUN_GUARD_MS = 20_000;

/** A run of the build is under way, or was asked for a moment ago. The message is for people. */
export class AlreadyRuns extends Error {
  override readonly name = 'AlreadyRuns';

  constructor(
    readonly build: WorkloadSubject,
    /** Name of the run; absent: it was asked for just now, and may have been refused. */
    readonly run?: string,
  ) {
    super(
      run
        ? `The build ${build.name} is running already: ${run}.`
        : `A run of the build ${build.name} was asked for a moment ago.`,
    );
  }
}

/** The name of a run of the build that has not ended; undefined: there is none. */
async function runningBuild(source: ActivitySource, { project, name }: WorkloadSubject, signal: AbortSignal) {
  const { buildRuns = [] } = await source.activity(project, ['buildRuns'], signal);
  return buildRuns.find(
    (run) => run.buildName === name && (run.status === 'running' || run.status === 'pending'),
  )?.name;
}

export class Presses {
  constructor(private readonly options: PressesOptions) {}

  acknowledge(incidentId: string, by: string): Promise<Pressed> {
    return this.#press(incidentId, (incident, now) => acknowledge(incident, by, now));
  }

  /** `tomorrow` is nine o'clock in the channel's time zone. */
  snooze(incidentId: string, by: string, mode: SnoozeMode): Promise<Pressed> {
    return this.#press(incidentId, async (incident, now, tx) => {
      const timeZone = (await tx.channel(incident.channel))?.timeZone ?? 'UTC';
      const until = {
        hour: muteEnd('1h', now, timeZone),
        tomorrow: muteEnd('tomorrow', now, timeZone),
        change: undefined,
      }[mode];
      return snooze(incident, by, mode, until, now, this.options.rules);
    });
  }

  unacknowledge(incidentId: string, by: string): Promise<Pressed> {
    return this.#press(incidentId, (incident, now) => unacknowledge(incident, by, now, this.options.rules));
  }

  /** @param to undefined: to nobody any more */
  assign(incidentId: string, to: string | undefined, by: string): Promise<Pressed> {
    return this.#press(incidentId, (incident, now) => assign(incident, to, by, now));
  }

  /** A person says that it is over. When it fails again, it comes back. */
  resolve(incidentId: string, by: string): Promise<Pressed> {
    return this.#press(incidentId, (incident, now) => resolveByHand(incident, by, now));
  }

  /**
   * No word of its cause, or of its workload, in this channel any more.
   * @param of `workload`: of an incident that breaks nothing else
   * @param timeZone the person's; absent: the channel's
   */
  async mute(
    incidentId: string,
    by: string,
    of: MuteTarget['kind'],
    length: MuteLength,
    timeZone?: string,
  ): Promise<Pressed> {
    const found = await this.options.store.incident(incidentId);
    if (!found) return 'gone';
    const { thing, cause, channel } = found;
    const target: MuteTarget =
      of === 'workload' && thing.kind === 'workload' ? thing : { kind: 'cause', cause };
    await this.muteTarget(channel, target, by, length, timeZone);
    const incident = await this.options.store.incident(incidentId);
    return incident ? { incident } : 'gone';
  }

  /** The same of a cause or a workload, whether or not anything of it is open. Returns the mute. */
  async muteTarget(
    channel: string,
    target: MuteTarget,
    by: string,
    length: MuteLength,
    timeZone?: string,
  ): Promise<Mute> {
    const { store, time, rules } = this.options;
    const muted = await store.transaction(async (tx) => {
      await tx.lockChannels([channel]);
      const now = time.now();
      const zone = timeZone ?? (await tx.channel(channel))?.timeZone ?? 'UTC';
      const until = muteEnd(length, now, zone);
      const mute: Mute = { target: bare(target), by, at: now, ...(until !== undefined && { until }) };
      await beginMute(tx, channel, mute, rules);
      return mute;
    });
    this.options.onNews();
    return muted;
  }

  /** It is heard of again, in this channel. False: it was not muted. */
  async unmute(channel: string, target: MuteTarget, by: string): Promise<boolean> {
    const { store, time, rules } = this.options;
    const ended = await store.transaction(async (tx) => {
      await tx.lockChannels([channel]);
      return takeBackMute(tx, channel, target, by, time.now(), rules);
    });
    this.options.onNews();
    return ended;
  }

  /** Looks again: a workload that is well now is proof. */
  async checkAgain(incidentId: string): Promise<Pressed> {
    const { store, diagnosis, rules, time, follow = unfollowed } = this.options;
    const before = await store.incident(incidentId);
    if (!before) return 'gone';
    const { report, workId } = await follow('check again', async ({ id, tell }) => {
      const report = await diagnosis.inquire().investigate(before.subject);
      tell({ cause: report.cause });
      return { report, workId: id };
    });
    await store.requestLook(before.subject.project.id, time.now());
    return this.#press(incidentId, async (incident, now, tx) => {
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
      const evidenceId = evidenceIdOf(workId);
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
   * @throws SourceError when Code Engine refuses, RangeError when the incident is not about a build, AlreadyRuns when
   *   a run of it is under way
   */
  async rerun(incidentId: string, by: string): Promise<{ readonly run: string } | 'gone'> {
    const { store, time } = this.options;
    const incident = await store.incident(incidentId);
    if (!incident) return 'gone';
    const { subject } = incident;
    const now = time.now();
    const run = await this.#startOnce(subject, now);
    await store.transaction(async (tx) => {
      await tx.lockChannels([incident.channel]);
      await tell(tx, incident, [{ what: 'rerun', at: now, by, run: run.name }], now);
    });
    await store.requestLook(subject.project.id, now);
    this.options.onNews();
    return { run: run.name };
  }

  /**
   * Runs a build again that somebody asked about.
   * @throws SourceError when Code Engine refuses, RangeError when it is no build, AlreadyRuns when a run is under way
   */
  async rerunBuild(build: WorkloadSubject): Promise<{ readonly run: string }> {
    const { store, time } = this.options;
    const now = time.now();
    const run = await this.#startOnce(build, now);
    await store.requestLook(build.project.id, now);
    this.options.onNews();
    return { run: run.name };
  }

  /** Of several who press in one moment, on whatever instance, one starts the build. */
  async #startOnce(subject: WorkloadSubject, now: number): Promise<{ readonly name: string }> {
    const { store, source, clock } = this.options;
    if (subject.kind !== 'build' || !source.startBuildRun)
      throw new RangeError('only builds can be run again');
    const signal = clock.deadline(RERUN_MS, this.options.signal);
    const running = await runningBuild(source, subject, signal);
    if (running !== undefined) throw new AlreadyRuns(subject, running);
    // The platform lists a run only after a while.
    const slot = `rerun:${subject.project.id}/${subject.name}:`;
    for (const part of [0, 1]) {
      if (!(await store.claimEvent(`${slot}${Math.floor(now / RERUN_GUARD_MS) + part}`, now)))
        throw new AlreadyRuns(subject);
    }
    const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(2, 14);
    // The same press twice in a second is one run.
    const name = `${subject.name.slice(0, 42)}-run-${stamp.slice(0, 6)}-${stamp.slice(6)}`;
    return source.startBuildRun(subject.project, subject.name, name, signal);
  }

  async #press(
    incidentId: string,
    step: (incident: Incident, now: number, tx: AlertQueries) => Step | Promise<Step>,
  ): Promise<Pressed> {
    const { store, time, rules } = this.options;
    const found = await store.incident(incidentId);
    if (!found) return 'gone';
    const result = await store.transaction(async (tx): Promise<Pressed> => {
      await tx.lockChannels([found.channel]);
      const incident = await tx.incident(incidentId);
      if (!incident) return 'gone';
      const now = time.now();
      const stored = await record(tx, await step(incident, now, tx), now, rules);
      return { incident: stored };
    });
    this.options.onNews();
    return result;
  }
}
