/** Writes of API v2: create, update, replace and delete, and what follows from them in the world. */
import {
  type App,
  type Build,
  type Collection,
  deploy,
  type FunctionResource,
  instant,
  type Job,
  jobRunName,
  type Project,
  registerBuilds,
  reloadFunction,
  removeApp,
  removeBuildRun,
  removeJobRun,
  removeRevision,
  runBuild,
  submit,
  type World,
} from '../world';
import { resourceModel } from './code-engine-models';
import { fieldsOf, readBody, readFields, readName } from './fields';
import { json, type Reply, type Request } from './http';
import { notAllowed, notFound, Refusal } from './replies';

interface Write {
  readonly world: World;
  readonly project: Project;
  /** Path segment, for example `build_runs`. */
  readonly kind: string;
  readonly collection: Collection;
  readonly request: Request;
}

type Resource = Record<string, unknown> & { readonly name: string };

/** A write to the collection of a kind, or to one of it. The caller has the role Writer. */
export function write(about: Write, name: string | undefined): Reply {
  const { kind, request } = about;
  if (!(kind in fieldsOf)) throw notAllowed();
  if (name === undefined) {
    if (request.method !== 'POST') throw notAllowed();
    return create(about);
  }
  switch (request.method) {
    case 'PATCH':
      if (!['apps', 'jobs', 'builds', 'functions'].includes(kind)) throw notAllowed();
      return update(about, name, true);
    case 'PUT':
      if (!['secrets', 'config_maps'].includes(kind)) throw notAllowed();
      return update(about, name, false);
    case 'DELETE':
      return remove(about, name);
    default:
      throw notAllowed();
  }
}

/** A revision that is deleted: one that serves or is the newest is kept. */
export function deleteRevision(world: World, project: Project, app: string, name: string): Reply {
  const { latest_created_revision, latest_ready_revision } = project.apps.get(app)?.status_details ?? {};
  if (project.revisions.get(name)?.app_name !== app) throw notFound();
  if (name === latest_created_revision || name === latest_ready_revision) {
    throw new Refusal(409, 'revision_in_use', `The revision '${name}' is in use.`);
  }
  removeRevision(world, project, name);
  return json(202, {});
}

function create(about: Write): Reply {
  const { world, project, kind, collection, request } = about;
  const body = readBody(request.body);
  if (kind === 'build_runs') return createBuildRun(about, body);
  if (kind === 'job_runs') return createJobRun(about, body);
  const name = readName(body);
  if (project[collection].has(name)) {
    throw new Refusal(409, 'resource_already_exists', `A resource with the name '${name}' already exists.`);
  }
  const fields = readFields(kind, body, { patch: false });
  demand(kind, fields);
  const made = { ...defaults(world, project, kind, name), ...fields, name } as Resource;
  world.put(project, collection, made as never);
  follow(about, made);
  return told(about, 201, name);
}

/** Fields without which nothing can be made. */
const required: Readonly<Record<string, readonly string[]>> = {
  apps: ['image_reference'],
  jobs: ['image_reference'],
  builds: ['output_image', 'output_secret', 'strategy_type'],
  functions: ['code_reference', 'runtime'],
  secrets: ['format'],
  config_maps: [],
};

/** Data without which a secret of a format is refused. */
const secretData: Readonly<Record<string, readonly string[]>> = {
  registry: ['server', 'username', 'password'],
  ssh_auth: ['ssh_key'],
  basic_auth: ['username', 'password'],
  tls: ['tls_cert', 'tls_key'],
};

function demand(kind: string, fields: Readonly<Record<string, unknown>>): void {
  const absent = (required[kind] ?? []).find((field) => fields[field] === undefined);
  if (absent !== undefined) throw new Refusal(400, 'missing_field', `Field '${absent}' is required.`);
  if (kind !== 'secrets') return;
  const data = (fields.data ?? {}) as Record<string, string>;
  const missing = (secretData[String(fields.format)] ?? []).find((key) => !data[key]);
  if (missing !== undefined) throw new Refusal(400, 'missing_field', `Field 'data.${missing}' is required.`);
}

function defaults(world: World, project: Project, kind: string, name: string): Record<string, unknown> {
  const common = { created_at: instant(world.clock.now()), entity_tag: world.entityTag() };
  const workload = {
    ...common,
    run_arguments: [],
    run_commands: [],
    run_env_variables: [],
    computed_env_variables: [],
    run_volume_mounts: [],
    run_service_account: 'default',
    run_compute_resource_token_enabled: false,
    scale_cpu_limit: '1',
    scale_memory_limit: '4G',
    scale_ephemeral_storage_limit: '400M',
  };
  switch (kind) {
    case 'apps': {
      const host = `${project.namespace}.${project.region}.codeengine.appdomain.cloud`;
      return {
        ...workload,
        image_port: 8080,
        scale_concurrency: 100,
        scale_down_delay: 0,
        scale_initial_instances: 1,
        scale_max_instances: 10,
        scale_min_instances: 0,
        scale_request_timeout: 300,
        endpoint: `https://${name}.${host}`,
        endpoint_internal: `http://${name}.${project.namespace}.svc.cluster.local`,
        managed_domain_mappings: 'local_public',
        status: 'deploying',
        status_details: { reason: 'deploying' },
      };
    }
    case 'jobs':
      return {
        ...workload,
        run_mode: 'task',
        scale_array_spec: '0',
        scale_max_execution_time: 7_200,
        scale_retry_limit: 3,
      };
    case 'builds':
      return {
        ...common,
        source_type: 'git',
        strategy_size: 'medium',
        timeout: 600,
        status: 'ready',
        status_details: { reason: 'registered' },
      };
    case 'secrets':
      return { ...common, generated_by: 'user', data: {} };
    default:
      return { ...common, data: {} };
  }
}

function update(about: Write, name: string, patch: boolean): Reply {
  const { world, project, kind, collection, request } = about;
  const known = (project[collection] as ReadonlyMap<string, unknown>).get(name) as Resource | undefined;
  if (!known) throw notFound();
  checkTag(request, String(known.entity_tag));
  const fields = readFields(kind, readBody(request.body), { patch });
  if (kind === 'secrets') {
    demand(kind, { format: known.format, ...fields });
    if (fields.format !== undefined && fields.format !== known.format) {
      throw new Refusal(400, 'invalid_field', "Field 'format' cannot be changed.");
    }
  }
  const changed = { ...known, ...fields, entity_tag: world.entityTag() };
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) delete (changed as Record<string, unknown>)[field];
  }
  world.put(project, collection, changed as never);
  follow(about, changed);
  return told(about, 200, name);
}

/** `If-Match` with the tag that was read: a change that somebody else made in between is not lost. */
function checkTag(request: Request, tag: string): void {
  const expected = request.header('if-match');
  if (expected === undefined) throw new Refusal(400, 'missing_header', "Header 'If-Match' is required.");
  if (expected !== tag && expected !== '*') {
    throw new Refusal(412, 'precondition_failed', 'The entity tag does not match.');
  }
}

/** What a change brings about. */
function follow({ world, project, kind }: Write, resource: Resource): void {
  switch (kind) {
    case 'apps':
      deploy(world, project, resource as unknown as App);
      break;
    case 'builds':
    case 'secrets':
      registerBuilds(world, project);
      break;
    case 'functions':
      reloadFunction(world, project, resource as unknown as FunctionResource);
      break;
    default:
  }
}

function told({ world, project, kind, collection }: Write, status: number, name: string): Reply {
  const resource = (project[collection] as ReadonlyMap<string, { readonly name: string }>).get(name);
  if (!resource) throw notFound();
  return json(status, resourceModel(world, project, collection, kind, resource));
}

function remove({ world, project, kind, collection }: Write, name: string): Reply {
  if (!project[collection].has(name)) throw notFound();
  if (kind === 'build_runs') removeBuildRun(world, project, name);
  else if (kind === 'job_runs') removeJobRun(world, project, name);
  else if (kind === 'apps') removeApp(world, project, name);
  else world.remove(project, collection, name);
  if (kind === 'secrets') registerBuilds(world, project);
  return json(202, {});
}

function createBuildRun(about: Write, body: Readonly<Record<string, unknown>>): Reply {
  const { world, project } = about;
  const { build_name: build, ...spec } = readFields('build_runs', body, { patch: false });
  if (typeof build !== 'string') {
    throw new Refusal(
      400,
      'missing_field',
      "Field 'build_name' is required for build runs of this stand-in.",
    );
  }
  if (!project.builds.has(build)) throw notFound();
  const name = body.name === undefined ? undefined : readName(body);
  if (name !== undefined && project.buildRuns.has(name)) {
    throw new Refusal(409, 'resource_already_exists', `A build run with the name '${name}' already exists.`);
  }
  const run = runBuild(world, project, {
    build,
    spec: spec as Partial<Build>,
    ...(name !== undefined && { name }),
  });
  return told(about, 202, run.name);
}

function createJobRun(about: Write, body: Readonly<Record<string, unknown>>): Reply {
  const { world, project } = about;
  const { job_name, ...fields } = readFields('job_runs', body, { patch: false });
  const job = typeof job_name === 'string' ? project.jobs.get(job_name) : undefined;
  if (typeof job_name === 'string' && !job) throw notFound();
  if (!job && fields.image_reference === undefined) {
    throw new Refusal(400, 'missing_field', "One of 'job_name' and 'image_reference' is required.");
  }
  const name = body.name === undefined && job ? jobRunName(world, project, job.name) : readName(body);
  if (project.jobRuns.has(name)) {
    throw new Refusal(409, 'resource_already_exists', `A job run with the name '${name}' already exists.`);
  }
  const line = project.quotas.find(({ resource }) => resource.startsWith('count/jobruns.'));
  if (line && project.jobRuns.size >= Number(line.hard)) {
    throw new Refusal(
      403,
      'limit_exceeded',
      `The project has ${line.hard} job runs, as many as it can have.`,
    );
  }
  const base = job ?? (defaults(world, project, 'jobs', name) as unknown as Job);
  submit(world, project, { ...base, ...fields, name: job?.name ?? name } as Job, name, job !== undefined);
  return told(about, 202, name);
}
