/** subject -> evidence: asks every source that concerns a workload, in parallel. */
import type { Evidence, Gathered, Superfluous } from '../../model/evidence';
import { mountedStores } from '../../model/mounts';
import type { Inventory, ResourceQuota, RevisionPin } from '../../model/platform';
import { present } from '../../model/present';
import { groupOf, isUsedUp } from '../../model/project-quota';
import type { ProjectRef, WorkloadKind, WorkloadSubject } from '../../model/subject';
import { gatherApp } from './app';
import { withArchivedLogs } from './archive';
import { gatherBuild, gatherBuildRun } from './build';
import { gatherFleet } from './fleet';
import { gatherFunction } from './function';
import type { Gatherer } from './gatherer';
import { withoutLogsThatNeverWere } from './had-pod';
import { gatherImagesInUse } from './images-in-use';
import { gatherJob, gatherJobRun } from './job';
import { gatherNamespaces } from './namespaces';
import { withOutbound } from './outbound';

type GatherKind = (gatherer: Gatherer, project: ProjectRef, name: string) => Promise<Evidence>;

const gatherKind: Readonly<Record<WorkloadKind, GatherKind>> = {
  build: gatherBuild,
  buildrun: gatherBuildRun,
  app: gatherApp,
  job: gatherJob,
  jobrun: gatherJobRun,
  function: gatherFunction,
  fleet: gatherFleet,
};

/** Everything about a workload and its project. Never rejects: what fails is named as missing. */
export async function gatherWorkload(gatherer: Gatherer, subject: WorkloadSubject): Promise<Evidence> {
  const { kind, name, project: ref } = subject;
  const { codeEngine } = gatherer;
  const asked = gatherer.ask((signal) => codeEngine.quotas(ref, signal));
  const [project, own, secrets, quotas, superfluous] = await Promise.all([
    gatherer.ask((signal) => codeEngine.project(ref, signal)),
    gatherKind[kind](gatherer, ref, name)
      .then((found) => withArchivedLogs(gatherer, subject, withoutLogsThatNeverWere(found), 'trouble'))
      .then(async (found) => {
        const [evidence, dataStores, namespaces] = await Promise.all([
          withOutbound(gatherer, subject, found),
          gatherDataStores(gatherer, ref, found),
          gatherNamespaces(gatherer, ref, found),
        ]);
        return { ...evidence, ...(dataStores && { dataStores }), ...(namespaces && { namespaces }) };
      }),
    gatherer.ask((signal) => codeEngine.secrets(ref, signal)),
    asked,
    asked.then((found) => gatherSuperfluous(gatherer, ref, found)),
  ]);
  const inUse = isStorageFull(own) ? await gatherImagesInUse(gatherer, ref, present(project)) : undefined;
  return { project, ...own, secrets, quotas, ...(superfluous && { superfluous }), ...(inUse && { inUse }) };
}

/** Where one is mounted; else nobody asks for them. */
async function gatherDataStores(
  gatherer: Gatherer,
  project: ProjectRef,
  found: Evidence,
): Promise<Evidence['dataStores']> {
  if (mountedStores(found).length === 0) return undefined;
  return gatherer.ask((signal) => gatherer.codeEngine.dataStores(project, signal));
}

/** Whether the registry has no room for another image: then it counts which images are in use. */
function isStorageFull({ registry, origin }: Evidence): boolean {
  const { storage } = present(registry ?? origin?.registry)?.icr ?? {};
  return storage !== undefined && storage.limit > 0 && storage.used >= storage.limit;
}

/** What can be deleted, where a quota of runs or revisions is used up; else nobody asks for it. */
async function gatherSuperfluous(
  gatherer: Gatherer,
  project: ProjectRef,
  quotas: Gathered<readonly ResourceQuota[]>,
): Promise<Gathered<Superfluous> | undefined> {
  const full = (present(quotas) ?? []).filter(isUsedUp).map(({ resource }) => groupOf(resource));
  if (!full.some((group) => group === 'buildrun' || group === 'jobrun' || group === 'revision'))
    return undefined;
  const [inventory, pins] = await Promise.all([
    gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal)),
    full.includes('revision')
      ? gatherer.ask((signal) => gatherer.codeEngine.pinsOf(project, signal))
      : undefined,
  ]);
  if (inventory.state === 'missing') return inventory;
  if (pins?.state === 'missing') return pins;
  const { buildRuns, jobRuns, apps } = inventory.value;
  return {
    state: 'present',
    value: {
      buildrun: endedRuns(buildRuns, ({ buildName }) => buildName),
      jobrun: endedRuns(jobRuns, ({ jobName }) => jobName),
      revision: unusedRevisions(pins?.value ?? [], apps),
    },
  };
}

interface Run {
  readonly name: string;
  readonly status?: string | undefined;
}

/**
 * Names of runs that have ended, the oldest first. The newest run of a build or job stays, and so does every failed one
 * that no later run has made good: they tell why something fails. Lists come with the newest first.
 */
function endedRuns<R extends Run>(
  runs: readonly R[],
  ownerOf: (run: R) => string | undefined,
): readonly string[] {
  const seen = new Set<string>();
  const mended = new Set<string>();
  const ended: string[] = [];
  for (const run of runs) {
    const owner = ownerOf(run) ?? run.name;
    const isNewest = !seen.has(owner);
    seen.add(owner);
    const worked = run.status === 'succeeded' || run.status === 'completed';
    if (!isNewest && (worked || (run.status === 'failed' && mended.has(owner)))) ended.push(run.name);
    if (worked) mended.add(owner);
  }
  return ended.toReversed();
}

/** Revisions that neither are the newest of their app nor serve; none of an app that does not tell both. */
function unusedRevisions(pins: readonly RevisionPin[], apps: Inventory['apps']): readonly string[] {
  const kept = new Map(
    apps.flatMap(({ name, latestCreatedRevision: newest, latestReadyRevision: serving }) =>
      newest && serving ? [[name, [newest, serving]] as const] : [],
    ),
  );
  return pins
    .filter(({ app, revision }) => app !== undefined && kept.get(app)?.includes(revision) === false)
    .map(({ revision }) => revision);
}
