/** Serverless fleets of API v2 with their tasks and workers, and what a project may reach. */
import type { Fleet, Project, World } from '../world';
import { apiHost } from './code-engine-models';
import { json, type Reply, type Request } from './http';
import { notAllowed, notFound, type Place, page, Refusal } from './replies';

/** Values of the filter, as the command line names them. */
const taskStatuses = ['canceled', 'failed', 'pending', 'running', 'succeeded'];

/** `parts`: what stands behind `/fleets`. A fleet is found by its id only. */
export function fleetsAt(
  world: World,
  project: Project,
  place: Place,
  request: Request,
  parts: readonly string[],
): Reply {
  const [id, below, item] = parts;
  const model = (fleet: Fleet) => fleetModel(world, project, fleet);
  if (id === undefined) return page(place, request, 'fleets', [...project.fleets.values()].map(model));
  const fleet = [...project.fleets.values()].find((one) => fleetId(world, project, one) === id);
  if (!fleet) throw notFound();
  if (below === undefined) return json(200, model(fleet));
  if (below === 'tasks') return tasksAt(world, project, fleet, place, request, item);
  if (below === 'workers') return workersAt(world, project, fleet, place, request, item);
  throw below === 'cancel' ? notAllowed() : notFound();
}

/** Subnet pools, and the destinations that a project's workloads may call. */
export function connectivityAt(
  world: World,
  project: Project,
  place: Place,
  request: Request,
  [kind = '', key, ...more]: readonly string[],
): Reply {
  if (more.length > 0) throw notFound();
  const common = (name: string) => ({
    id: world.names.uuid(kind, project.id, name),
    project_id: project.id,
    region: project.region,
  });
  const all =
    kind === 'subnet_pools'
      ? [...project.subnetPools.values()].map(({ id, ...pool }) => ({
          ...common(pool.name),
          id,
          ...pool,
          href: `${apiHost(project.region)}/projects/${project.id}/${kind}/${id}`,
          resource_type: 'subnet_pool_v2',
        }))
      : [...project.outbound.values()].map(
          (one): Record<string, unknown> => ({
            ...one,
            entity_tag: '1',
            project_id: project.id,
          }),
        );
  return allOrOne(place, request, kind, all, key, (one) => (kind === 'subnet_pools' ? one.id : one.name));
}

/** A list page by page, or the one of it that has this key. */
function allOrOne<T extends Record<string, unknown>>(
  place: Place,
  request: Request,
  collection: string,
  all: readonly T[],
  key: string | undefined,
  keyOf: (one: T) => unknown,
): Reply {
  if (key === undefined) return page(place, request, collection, all);
  const found = all.find((one) => keyOf(one) === key);
  if (!found) throw notFound();
  return json(200, found);
}

/** Id of a fleet. */
function fleetId(world: World, project: Project, { name }: Pick<Fleet, 'name'>): string {
  return world.names.uuid('fleets', project.id, name);
}

function fleetModel(world: World, project: Project, fleet: Fleet): Record<string, unknown> {
  const { tasks: _tasks, workers: _workers, ...model } = fleet;
  const id = fleetId(world, project, fleet);
  return {
    ...model,
    id,
    href: `${apiHost(project.region)}/projects/${project.id}/fleets/${id}`,
    project_id: project.id,
    region: project.region,
    resource_type: 'fleet_v2',
  };
}

function tasksAt(
  world: World,
  project: Project,
  fleet: Fleet,
  place: Place,
  request: Request,
  item: string | undefined,
): Reply {
  const wanted = request.query.get('status');
  if (wanted !== null && !taskStatuses.includes(wanted)) {
    throw new Refusal(
      400,
      'invalid_status',
      `Query parameter 'status' must be one of ${taskStatuses.join(', ')}.`,
    );
  }
  const all = fleet.tasks.map((task) => ({
    ...task,
    id: world.names.uuid('fleet-tasks', project.id, fleet.name, String(task.index)),
    fleet_id: fleetId(world, project, fleet),
    project_id: project.id,
    region: project.region,
  }));
  // The filter is that of the list; one task is found whatever its status.
  const listed = item === undefined && wanted !== null ? all.filter(({ status }) => status === wanted) : all;
  return allOrOne(place, request, 'tasks', listed, item, ({ id }) => id);
}

function workersAt(
  world: World,
  project: Project,
  fleet: Fleet,
  place: Place,
  request: Request,
  item: string | undefined,
): Reply {
  const id = fleetId(world, project, fleet);
  const all = fleet.workers.map((worker, at) => {
    const name = `fleet-${id}-${at}`;
    return {
      ...worker,
      name,
      id: world.names.uuid('fleet-workers', project.id, name),
      fleet_id: id,
      href: `${apiHost(project.region)}/projects/${project.id}/fleets/${id}/workers/${name}`,
      project_id: project.id,
      region: project.region,
      resource_type: 'fleet_worker_v2',
    };
  });
  return allOrOne(place, request, 'workers', all, item, ({ name }) => name);
}
