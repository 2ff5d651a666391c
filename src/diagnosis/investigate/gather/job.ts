/** Evidence on jobs and job runs. */
import type { Evidence, Gathered } from '../../model/evidence';
import type { Job, JobRun, Pod } from '../../model/platform';
import { present } from '../../model/present';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';
import { withGap } from './gatherer';
import { gatherOrigin, type Maker } from './origin';
import { askPods, gatherPods, type PodTraces } from './pods';
import { gatherRemovedRun } from './removed-run';

/** A job is judged by its newest run; without one, by its image. */
export async function gatherJob(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const [job, runs] = await Promise.all([
    gatherer.ask((signal) => codeEngine.job(project, name, signal)),
    gatherer.ask((signal) => codeEngine.jobRunsOf(project, name, signal)),
  ]);
  if (job.state === 'missing') return { job };
  const newest = present(runs)?.[0];
  const around = newest
    ? await aroundRun(gatherer, project, newest, undefined, job.value)
    : await aroundJob(gatherer, project, job.value);
  if (runs.state === 'missing') return { job, jobRun: runs, ...around };
  return { job, ...withGap(around, 'jobRun', runs) };
}

/** One run, with the job that it is of. */
export async function gatherJobRun(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const pods = askPods(gatherer, project, { jobRun: name });
  const run = await gatherer.ask((signal) => codeEngine.jobRun(project, name, signal));
  if (run.state === 'missing')
    return { jobRun: run, ...(await gatherRemovedRun(gatherer, 'jobrun', project, name, run)) };
  const jobName = run.value.jobName;
  const asked = jobName ? gatherer.ask((signal) => codeEngine.job(project, jobName, signal)) : undefined;
  const [job, around] = await Promise.all([
    asked,
    aroundRun(
      gatherer,
      project,
      run.value,
      pods,
      asked?.then((found) => present(found) ?? {}),
    ),
  ]);
  return { ...(job && { job }), ...around };
}

/**
 * Pods, events and logs of a job run.
 * @param pods of it, where they were asked for already. Those of all its job's runs may be thousands.
 */
export function podsOfJobRun(
  gatherer: Gatherer,
  project: ProjectRef,
  run: string,
  pods?: Promise<Gathered<readonly Pod[]>>,
): Promise<PodTraces> {
  return gatherPods(gatherer, project, pods ?? { jobRun: run }, [run]);
}

async function aroundJob(gatherer: Gatherer, project: ProjectRef, job: Job): Promise<Evidence> {
  const check = gatherer.checkImageOf(project, job);
  const [registry, origin] = await Promise.all([
    check,
    gatherOrigin(gatherer, project, job, job.imageReference, check),
  ]);
  return { ...(registry && { registry }), ...(origin && { origin }) };
}

async function aroundRun(
  gatherer: Gatherer,
  project: ProjectRef,
  run: JobRun,
  pods: Promise<Gathered<readonly Pod[]>> | undefined,
  job: Maker | Promise<Maker> = {},
): Promise<Evidence> {
  const check = gatherer.checkImageOf(project, run);
  const [traces, registry, origin] = await Promise.all([
    podsOfJobRun(gatherer, project, run.name, pods),
    check,
    gatherOrigin(gatherer, project, job, run.imageReference, check),
  ]);
  return {
    jobRun: { state: 'present', value: run },
    ...traces,
    ...(registry && { registry }),
    ...(origin && { origin }),
  };
}
