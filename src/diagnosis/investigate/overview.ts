/**
 * What is wrong in a project: each thing that Code Engine does not call well is investigated as if somebody had asked about
 * it, so that overview and card agree.
 *
 * The budget of calls for a project of 100 workloads: one a list (7, and a page for each further hundred), one for each of at
 * most {@link MOST_APPS} apps that fail and of at most {@link MOST_READY} that are ready, at most 12 images ({@link nextStarts}) of
 * apps that are well, and at most {@link MOST_LOOKED_INTO} investigations of 10 to 20 calls each, which share what they ask in
 * common. What is beyond is listed with the platform's own words, and said not to have been looked into.
 */
import { causeOf, causesOfReason, type PlatformReason } from '../causes/index';
import type { Overview, OverviewItem, ShortVerdict } from '../model/diagnosis';
import { fleetState, isStopped } from '../model/fleet';
import type { App, AppRevision, BuildRun, Inventory, JobRun, Project } from '../model/platform';
import type { Report, SubjectState } from '../model/report';
import type { CodeEngineSource } from '../model/sources';
import {
  type ImageSubject,
  type ProjectRef,
  refOf,
  type WorkloadKind,
  type WorkloadSubject,
} from '../model/subject';
import { withoutLogs } from '../model/without-logs';
import { MANY_RESTARTS } from '../verdict/rules/start';
import { nextStarts } from './next-starts';

/** Failing apps whose newest revision is looked up. */
const MOST_APPS = 20;
/** Ready apps whose restarts are looked at. */
const MOST_READY = 40;
/** Things that are investigated. */
const MOST_LOOKED_INTO = 24;
/** So many at the same time. */
const AT_ONCE = 6;

/** Lists what is wrong in a project; of a build's or job's runs only the newest counts. */
export async function overviewOf(
  project: Project,
  codeEngine: CodeEngineSource,
  signal: AbortSignal,
  investigate?: (subject: WorkloadSubject | ImageSubject) => Promise<Report>,
): Promise<Omit<Overview, 'at' | 'tookMs'>> {
  const ref = refOf(project);
  const inventory = await codeEngine.inventory(ref, signal);
  const [revisions, restless] = await Promise.all([
    newestRevisions(inventory, ref, codeEngine, signal),
    restlessApps(inventory, ref, codeEngine, signal),
  ]);
  const suspects = suspectsOf(inventory, ref, revisions, restless.names);
  const well = inventory.apps.filter((app) => app.status === 'ready' && !restless.names.has(app.name));
  const [told, starts] = investigate
    ? await Promise.all([lookInto(suspects, investigate, signal), nextStarts(well, ref, investigate, signal)])
    : [suspects, undefined];
  const left = Math.max(0, MOST_LOOKED_INTO - suspects.length);
  const doomed = starts?.suspects.map((app) => itemOf(app, ref)) ?? [];
  const doomedTold = investigate ? await lookInto(doomed, investigate, signal, left) : [];
  // An image that can be had after all is not told.
  const failing = [...told, ...doomedTold].filter((item) =>
    item.verdict ? item.verdict.cause !== 'healthy-no-problem' : isTroubled(item),
  );
  const { missing } = inventory;
  return {
    project,
    failing,
    well: wellOf(inventory, ref, failing),
    ...(restless.unseen > 0 && { unseenApps: restless.unseen }),
    ...(starts && starts.unseen > 0 && { unseenImages: starts.unseen }),
    counts: countsOf(inventory),
    ...(missing && { missing }),
  };
}

/** An app that is well, and whose image is not to be had. */
function itemOf({ name, status = '' }: App, project: ProjectRef): OverviewItem {
  return { subject: { kind: 'app', name, project }, state: 'warning', platformState: status };
}

/** Investigates the first ones, a few at a time, until the inquiry's time is up. */
async function lookInto(
  suspects: readonly OverviewItem[],
  investigate: (subject: WorkloadSubject) => Promise<Report>,
  signal: AbortSignal,
  most = MOST_LOOKED_INTO,
): Promise<readonly OverviewItem[]> {
  const told = [...suspects];
  const queue = suspects.slice(0, most).entries();
  const worker = async () => {
    // All workers take from one queue.
    for (const [at, item] of queue) {
      if (signal.aborted) return;
      const report = await investigate(item.subject).catch(() => undefined);
      // What the deadline cut off knows nothing.
      if (!report || (signal.aborted && report.cause === 'unknown')) continue;
      told[at] = { ...item, state: report.state, verdict: shortVerdict(report) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return told;
}

/** The card's verdict in short. */
function shortVerdict(report: Report): ShortVerdict {
  const {
    standing,
    cause,
    confidence,
    findings: [first],
  } = report;
  const { title } = causeOf(cause);
  const bare = withoutLogs(report).findings[0]?.headline;
  return {
    standing,
    cause,
    confidence,
    title,
    headline: first?.headline ?? title,
    ...(bare !== undefined && bare !== first?.headline && { bare }),
    ...(first?.shares !== undefined && { shares: first.shares }),
  };
}

/** Ready apps whose containers are started again and again. */
async function restlessApps(
  { apps }: Inventory,
  project: ProjectRef,
  codeEngine: CodeEngineSource,
  signal: AbortSignal,
): Promise<{ readonly names: ReadonlySet<string>; readonly unseen: number }> {
  const ready = apps.filter(({ status }) => status === 'ready');
  const names = new Set<string>();
  await Promise.all(
    ready.slice(0, MOST_READY).map(async ({ name }) => {
      const instances = await codeEngine.instancesOf(project, name, signal).catch(() => []);
      if (instances.some(({ restarts = 0 }) => restarts >= MANY_RESTARTS)) names.add(name);
    }),
  );
  return { names, unseen: Math.max(0, ready.length - MOST_READY) };
}

/** Definitions, and runs without one, that are not listed as failing. */
function wellOf(
  inventory: Inventory,
  project: ProjectRef,
  failing: readonly OverviewItem[],
): readonly WorkloadSubject[] {
  const wrong = new Set(failing.map(({ subject }) => `${subject.kind} ${subject.name}`));
  const lists = [
    ['app', inventory.apps],
    ['build', inventory.builds],
    ['job', inventory.jobs],
    ['function', inventory.functions],
    ['fleet', inventory.fleets],
  ] as const;
  return lists.flatMap(([kind, all]) =>
    all.filter(({ name }) => !wrong.has(`${kind} ${name}`)).map(({ name }) => ({ kind, name, project })),
  );
}

/** An app tells neither since when it fails nor why; its newest revision does. One that cannot be read is left out. */
async function newestRevisions(
  inventory: Inventory,
  project: ProjectRef,
  codeEngine: CodeEngineSource,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, AppRevision>> {
  const found = new Map<string, AppRevision>();
  const failing = inventory.apps.filter(({ status }) => status === 'failed' || status === 'warning');
  await Promise.all(
    failing.slice(0, MOST_APPS).map(async ({ name }) => {
      const [newest] = await codeEngine.revisionsOf(project, name, signal).catch(() => []);
      if (newest) found.set(name, newest);
    }),
  );
  return found;
}

function countsOf(inventory: Inventory): Overview['counts'] {
  return {
    build: inventory.builds.length,
    buildrun: inventory.buildRuns.length,
    app: inventory.apps.length,
    job: inventory.jobs.length,
    jobrun: inventory.jobRuns.length,
    function: inventory.functions.length,
    fleet: inventory.fleets.length,
  };
}

/** Failing and warning resources of an inventory, see {@link suspectsOf}. */
export function failingOf(
  inventory: Inventory,
  project: ProjectRef,
  revisions: ReadonlyMap<string, AppRevision> = new Map(),
): readonly OverviewItem[] {
  return suspectsOf(inventory, project, revisions).filter(isTroubled);
}

function isTroubled({ state }: OverviewItem): boolean {
  return state === 'failed' || state === 'warning';
}

/**
 * What Code Engine does not call well, or calls pending, and `restless` apps, newest first; at the end those that do not tell since when they fail:
 * functions, and apps without a revision here. They only tell when they were made.
 */
function suspectsOf(
  inventory: Inventory,
  project: ProjectRef,
  revisions: ReadonlyMap<string, AppRevision> = new Map(),
  restless: ReadonlySet<string> = new Set(),
): readonly OverviewItem[] {
  const items: OverviewItem[] = [];
  const add = (
    kind: WorkloadKind,
    name: string,
    state: SubjectState,
    status: string | undefined,
    since: string | undefined,
    reasonOf: PlatformReason['of'] | undefined,
    reason: string | undefined,
  ) => {
    const [hint] = reason && reasonOf ? causesOfReason(reasonOf, reason) : [];
    items.push({
      subject: { kind, name, project },
      state,
      platformState: [status, reason && reason !== status ? `(${reason})` : ''].filter(Boolean).join(' '),
      ...(since !== undefined && { since }),
      // A symptom says what happened, not why: its cause would be a guess.
      ...(hint?.strength === 'decisive' && hint.cause !== 'unknown' && { hint: causeOf(hint.cause).title }),
    });
  };

  const runs = newestPer(inventory.buildRuns, (run) => run.buildName);
  for (const build of inventory.builds) {
    const run = runs.get(build.name);
    if (build.status === 'failed') {
      add('build', build.name, 'failed', build.status, build.createdAt, 'build', build.reason);
    } else if (run?.status === 'failed' || run?.status === 'pending') {
      add('build', build.name, run.status, run.status, endOf(run), 'build-run', run.reason);
    }
  }
  const configured = new Set(inventory.builds.map(({ name }) => name));
  for (const run of inventory.buildRuns) {
    // A run without build configuration stands for itself.
    if (run.buildName && configured.has(run.buildName)) continue;
    if (run.status !== 'failed' && run.status !== 'pending') continue;
    add('buildrun', run.name, run.status, run.status, endOf(run), 'build-run', run.reason);
  }
  for (const app of inventory.apps) {
    const state = stateOfApp(app, restless);
    if (!state) continue;
    const revision = revisions.get(app.name);
    if (revision?.reason && state !== 'pending') {
      add('app', app.name, state, app.status, revision.createdAt, 'revision', revision.reason);
    } else add('app', app.name, state, app.status, revision?.createdAt, 'app', app.reason);
  }
  const jobRuns = newestPer(inventory.jobRuns, (run) => run.jobName);
  const definedJobs = new Set(inventory.jobs.map(({ name }) => name));
  for (const job of inventory.jobs) {
    const run = jobRuns.get(job.name);
    const state = run && stateOfJobRun(run);
    if (run && state) {
      add('job', job.name, state, run.status, endOf(run), 'job-run-index', lastFailure(run));
    }
  }
  for (const run of inventory.jobRuns) {
    if (run.jobName && definedJobs.has(run.jobName)) continue;
    const state = stateOfJobRun(run);
    if (!state) continue;
    add('jobrun', run.name, state, run.status, endOf(run), 'job-run-index', lastFailure(run));
  }
  for (const fn of inventory.functions) {
    if (fn.status !== 'failed' && fn.reason !== 'ready_last_update_failed') continue;
    add(
      'function',
      fn.name,
      fn.status === 'failed' ? 'failed' : 'warning',
      fn.status,
      undefined,
      'function',
      fn.reason,
    );
  }
  for (const fleet of inventory.fleets) {
    const state = fleetState(fleet);
    if (isStopped(fleet) || (state !== 'failed' && state !== 'warning' && state !== 'pending')) continue;
    const { name, status, finishedAt, createdAt, tasks, reason } = fleet;
    const failed =
      tasks && tasks.failed > 0
        ? `${tasks.failed} ${tasks.failed === 1 ? 'task' : 'tasks'} failed`
        : undefined;
    add('fleet', name, state, status, finishedAt ?? createdAt, undefined, failed ?? reason);
  }
  return items.sort((a, b) => (b.since ?? '').localeCompare(a.since ?? ''));
}

/** Undefined: nothing is said against it. A daemon should never be done. */
function stateOfJobRun({ status, runMode }: JobRun): SubjectState | undefined {
  if (status === 'failed' || status === 'pending') return status;
  return status === 'completed' && runMode === 'daemon' ? 'warning' : undefined;
}

/** Undefined: nothing is said against it. */
function stateOfApp({ name, status }: App, restless: ReadonlySet<string>): SubjectState | undefined {
  if (status === 'failed' || status === 'warning') return status;
  if (restless.has(name)) return 'warning';
  return status === 'deploying' ? 'pending' : undefined;
}

/** The newest run of each definition. Runs come newest first. */
function newestPer<T>(runs: readonly T[], ownerOf: (run: T) => string | undefined): ReadonlyMap<string, T> {
  const newest = new Map<string, T>();
  for (const run of runs) {
    const owner = ownerOf(run);
    if (owner && !newest.has(owner)) newest.set(owner, run);
  }
  return newest;
}

function endOf(run: BuildRun | JobRun): string | undefined {
  return run.completionTime ?? run.createdAt;
}

function lastFailure(run: JobRun): string | undefined {
  return run.indices.find(({ lastFailureReason }) => lastFailureReason)?.lastFailureReason;
}
