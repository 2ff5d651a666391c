/** subject -> evidence: asks every source that concerns the subject, in parallel, under one deadline. */
import { setMaxListeners } from 'node:events';
import type { Evidence, FinishedRuns, Gathered } from '../model/evidence';
import { SourceError } from '../model/evidence';
import { bundleImage, hostOf, isSameImage } from '../model/image-host';
import type {
  App,
  BuildRun,
  Job,
  JobRun,
  LogExcerpt,
  Pod,
  PodContainer,
  ResourceQuota,
  SecretSummary,
  WorkloadSpec,
} from '../model/platform';
import { groupOf, isUsedUp } from '../model/project-quota';
import type { RegistryCheck } from '../model/registry-check';
import type { PodSelector, RegistryQuestion, Sources } from '../model/sources';
import type { ImageSubject, ProjectRef, WorkloadSubject } from '../model/subject';
import { withoutLogsThatNeverWere } from './had-pod';

/** Lines that are asked for of each container's log; the adapter bounds the bytes. */
const LOG_TAIL_LINES = 5000;
/** Containers that Code Engine adds and that never hold the reason. */
const SYSTEM_CONTAINERS = new Set(['queue-proxy', 'place-tools', 'working-dir-initializer']);
/** Pods of one workload that are read; a job array may have a thousand. */
const MOST_PODS = 5;

/** What a workload from source says of where its image comes from. */
type Maker = Pick<App, 'build' | 'buildRun'>;

/** Names of runs that have ended, the oldest first. Lists come with the newest first. */
function oldestFinished(
  runs: readonly { readonly name: string; readonly status?: string }[],
): readonly string[] {
  return runs
    .filter(({ status }) => status !== undefined && ['succeeded', 'completed', 'failed'].includes(status))
    .map(({ name }) => name)
    .toReversed();
}

/** One investigation's view of the world: its sources, its deadline, and nothing else. */
export class Gatherer {
  constructor(
    private readonly sources: Sources,
    private readonly signal: AbortSignal,
    /** Ends registry checks a little earlier, so that there is time to hear how far they came. */
    private readonly registrySignal: AbortSignal = signal,
  ) {
    // Every question listens to it, and there are more than the ten that Node takes for a leak.
    setMaxListeners(0, signal, registrySignal);
  }

  /** Everything about a workload. Never rejects: what fails is named as missing. */
  async workload(subject: WorkloadSubject): Promise<Evidence> {
    const { project: ref } = subject;
    const project = this.ask((signal) => this.sources.codeEngine.project(ref, signal));
    const secrets = this.ask((signal) => this.sources.codeEngine.secrets(ref, signal));
    const quotas = this.ask((signal) => this.sources.codeEngine.quotas(ref, signal));
    const finishedRuns = quotas.then((found) => this.finishedRuns(ref, found));
    const specific = this.specific(subject, secrets);
    const finished = await finishedRuns;
    return withoutLogsThatNeverWere({
      project: await project,
      ...(await specific),
      secrets: await secrets,
      quotas: await quotas,
      ...(finished && { finishedRuns: finished }),
    });
  }

  /** Runs that can be deleted, where a quota of runs is used up; else nobody asks for them. */
  private async finishedRuns(
    project: ProjectRef,
    quotas: Gathered<readonly ResourceQuota[]>,
  ): Promise<Gathered<FinishedRuns> | undefined> {
    const full = quotas.state === 'present' ? quotas.value.filter(isUsedUp) : [];
    if (!full.some(({ resource }) => /run$/.test(groupOf(resource) ?? ''))) return undefined;
    const inventory = await this.ask((signal) => this.sources.codeEngine.inventory(project, signal));
    if (inventory.state === 'missing') return inventory;
    const { buildRuns, jobRuns } = inventory.value;
    return {
      state: 'present',
      value: { buildrun: oldestFinished(buildRuns), jobrun: oldestFinished(jobRuns) },
    };
  }

  /** An image named by a person: only the registry is asked, and whom the project knows decides where. */
  async image(subject: ImageSubject): Promise<Evidence> {
    const project = subject.project;
    const knownHosts = project ? await this.knownHosts(project) : [];
    const registry = await this.ask(() =>
      this.sources.registry.check(
        {
          reference: subject.reference,
          purpose: subject.push ? 'both' : 'pull',
          knownHosts,
          ...(project && { project }),
          ...(subject.secret !== undefined && { secret: subject.secret }),
        },
        this.registrySignal,
      ),
    );
    return { registry };
  }

  /** Hosts that the project's workloads and registry secrets name. A source that fails adds none. */
  private async knownHosts(project: ProjectRef): Promise<readonly string[]> {
    const [inventory, secrets] = await Promise.all([
      this.ask((signal) => this.sources.codeEngine.inventory(project, signal)),
      this.ask((signal) => this.sources.codeEngine.secrets(project, signal)),
    ]);
    const references: (string | undefined)[] = [];
    if (inventory.state === 'present') {
      const { apps, jobs, jobRuns, builds, buildRuns, functions } = inventory.value;
      references.push(...[...apps, ...jobs, ...jobRuns].map((one) => one.imageReference));
      references.push(...[...builds, ...buildRuns].map((one) => one.outputImage));
      references.push(...functions.map((one) => bundleImage(one.codeReference)));
    }
    const hosts = references.flatMap((reference) => (reference ? [hostOf(reference)] : []));
    if (secrets.state === 'present') hosts.push(...secrets.value.flatMap(({ server }) => serverHost(server)));
    return [...new Set(hosts)];
  }

  private specific(
    subject: WorkloadSubject,
    secrets: Promise<Gathered<readonly SecretSummary[]>>,
  ): Promise<Evidence> {
    switch (subject.kind) {
      case 'build':
        return this.build(subject);
      case 'buildrun':
        return this.buildRun(subject.project, subject.name);
      case 'app':
        return this.app(subject);
      case 'job':
        return this.job(subject);
      case 'jobrun':
        return this.jobRun(subject);
      case 'function':
        return this.functionOf(subject, secrets);
    }
  }

  private async build({ project, name }: WorkloadSubject): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const [build, runs] = await Promise.all([
      this.ask((signal) => codeEngine.build(project, name, signal)),
      this.ask((signal) => codeEngine.buildRunsOf(project, name, signal)),
    ]);
    if (runs.state === 'missing') return { build, buildRun: runs };
    const newest = runs.value[0];
    if (!newest) return { build };
    return { build, ...(await this.aroundBuildRun(project, newest)) };
  }

  private async buildRun(project: ProjectRef, name: string): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const run = await this.ask((signal) => codeEngine.buildRun(project, name, signal));
    if (run.state === 'missing')
      return { buildRun: run, ...(await this.leftOf('buildrun', project, name, run)) };
    const buildName = run.value.buildName;
    const [build, around] = await Promise.all([
      buildName ? this.ask((signal) => codeEngine.build(project, buildName, signal)) : undefined,
      this.aroundBuildRun(project, run.value),
    ]);
    return { ...(build && { build }), ...around };
  }

  private async aroundBuildRun(project: ProjectRef, run: BuildRun): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const failed = run.status === 'failed';
    const [buildRunDetail, inPods, registry] = await Promise.all([
      this.ask((signal) => codeEngine.buildRunDetail(project, run.name, signal)),
      this.pods(project, { buildRun: run.name }, [run.name]),
      run.outputImage && (failed || run.status === 'succeeded')
        ? this.checkRegistry(project, run.outputImage, run.outputSecret, failed ? 'push' : 'pull')
        : undefined,
    ]);
    return {
      buildRun: { state: 'present', value: run },
      buildRunDetail,
      ...inPods,
      ...(registry && { registry }),
    };
  }

  private async app({ project, name }: WorkloadSubject): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const [app, revisions, instances] = await Promise.all([
      this.ask((signal) => codeEngine.app(project, name, signal)),
      this.ask((signal) => codeEngine.revisionsOf(project, name, signal)),
      this.ask((signal) => codeEngine.instancesOf(project, name, signal)),
    ]);
    if (app.state === 'missing') return { app };
    const latest = app.value.latestCreatedRevision;
    const revision =
      revisions.state === 'missing'
        ? revisions
        : presentOr(
            revisions.value.find((one) => one.name === latest) ?? revisions.value[0],
            'the app has no revision yet',
          );
    const revisionName = revision.state === 'present' ? revision.value.name : latest;
    const spec: WorkloadSpec = revision.state === 'present' ? revision.value : app.value;
    const detail = revisionName
      ? this.ask((signal) => codeEngine.revisionDetail(project, revisionName, signal))
      : undefined;
    const registryAnswer = detail?.then((known) =>
      this.checkWorkloadImage(project, spec, known.state === 'present' ? known.value.imageDigest : undefined),
    );
    const [revisionDetail, inPods, registry, origin] = await Promise.all([
      detail,
      this.pods(project, revisionName ? { revision: revisionName } : { app: name }, [
        name,
        ...(revisionName ? [revisionName] : []),
      ]),
      registryAnswer,
      this.origin(project, app.value, spec.imageReference, registryAnswer),
    ]);
    return {
      app,
      revision,
      instances,
      ...(revisionDetail && { revisionDetail }),
      ...inPods,
      ...(registry && { registry }),
      ...(origin && { origin }),
    };
  }

  private async job({ project, name }: WorkloadSubject): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const [job, runs] = await Promise.all([
      this.ask((signal) => codeEngine.job(project, name, signal)),
      this.ask((signal) => codeEngine.jobRunsOf(project, name, signal)),
    ]);
    if (job.state === 'missing') return { job };
    const newest = runs.state === 'present' ? runs.value[0] : undefined;
    const around = newest
      ? await this.aroundJobRun(project, newest, job.value)
      : await this.aroundJob(project, job.value);
    return { job, ...(runs.state === 'missing' && { jobRun: runs }), ...around };
  }

  private async jobRun({ project, name }: WorkloadSubject): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const run = await this.ask((signal) => codeEngine.jobRun(project, name, signal));
    if (run.state === 'missing') return { jobRun: run, ...(await this.leftOf('jobrun', project, name, run)) };
    const jobName = run.value.jobName;
    const asked = jobName ? this.ask((signal) => codeEngine.job(project, jobName, signal)) : undefined;
    const [job, around] = await Promise.all([
      asked,
      this.aroundJobRun(
        project,
        run.value,
        asked?.then((found) => (found.state === 'present' ? found.value : {})),
      ),
    ]);
    return { ...(job && { job }), ...around };
  }

  /** What is left of a run that Code Engine does not have: its definition, and whatever still speaks of it. */
  private async leftOf(
    kind: 'buildrun' | 'jobrun',
    project: ProjectRef,
    name: string,
    run: Gathered<unknown>,
  ): Promise<Evidence> {
    if (run.state === 'missing' && run.reason !== 'not-found' && run.reason !== 'gone') return {};
    const [inventory, { pods, events }] = await Promise.all([
      this.ask((signal) => this.sources.codeEngine.inventory(project, signal)),
      this.pods(project, kind === 'buildrun' ? { buildRun: name } : { jobRun: name }, [name]),
    ]);
    const traces = { ...(pods && { pods }), ...(events && { events }) };
    if (inventory.state === 'missing') return traces;
    const { builds, jobs, apps } = inventory.value;
    if (kind === 'jobrun') {
      const job = definitionOf(name, jobs);
      return { ...traces, ...(job && { job: { state: 'present', value: job } }) };
    }
    const build = definitionOf(name, builds);
    const app = apps.find(({ buildRun }) => buildRun === name);
    const job = jobs.find(({ buildRun }) => buildRun === name);
    const rememberedBy = app ? `app ${app.name}` : job ? `job ${job.name}` : undefined;
    return {
      ...traces,
      ...(build && { build: { state: 'present', value: build } }),
      ...(rememberedBy !== undefined && { rememberedBy }),
    };
  }

  private async aroundJob(project: ProjectRef, job: Job): Promise<Evidence> {
    const answer = this.checkWorkloadImage(project, job);
    const [registry, origin] = await Promise.all([
      answer,
      this.origin(project, job, job.imageReference, answer),
    ]);
    return { ...(registry && { registry }), ...(origin && { origin }) };
  }

  private async aroundJobRun(
    project: ProjectRef,
    run: JobRun,
    job: Maker | Promise<Maker> = {},
  ): Promise<Evidence> {
    const answer = this.checkWorkloadImage(project, run);
    const [inPods, registry, origin] = await Promise.all([
      this.pods(project, { jobRun: run.name }, [run.name]),
      answer,
      this.origin(project, job, run.imageReference, answer),
    ]);
    return {
      jobRun: { state: 'present', value: run },
      ...inPods,
      ...(registry && { registry }),
      ...(origin && { origin }),
    };
  }

  private async functionOf(
    { project, name }: WorkloadSubject,
    secrets: Promise<Gathered<readonly SecretSummary[]>>,
  ): Promise<Evidence> {
    const { codeEngine } = this.sources;
    const [found, functionRuntimes] = await Promise.all([
      this.ask((signal) => codeEngine.function(project, name, signal)),
      this.ask((signal) => codeEngine.functionRuntimes(project, signal)),
      secrets,
    ]);
    const bundle = found.state === 'present' ? bundleImage(found.value.codeReference) : undefined;
    const registry =
      found.state === 'present' && bundle
        ? await this.checkRegistry(project, bundle, found.value.codeSecret, 'pull')
        : undefined;
    return { function: found, functionRuntimes, ...(registry && { registry }) };
  }

  /**
   * Evidence on the build run that made a workload's image, or should have: the one that the workload names, or,
   * when the registry does not have the image, the one that pushes under its name.
   */
  private async origin(
    project: ProjectRef,
    named: Maker | Promise<Maker>,
    image: string | undefined,
    registry: Promise<Gathered<RegistryCheck> | undefined> | undefined,
  ): Promise<Evidence | undefined> {
    const { build, buildRun } = await named;
    if (build) return this.build({ kind: 'build', name: build, project });
    if (buildRun) return this.buildRun(project, buildRun);
    if (!image || !isNotThere(await registry)) return undefined;
    const inventory = await this.ask((signal) => this.sources.codeEngine.inventory(project, signal));
    if (inventory.state === 'missing') return undefined;
    // Newest first.
    const run = inventory.value.buildRuns.find(
      ({ outputImage }) => outputImage && isSameImage(outputImage, image),
    );
    return run && this.buildRun(project, run.name);
  }

  private async pods(
    project: ProjectRef,
    selector: PodSelector,
    owners: readonly string[],
  ): Promise<Pick<Evidence, 'pods' | 'events' | 'logs'>> {
    const { codeEngine } = this.sources;
    const pods = await this.ask(async (signal) =>
      (await codeEngine.pods(project, selector, signal)).map(inOrderOfWork),
    );
    const telling = pods.state === 'present' ? tellingPods(pods.value) : [];
    const objects = [...owners, ...telling.map((pod) => pod.name)];
    const [events, logs] = await Promise.all([
      this.ask(async (signal) =>
        (await codeEngine.events(project, objects, signal)).map((event) => ({
          ...event,
          message: withoutBlankLines(event.message),
        })),
      ),
      pods.state === 'missing' ? pods : this.logs(project, telling),
    ]);
    return { pods, events, logs };
  }

  private async logs(project: ProjectRef, pods: readonly Pod[]): Promise<Gathered<readonly LogExcerpt[]>> {
    const wanted = pods.flatMap((pod) =>
      pod.containers
        .filter((container) => hasLog(container))
        .flatMap((container) => [
          { pod: pod.name, container: container.name, previous: false },
          ...(container.lastTerminated ? [{ pod: pod.name, container: container.name, previous: true }] : []),
        ]),
    );
    if (wanted.length === 0) {
      return pods.length === 0
        ? {
            state: 'missing',
            reason: 'gone',
            detail: 'the pods are gone, and their logs with them',
            cure: 'Run it again, or look into IBM Cloud Logs when platform logs are routed there.',
          }
        : { state: 'present', value: [] };
    }
    const read = await Promise.all(
      wanted.map((one) =>
        this.ask(async (signal): Promise<LogExcerpt> => {
          const options = { tailLines: LOG_TAIL_LINES, previous: one.previous };
          return {
            ...one,
            ...(await this.sources.codeEngine.podLog(project, one.pod, one.container, options, signal)),
          };
        }),
      ),
    );
    const present = read.flatMap((log) => (log.state === 'present' ? [log.value] : []));
    const failure = read.find((log) => log.state === 'missing');
    return present.length === 0 && failure ? failure : { state: 'present', value: present };
  }

  private checkWorkloadImage(
    project: ProjectRef,
    spec: WorkloadSpec,
    pinnedDigest?: string,
  ): Promise<Gathered<RegistryCheck> | undefined> {
    if (!spec.imageReference) return Promise.resolve(undefined);
    return this.checkRegistry(project, spec.imageReference, spec.imageSecret, 'pull', pinnedDigest);
  }

  private checkRegistry(
    project: ProjectRef,
    reference: string,
    secret: string | undefined,
    purpose: RegistryQuestion['purpose'],
    pinnedDigest?: string,
  ): Promise<Gathered<RegistryCheck>> {
    return this.ask(() =>
      this.sources.registry.check(
        {
          reference,
          project,
          purpose,
          // The reference comes from the project itself, so its host is known by definition.
          knownHosts: [hostOf(reference)],
          ...(secret !== undefined && { secret }),
          ...(pinnedDigest !== undefined && { pinnedDigest }),
        },
        this.registrySignal,
      ),
    );
  }

  /** Asks one source. A port that ignores the signal still cannot hold the answer up. */
  private async ask<T>(question: (signal: AbortSignal) => Promise<T>): Promise<Gathered<T>> {
    try {
      return { state: 'present', value: await beforeAbort(question(this.signal), this.signal) };
    } catch (error) {
      return missing(error, this.signal);
    }
  }
}

function beforeAbort<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(tooLate());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function tooLate(): SourceError {
  return new SourceError(
    'timeout',
    'no answer before the deadline of this investigation',
    'Press Check again; if it stays, look at the IBM Cloud status page.',
  );
}

function missing(error: unknown, signal: AbortSignal): Gathered<never> {
  const known = error instanceof SourceError ? error : signal.aborted ? tooLate() : undefined;
  return {
    state: 'missing',
    reason: known?.reason ?? 'failed',
    detail: known?.message ?? 'the source failed in a way that ce-image does not know',
    ...(known?.cure !== undefined && { cure: known.cure }),
  };
}

function presentOr<T>(value: T | undefined, detail: string): Gathered<T> {
  return value === undefined
    ? { state: 'missing', reason: 'not-found', detail }
    : { state: 'present', value };
}

/** The definition that a run is named after: the longest name that begins the run's. */
function definitionOf<T extends { readonly name: string }>(
  run: string,
  definitions: readonly T[],
): T | undefined {
  return definitions
    .filter(({ name }) => run.startsWith(`${name}-`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

/** Whether the registry was reached and did not show the image. */
function isNotThere(registry: Gathered<RegistryCheck> | undefined): boolean {
  return (
    registry?.state === 'present' &&
    registry.value.steps.some(({ step, status }) => step === 'manifest' && status === 'failed')
  );
}

/** Pods that failed or wait come before those that run, newest first. */
function tellingPods(pods: readonly Pod[]): readonly Pod[] {
  const trouble = (pod: Pod) =>
    pod.phase === 'Failed' || pod.containers.some((one) => one.waiting || (one.restarts ?? 0) > 0) ? 0 : 1;
  return [...pods]
    .sort((a, b) => trouble(a) - trouble(b) || (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))
    .slice(0, MOST_PODS);
}

/** Kubernetes lists the containers of a pod in no order that tells of time. */
function inOrderOfWork(pod: Pod): Pod {
  return { ...pod, containers: pod.containers.toSorted((a, b) => turnOf(a) - turnOf(b)) };
}

/** A build gets its source, builds, and looks after the image that it pushed. Names: Shipwright's steps. */
function turnOf({ name }: PodContainer): number {
  if (/^step-(?:source|git|bundle)/.test(name)) return 0;
  return /^step-(?:image|push)/.test(name) ? 2 : 1;
}

function withoutBlankLines(text: string): string {
  return text.trim().replace(/[ \t]*\r?\n\s*/g, '\n');
}

function hasLog(container: PodContainer): boolean {
  if (SYSTEM_CONTAINERS.has(container.name)) return false;
  return Boolean(container.terminated || container.running || container.lastTerminated);
}

function serverHost(server: string | undefined): readonly string[] {
  if (!server) return [];
  const bare = server.replace(/^https?:\/\//, '').split('/')[0];
  if (!bare) return [];
  // Docker's own name for Docker Hub in logins.
  return [bare === 'index.docker.io' ? 'docker.io' : bare];
}
