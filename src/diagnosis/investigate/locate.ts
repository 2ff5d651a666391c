/** A name that a person typed -> the resource that is meant. */
import type { Located, Match, Query } from '../model/diagnosis';
import { SourceError } from '../model/evidence';
import { type Inventory, isUsable, type Project } from '../model/platform';
import type { CodeEngineSource } from '../model/sources';
import {
  type ProjectRef,
  refOf,
  type WorkloadKind,
  type WorkloadSubject,
  workloadKinds,
} from '../model/subject';
import { isProject, nearest, type ProjectFinder } from './projects';

const MOST_NEAREST = 5;

/** Runs are kept for a while only. The documentation's figures contradict each other, so all are said.
 * Source: docs, build runs (build-run, build-standalone), job runs (job-run) and the release notes of February 2025. */
const retention: Partial<Record<WorkloadKind, string>> = {
  buildrun:
    'Code Engine removes build runs by itself: 1 hour after success and 24 hours after failure without a build configuration, 3 hours and up to a week with one.',
  jobrun:
    'Code Engine removes job runs by itself: after up to a week, and 10 minutes after they end when a subscription started them.',
};

/** Finds the resource. Rejects with SourceError when Code Engine cannot be asked. */
export async function locate(
  query: Query,
  projects: ProjectFinder,
  codeEngine: CodeEngineSource,
  signal: AbortSignal,
  /** Told what is meant as soon as that is most likely, before the platform has confirmed it. */
  expect: (subject: WorkloadSubject) => void = () => undefined,
): Promise<Located> {
  const project = await projects.find(query, signal);
  if (!isProject(project)) return project;
  const ref = refOf(project);
  if (query.kind) {
    const subject: WorkloadSubject = { kind: query.kind, name: query.name, project: ref };
    expect(subject);
    // Nothing can be listed in a project that is not active; the investigation says so.
    if (!isUsable(project) || (await exists(codeEngine, ref, query.kind, query.name, signal))) {
      return { found: 'one', subject };
    }
  }
  const inventory = await listed(codeEngine, query, ref, signal);
  const all = candidates(inventory, ref);
  const offered = query.kind ? all.filter(({ subject }) => subject.kind === query.kind) : all;
  const matches = offered.filter(({ subject }) => subject.name === query.name);
  const [match, ...more] = matches;
  if (match && more.length === 0) return { found: 'one', subject: match.subject };
  if (match) return { found: 'several', candidates: matches };
  const removed = removedRun(query, all);
  if (removed) return { found: 'one', subject: { kind: removed, name: query.name, project: ref } };
  if (!query.kind) refuseIfUnread(query.name, inventory);
  return notFound(query, project, all);
}

/** What there is besides. Who named the kind was told by Code Engine itself that nothing of it has this name: then the
 * lists only help to guess what was meant, and may be missing. */
async function listed(
  codeEngine: CodeEngineSource,
  { kind }: Query,
  project: ProjectRef,
  signal: AbortSignal,
): Promise<Inventory> {
  try {
    return await codeEngine.inventory(project, signal);
  } catch (error) {
    if (!kind || !(error instanceof SourceError)) throw error;
    return { builds: [], buildRuns: [], apps: [], jobs: [], jobRuns: [], functions: [], fleets: [] };
  }
}

/** What was not read may well hold the name. */
function refuseIfUnread(name: string, { missing = [] }: Inventory): void {
  const [first] = missing;
  if (!first) return;
  const lists = missing.map(({ source }) => source.toLowerCase()).join(', ');
  throw new SourceError(
    first.reason,
    `“${name}” is not among what could be listed, and these could not: ${lists} (${first.detail})`,
    first.cure ?? 'Name the kind as well, for example `app NAME`: it is then asked for directly.',
  );
}

/** Whether the name is that of a run which Code Engine may have removed: of a definition that still exists, or made by
 * Code Engine's own pattern `NAME-run-YYMMDD-hhmmss`. The investigation then says so, with what is left. */
function removedRun(query: Query, all: readonly Match[]): 'buildrun' | 'jobrun' | undefined {
  const ofExisting = (kind: WorkloadKind) =>
    all.some(({ subject }) => subject.kind === kind && query.name.startsWith(`${subject.name}-`));
  // A definition of a like name says that the name is misspelt.
  const generated =
    /-run-\d{6}-\d{4,}$/.test(query.name) &&
    (ofExisting('build') || like(query.name, all, ['build']).length === 0);
  if (query.kind === 'buildrun' && (generated || ofExisting('build'))) return 'buildrun';
  if (query.kind === 'jobrun' && ofExisting('job')) return 'jobrun';
  if (query.kind === undefined && generated) return 'buildrun';
  return undefined;
}

function notFound(query: Query, project: Project, all: readonly Match[]): Located {
  const sameName = all.filter(({ subject }) => subject.name === query.name);
  const near = like(query.name, all, query.kind ? (offeredFor[query.kind] ?? [query.kind]) : workloadKinds);
  const kept = query.kind && retention[query.kind];
  return {
    found: 'none',
    query,
    project,
    nearest: [...sameName, ...near].slice(0, MOST_NEAREST),
    ...(kept !== undefined && { retention: kept }),
  };
}

/** Who asks for a run that is not there may as well ask for what it is a run of. */
const offeredFor: Partial<Record<WorkloadKind, readonly WorkloadKind[]>> = {
  buildrun: ['build', 'buildrun'],
  jobrun: ['job', 'jobrun'],
};

/** Resources of a like name. Of a run its definition's part of the name counts: the rest is a number. */
function like(name: string, all: readonly Match[], kinds: readonly WorkloadKind[]): readonly Match[] {
  const offered = all.filter(({ subject }) => kinds.includes(subject.kind));
  return nearest(offered, definitionPart(name), ({ subject }) => definitionPart(subject.name), MOST_NEAREST);
}

function definitionPart(name: string): string {
  return name.replace(/-run-[\d-]{1,30}$/, '');
}

async function exists(
  codeEngine: CodeEngineSource,
  ref: ProjectRef,
  kind: WorkloadKind,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const ask: Record<WorkloadKind, () => Promise<unknown>> = {
    build: () => codeEngine.build(ref, name, signal),
    buildrun: () => codeEngine.buildRun(ref, name, signal),
    app: () => codeEngine.app(ref, name, signal),
    job: () => codeEngine.job(ref, name, signal),
    jobrun: () => codeEngine.jobRun(ref, name, signal),
    function: () => codeEngine.function(ref, name, signal),
    fleet: () => codeEngine.fleet(ref, name, signal),
  };
  try {
    await ask[kind]();
    return true;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // The investigation names what is not allowed, and shows what is.
    if (error.reason === 'forbidden') return true;
    if (error.reason === 'not-found' || error.reason === 'gone') return false;
    throw error;
  }
}

/** Every resource of an inventory that can be asked about, with its status. */
export function candidates(inventory: Inventory, project: ProjectRef): readonly Match[] {
  const lists: Record<WorkloadKind, readonly { readonly name: string; readonly status?: string }[]> = {
    build: inventory.builds,
    buildrun: inventory.buildRuns,
    app: inventory.apps,
    job: inventory.jobs,
    jobrun: inventory.jobRuns,
    function: inventory.functions,
    fleet: inventory.fleets,
  };
  return workloadKinds.flatMap((kind) =>
    lists[kind].map(({ name, status }): Match => {
      const subject: WorkloadSubject = { kind, name, project };
      return { subject, ...(status !== undefined && { status }) };
    }),
  );
}
