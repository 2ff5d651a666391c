/** Looks at the watched projects and turns what it sees into incidents. */
import { SourceError } from '../../diagnosis/model/evidence';
import type { Follow } from '../../diagnosis/model/follow';
import type { ActivitySource, Clock } from '../../diagnosis/model/sources';
import {
  type AlertStore,
  type Cursor,
  StoreError,
  type Subscription,
  type WatchedProject,
} from '../../store/port';
import { type Examined, Examiner, type Investigator, unexplained } from '../incident/examine';
import type { Observation } from '../incident/observation';
import type { AlertRules } from '../rules';
import type { Time } from '../time';
import { listOf, type Plan, planLook, withoutPending } from './activity';
import { NextStarts } from './next-starts';
import { recordLook } from './record-look';
import { baselineSummary } from './summary';
import { lookFailed, lookWorked } from './trouble';
import { wanted } from './wanted';

export interface WatcherOptions {
  readonly store: AlertStore;
  readonly source: ActivitySource;
  /** Its answers are masked. */
  readonly diagnosis: Investigator;
  readonly follow?: Follow;
  readonly rules: AlertRules;
  readonly time: Time;
  readonly clock: Clock;
  /** Name of this instance. */
  readonly owner: string;
  /** Takes secrets out of what the lists say. */
  readonly mask: <T>(value: T) => T;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Something was written to the outbox. */
  readonly onNews: () => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

/** Milliseconds for the lists of one project. */
const LOOK_MS = 20_000;
/** Projects that are looked at side by side. */
const MOST_LOOKS = 8;

/** The lease went to another instance; what was seen is the other's to tell. */
class LeaseLost extends Error {}

/** A part of what was seen could not be told yet; the rest was. */
class PartMissing extends Error {}

export class Watcher {
  readonly #active = new Map<string, Promise<void>>();
  readonly #examiner: Examiner;
  readonly #nextStarts: NextStarts;

  constructor(private readonly options: WatcherOptions) {
    this.#examiner = new Examiner(options);
    this.#nextStarts = new NextStarts(options.rules);
  }

  /** Looks at every project that is due, and waits for it. Returns how many looks there were. */
  async lookAtDue(signal: AbortSignal): Promise<number> {
    let looks = 0;
    for (;;) {
      const started = await this.start(signal);
      if (started === 0) return looks;
      looks += started;
      await this.idle();
    }
  }

  /** Starts looks at projects that are due, as many as there is room for. Returns how many. */
  async start(signal: AbortSignal): Promise<number> {
    const { store, rules, time, owner } = this.options;
    const room = MOST_LOOKS - this.#active.size;
    if (room <= 0 || signal.aborted) return 0;
    const projects = await store.claimProjects(owner, time.now(), rules.lease, room, rules.mostInterval * 2);
    for (const watched of projects) {
      const { id } = watched.project;
      const look = this.#look(watched, signal).finally(() => this.#active.delete(id));
      this.#active.set(id, look);
    }
    return projects.length;
  }

  /** Resolves when no look is under way. */
  async idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.all(this.#active.values());
  }

  /** Keeps what is being looked at for longer. */
  async renew(): Promise<void> {
    const { store, rules, time, owner } = this.options;
    await store.renewProjects(owner, [...this.#active.keys()], time.now() + rules.lease);
  }

  /** Never rejects. */
  async #look(watched: WatchedProject, signal: AbortSignal): Promise<void> {
    const { store, owner, time, rules, onProblem, onNews } = this.options;
    const { project, nextLookAt: plannedAt } = watched;
    const finish = (outcome: Parameters<AlertStore['finishLook']>[2]) =>
      store.finishLook(owner, project.id, outcome, plannedAt);
    try {
      const plan = await this.#observe(watched, signal);
      const now = time.now();
      const interval = plan.busy ? rules.busyInterval : rules.interval;
      if (watched.trouble) await lookWorked(store, watched, owner, now);
      await finish({ nextLookAt: now + this.#jittered(interval), lookedAt: now, interval });
    } catch (error) {
      if (error instanceof LeaseLost) return;
      try {
        const now = time.now();
        if (signal.aborted) {
          await finish({ ...watched, nextLookAt: now });
        } else {
          const reason = error instanceof PartMissing ? error.cause : error;
          if (!(reason instanceof SourceError))
            onProblem(`project ${project.name} could not be looked at`, reason);
          const { trouble, pause } = await lookFailed(store, watched, wordsOf(reason), owner, now, rules);
          // What else the project does is told as soon as ever.
          const nextLookAt = now + this.#jittered(error instanceof PartMissing ? rules.interval : pause);
          await finish({ ...watched, nextLookAt, trouble });
        }
      } catch (second) {
        // The lease ends by itself, and then the project is looked at again.
        onProblem(`the look at project ${project.name} could not be ended`, second);
      }
    }
    onNews();
  }

  async #observe(watched: WatchedProject, signal: AbortSignal): Promise<Plan> {
    const { project } = watched;
    const { store, source, rules, time, clock } = this.options;
    const [subscriptions, known] = await Promise.all([
      store.subscriptionsTo(project.id),
      store.cursor(project.id),
    ]);
    const kinds = [...new Set(subscriptions.flatMap((each) => each.kinds))];
    const deadline = clock.deadline(LOOK_MS, signal);
    const activity = await source.activity(
      project,
      kinds.map((kind) => listOf[kind]),
      deadline,
    );
    const now = time.now();
    const planned = planLook(project, known, activity, now, rules.stuckAfter);
    const busy = new Set(planned.observations.map(({ key }) => key));
    // Who begins to watch is told first what fails.
    const checks = known?.apps ? this.#nextStarts.due(project, activity.apps ?? [], busy, now) : [];
    const plan = { ...planned, observations: [...planned.observations, ...checks] };
    // What fails when a channel begins is in its summary.
    const newcomers = subscriptions.filter((each) => !each.summed);
    const others = subscriptions.filter((each) => each.summed);
    const missing = await this.#deal(plan, known, others, watched, signal);
    if (newcomers.length > 0) {
      const seen = this.options.mask(activity);
      // After the cursor is stored: a crash in between makes the next look sum up anew. The other way round it would
      // lose what fails until then, or tell what is in the summary a second time.
      await this.#held(project.id, async (tx) => {
        for (const each of newcomers) await baselineSummary(tx, each, seen, now);
      });
    }
    if (missing) throw new PartMissing('a part of what was seen could not be told', { cause: missing.error });
    return plan;
  }

  /**
   * Stores what was observed, a batch at a time: a crash loses the batch that was not stored, which is seen anew. What
   * cannot be investigated or recorded is seen anew as well, and holds up nothing else; after some looks it is told
   * without an explanation, and if that fails too, given up.
   * @returns why something is to be seen anew
   */
  async #deal(
    plan: Plan,
    known: Cursor | undefined,
    subscriptions: readonly Subscription[],
    { project: { id: projectId }, trouble }: WatchedProject,
    signal: AbortSignal,
  ): Promise<{ readonly error: unknown } | undefined> {
    const { store, rules, time, owner } = this.options;
    // A source URL may carry a login.
    const relevant = this.options.mask(await this.#relevant(plan.observations, subscriptions));
    if (relevant.length === 0) {
      if (!sameCursor(plan.cursor, known)) {
        await this.#held(projectId, (tx) => tx.saveCursor(projectId, plan.cursor));
      }
      return undefined;
    }
    const storm = this.#examiner.begin(relevant);
    const seenAt = time.now();
    const last = (trouble?.attempts ?? 0) + 1 >= rules.failedLooks;
    const anew: Observation[] = [];
    let missing: { readonly error: unknown } | undefined;
    let pending = relevant;
    while (pending.length > 0) {
      const all: readonly Examined[] = await storm.examine(pending, signal);
      pending = pending.slice(all.length);
      // What was asked of our own accord and not answered is asked another day.
      const examined = all.filter((each) => each.observation.what !== 'checked' || !('failure' in each));
      for (const { observation, finding } of examined) {
        if (observation.what === 'checked' && finding) this.#nextStarts.heard(observation, finding.report);
      }
      const seen = examined.map((each) =>
        'failure' in each && last ? unexplained(each, wordsOf(each.failure).message, time.now()) : each,
      );
      const puzzling = seen.filter((each) => 'failure' in each);
      for (const { observation, failure } of puzzling) {
        anew.push(observation);
        missing ??= { error: failure };
      }
      await this.#held(projectId, async (tx) => {
        const clear = seen.filter((each) => !('failure' in each));
        const refused = await recordLook(tx, clear, { subscriptions, seenAt, now: time.now(), rules });
        const withheld = last ? [] : refused.map(({ examined: { observation } }) => observation);
        await tx.saveCursor(
          projectId,
          withoutPending(plan.cursor, known, [...pending, ...anew, ...withheld]),
        );
        if (refused[0]) missing ??= { error: refused[0].error };
        anew.push(...withheld);
      });
      this.options.onNews();
      await store.renewProjects(owner, [projectId], time.now() + rules.lease);
    }
    return missing;
  }

  /** Failures that somebody wants to hear of, and successes of what is broken. */
  async #relevant(
    observations: readonly Observation[],
    subscriptions: readonly Subscription[],
  ): Promise<readonly Observation[]> {
    if (observations.length === 0) return [];
    const heard = observations.filter((each) => subscriptions.some((one) => wanted(one, each)));
    const isFailure = ({ what }: Observation) => what === 'failed' || what === 'stuck' || what === 'checked';
    const failing = new Set(heard.filter(isFailure).map(({ key }) => key));
    const others = heard.filter((each) => !isFailure(each)).map(({ key }) => key);
    const broken = new Set(await this.options.store.brokenAmong([...new Set(others)]));
    return heard.filter((each) => isFailure(each) || failing.has(each.key) || broken.has(each.key));
  }

  async #held(
    projectId: string,
    work: (tx: Parameters<Parameters<AlertStore['transaction']>[0]>[0]) => Promise<void>,
  ) {
    const { store, owner, time } = this.options;
    await store.transaction(async (tx) => {
      if (!(await tx.holdProject(owner, projectId, time.now()))) throw new LeaseLost();
      await work(tx);
    });
  }

  #jittered(ms: number): number {
    const { random, rules } = this.options;
    return Math.round(ms * (1 + rules.jitter * (random() * 2 - 1)));
  }
}

/** What the failure of a look means to whoever watches. Only words that are meant for people are passed on. */
function wordsOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof StoreError) return new SourceError('failed', error.message);
  return new SourceError(
    'failed',
    'ce-image failed on its own side while it looked at this.',
    'Whoever runs ce-image finds the reason in its log.',
  );
}

function sameCursor(a: Cursor, b: Cursor | undefined): boolean {
  const kinds = Object.keys(a) as (keyof Cursor)[];
  if (!b || kinds.length !== Object.keys(b).length) return false;
  return kinds.every((kind) => {
    const [mine = {}, theirs] = [a[kind], b[kind]];
    const names = Object.keys(mine);
    return (
      theirs !== undefined &&
      names.length === Object.keys(theirs).length &&
      names.every((name) => mine[name] === theirs[name])
    );
  });
}
