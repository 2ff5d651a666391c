import { instant } from '../clock';
import type { ObjectCondition, Pod, PodCondition } from '../kubernetes';
import type { Project } from '../project';
import type { App, AppInstance, AppRevision, AppScale, ContainerState, Probe } from '../resources';
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

export interface AppOptions extends WorkloadOptions {
  readonly name: string;
  readonly createdAt?: number;
  readonly port?: number;
  readonly liveness?: Probe;
  readonly readiness?: Probe;
  readonly minScale?: number;
  readonly build?: string;
  readonly buildRun?: string;
  readonly status: string;
  readonly reason: string;
  /** Oldest first. */
  readonly revisions: readonly RevisionStory[];
}

export interface RevisionStory extends Partial<WorkloadOptions> {
  readonly createdAt: number;
  readonly status: string;
  readonly reason: string;
  readonly port?: number;
  /** Digest that it is pinned to; absent: the image was never resolved. */
  readonly digest?: string;
  readonly conditions?: readonly ObjectCondition[];
  /** Events of the revision itself. */
  readonly events?: readonly EventStory[];
  readonly instances?: readonly InstanceStory[];
}

export interface InstanceStory {
  readonly createdAt: number;
  /** `status` of the app instance. */
  readonly status: string;
  readonly phase: Pod['phase'];
  readonly user: ContainerStory;
  readonly proxy?: ContainerStory;
  readonly conditions?: readonly PodCondition[];
  readonly events?: readonly EventStory[];
}

/** Variables that every instance of an app has. */
function computedVariables(project: Project, app: string) {
  return [
    literal('CE_APP', app),
    literal('CE_DOMAIN', `${project.region}.codeengine.appdomain.cloud`),
    literal('CE_PROJECT_ID', project.id),
    literal('CE_REGION', project.region),
    literal('CE_SUBDOMAIN', project.namespace),
  ];
}

/** Adds an app with its revisions, instances, pods and events. */
export function addApp(world: World, project: Project, options: AppOptions): App {
  const { name } = options;
  const host = `${project.namespace}.${project.region}.codeengine.appdomain.cloud`;
  const computed = computedVariables(project, name);
  const revisions = options.revisions.map((story, index) =>
    addRevision(world, project, options, story, index, computed),
  );
  const latest = revisions.at(-1);
  const ready = revisions.findLast((revision) => revision.status === 'ready');
  const app: App = {
    ...workloadSpec(options, computed),
    ...scale(options),
    name,
    created_at: instant(options.createdAt ?? project.createdAt),
    entity_tag: world.entityTag(),
    ...(options.build !== undefined && { build: options.build }),
    ...(options.buildRun !== undefined && { build_run: options.buildRun }),
    endpoint: `https://${name}.${host}`,
    endpoint_internal: `http://${name}.${project.namespace}.svc.cluster.local`,
    managed_domain_mappings: 'local_public',
    status: options.status,
    status_details: {
      reason: options.reason,
      ...(latest && { latest_created_revision: latest.name }),
      ...(ready && { latest_ready_revision: ready.name }),
    },
  };
  world.put(project, 'apps', app);
  return app;
}

/**
 * Deploys an app anew, with settings of its own only: its next revision, which is ready and serves.
 * @throws RangeError when there is no such app
 */
export function deployRevision(
  world: World,
  project: Project,
  name: string,
  story: RevisionStory & Pick<WorkloadOptions, 'image' | 'secret'>,
): AppRevision {
  const app = project.apps.get(name);
  if (!app) throw new RangeError(`no app is called ${name}`);
  const { image_secret: _secret, build: _build, build_run: _run, ...kept } = app;
  const options: AppOptions = { name, image: story.image, status: 'ready', reason: 'ready', revisions: [] };
  const computed = computedVariables(project, name);
  const count = [...project.revisions.values()].filter(({ app_name }) => app_name === name).length;
  const revision = addRevision(world, project, options, story, count, computed);
  world.put(project, 'apps', {
    ...kept,
    ...workloadSpec(story, computed),
    ...scale(options),
    entity_tag: world.entityTag(),
    status: 'ready',
    status_details: {
      reason: 'ready',
      latest_created_revision: revision.name,
      latest_ready_revision: revision.name,
    },
  });
  return revision;
}

/**
 * Adds the next revision of an app as it is now, and lets the app tell of it. An older revision that is ready goes on
 * serving when the new one is not.
 */
export function addRevisionTo(world: World, project: Project, app: App, story: RevisionStory): AppRevision {
  const { name } = app;
  const options: AppOptions = {
    name,
    image: app.image_reference,
    ...(app.image_secret !== undefined && { secret: app.image_secret }),
    commands: app.run_commands,
    arguments: app.run_arguments,
    env: app.run_env_variables,
    cpu: app.scale_cpu_limit,
    memory: app.scale_memory_limit,
    ephemeralStorage: app.scale_ephemeral_storage_limit,
    port: app.image_port,
    ...(app.probe_liveness && { liveness: app.probe_liveness }),
    ...(app.probe_readiness && { readiness: app.probe_readiness }),
    minScale: app.scale_min_instances,
    status: story.status,
    reason: story.reason,
    revisions: [],
  };
  const numbers = [...project.revisions.values()]
    .filter(({ app_name }) => app_name === name)
    .map((one) => Number(one.name.slice(name.length + 1)));
  const last = Math.max(0, ...numbers);
  const revision = addRevision(world, project, options, story, last, computedVariables(project, name));
  const ready = story.status === 'ready' ? revision.name : app.status_details.latest_ready_revision;
  const serving = ready !== undefined && project.revisions.has(ready);
  world.put(project, 'apps', {
    ...app,
    entity_tag: world.entityTag(),
    status: story.status === 'ready' ? 'ready' : serving ? 'warning' : 'failed',
    status_details: {
      reason:
        story.status === 'ready'
          ? 'ready'
          : serving
            ? 'ready_but_latest_revision_failed'
            : 'no_revision_ready',
      latest_created_revision: revision.name,
      ...(serving && { latest_ready_revision: ready }),
    },
  });
  return revision;
}

function scale(options: AppOptions, story?: RevisionStory): AppScale {
  return {
    image_port: story?.port ?? options.port ?? 8080,
    ...(options.liveness && { probe_liveness: options.liveness }),
    ...(options.readiness && { probe_readiness: options.readiness }),
    scale_concurrency: 100,
    scale_down_delay: 0,
    scale_initial_instances: 1,
    scale_max_instances: 10,
    scale_min_instances: options.minScale ?? 0,
    scale_request_timeout: 300,
  };
}

function addRevision(
  world: World,
  project: Project,
  app: AppOptions,
  story: RevisionStory,
  index: number,
  computed: AppRevision['computed_env_variables'],
): AppRevision {
  const name = `${app.name}-${String(index + 1).padStart(5, '0')}`;
  const instances = story.instances ?? [];
  const workload: WorkloadOptions = { ...app, ...story };
  const revision: AppRevision = {
    ...workloadSpec(workload, [...computed, literal('CE_REVISION', name)]),
    ...scale(app, story),
    name,
    app_name: app.name,
    created_at: instant(story.createdAt),
    status: story.status,
    status_details: {
      actual_instances: instances.filter((instance) => instance.status === 'running').length,
      reason: story.reason,
    },
  };
  world.put(project, 'revisions', revision);
  project.revisionObjects.set(name, {
    name,
    ...(story.digest !== undefined && { imageDigest: pinned(workload.image, story.digest) }),
    conditions: [...(story.conditions ?? [{ type: 'Ready', status: 'True' as const }])],
  });
  const object = { kind: 'Revision', name, apiVersion: 'serving.knative.dev/v1' };
  for (const event of story.events ?? []) {
    project.events.push(
      systemEvent({ component: 'revision-controller', ...event }, object, story.createdAt, project),
    );
  }
  instances.forEach((instance, position) => {
    addInstance(world, project, app, revision, story, instance, position);
  });
  return revision;
}

/** An image reference with its tag replaced by a digest. */
export function pinned(image: string, digest: string): string {
  const bare = image.replace(/@sha256:[0-9a-f]+$/, '').replace(/:[^/:]+$/, '');
  return `${bare}@${digest}`;
}

function addInstance(
  world: World,
  project: Project,
  app: AppOptions,
  revision: AppRevision,
  story: RevisionStory,
  instance: InstanceStory,
  position: number,
): void {
  const key = [project.id, revision.name, String(position)];
  const hash = `${world.names.hex(9, 'replicaset', project.id, revision.name)}`;
  const name = `${revision.name}-deployment-${hash}-${world.names.suffix(5, 'pod', ...key)}`;
  const node = `10.240.${world.names.number(0, 3, ...key)}.${world.names.number(4, 60, ...key, 'n')}`;
  const now = world.clock.now();
  const begin = instance.createdAt;
  const image =
    story.digest === undefined ? revision.image_reference : pinned(revision.image_reference, story.digest);
  const proxy: ContainerStory = instance.proxy ?? {
    state: { running: 3_000 },
    ready: instance.status === 'running',
    log: '',
  };
  const containers = [
    container('user-container', image, instance.user, begin, now),
    container('queue-proxy', 'icr.io/obs/codeengine/knative/queue-proxy:v1.17.0', proxy, begin, now),
  ];
  project.pods.set(name, {
    name,
    createdAt: begin,
    labels: {
      'serving.knative.dev/service': app.name,
      'serving.knative.dev/revision': revision.name,
      'serving.knative.dev/configuration': app.name,
    },
    node,
    phase: instance.phase,
    containers,
    conditions: [...(instance.conditions ?? [{ type: 'PodScheduled', status: 'True' as const }])],
  });
  for (const event of instance.events ?? []) {
    project.events.push(
      systemEvent(event, { kind: 'Pod', name }, begin, { namespace: project.namespace, node }),
    );
  }
  const [user, system] = containers;
  if (!user || !system) return;
  const states = (kept: typeof user) => {
    const last = kept.lastTerminated;
    return {
      current_state: containerState(kept.state),
      ...(last && { last_observed_state: containerState({ terminated: last }) }),
    };
  };
  const added: AppInstance = {
    name,
    app_name: app.name,
    revision_name: revision.name,
    created_at: instant(begin),
    scale_cpu_limit: revision.scale_cpu_limit,
    scale_memory_limit: revision.scale_memory_limit,
    scale_ephemeral_storage_limit: revision.scale_ephemeral_storage_limit,
    status: instance.status,
    status_details: {
      restarts: user.restarts,
      user_container: states(user),
      system_container: states(system),
    },
  };
  world.put(project, 'instances', added);
}

function containerState(state: Pod['containers'][number]['state']): ContainerState {
  if ('waiting' in state) return { container_status: 'pending', reason: state.waiting.reason };
  if ('running' in state) {
    return { container_status: 'running', started_at: instant(state.running.startedAt) };
  }
  return {
    container_status: 'terminated',
    reason: state.terminated.reason,
    exit_code: state.terminated.exitCode,
    started_at: instant(state.terminated.startedAt),
    completed_at: instant(state.terminated.finishedAt),
  };
}
