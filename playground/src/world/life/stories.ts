import type { ContainerLog, PodContainer, SystemEvent } from '../kubernetes';
import type { EnvVariable, VolumeMount, WorkloadSpec } from '../resources';

/** Something that the platform said, `after` milliseconds from the beginning of what it is about. */
export interface EventStory {
  readonly after: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component?: string;
  readonly count?: number;
  /** When the last of `count` came, from the beginning as well. */
  readonly lastAfter?: number;
  readonly repeatsEvery?: number;
}

/** A container's present, in few words. Times are milliseconds from the pod's beginning. */
export interface ContainerStory {
  readonly state:
    | { readonly waiting: string; readonly message?: string }
    | { readonly running: number }
    | TerminatedStory;
  readonly last?: TerminatedStory;
  readonly restarts?: number;
  readonly ready?: boolean;
  readonly log?: string;
  readonly previousLog?: string;
  readonly imageId?: string;
}

export interface TerminatedStory {
  readonly exitCode: number;
  readonly terminated: string;
  readonly message?: string;
  readonly from: number;
  readonly to: number;
}

/** What a container is told to run, with the platform's defaults where nothing is said. */
export interface WorkloadOptions {
  readonly image: string;
  readonly secret?: string;
  readonly commands?: readonly string[];
  readonly arguments?: readonly string[];
  readonly env?: readonly EnvVariable[];
  readonly mounts?: readonly VolumeMount[];
  readonly cpu?: string;
  readonly memory?: string;
  readonly ephemeralStorage?: string;
}

export function workloadSpec(options: WorkloadOptions, computed: readonly EnvVariable[]): WorkloadSpec {
  return {
    image_reference: options.image,
    ...(options.secret !== undefined && { image_secret: options.secret }),
    run_arguments: [...(options.arguments ?? [])],
    run_commands: [...(options.commands ?? [])],
    run_env_variables: [...(options.env ?? [])],
    computed_env_variables: [...computed],
    run_volume_mounts: [...(options.mounts ?? [])],
    run_service_account: 'default',
    run_compute_resource_token_enabled: false,
    scale_cpu_limit: options.cpu ?? '1',
    scale_memory_limit: options.memory ?? '4G',
    scale_ephemeral_storage_limit: options.ephemeralStorage ?? '400M',
  };
}

/** A literal environment variable. */
export function literal(name: string, value: string): EnvVariable {
  return { type: 'literal', name, value };
}

export function log(text: string, from: number, to: number): ContainerLog {
  return { text: text.endsWith('\n') || text === '' ? text : `${text}\n`, from, to };
}

function terminated(story: TerminatedStory, begin: number) {
  return {
    exitCode: story.exitCode,
    reason: story.terminated,
    ...(story.message !== undefined && { message: story.message }),
    startedAt: begin + story.from,
    finishedAt: begin + story.to,
  };
}

/** Turns a container's story into what Kubernetes keeps of it. */
export function container(
  name: string,
  image: string,
  story: ContainerStory,
  begin: number,
  now: number,
): PodContainer {
  const { state } = story;
  const previous = story.last && terminated(story.last, begin);
  const [from, to] =
    'running' in state
      ? [begin + state.running, now]
      : 'terminated' in state
        ? [begin + state.from, begin + state.to]
        : [begin, now];
  return {
    name,
    image,
    ...(story.imageId !== undefined && { imageId: story.imageId }),
    state:
      'waiting' in state
        ? {
            waiting: {
              reason: state.waiting,
              ...(state.message !== undefined && { message: state.message }),
            },
          }
        : 'running' in state
          ? { running: { startedAt: begin + state.running } }
          : { terminated: terminated(state, begin) },
    ...(previous && { lastTerminated: previous }),
    ready: story.ready ?? false,
    restarts: story.restarts ?? 0,
    ...(story.log !== undefined && { log: log(story.log, from, to) }),
    ...(story.previousLog !== undefined &&
      previous && { previousLog: log(story.previousLog, previous.startedAt, previous.finishedAt) }),
  };
}

/** Turns an event's story into the event as it is first told; later repetitions are worked out when it is read.
 * `{namespace}`, `{name}` and `{node}` in its message stand for the object's own. */
export function systemEvent(
  story: EventStory,
  object: SystemEvent['object'],
  begin: number,
  place: { readonly namespace: string; readonly node?: string },
): SystemEvent {
  const component = story.component ?? 'kubelet';
  const { namespace, node: host } = place;
  return {
    object,
    type: story.type,
    reason: story.reason,
    message: story.message
      .replaceAll('{namespace}', namespace)
      .replaceAll('{name}', object.name)
      .replaceAll('{node}', host ?? ''),
    firstSeen: begin + story.after,
    lastSeen: begin + (story.lastAfter ?? story.after),
    count: story.count ?? 1,
    component,
    ...(component === 'kubelet' && host !== undefined && { host }),
    ...(story.repeatsEvery !== undefined && { repeatsEvery: story.repeatsEvery }),
  };
}
