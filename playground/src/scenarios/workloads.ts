import {
  type AppOptions,
  addApp,
  addJob,
  addJobRun,
  type ContainerStory,
  type EventStory,
  hours,
  type InstanceStory,
  type JobIndexStory,
  type JobOptions,
  minutes,
  type ObjectCondition,
  type Project,
  pinned,
  type RevisionStory,
  seconds,
  type World,
} from '../world';
import { notReady, pullBackOff, pullFailing, started } from './events';
import { ago } from './kit';

interface AppBasics extends Omit<AppOptions, 'status' | 'reason' | 'revisions' | 'createdAt'> {
  /** Age of the newest revision, minutes. */
  readonly minutes: number;
  /** Digest of an older revision that still serves; absent: there is none. */
  readonly serving?: { readonly image: string; readonly digest: string };
}

/** Adds an app with one revision that concerns the case, and perhaps an older one that serves. */
function appWith(
  world: World,
  project: Project,
  basics: AppBasics,
  revision: RevisionStory,
  appReason?: string,
): void {
  const { minutes: age, serving, ...options } = basics;
  const older: RevisionStory[] = serving
    ? [
        {
          image: serving.image,
          createdAt: world.clock.now() - hours(170) - minutes(age),
          status: 'ready',
          reason: 'ready',
          digest: serving.digest,
          instances: [
            {
              createdAt: world.clock.now() - hours(9),
              status: 'running',
              phase: 'Running',
              user: { state: { running: 5_200 }, ready: true, log: 'ready to serve\n' },
            },
          ],
        },
      ]
    : [];
  const deploying = revision.status === 'loading';
  addApp(world, project, {
    ...options,
    createdAt: serving ? world.clock.now() - hours(900) : ago(world, age),
    status: serving ? 'warning' : deploying ? 'deploying' : revision.status === 'ready' ? 'ready' : 'failed',
    reason:
      appReason ??
      (serving
        ? 'ready_but_latest_revision_failed'
        : deploying
          ? 'deploying'
          : revision.status === 'ready'
            ? 'ready'
            : 'no_revision_ready'),
    revisions: [...older, revision],
  });
}

/** Conditions of a revision that failed, as Knative words them. */
export function failedConditions(type: string, reason: string, message: string): ObjectCondition[] {
  return [
    { type, status: 'False', reason, message },
    { type: 'Ready', status: 'False', reason, message },
  ];
}

/** Knative could not resolve the image of a new revision: no pod was ever made. */
export function appNotResolved(
  world: World,
  project: Project,
  basics: AppBasics & {
    /** `status_details.reason` of the revision. */
    readonly reason: string;
    /** What the registry said, in the words of Knative's client. */
    readonly why: string;
    readonly platform?: string;
  },
): void {
  const { reason, why, platform, ...rest } = basics;
  const message = `Unable to fetch image "${rest.image}": failed to resolve image to digest: ${why}`;
  appWith(world, project, rest, {
    createdAt: ago(world, rest.minutes),
    status: 'failed',
    reason,
    conditions: failedConditions('ContainerHealthy', 'ContainerMissing', message),
    events: [
      {
        after: 2_000,
        type: 'Warning',
        reason: 'RevisionFailed',
        message: platform ?? message,
        count: Math.max(2, Math.floor(rest.minutes / 3)),
        lastAfter: minutes(rest.minutes) - 60_000,
        repeatsEvery: minutes(3),
        component: 'service-controller',
      },
    ],
  });
}

/** The pod of a revision is there and its image cannot be pulled. */
export function appNotPulled(
  world: World,
  project: Project,
  basics: AppBasics & {
    readonly error: (reference: string) => string;
    readonly digest?: string;
    readonly reason?: string;
    readonly platform?: string;
    /** Age of the pod, when the revision is older; minutes. */
    readonly podMinutes?: number;
    readonly revisionHours?: number;
    readonly instanceStatus?: string;
  },
): void {
  const { error, digest, reason, platform, podMinutes, revisionHours, instanceStatus, ...rest } = basics;
  const reference = digest === undefined ? rest.image : pinned(rest.image, digest);
  const why = error(reference);
  const age = podMinutes ?? rest.minutes;
  appWith(world, project, rest, {
    createdAt:
      revisionHours === undefined ? ago(world, rest.minutes) : world.clock.now() - hours(revisionHours),
    status: 'failed',
    reason: reason ?? 'image_pull_back_off',
    ...(digest !== undefined && { digest }),
    conditions: failedConditions(
      'ContainerHealthy',
      'ImagePullBackOff',
      platform ?? `Back-off pulling image "${reference}"`,
    ),
    instances: [
      {
        createdAt: ago(world, age),
        status: instanceStatus ?? 'pending',
        phase: 'Pending',
        user: { state: pullBackOff(reference, why) },
        proxy: { state: { running: 3_000 }, ready: false, log: '' },
        conditions: notReady('user-container'),
        events: pullFailing(reference, why, minutes(age)),
      },
    ],
  });
}

/** The image is pulled, the container starts and ends, again and again. */
export function appCrashing(
  world: World,
  project: Project,
  basics: AppBasics & {
    readonly digest: string;
    readonly reason: string;
    readonly exitCode: number;
    readonly terminated: string;
    readonly log: string;
    readonly restarts: number;
    readonly healthMessage?: string;
    /** `true`: runs at the moment, and was restarted. */
    readonly upAgain?: boolean;
    readonly status?: string;
    readonly events?: readonly EventStory[];
    readonly currentLog?: string;
    /** Seconds that each life lasts. */
    readonly lives?: number;
  },
): void {
  const {
    digest,
    reason,
    exitCode,
    terminated,
    log,
    restarts,
    healthMessage,
    upAgain,
    status,
    events,
    currentLog,
    lives = 4,
    ...rest
  } = basics;
  const reference = pinned(rest.image, digest);
  const age = minutes(rest.minutes);
  const last = { exitCode, terminated, from: age - minutes(2) - seconds(lives), to: age - minutes(2) };
  const user: ContainerStory = upAgain
    ? {
        state: { running: age - minutes(1.9) },
        last,
        restarts,
        ready: true,
        log: currentLog ?? log,
        previousLog: log,
        imageId: reference,
      }
    : {
        state: {
          waiting: 'CrashLoopBackOff',
          message:
            `back-off 2m40s restarting failed container=user-container pod={name}_${project.namespace}`.replace(
              '{name}',
              rest.name,
            ),
        },
        last,
        restarts,
        log,
        previousLog: log,
        imageId: reference,
      };
  const instance: InstanceStory = {
    createdAt: ago(world, rest.minutes),
    status: upAgain ? 'running' : 'pending',
    phase: 'Running',
    user,
    conditions: upAgain ? [{ type: 'PodScheduled', status: 'True' }] : notReady('user-container'),
    events: [
      ...started(reference, 'user-container'),
      {
        after: 14_000,
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container user-container in pod {name}_{namespace}',
        component: 'kubelet',
        count: restarts * 3,
        lastAfter: age - 20_000,
        ...(!upAgain && { repeatsEvery: 25_000 }),
      },
      ...(events ?? []),
    ],
  };
  appWith(world, project, rest, {
    createdAt: ago(world, rest.minutes),
    status: status ?? 'failed',
    reason,
    digest,
    ...(status !== 'ready' && {
      conditions: failedConditions(
        'ContainerHealthy',
        `ExitCode${exitCode}`,
        healthMessage ?? `Container failed with: ${log.trim().split('\n').slice(-3).join(' ')}`,
      ),
    }),
    instances: [instance],
  });
}

/** A revision whose only instance is in a state of its own. */
export function appInState(
  world: World,
  project: Project,
  basics: AppBasics &
    Pick<RevisionStory, 'status' | 'reason' | 'digest' | 'conditions' | 'instances' | 'events'> & {
      readonly appReason?: string;
      readonly revisionHours?: number;
    },
): void {
  const { status, reason, digest, conditions, instances, events, appReason, revisionHours, ...rest } = basics;
  appWith(
    world,
    project,
    rest,
    {
      createdAt:
        revisionHours === undefined ? ago(world, rest.minutes) : world.clock.now() - hours(revisionHours),
      status,
      reason,
      ...(digest !== undefined && { digest }),
      ...(conditions && { conditions }),
      ...(instances && { instances }),
      ...(events && { events }),
    },
    appReason,
  );
}

interface JobBasics extends JobOptions {
  readonly run: string;
  /** Age of the run, minutes. */
  readonly minutes: number;
}

/** A job run that waits for an image that cannot be pulled. */
export function jobNotPulled(
  world: World,
  project: Project,
  basics: JobBasics & {
    readonly error: string;
    readonly indices?: number;
    readonly waiting?: { readonly reason: string; readonly message: string };
    readonly events?: readonly EventStory[];
  },
): void {
  const { run, minutes: age, error, indices = 1, waiting, events, ...job } = basics;
  addJob(world, project, job);
  addJobRun(world, project, job, {
    name: run,
    createdAt: ago(world, age),
    status: 'pending',
    indices: Array.from({ length: indices }, (_, index) => ({
      index,
      status: 'pending' as const,
      pod: {
        phase: 'Pending' as const,
        container: {
          state: waiting
            ? { waiting: waiting.reason, message: waiting.message }
            : pullBackOff(job.image, error),
        },
        events: events ?? pullFailing(job.image, error, minutes(age) - seconds(2)),
        conditions: notReady(run),
      },
    })),
  });
}

/** A job run whose container started and did not end well. */
export function jobFailed(
  world: World,
  project: Project,
  basics: JobBasics & {
    /** `last_failure_reason`. */
    readonly failure: string;
    readonly exitCode: number;
    readonly terminated: string;
    readonly log: string;
    /** Seconds that the last try took. */
    readonly took: number;
    readonly retries?: number;
    readonly podReason?: { readonly reason: string; readonly message: string };
    readonly events?: readonly EventStory[];
    readonly healthyIndices?: number;
  },
): void {
  const {
    run,
    minutes: age,
    failure,
    exitCode,
    terminated,
    log,
    took,
    retries = 3,
    podReason,
    events,
    healthyIndices = 0,
    ...job
  } = basics;
  addJob(world, project, job);
  const each = seconds(took + 6);
  const good: JobIndexStory[] = Array.from({ length: healthyIndices }, (_, index) => ({
    index: index + 1,
    status: 'succeeded' as const,
    pod: {
      phase: 'Succeeded' as const,
      container: {
        state: { terminated: 'Completed', exitCode: 0, from: 3_000, to: seconds(took) },
        log: `index ${index + 1}: done\n`,
      },
    },
  }));
  addJobRun(world, project, job, {
    name: run,
    createdAt: ago(world, age),
    status: 'failed',
    finishedAfter: each * (retries + 1),
    indices: [
      {
        index: 0,
        status: 'failed',
        lastFailureReason: failure,
        retries,
        pod: {
          phase: 'Failed',
          createdAfter: each * retries,
          ...podReason,
          container: { state: { terminated, exitCode, from: 3_000, to: 3_000 + seconds(took) }, log },
          conditions: notReady(run),
          events: [...started(job.image, run, { seconds: 1.7 }), ...(events ?? [])],
        },
      },
      ...good,
    ],
    events: [
      {
        after: each * (retries + 1),
        type: 'Warning',
        reason: 'Failed',
        message: `JobRun failed: index 0 failed after ${retries} retries`,
      },
    ],
  });
}
