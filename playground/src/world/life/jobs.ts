import { instant } from '../clock';
import type { Pod, PodCondition } from '../kubernetes';
import type { Project } from '../project';
import type { Job, JobIndex, JobRun } from '../resources';
import type { World } from '../world';
import {
  type ContainerStory,
  container,
  type EventStory,
  literal,
  systemEvent,
  type WorkloadOptions,
  workloadSpec,
} from './stories';

export interface JobOptions extends WorkloadOptions {
  readonly name: string;
  readonly createdAt?: number;
  readonly runMode?: string;
  readonly arraySpec?: string;
  /** Seconds. */
  readonly maxExecutionTime?: number;
  readonly retryLimit?: number;
  readonly build?: string;
  readonly buildRun?: string;
}

export interface JobRunStory {
  readonly name: string;
  readonly createdAt: number;
  readonly status: 'pending' | 'running' | 'completed' | 'failed';
  /** Milliseconds from creation; absent: not finished. */
  readonly finishedAfter?: number;
  readonly indices: readonly JobIndexStory[];
  /** Events of the job run itself. */
  readonly events?: readonly EventStory[];
  readonly workload?: Partial<WorkloadOptions>;
}

export interface JobIndexStory {
  readonly index: number;
  readonly status: 'failed' | 'pending' | 'running' | 'succeeded' | 'unknown';
  readonly lastFailureReason?: string;
  readonly retries?: number;
  readonly pod?: {
    readonly phase: Pod['phase'];
    readonly container: ContainerStory;
    readonly events?: readonly EventStory[];
    readonly conditions?: readonly PodCondition[];
    readonly reason?: string;
    readonly message?: string;
    /** Milliseconds after the run's creation. */
    readonly createdAfter?: number;
  };
}

function scale(options: JobOptions) {
  const daemon = options.runMode === 'daemon';
  return {
    run_mode: options.runMode ?? 'task',
    scale_array_spec: options.arraySpec ?? '0',
    ...(!daemon && {
      scale_max_execution_time: options.maxExecutionTime ?? 7_200,
      scale_retry_limit: options.retryLimit ?? 3,
    }),
  };
}

function computed(project: Project, job: string) {
  return [
    literal('CE_JOB', job),
    literal('CE_PROJECT_ID', project.id),
    literal('CE_REGION', project.region),
    literal('CE_SUBDOMAIN', project.namespace),
  ];
}

export function addJob(world: World, project: Project, options: JobOptions): Job {
  const job: Job = {
    ...workloadSpec(options, computed(project, options.name)),
    ...scale(options),
    name: options.name,
    created_at: instant(options.createdAt ?? project.createdAt),
    entity_tag: world.entityTag(),
    ...(options.build !== undefined && { build: options.build }),
    ...(options.buildRun !== undefined && { build_run: options.buildRun }),
  };
  world.put(project, 'jobs', job);
  return job;
}

/** Adds a run of a job as it is now, with its pods and events. */
export function addJobRun(world: World, project: Project, job: JobOptions, story: JobRunStory): JobRun {
  const details: Record<string, JobIndex> = {};
  for (const index of story.indices) {
    details[String(index.index)] = {
      status: index.status,
      ...(index.lastFailureReason !== undefined && { last_failure_reason: index.lastFailureReason }),
      ...(index.retries !== undefined && { retries: index.retries }),
      ...(index.status !== 'pending' && { started_at: instant(story.createdAt + 4_000) }),
      ...(story.finishedAfter !== undefined && {
        finished_at: instant(story.createdAt + story.finishedAfter),
      }),
    };
    addPod(world, project, job, story, index);
  }
  const count = (status: string) => story.indices.filter((index) => index.status === status).length;
  const list = (status: string) =>
    story.indices
      .filter((index) => index.status === status)
      .map((index) => index.index)
      .join(',');
  const run: JobRun = {
    ...workloadSpec({ ...job, ...story.workload }, [
      ...computed(project, job.name),
      literal('CE_JOBRUN', story.name),
    ]),
    ...scale(job),
    name: story.name,
    job_name: job.name,
    created_at: instant(story.createdAt),
    status: story.status,
    status_details: {
      requested: 0,
      pending: count('pending'),
      running: count('running'),
      failed: count('failed'),
      succeeded: count('succeeded'),
      unknown: count('unknown'),
      ...(count('pending') > 0 && { pending_indices: list('pending') }),
      ...(count('running') > 0 && { running_indices: list('running') }),
      ...(count('failed') > 0 && { failed_indices: list('failed') }),
      ...(count('succeeded') > 0 && { succeeded_indices: list('succeeded') }),
      indices_details: details,
      start_time: instant(story.createdAt + 1_000),
      ...(story.finishedAfter !== undefined && {
        completion_time: instant(story.createdAt + story.finishedAfter),
      }),
    },
  };
  world.put(project, 'jobRuns', run);
  const object = { kind: 'JobRun', name: story.name, apiVersion: 'codeengine.cloud.ibm.com/v1beta1' };
  const updated: EventStory = {
    after: 500,
    type: 'Normal',
    reason: 'Updated',
    message: `Updated JobRun "${story.name}"`,
  };
  for (const event of [updated, ...(story.events ?? [])]) {
    project.events.push(
      systemEvent({ component: 'batch-job-controller', ...event }, object, story.createdAt, project),
    );
  }
  return run;
}

function addPod(
  world: World,
  project: Project,
  job: JobOptions,
  story: JobRunStory,
  index: JobIndexStory,
): void {
  if (!index.pod) return;
  const name = `${story.name}-${index.index}-${index.retries ?? 0}`;
  const node = `10.240.${world.names.number(0, 3, project.id, name)}.${world.names.number(4, 60, name)}`;
  const begin = story.createdAt + (index.pod.createdAfter ?? 1_000);
  const image = story.workload?.image ?? job.image;
  project.pods.set(name, {
    name,
    createdAt: begin,
    labels: {
      'codeengine.cloud.ibm.com/job-run': story.name,
      'codeengine.cloud.ibm.com/job-definition-name': job.name,
      'codeengine.cloud.ibm.com/job-index': String(index.index),
    },
    node,
    phase: index.pod.phase,
    ...(index.pod.reason !== undefined && { reason: index.pod.reason }),
    ...(index.pod.message !== undefined && { message: index.pod.message }),
    containers: [container(story.name, image, index.pod.container, begin, world.clock.now())],
    conditions: [...(index.pod.conditions ?? [{ type: 'PodScheduled', status: 'True' as const }])],
  });
  for (const event of index.pod.events ?? []) {
    project.events.push(
      systemEvent(event, { kind: 'Pod', name }, begin, { namespace: project.namespace, node }),
    );
  }
}

/** Removes a job run and its pods. `false`: there is none of that name. */
export function removeJobRun(world: World, project: Project, name: string): boolean {
  for (const pod of project.pods.values()) {
    if (pod.labels['codeengine.cloud.ibm.com/job-run'] === name) project.pods.delete(pod.name);
  }
  return world.remove(project, 'jobRuns', name);
}
