/** subject -> evidence: asks every source that concerns a workload, in parallel. */
import type { Evidence, FinishedRuns, Gathered } from '../../model/evidence';
import type { ResourceQuota } from '../../model/platform';
import { present } from '../../model/present';
import { groupOf, isUsedUp } from '../../model/project-quota';
import type { ProjectRef, WorkloadKind, WorkloadSubject } from '../../model/subject';
import { gatherApp } from './app';
import { withArchivedLogs } from './archive';
import { gatherBuild, gatherBuildRun } from './build';
import { gatherFunction } from './function';
import type { Gatherer } from './gatherer';
import { withoutLogsThatNeverWere } from './had-pod';
import { gatherJob, gatherJobRun } from './job';

type GatherKind = (gatherer: Gatherer, project: ProjectRef, name: string) => Promise<Evidence>;

const gatherKind: Readonly<Record<WorkloadKind, GatherKind>> = {
  build: gatherBuild,
  buildrun: gatherBuildRun,
  app: gatherApp,
  job: gatherJob,
  jobrun: gatherJobRun,
  function: gatherFunction,
};

/** Everything about a workload and its project. Never rejects: what fails is named as missing. */
export async function gatherWorkload(gatherer: Gatherer, subject: WorkloadSubject): Promise<Evidence> {
  const { kind, name, project: ref } = subject;
  const { codeEngine } = gatherer;
  const asked = gatherer.ask((signal) => codeEngine.quotas(ref, signal));
  const [project, own, secrets, quotas, finishedRuns] = await Promise.all([
    gatherer.ask((signal) => codeEngine.project(ref, signal)),
    gatherKind[kind](gatherer, ref, name).then((found) =>
      withArchivedLogs(gatherer, subject, withoutLogsThatNeverWere(found), 'trouble'),
    ),
    gatherer.ask((signal) => codeEngine.secrets(ref, signal)),
    asked,
    asked.then((found) => gatherFinishedRuns(gatherer, ref, found)),
  ]);
  return { project, ...own, secrets, quotas, ...(finishedRuns && { finishedRuns }) };
}

/** Runs that can be deleted, where a quota of runs is used up; else nobody asks for them. */
async function gatherFinishedRuns(
  gatherer: Gatherer,
  project: ProjectRef,
  quotas: Gathered<readonly ResourceQuota[]>,
): Promise<Gathered<FinishedRuns> | undefined> {
  const full = (present(quotas) ?? []).filter(isUsedUp);
  if (!full.some(({ resource }) => /run$/.test(groupOf(resource) ?? ''))) return undefined;
  const inventory = await gatherer.ask((signal) => gatherer.codeEngine.inventory(project, signal));
  if (inventory.state === 'missing') return inventory;
  const { buildRuns, jobRuns } = inventory.value;
  return {
    state: 'present',
    value: { buildrun: oldestFinished(buildRuns), jobrun: oldestFinished(jobRuns) },
  };
}

/** Names of runs that have ended, the oldest first. Lists come with the newest first. */
function oldestFinished(
  runs: readonly { readonly name: string; readonly status?: string }[],
): readonly string[] {
  return runs
    .filter(({ status }) => status !== undefined && ['succeeded', 'completed', 'failed'].includes(status))
    .map(({ name }) => name)
    .toReversed();
}
