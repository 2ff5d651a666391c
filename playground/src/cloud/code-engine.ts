import { addProject, type Collection, type Identity, type Project, type World } from '../world';
import { may, roleIn } from './access';
import { projectModel, resourceModel } from './code-engine-models';
import { deleteRevision, write } from './code-engine-writes';
import { readBody, readName } from './fields';
import { connectivityAt, fleetsAt } from './fleets';
import { type Answer, type Handler, json, type Reply, type Request } from './http';
import { kubeconfig } from './kubeconfig';
import { notAllowed, notFound, type Place, page, Refusal } from './replies';
import type { Tokens } from './tokens';

/** The documented error body of Code Engine. */
export function codeEngineError(
  world: World,
  status: number,
  code: string,
  message: string,
  path: string,
): Reply {
  return json(status, {
    errors: [{ code, message }],
    trace: `codeengine-api-${world.names.hex(32, 'trace', path, code)}`,
    status_code: status,
  });
}

/** First and last accepted `version` (comment of the SDKs, 2026-06). */
const versions = { from: '2021-03-31', to: '2026-06-15' };

/** Collections by path segment, with the query parameter that filters them. */
const collections: Readonly<
  Record<string, { collection: Collection; filter?: { query: string; field: string } }>
> = {
  apps: { collection: 'apps' },
  builds: { collection: 'builds' },
  build_runs: { collection: 'buildRuns', filter: { query: 'build_name', field: 'build_name' } },
  config_maps: { collection: 'configMaps' },
  functions: { collection: 'functions' },
  jobs: { collection: 'jobs' },
  job_runs: { collection: 'jobRuns', filter: { query: 'job_name', field: 'job_name' } },
  persistent_data_stores: { collection: 'dataStores' },
  secrets: { collection: 'secrets', filter: { query: 'format', field: 'format' } },
};

/** Collections that exist and are empty in this world. */
const emptyCollections = ['bindings', 'domain_mappings'];

/**
 * Code Engine's API v2 under `/{region}/v2` and the kubeconfig of v1 under `/{region}/api/v1`. Without the
 * region in the path, the host name `api.{region}.codeengine.cloud.ibm.com` tells it.
 */
export function codeEngine(world: World, tokens: Tokens, kubernetesUrl: () => string): Handler {
  return (request) => {
    try {
      return route(world, tokens, kubernetesUrl, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return codeEngineError(world, error.status, error.code, error.message, request.path);
    }
  };
}

function route(world: World, tokens: Tokens, kubernetesUrl: () => string, request: Request): Answer {
  const place = locate(request);
  if (!place) throw notFound();
  const identity = tokens.bearer(request.header('authorization'), 'access');
  if (!identity) {
    throw new Refusal(
      401,
      'unauthorized',
      'The request is not authenticated: the IAM token is missing, not valid or expired.',
    );
  }
  if (place.api === 'v1') {
    const id = /^project\/([^/]+)\/config$/.exec(place.rest)?.[1];
    const project = id === undefined ? undefined : world.projects.get(id);
    if (!project || project.region !== place.region) throw notFound();
    requireReader(identity, project);
    return kubeconfig(tokens, identity, project, request, kubernetesUrl());
  }
  checkVersion(request.query.get('version'));
  return v2(world, identity, place, request);
}

function locate(request: Request): Place | undefined {
  const byPath = /^\/([a-z]{2}-[a-z]{2,5})\/(v2|api\/v1)\/(.*)$/.exec(request.path);
  if (byPath) {
    const [, region = '', root = '', rest = ''] = byPath;
    return { region, api: root === 'v2' ? 'v2' : 'v1', rest, base: `${request.origin}/${region}/${root}` };
  }
  const region = /^api\.([a-z]{2}-[a-z]{2,5})\./.exec(request.header('host') ?? '')?.[1];
  const [, root = '', rest = ''] = /^\/(v2|api\/v1)\/(.*)$/.exec(request.path) ?? [];
  if (region === undefined || root === '') return undefined;
  return { region, api: root === 'v2' ? 'v2' : 'v1', rest, base: `${request.origin}/${root}` };
}

/** Source: docs, ts-project-cannotcreate (case P-2): a name once in a region, 20 projects at most, Administrator or Editor. */
const MOST_PROJECTS = 20;

function createProject(
  world: World,
  identity: Identity,
  here: readonly Project[],
  region: string,
  request: Request,
): Project {
  if (identity.role !== 'Manager' && identity.role !== 'Writer') {
    throw new Refusal(403, 'forbidden', 'You are not authorized to create a project.');
  }
  const name = readName(readBody(request.body));
  if (here.some((project) => project.name === name)) {
    throw new Refusal(
      409,
      'project_already_exists',
      `A project with the name '${name}' already exists in this region.`,
    );
  }
  if (here.length >= MOST_PROJECTS) {
    throw new Refusal(403, 'limit_exceeded', `A region can have ${MOST_PROJECTS} projects.`);
  }
  return addProject(world, { name, region, createdAt: world.clock.now() });
}

function checkVersion(version: string | null): void {
  const valid =
    version !== null &&
    /^\d{4}-\d{2}-\d{2}$/.test(version) &&
    new Date(`${version}T00:00:00Z`).toJSON()?.startsWith(version) === true &&
    version >= versions.from &&
    version <= versions.to;
  if (!valid) {
    throw new Refusal(
      400,
      'invalid_version',
      `Query parameter 'version' must be a date from ${versions.from} up to ${versions.to}.`,
    );
  }
}

function requireReader(identity: Identity, project: Project): void {
  if (!may(identity, project, 'Reader')) {
    throw new Refusal(
      403,
      'forbidden',
      'You are not authorized to access this project: a service role is missing.',
    );
  }
}

function v2(world: World, identity: Identity, place: Place, request: Request): Reply {
  const parts = place.rest.split('/').filter((part) => part !== '');
  if (place.rest === 'function_runtimes' && request.method === 'GET') {
    return json(200, { function_runtimes: world.functionRuntimes });
  }
  if (parts[0] !== 'projects') throw notFound();
  if (parts.length === 1) {
    const here = [...world.projects.values()].filter(
      (project) => project.region === place.region && project.accountId === identity.accountId,
    );
    if (request.method === 'POST') {
      return json(202, projectModel(world, createProject(world, identity, here, place.region, request)));
    }
    if (request.method !== 'GET') throw notAllowed();
    return page(
      place,
      request,
      'projects',
      here.map((project) => projectModel(world, project)),
    );
  }
  const project = world.projects.get(parts[1] ?? '');
  if (!project || project.region !== place.region || project.accountId !== identity.accountId)
    throw notFound();
  if (parts.length === 2) {
    if (request.method !== 'GET') throw notAllowed();
    return json(200, projectModel(world, project));
  }
  requireReader(identity, project);
  if (project.status !== 'active') {
    throw new Refusal(400, 'project_not_active', 'Project is not yet active');
  }
  return inProject(world, identity, project, place, request, parts.slice(2));
}

function inProject(
  world: World,
  identity: Identity,
  project: Project,
  place: Place,
  request: Request,
  parts: readonly string[],
): Reply {
  const [kind = '', name, below, item] = parts;
  const reading = request.method === 'GET';
  if (kind === 'status_details' && parts.length === 1 && reading) return json(200, statusDetails(world));
  if (kind === 'egress_ips' && parts.length === 1 && reading) return json(200, project.egress);
  if (emptyCollections.includes(kind) && parts.length === 1 && reading) return page(place, request, kind, []);

  if (kind === 'fleets' && reading) return fleetsAt(world, project, place, request, parts.slice(1));
  if (kind === 'subnet_pools' && reading) return connectivityAt(world, project, place, request, parts);
  if (kind === 'allowed_outbound_destinations' && reading)
    return connectivityAt(world, project, place, request, parts);
  if (kind === 'apps' && name !== undefined && below !== undefined) {
    if (reading) return belowApp(world, project, place, request, name, below, item);
    if (request.method !== 'DELETE' || below !== 'revisions' || item === undefined) throw notAllowed();
    requireWriter(identity, project);
    return deleteRevision(world, project, name, item);
  }
  const known = collections[kind];
  if (!known || parts.length > 2) throw notFound();
  const { collection, filter } = known;
  const map: ReadonlyMap<string, { readonly name: string }> = project[collection];
  const model = (resource: { readonly name: string }) =>
    resourceModel(world, project, collection, kind, resource);

  if (reading) {
    if (name === undefined) {
      const wanted = filter && request.query.get(filter.query);
      const all = [...map.values()].filter(
        (resource) =>
          !filter || !wanted || (resource as never as Record<string, unknown>)[filter.field] === wanted,
      );
      return page(place, request, kind, all.map(model));
    }
    const resource = map.get(name);
    if (!resource) throw notFound();
    return json(200, model(resource));
  }
  if (name !== undefined && !map.has(name)) throw notFound();
  requireWriter(identity, project);
  return write({ world, project, kind, collection, request }, name);
}

function requireWriter(identity: Identity, project: Project): void {
  if (!may(identity, project, 'Writer')) {
    throw new Refusal(
      403,
      'forbidden',
      `You are not authorized to perform this action: your role is ${roleIn(identity, project)}.`,
    );
  }
}

function belowApp(
  world: World,
  project: Project,
  place: Place,
  request: Request,
  app: string,
  below: string,
  item: string | undefined,
): Reply {
  if (!project.apps.has(app)) throw notFound();
  const collection = below === 'revisions' ? 'revisions' : below === 'instances' ? 'instances' : undefined;
  if (!collection) throw notFound();
  const path = `apps/${app}/${below}`;
  const all: { readonly name: string; readonly app_name: string }[] = [...project[collection].values()];
  const mine = all.filter((resource) => resource.app_name === app);
  if (item === undefined) {
    const models = mine.map((resource) => resourceModel(world, project, collection, path, resource));
    return page(place, request, below, models);
  }
  const one = mine.find((resource) => resource.name === item);
  if (!one || collection !== 'revisions') throw notFound();
  return json(200, resourceModel(world, project, collection, path, one));
}

function statusDetails(world: World) {
  return {
    cbr: {
      data_plane: {
        enforcement: 'none',
        inbound_private: 'allowed',
        inbound_public: 'allowed',
        last_synced_at: world.instant(-600_000),
      },
    },
    domain: 'ready',
    project: 'enabled',
    vpe: 'ready',
    vpe_not_enabled: false,
  };
}
