import { createHash } from 'node:crypto';
import {
  type BuildRun,
  type JobRun,
  type Pod,
  type PodContainer,
  type Project,
  type RevisionObject,
  type SystemEvent,
  type Terminated,
  usedOf,
  type World,
} from '../world';

const stamp = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** How long the platform keeps events (cmd_defs.md: up to 60 minutes). */
const eventLifetime = 3_600_000;

function metadata(world: World, project: Project, kind: string, name: string, createdAt: number) {
  return {
    name,
    namespace: project.namespace,
    uid: world.names.uuid(kind, project.id, name),
    resourceVersion: String(world.names.number(100_000_000, 999_999_999, kind, name)),
    creationTimestamp: stamp(createdAt),
  };
}

function terminatedModel(terminated: Terminated) {
  return {
    exitCode: terminated.exitCode,
    reason: terminated.reason,
    ...(terminated.message !== undefined && { message: terminated.message }),
    startedAt: stamp(terminated.startedAt),
    finishedAt: stamp(terminated.finishedAt),
  };
}

function stateModel(state: PodContainer['state']) {
  if ('waiting' in state) return { waiting: state.waiting };
  if ('running' in state) return { running: { startedAt: stamp(state.running.startedAt) } };
  return { terminated: terminatedModel(state.terminated) };
}

const hasStarted = ({ state, lastTerminated }: PodContainer): boolean =>
  'running' in state || 'terminated' in state || lastTerminated !== undefined;

/** What has started tells a digest; where the story has none, it is one of the image's name. */
function pinnedByName(image: string): string {
  const repository = image.split('@')[0]?.replace(/:[^:/]*$/, '');
  return `${repository}@sha256:${createHash('sha256').update(image).digest('hex')}`;
}

function statusModel(container: PodContainer) {
  return {
    name: container.name,
    image: container.image,
    imageID: container.imageId ?? (hasStarted(container) ? pinnedByName(container.image) : ''),
    ready: container.ready,
    restartCount: container.restarts,
    started: 'running' in container.state,
    state: stateModel(container.state),
    lastState: container.lastTerminated ? { terminated: terminatedModel(container.lastTerminated) } : {},
  };
}

export function podModel(world: World, project: Project, pod: Pod) {
  const main = pod.containers.filter((container) => !container.init);
  const init = pod.containers.filter((container) => container.init);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata(world, project, 'Pod', pod.name, pod.createdAt), labels: pod.labels },
    spec: {
      containers: main.map(({ name, image }) => ({ name, image })),
      ...(init.length > 0 && { initContainers: init.map(({ name, image }) => ({ name, image })) }),
      ...(pod.node !== undefined && { nodeName: pod.node }),
      restartPolicy: 'Never',
    },
    status: {
      phase: pod.phase,
      ...(pod.reason !== undefined && { reason: pod.reason }),
      ...(pod.message !== undefined && { message: pod.message }),
      conditions: pod.conditions,
      ...(pod.node !== undefined && { hostIP: pod.node }),
      startTime: stamp(pod.createdAt),
      ...(init.length > 0 && { initContainerStatuses: init.map(statusModel) }),
      containerStatuses: main.map(statusModel),
    },
  };
}

/** Events as they stand now: repeated ones counted up, those older than an hour gone. */
export function eventModels(world: World, project: Project) {
  const now = world.clock.now();
  return project.events
    .map((event) => upToNow(event, project, now))
    .filter((event) => event.firstSeen <= now && now - event.lastSeen < eventLifetime)
    .map((event, index) => {
      const name = `${event.object.name}.${world.names.hex(16, 'event', event.object.name, event.reason, String(index))}`;
      return {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: metadata(world, project, 'Event', name, event.firstSeen),
        involvedObject: {
          kind: event.object.kind,
          namespace: project.namespace,
          name: event.object.name,
          uid: world.names.uuid(event.object.kind, project.id, event.object.name),
          apiVersion: event.object.apiVersion ?? 'v1',
        },
        reason: event.reason,
        message: event.message,
        source: { component: event.component, ...(event.host !== undefined && { host: event.host }) },
        firstTimestamp: stamp(event.firstSeen),
        lastTimestamp: stamp(event.lastSeen),
        count: event.count,
        type: event.type,
        eventTime: null,
        reportingComponent: event.component,
        reportingInstance: event.host ?? '',
      };
    });
}

function upToNow(event: SystemEvent, project: Project, now: number): SystemEvent {
  const stillThere = event.object.kind !== 'Pod' || project.pods.has(event.object.name);
  if (event.repeatsEvery === undefined || !stillThere || now <= event.lastSeen) return event;
  const again = Math.floor((now - event.lastSeen) / event.repeatsEvery);
  return { ...event, count: event.count + again, lastSeen: event.lastSeen + again * event.repeatsEvery };
}

export function quotaModels(world: World, project: Project) {
  const hard = Object.fromEntries(project.quotas.map((line) => [line.resource, line.hard]));
  const used = Object.fromEntries(project.quotas.map((line) => [line.resource, usedOf(project, line)]));
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadata(world, project, 'ResourceQuota', 'project-quota', project.createdAt),
      spec: { hard },
      status: { hard, used },
    },
  ];
}

export function buildRunModel(world: World, project: Project, run: BuildRun) {
  const object = project.buildRunObjects.get(run.name);
  const created = Date.parse(run.created_at);
  return {
    apiVersion: 'shipwright.io/v1beta1',
    kind: 'BuildRun',
    metadata: {
      ...metadata(world, project, 'BuildRun', run.name, created),
      labels: run.build_name === undefined ? {} : { 'build.shipwright.io/name': run.build_name },
    },
    spec: {
      build: { ...(run.build_name !== undefined && { name: run.build_name }) },
      timeout: `${run.timeout}s`,
    },
    status: {
      ...(object && {
        conditions: [
          {
            type: 'Succeeded',
            status: object.succeeded,
            reason: object.reason,
            message: object.message,
            lastTransitionTime: run.status_details.completion_time ?? run.created_at,
          },
        ],
        ...(object.failureDetails && { failureDetails: object.failureDetails }),
      }),
      ...(run.status_details.start_time !== undefined && { startTime: run.status_details.start_time }),
      ...(run.status_details.completion_time !== undefined && {
        completionTime: run.status_details.completion_time,
      }),
    },
  };
}

export function buildModel(world: World, project: Project, name: string) {
  const build = project.builds.get(name);
  if (!build) return undefined;
  const registered = build.status === 'ready';
  const reason = build.status_details.reason
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return {
    apiVersion: 'shipwright.io/v1beta1',
    kind: 'Build',
    metadata: metadata(world, project, 'Build', name, Date.parse(build.created_at)),
    spec: { timeout: `${build.timeout}s`, output: { image: build.output_image } },
    status: {
      registered: registered ? 'True' : 'False',
      reason: registered ? 'Succeeded' : reason,
      message: registered ? 'all validations succeeded' : reason,
    },
  };
}

export function revisionModel(world: World, project: Project, object: RevisionObject) {
  const revision = project.revisions.get(object.name);
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Revision',
    metadata: {
      ...metadata(world, project, 'Revision', object.name, Date.parse(revision?.created_at ?? '') || 0),
      labels: { 'serving.knative.dev/service': revision?.app_name ?? '' },
    },
    spec: { containers: [{ name: 'user-container', image: revision?.image_reference ?? '' }] },
    status: {
      conditions: object.conditions,
      containerStatuses: [
        {
          name: 'user-container',
          ...(object.imageDigest !== undefined && { imageDigest: object.imageDigest }),
        },
      ],
    },
  };
}

export function jobRunModel(world: World, project: Project, run: JobRun) {
  const { status_details: details } = run;
  const condition = { pending: 'Pending', running: 'Running', completed: 'Complete', failed: 'Failed' }[
    run.status
  ];
  return {
    apiVersion: 'codeengine.cloud.ibm.com/v1beta1',
    kind: 'JobRun',
    metadata: {
      ...metadata(world, project, 'JobRun', run.name, Date.parse(run.created_at)),
      labels:
        run.job_name === undefined ? {} : { 'codeengine.cloud.ibm.com/job-definition-name': run.job_name },
    },
    spec: {
      ...(run.job_name !== undefined && { jobDefinitionRef: run.job_name }),
      jobDefinitionSpec: {
        arraySpec: run.scale_array_spec,
        template: { containers: [{ name: run.name, image: run.image_reference }] },
      },
    },
    status: {
      requested: details.requested,
      pending: details.pending,
      running: details.running,
      failed: details.failed,
      succeeded: details.succeeded,
      conditions: [{ type: condition ?? run.status, status: 'True' }],
    },
  };
}
