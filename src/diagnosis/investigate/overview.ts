/** What is failing in a project, newest first. */
import { causeOf, causesOfReason, type PlatformReason } from '../causes/index';
import type { Overview, OverviewItem } from '../model/diagnosis';
import { fleetState, isStopped } from '../model/fleet';
import type { AppRevision, BuildRun, Inventory, JobRun, Project } from '../model/platform';
import type { SubjectState } from '../model/report';
import type { CodeEngineSource } from '../model/sources';
import { type ProjectRef, refOf, type WorkloadKind } from '../model/subject';

/** Failing apps whose newest revision is looked up; a card lists fewer. */
const MOST_APPS = 20;

/** Lists a project's failing resources; of a build's or job's runs only the newest counts. */
export async function overviewOf(
  project: Project,
  codeEngine: CodeEngineSource,
  signal: AbortSignal,
): Promise<Pick<Overview, 'project' | 'failing' | 'counts' | 'missing'>> {
  const ref = refOf(project);
  const inventory = await codeEngine.inventory(ref, signal);
  const revisions = await newestRevisions(inventory, ref, codeEngine, signal);
  const { missing } = inventory;
  return {
    project,
    failing: failingOf(inventory, ref, revisions),
    counts: countsOf(inventory),
    ...(missing && { missing }),
  };
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

/**
 * Failing and warning resources of an inventory, newest first; at the end those that do not tell since when they fail:
 * functions, and apps without a revision here. They only tell when they were made.
 */
export function failingOf(
  inventory: Inventory,
  project: ProjectRef,
  revisions: ReadonlyMap<string, AppRevision> = new Map(),
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
    } else if (run?.status === 'failed') {
      add('build', build.name, 'failed', run.status, endOf(run), 'build-run', run.reason);
    }
  }
  const configured = new Set(inventory.builds.map(({ name }) => name));
  for (const run of inventory.buildRuns) {
    // A run without build configuration stands for itself.
    if (run.status !== 'failed' || (run.buildName && configured.has(run.buildName))) continue;
    add('buildrun', run.name, 'failed', run.status, endOf(run), 'build-run', run.reason);
  }
  for (const app of inventory.apps) {
    if (app.status !== 'failed' && app.status !== 'warning') continue;
    const revision = revisions.get(app.name);
    if (revision?.reason) {
      add('app', app.name, app.status, app.status, revision.createdAt, 'revision', revision.reason);
    } else add('app', app.name, app.status, app.status, undefined, 'app', app.reason);
  }
  const jobRuns = newestPer(inventory.jobRuns, (run) => run.jobName);
  const definedJobs = new Set(inventory.jobs.map(({ name }) => name));
  for (const job of inventory.jobs) {
    const run = jobRuns.get(job.name);
    if (run?.status === 'failed') {
      add('job', job.name, 'failed', run.status, endOf(run), 'job-run-index', lastFailure(run));
    }
  }
  for (const run of inventory.jobRuns) {
    if (run.status !== 'failed' || (run.jobName && definedJobs.has(run.jobName))) continue;
    add('jobrun', run.name, 'failed', run.status, endOf(run), 'job-run-index', lastFailure(run));
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
    if (isStopped(fleet) || (state !== 'failed' && state !== 'warning')) continue;
    const { name, status, finishedAt, createdAt, tasks, reason } = fleet;
    const failed =
      tasks && tasks.failed > 0
        ? `${tasks.failed} ${tasks.failed === 1 ? 'task' : 'tasks'} failed`
        : undefined;
    add('fleet', name, state, status, finishedAt ?? createdAt, undefined, failed ?? reason);
  }
  return items.sort((a, b) => (b.since ?? '').localeCompare(a.since ?? ''));
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
