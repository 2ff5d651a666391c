/** What follows from a change of an app or job: a new revision or run, which works or fails for what is there. */
import { instant } from '../clock';
import type { SystemEvent } from '../kubernetes';
import { gigabytes, type Program, type Ran, run, type Start } from '../program';
import type { Project } from '../project';
import type { RegistryImage } from '../registry-content';
import type { App, EnvVariable, Job, WorkloadSpec } from '../resources';
import type { World } from '../world';
import { pull, type Refused } from './access-to-images';
import { addRevisionTo, pinned, type RevisionStory } from './apps';
import { addJobRun, type JobOptions, type JobRunStory, removeJobRun } from './jobs';
import { isFullOf } from './projects';

/** Looks at what a workload needs of its project, then at its image. */
function prepared(
  world: World,
  project: Project,
  spec: WorkloadSpec,
): { readonly image: RegistryImage } | Refused {
  const missing = missingReference(project, spec.run_env_variables);
  if (missing !== undefined) return { reason: 'CreateContainerConfigError', message: missing };
  return pull(world, project, spec.image_reference, spec.image_secret);
}

function missingReference(project: Project, env: readonly EnvVariable[]): string | undefined {
  for (const { type, reference, key } of env) {
    if (reference === undefined) continue;
    const map = type.startsWith('config_map') ? project.configMaps : project.secrets;
    const kind = type.startsWith('config_map') ? 'configmap' : 'secret';
    const found = map.get(reference);
    if (!found) return `${kind} "${reference}" not found`;
    if (key !== undefined && !(key in found.data)) return `couldn't find key ${key} in ${kind} ${reference}`;
  }
  return undefined;
}

function startOf(image: RegistryImage, spec: WorkloadSpec, more: Partial<Start>): Start {
  return {
    as: 'job',
    entrypoint: [...(image.entrypoint ?? []), ...(image.cmd ?? [])],
    commands: spec.run_commands,
    arguments: spec.run_arguments,
    env: spec.run_env_variables,
    memory: gigabytes(spec.scale_memory_limit),
    disk: gigabytes(spec.scale_ephemeral_storage_limit),
    port: 8080,
    ...more,
  };
}

function waiting(name: string, message: string, at: number): SystemEvent {
  return {
    object: { kind: 'Service', name, apiVersion: 'serving.knative.dev/v1' },
    type: 'Warning',
    reason: 'FailedCreate',
    message: `Error creating: ${message}`,
    firstSeen: at,
    lastSeen: at,
    count: 1,
    component: 'service-controller',
  };
}

const healthy: Program = {};

/** Makes the next revision of an app as it is now. */
export function deploy(world: World, project: Project, app: App): void {
  const createdAt = world.clock.now();
  if (isFullOf(project, 'revisions')) {
    const message = 'exceeded quota: project-quota, requested: count/revisions.serving.knative.dev=1';
    world.put(project, 'apps', {
      ...app,
      status: 'deploying',
      status_details: { ...app.status_details, reason: 'waiting_for_resources' },
    });
    project.events.push(waiting(app.name, message, createdAt));
    return;
  }
  const got = prepared(world, project, app);
  if ('reason' in got) {
    const message = `Unable to fetch image "${app.image_reference}": ${got.message}`;
    addRevisionTo(world, project, app, {
      createdAt,
      status: 'failed',
      reason: got.reason,
      conditions: [{ type: 'Ready', status: 'False', reason: 'ContainerMissing', message }],
    });
    return;
  }
  const { image } = got;
  const probe = app.probe_readiness?.type === 'http' ? (app.probe_readiness.path ?? '/') : undefined;
  const ran = run(
    image.program ?? healthy,
    startOf(image, app, { as: 'app', port: app.image_port, ...(probe !== undefined && { probe }) }),
  );
  addRevisionTo(world, project, app, revisionOf(app, image, ran, createdAt));
}

function revisionOf(app: App, image: RegistryImage, ran: Ran, createdAt: number): RevisionStory {
  const reference = pinned(app.image_reference, image.digest);
  if (ran.ok) {
    return {
      createdAt,
      status: 'ready',
      reason: 'ready',
      digest: image.digest,
      instances: [
        {
          createdAt,
          status: 'running',
          phase: 'Running',
          user: { state: { running: 2_400 }, ready: true, log: 'ready to serve\n', imageId: reference },
        },
      ],
    };
  }
  return {
    createdAt,
    status: 'failed',
    reason: ran.exitCode > 0 ? `container_failed_exit_code_${ran.exitCode}` : 'initial_scale_never_achieved',
    digest: image.digest,
    conditions: [{ type: 'Ready', status: 'False', reason: ran.reason, message: ran.says }],
    instances: [
      {
        createdAt,
        status: 'pending',
        phase: 'Running',
        user: {
          state: { terminated: ran.reason, exitCode: ran.exitCode, from: 2_000, to: 4_000 },
          restarts: 1,
          log: `${ran.says}\n`,
        },
      },
    ],
  };
}

/** Runs a job, or what a run without a job names, under a name that is free. */
export function submit(
  world: World,
  project: Project,
  job: Omit<Job, 'created_at' | 'entity_tag'>,
  name: string,
  ofJob: boolean,
): void {
  const got = prepared(world, project, job);
  const createdAt = world.clock.now();
  const options = optionsOf(job);
  const tell = (story: JobRunStory) => {
    removeJobRun(world, project, name);
    const made = addJobRun(world, project, options, story);
    if (!ofJob) {
      const { job_name: _none, ...lone } = made;
      world.put(project, 'jobRuns', lone);
    }
  };
  const base = { name, createdAt };
  if ('reason' in got) {
    const waiting = got.reason === 'CreateContainerConfigError' ? got.reason : 'ImagePullBackOff';
    tell({
      ...base,
      status: 'pending',
      indices: [
        {
          index: 0,
          status: 'pending',
          pod: { phase: 'Pending', container: { state: { waiting, message: got.message } } },
        },
      ],
    });
    return;
  }
  const most = job.run_mode === 'daemon' ? undefined : job.scale_max_execution_time;
  const ran = run(
    got.image.program ?? healthy,
    startOf(got.image, job, { ...(most !== undefined && { most }) }),
  );
  tell({
    ...base,
    status: 'running',
    indices: [
      {
        index: 0,
        status: 'running',
        pod: { phase: 'Running', container: { state: { running: 3_000 }, log: 'started\n' } },
      },
    ],
  });
  if (ran.ok && job.run_mode === 'daemon' && got.image.program?.ends === undefined) return;
  const late = !ran.ok && ran.reason === 'MaxExecutionTimeExceeded';
  const took = (ran.ok ? ran.seconds : late ? (most ?? 30) : 20) * 1_000;
  world.at(createdAt + took, () => {
    if (!project.jobRuns.has(name)) return;
    const to = took;
    const [status, phase] = ran.ok ? (['succeeded', 'Succeeded'] as const) : (['failed', 'Failed'] as const);
    tell({
      ...base,
      status: ran.ok ? 'completed' : 'failed',
      finishedAfter: took,
      indices: [
        {
          index: 0,
          status,
          ...(!ran.ok && {
            lastFailureReason: ran.reason === 'Error' ? `ContainerExitedCode${ran.exitCode}` : ran.reason,
          }),
          pod: {
            phase,
            container: {
              state: {
                terminated: ran.ok ? 'Completed' : ran.reason,
                exitCode: ran.ok ? 0 : ran.exitCode,
                from: 3_000,
                to,
              },
              log: ran.ok ? 'started\ndone\n' : `started\n${ran.says}\n`,
            },
          },
        },
      ],
    });
  });
}

/** A job in the words in which the world tells of runs. */
function optionsOf(job: Omit<Job, 'created_at' | 'entity_tag'>): JobOptions {
  return {
    name: job.name,
    image: job.image_reference,
    ...(job.image_secret !== undefined && { secret: job.image_secret }),
    commands: job.run_commands,
    arguments: job.run_arguments,
    env: job.run_env_variables,
    cpu: job.scale_cpu_limit,
    memory: job.scale_memory_limit,
    ephemeralStorage: job.scale_ephemeral_storage_limit,
    runMode: job.run_mode,
    arraySpec: job.scale_array_spec,
    ...(job.scale_max_execution_time !== undefined && { maxExecutionTime: job.scale_max_execution_time }),
    ...(job.scale_retry_limit !== undefined && { retryLimit: job.scale_retry_limit }),
  };
}

/** `JOB-jobrun-xxxxx`, as Code Engine names a run that nobody named. */
export function jobRunName(world: World, project: Project, job: string): string {
  return `${job}-jobrun-${world.names.suffix(5, 'jobrun', project.id, job, instant(world.clock.now()))}`;
}
