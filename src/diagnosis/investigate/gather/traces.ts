/** What a workload left behind: its pods, their events and logs, and of the workload only what names them. */
import type { Evidence } from '../../model/evidence';
import { present } from '../../model/present';
import type { ProjectRef, WorkloadKind, WorkloadSubject } from '../../model/subject';
import { appAndRevision, nameOfRevision, podsOfRevision } from './app';
import { withArchivedLogs } from './archive';
import { podsOfBuildRun } from './build';
import { noLogOfFleets } from './fleet';
import type { Gatherer } from './gatherer';
import { withoutLogsThatNeverWere } from './had-pod';
import { podsOfJobRun } from './job';
import type { Maker } from './origin';
import { askPods } from './pods';

type TracesOf = (gatherer: Gatherer, project: ProjectRef, name: string) => Promise<Evidence>;

const tracesOf: Readonly<Record<WorkloadKind, TracesOf>> = {
  build: ofBuild,
  buildrun: ofBuildRun,
  app: ofApp,
  job: ofJob,
  jobrun: ofJobRun,
  // Code Engine shows no pods of functions.
  function: async () => ({}),
  // Nor of fleets, whose workers are servers in the user's VPC: their logs are kept elsewhere.
  fleet: ofFleet,
};

/** Events and logs of a workload; where its own logs are gone, with those of the build that made its image. */
export async function gatherTraces(gatherer: Gatherer, subject: WorkloadSubject): Promise<Evidence> {
  const { kind, name, project } = subject;
  const own = withoutLogsThatNeverWere(await tracesOf[kind](gatherer, project, name));
  const evidence = await withArchivedLogs(gatherer, subject, own, 'all');
  const maker = present(evidence.app) ?? present(evidence.job);
  if (evidence.logs?.state !== 'missing' || !maker) return evidence;
  const origin = await ofMaker(gatherer, project, maker);
  return origin ? { ...evidence, origin: withoutLogsThatNeverWere(origin) } : evidence;
}

async function ofBuild(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const pods = askPods(gatherer, project, { build: name });
  const runs = await gatherer.ask((signal) => gatherer.codeEngine.buildRunsOf(project, name, signal));
  if (runs.state === 'missing') return { buildRun: runs };
  const newest = runs.value[0];
  if (!newest) return {};
  return {
    buildRun: { state: 'present', value: newest },
    ...(await ofBuildPods(gatherer, project, newest.name, pods)),
  };
}

async function ofBuildRun(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const [buildRun, traces] = await Promise.all([
    gatherer.ask((signal) => gatherer.codeEngine.buildRun(project, name, signal)),
    ofBuildPods(gatherer, project, name),
  ]);
  return { buildRun, ...traces };
}

/** Whether there were logs that are gone, Shipwright's word on the run tells. */
async function ofBuildPods(
  gatherer: Gatherer,
  project: ProjectRef,
  run: string,
  asked?: ReturnType<typeof askPods>,
): Promise<Evidence> {
  const pods = await podsOfBuildRun(gatherer, project, run, asked);
  if (pods.logs?.state !== 'missing' || pods.logs.reason !== 'gone') return pods;
  const buildRunDetail = await gatherer.ask((signal) =>
    gatherer.codeEngine.buildRunDetail(project, run, signal),
  );
  return { ...pods, buildRunDetail };
}

async function ofApp(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { app, revision } = await appAndRevision(gatherer, project, name);
  if (app.state === 'missing') return { app };
  const pods = await podsOfRevision(gatherer, project, name, nameOfRevision(app.value, revision));
  return { app, revision, ...pods };
}

async function ofJob(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const [job, runs] = await Promise.all([
    gatherer.ask((signal) => codeEngine.job(project, name, signal)),
    gatherer.ask((signal) => codeEngine.jobRunsOf(project, name, signal)),
  ]);
  if (runs.state === 'missing') return { job, jobRun: runs };
  const newest = runs.value[0];
  if (!newest) return { job };
  return {
    job,
    jobRun: { state: 'present', value: newest },
    ...(await podsOfJobRun(gatherer, project, newest.name)),
  };
}

async function ofFleet(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const fleet = await gatherer.ask((signal) => gatherer.codeEngine.fleet(project, name, signal));
  return { fleet, ...(fleet.state === 'present' && { logs: noLogOfFleets }) };
}

async function ofJobRun(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const [jobRun, pods] = await Promise.all([
    gatherer.ask((signal) => codeEngine.jobRun(project, name, signal)),
    podsOfJobRun(gatherer, project, name),
  ]);
  const jobName = present(jobRun)?.jobName;
  if (!jobName || pods.logs?.state !== 'missing') return { jobRun, ...pods };
  const job = await gatherer.ask((signal) => codeEngine.job(project, jobName, signal));
  return { job, jobRun, ...pods };
}

async function ofMaker(
  gatherer: Gatherer,
  project: ProjectRef,
  { build, buildRun }: Maker,
): Promise<Evidence | undefined> {
  if (build) return ofBuild(gatherer, project, build);
  if (buildRun) return ofBuildRun(gatherer, project, buildRun);
  return undefined;
}
