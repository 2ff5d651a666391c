/** What happened in a project since the last look: two lists compared. Pure. */
import { fleetState, isStopped } from '../../diagnosis/model/fleet';
import type { App, BuildRun, Fleet, JobRun } from '../../diagnosis/model/platform';
import type { Activity, ActivityKind } from '../../diagnosis/model/sources';
import type { ProjectRef, WorkloadSubject } from '../../diagnosis/model/subject';
import { type Cursor, type WatchedKind, watchedKinds } from '../../store/port';
import {
  appFingerprint,
  buildRunFingerprint,
  fleetFingerprint,
  jobRunFingerprint,
} from '../incident/fingerprint';
import type { Observation } from '../incident/observation';

export const listOf: Readonly<Record<WatchedKind, ActivityKind>> = {
  builds: 'buildRuns',
  apps: 'apps',
  jobs: 'jobRuns',
  fleets: 'fleets',
};

export interface Plan {
  /** Oldest first. */
  readonly observations: readonly Observation[];
  /** What is known after all of them. */
  readonly cursor: Cursor;
  /** Something is under way. */
  readonly busy: boolean;
}

/** A list entry before it is compared. */
interface Entry {
  readonly kind: WatchedKind;
  readonly name: string;
  /** State and identity: a new one is a new event. */
  readonly mark: string;
  readonly state: 'failed' | 'open' | 'stuck' | 'ok' | 'other';
  readonly observation: Omit<Observation, 'what' | 'times' | 'firstAt' | 'entries'>;
}

/**
 * Compares the lists with what was known. A kind that was not watched before is taken as it is: its failures are
 * old. Repeated failures of one workload without a success between are one observation.
 * @param stuckAfter milliseconds
 */
export function planLook(
  project: ProjectRef,
  known: Cursor | undefined,
  activity: Activity,
  now: number,
  stuckAfter: number,
): Plan {
  const cursor: Partial<Record<WatchedKind, Record<string, string>>> = {};
  const found: Observation[] = [];
  let busy = false;
  for (const kind of watchedKinds) {
    const before = known?.[kind];
    const entries = entriesOf(kind, project, activity, before, now, stuckAfter);
    if (!entries) continue;
    const marks: Record<string, string> = {};
    cursor[kind] = marks;
    for (const entry of entries) {
      marks[entry.name] = entry.mark;
      if (entry.state === 'open') busy = true;
      const what = before && whatHappened(entry, before[entry.name]);
      if (!what) continue;
      const { observation } = entry;
      found.push({ ...observation, what, times: 1, firstAt: observation.at, entries: [entry.name] });
    }
    if ((kind === 'apps' || kind === 'fleets') && before)
      found.push(...removed(kind, project, before, marks, now));
  }
  return { observations: merged(found), cursor, busy };
}

/** `cursor` as it was `known` where observations are still to be dealt with. */
export function withoutPending(
  cursor: Cursor,
  known: Cursor | undefined,
  pending: readonly Observation[],
): Cursor {
  const held: Partial<Record<WatchedKind, Record<string, string>>> = {};
  for (const [kind, marks] of Object.entries(cursor) as [WatchedKind, Record<string, string>][]) {
    held[kind] = { ...marks };
  }
  for (const { kind, entries } of pending) {
    for (const name of entries) {
      const before = known?.[kind]?.[name];
      const marks = held[kind];
      if (!marks) continue;
      if (before === undefined) delete marks[name];
      else marks[name] = before;
    }
  }
  return held;
}

function whatHappened(entry: Entry, before: string | undefined): Observation['what'] | undefined {
  if (before === entry.mark) return undefined;
  if (entry.state === 'failed') {
    // Another word for the same failing revision is nothing new.
    return before !== undefined && before.split('|')[0] === entry.mark.split('|')[0] ? undefined : 'failed';
  }
  if (entry.state === 'stuck') return 'stuck';
  if (entry.state === 'ok') return 'succeeded';
  return undefined;
}

function entriesOf(
  kind: WatchedKind,
  project: ProjectRef,
  activity: Activity,
  before: Readonly<Record<string, string>> | undefined,
  now: number,
  stuckAfter: number,
): readonly Entry[] | undefined {
  switch (kind) {
    case 'builds':
      return activity.buildRuns?.map((run) => buildRunEntry(project, run, now, stuckAfter));
    case 'apps':
      return activity.apps?.map((app) => appEntry(project, app, before?.[app.name], now, stuckAfter));
    case 'jobs':
      return activity.jobRuns?.map((run) => jobRunEntry(project, run, now, stuckAfter));
    case 'fleets':
      return activity.fleets?.map((fleet) => fleetEntry(project, fleet, now, stuckAfter));
  }
}

const runStates: Readonly<Record<string, Entry['state']>> = {
  failed: 'failed',
  succeeded: 'ok',
  completed: 'ok',
  pending: 'open',
  running: 'open',
};

function runState({ status, createdAt }: BuildRun | JobRun, now: number, stuckAfter: number): Entry['state'] {
  if (status === 'pending' && isOlder(createdAt, stuckAfter, now)) return 'stuck';
  return runStates[status ?? ''] ?? 'other';
}

function isOlder(createdAt: string | undefined, ms: number, now: number): boolean {
  const created = instant(createdAt);
  return created !== undefined && now - created > ms;
}

/** A name can be used again after its run was removed. */
function runMark(state: Entry['state'], createdAt: string | undefined): string {
  return `${state}@${instant(createdAt) ?? ''}`;
}

function buildRunEntry(project: ProjectRef, run: BuildRun, now: number, stuckAfter: number): Entry {
  const state = runState(run, now, stuckAfter);
  const evidenceOf: WorkloadSubject = { kind: 'buildrun', name: run.name, project };
  return {
    kind: 'builds',
    name: run.name,
    state,
    mark: runMark(state, run.createdAt),
    observation: {
      kind: 'builds',
      // A run without build configuration goes by the image that it makes.
      key: run.buildName
        ? `${project.id}/build/${run.buildName}`
        : `${project.id}/image/${run.outputImage ?? run.name}`,
      subject: run.buildName ? { kind: 'build', name: run.buildName, project } : evidenceOf,
      evidenceOf,
      run: run.name,
      ...(run.reason !== undefined && { reason: run.reason }),
      at: instant(run.completionTime) ?? instant(run.createdAt) ?? now,
      fingerprint: buildRunFingerprint(run),
    },
  };
}

function jobRunEntry(project: ProjectRef, run: JobRun, now: number, stuckAfter: number): Entry {
  const state = runState(run, now, stuckAfter);
  const evidenceOf: WorkloadSubject = { kind: 'jobrun', name: run.name, project };
  const reason = run.indices.find(({ lastFailureReason }) => lastFailureReason)?.lastFailureReason;
  return {
    kind: 'jobs',
    name: run.name,
    state,
    mark: runMark(state, run.createdAt),
    observation: {
      kind: 'jobs',
      key: run.jobName
        ? `${project.id}/job/${run.jobName}`
        : `${project.id}/run-of/${run.imageReference ?? run.name}`,
      subject: run.jobName ? { kind: 'job', name: run.jobName, project } : evidenceOf,
      evidenceOf,
      run: run.name,
      ...(reason !== undefined && { reason }),
      at: instant(run.completionTime) ?? instant(run.createdAt) ?? now,
      fingerprint: jobRunFingerprint(run),
    },
  };
}

const appStates: Readonly<Record<string, Entry['state']>> = {
  failed: 'failed',
  warning: 'failed',
  ready: 'ok',
  deploying: 'open',
};

/** The lists give no time for an app's states, so a deployment counts from the look that saw it first. */
function appEntry(
  project: ProjectRef,
  app: App,
  before: string | undefined,
  now: number,
  stuckAfter: number,
): Entry {
  const subject: WorkloadSubject = { kind: 'app', name: app.name, project };
  let state = appStates[app.status ?? ''] ?? 'other';
  let mark = `${state}/${app.latestCreatedRevision ?? ''}|${app.reason ?? ''}`;
  if (state === 'open') {
    const id = `open/${app.latestCreatedRevision ?? ''}`;
    const [was, since] = before?.split('@') ?? [];
    const from =
      was === id || was === `stuck/${app.latestCreatedRevision ?? ''}` ? Math.min(Number(since), now) : now;
    if (now - from > stuckAfter) state = 'stuck';
    mark = `${state}/${app.latestCreatedRevision ?? ''}@${from}`;
  }
  return {
    kind: 'apps',
    name: app.name,
    state,
    mark,
    observation: {
      kind: 'apps',
      key: `${project.id}/app/${app.name}`,
      subject,
      evidenceOf: subject,
      ...(app.latestCreatedRevision !== undefined && { run: app.latestCreatedRevision }),
      ...(app.reason !== undefined && { reason: app.reason }),
      at: now,
      fingerprint: appFingerprint(app),
    },
  };
}

const fleetStates: Readonly<Record<ReturnType<typeof fleetState>, Entry['state']>> = {
  failed: 'failed',
  warning: 'failed',
  healthy: 'ok',
  pending: 'open',
  running: 'open',
  unknown: 'other',
};

/** A fleet is made once and never changed; tasks may be added to it later. */
function fleetEntry(project: ProjectRef, fleet: Fleet, now: number, stuckAfter: number): Entry {
  const stands = fleetState(fleet);
  const said = isStopped(fleet) ? 'other' : fleetStates[stands];
  const state = stands === 'pending' && isOlder(fleet.createdAt, stuckAfter, now) ? 'stuck' : said;
  const subject: WorkloadSubject = { kind: 'fleet', name: fleet.name, project };
  return {
    kind: 'fleets',
    name: fleet.name,
    state,
    mark: runMark(state, fleet.createdAt),
    observation: {
      kind: 'fleets',
      key: `${project.id}/fleet/${fleet.name}`,
      subject,
      evidenceOf: subject,
      ...(fleet.reason !== undefined && { reason: fleet.reason }),
      at: instant(fleet.finishedAt) ?? now,
      fingerprint: fleetFingerprint(fleet),
    },
  };
}

function removed(
  kind: 'apps' | 'fleets',
  project: ProjectRef,
  before: Readonly<Record<string, string>>,
  marks: Readonly<Record<string, string>>,
  now: number,
): readonly Observation[] {
  return Object.keys(before)
    .filter((name) => marks[name] === undefined)
    .map((name) => {
      const subject: WorkloadSubject = { kind: kind === 'apps' ? 'app' : 'fleet', name, project };
      return {
        kind,
        what: 'removed',
        key: `${project.id}/${subject.kind}/${name}`,
        subject,
        evidenceOf: subject,
        at: now,
        firstAt: now,
        times: 1,
        fingerprint: {},
        entries: [name],
      };
    });
}

/** In the order of time, failures in a row of one workload as one. */
function merged(found: readonly Observation[]): readonly Observation[] {
  const sorted = [...found].sort((a, b) => a.at - b.at || a.key.localeCompare(b.key));
  const result: Observation[] = [];
  const lastOf = new Map<string, number>();
  for (const each of sorted) {
    const at = lastOf.get(each.key);
    const last = at === undefined ? undefined : result[at];
    if (at !== undefined && last && last.what === each.what) {
      // The newest takes the place of the one before; it stays where that was, or later successes would be missed.
      result[at] = {
        ...each,
        firstAt: last.firstAt,
        times: last.times + 1,
        entries: [...last.entries, ...each.entries],
      };
    } else {
      lastOf.set(each.key, result.length);
      result.push(each);
    }
  }
  return result;
}

function instant(iso: string | undefined): number | undefined {
  const at = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}
