/** The subject's state, its headline, and the plain facts of a card. */

import { traitsOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Evidence, Gathered } from '../model/evidence';
import { type FleetWorker, fleetState } from '../model/fleet';
import { isUsable, type Pod } from '../model/platform';
import { present } from '../model/present';
import type { BuildFacts, Finding, Report, SubjectState, TimelineStep } from '../model/report';
import { buildSpec, workloadSpec } from '../model/specs';
import type { WorkloadKind, WorkloadSubject } from '../model/subject';
import { isGeneral } from './consequences';
import { MANY_RESTARTS, mostRestarts } from './rules/start';

interface FoundState {
  readonly state: SubjectState;
  /** Status and reason as the platform says them. */
  readonly platformState?: string;
}

/** Documented status values, and what they mean to a reader. Others are shown as they came, as unknown. */
const stateOfStatus: Readonly<Record<string, SubjectState>> = {
  ready: 'healthy',
  succeeded: 'healthy',
  completed: 'healthy',
  offline: 'healthy',
  failed: 'failed',
  warning: 'warning',
  running: 'running',
  pending: 'pending',
  deploying: 'pending',
  loading: 'pending',
};

/** What the platform says of the subject. */
export function stateOf(subject: WorkloadSubject, evidence: Evidence): FoundState {
  const project = present(evidence.project);
  if (project && !isUsable(project)) {
    return { state: 'failed', platformState: `project ${project.status}` };
  }
  const found = statusOf(subject.kind, evidence);
  if (!found?.status) return { state: 'unknown' };
  const fleet = subject.kind === 'fleet' ? present(evidence.fleet) : undefined;
  const said = fleet ? fleetState(fleet) : (stateOfStatus[found.status] ?? 'unknown');
  // An app that serves and keeps restarting is not fine, whatever its status.
  const restless = subject.kind === 'app' && mostRestarts(evidence) >= MANY_RESTARTS;
  const state = said === 'healthy' && restless ? 'warning' : said;
  return { state, platformState: found.reason ? `${found.status} (${found.reason})` : found.status };
}

/** Whether it is over when others are done or room is made. */
function passes(cause: CauseId): boolean {
  return traitsOf(cause).passes === true || isGeneral(cause);
}

/** Whether what is called pending will not start by itself. */
export function isStuck({ state }: FoundState, first: Finding | undefined): boolean {
  if (state !== 'pending' || !first || passes(first.cause)) return false;
  return first.confidence === 'proven' || first.confidence === 'likely';
}

/** The state as the findings show it: what cannot start has failed, unless something older serves. */
export function stateOfStuck(evidence: Evidence): SubjectState {
  return present(evidence.app)?.latestReadyRevision ? 'warning' : 'failed';
}

function statusOf(
  kind: WorkloadKind,
  evidence: Evidence,
): { readonly status?: string; readonly reason?: string } | undefined {
  switch (kind) {
    case 'build': {
      const build = present(evidence.build);
      // A build that is not registered cannot run, whatever its last run said.
      return build?.status === 'failed'
        ? build
        : (present(evidence.buildRun) ?? unless(evidence.buildRun, build));
    }
    case 'buildrun':
      return present(evidence.buildRun);
    case 'app':
      return present(evidence.app);
    case 'job':
      return (
        present(evidence.jobRun) ?? unless(evidence.jobRun, present(evidence.job) && { status: 'ready' })
      );
    case 'jobrun':
      return present(evidence.jobRun);
    case 'function':
      return present(evidence.function);
    case 'fleet':
      return present(evidence.fleet);
  }
}

/** What is only said of it where its runs could be read, and there was none: one that cannot be read may have failed. */
function unless<T>(runs: Gathered<unknown> | undefined, said: T): T | undefined {
  return runs?.state === 'missing' ? undefined : said;
}

/** The build part of a card. */
export function buildFacts(evidence: Evidence): BuildFacts {
  const build = present(evidence.build);
  const run = present(evidence.buildRun);
  const durationMs = span(run?.startTime, run?.completionTime);
  return {
    ...(build && { build }),
    ...(run && { run }),
    timeline: timeline(present(evidence.pods) ?? [], run?.status),
    ...(durationMs !== undefined && { durationMs }),
  };
}

/** Readable names of Code Engine's build steps. Names: docs, getting logs for builds. */
const stepNames: Readonly<Record<string, string>> = {
  'step-source-default': 'get source',
  'step-build-and-push': 'build and push',
};

function timeline(pods: readonly Pod[], status: string | undefined): readonly TimelineStep[] {
  const steps = (pods[0]?.containers ?? []).filter(({ name }) => name.startsWith('step-'));
  if (steps.length === 0) {
    // Without the pod only the run's own word is left.
    const word = status === 'succeeded' ? 'done' : status === 'failed' ? 'unknown' : 'waiting';
    return status ? Object.values(stepNames).map((name) => ({ name, status: word })) : [];
  }
  let failed = false;
  let before: string | undefined;
  return steps.map((step): TimelineStep => {
    const name = stepNames[step.name] ?? step.name.replace(/^step-/, '');
    const { startedAt, finishedAt } = step.terminated ?? {};
    // Tekton starts the containers of all steps at once; each waits for the one before it.
    const ms = span(before, finishedAt) ?? span(startedAt, finishedAt);
    before = finishedAt;
    const timed = ms === undefined ? { name } : { name, ms };
    // Steps after a failed one end at once with an error of their own: they were never run.
    if (failed) return { name, status: 'waiting' };
    if (step.terminated) {
      failed = step.terminated.exitCode !== 0;
      return { ...timed, status: failed ? 'failed' : 'done' };
    }
    return { ...timed, status: step.running ? 'running' : 'waiting' };
  });
}

/** Milliseconds between two instants, when both are known and in order. */
function span(from: string | undefined, to: string | undefined): number | undefined {
  if (!from || !to) return undefined;
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** `label: value` facts that no other part of a card shows. */
export function factsOf(evidence: Evidence): Report['facts'] {
  const facts: { label: string; value: string }[] = [];
  const add = (label: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') facts.push({ label, value: String(value) });
  };
  const spec = workloadSpec(evidence);
  const app = present(evidence.app);
  const revision = present(evidence.revision);
  const jobRun = present(evidence.jobRun);
  const fn = present(evidence.function);
  add('Image', spec?.imageReference);
  if (spec?.imageReference) add('Registry secret', spec.imageSecret ?? 'none');
  add('Revision', revision?.name);
  if (revision?.name !== app?.latestReadyRevision) add('Serving', app?.latestReadyRevision);
  add('Port', revision?.imagePort ?? app?.imagePort);
  if (jobRun) {
    add('Job run', jobRun.name);
    add(
      'Instances',
      `${jobRun.succeeded ?? 0} succeeded, ${jobRun.failed ?? 0} failed, ${jobRun.pending ?? 0} pending`,
    );
  }
  const fleet = present(evidence.fleet);
  if (fleet?.tasks) {
    const { successful, failed, pending, running, canceled } = fleet.tasks;
    const parts = { successful, failed, running, pending, canceled };
    add(
      'Tasks',
      Object.entries(parts)
        .filter(([, many]) => many > 0)
        .map(([word, many]) => `${many} ${word}`)
        .join(', ') || 'none',
    );
  }
  const workers = present(evidence.fleetWorkers);
  if (fleet && workers) add('Workers', workersIn(workers));
  if (spec?.memoryLimit) add('CPU and memory', `${spec.cpuLimit ?? '?'} vCPU, ${spec.memoryLimit}`);
  add('Runtime', fn?.runtime);
  if (fn?.codeReference && !fn.codeReference.startsWith('data:')) add('Code bundle', fn.codeReference);
  if (!spec && !fn) add('Output image', buildSpec(evidence)?.outputImage);
  return facts;
}

/** How many workers there are in which state, for example `2 running, 1 initializing`. */
function workersIn(workers: readonly FleetWorker[]): string {
  const counts = new Map<string, number>();
  for (const { status = 'unknown' } of workers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, many]) => `${many} ${status}`).join(', ') || 'none';
}
