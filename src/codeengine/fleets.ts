/** Serverless fleets of a project: found by name, though the API knows them by their id. */
import { SourceError } from '../diagnosis/model/evidence';
import type { CodeEngineSource } from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import { readable } from '../http/pages';
import type { ApiV2 } from './api-v2';
import * as to from './mapping';
import { path } from './path';
import * as schemas from './schemas';

/** Failed tasks that are read; a fleet may have millions. */
const TASKS = 20;

const isId = (name: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);

export type FleetSource = Pick<CodeEngineSource, 'fleet' | 'failedTasksOf' | 'workersOf' | 'subnetPool'>;

/** Every fleet of a project, as the API lists them. */
export function fleetsOf(api: ApiV2, { id, region, name }: ProjectRef, signal: AbortSignal) {
  const words = { what: `the fleets of project “${name}”` };
  return api.list(region, path`/projects/${id}/fleets`, 'fleets', words, schemas.fleet, signal);
}

/** Fleets, their tasks and workers, by API v2. */
export function fleetSource(api: ApiV2): FleetSource {
  return {
    async fleet(ref, name, signal) {
      const what = `the fleet “${name}” of project “${ref.name}”`;
      const cures = {
        'not-found': `List what there is with \`ibmcloud ce project select --name ${ref.name}\` and \`ibmcloud ce fleet list\`.`,
      };
      if (isId(name)) {
        const where = path`/projects/${ref.id}/fleets/${name}`;
        return to.toFleet(await api.get(ref.region, where, { what, cures }, schemas.fleet, signal));
      }
      const { items, broke } = await fleetsOf(api, ref, signal);
      const [found] = to.newestFirst(items.map(to.toFleet).filter((one) => one.name === name));
      if (found) return found;
      if (broke) throw broke;
      throw new SourceError('not-found', `${what} does not exist`, cures['not-found']);
    },

    async failedTasksOf(ref, fleetId, signal) {
      const where = path`/projects/${ref.id}/fleets/${fleetId}/tasks`;
      const words = { what: `the failed tasks of a fleet of project “${ref.name}”` };
      const page = schemas.page('tasks', schemas.fleetTask);
      const params = { status: 'failed', limit: TASKS };
      const found = await api.get(ref.region, where, words, page, signal, params);
      // Whether the filter is kept to is not documented.
      return readable(found, (all) =>
        all.map(to.toFleetTask).filter(({ status }) => status === undefined || status === 'failed'),
      );
    },

    async workersOf(ref, fleetId, signal) {
      const where = path`/projects/${ref.id}/fleets/${fleetId}/workers`;
      const words = { what: `the workers of a fleet of project “${ref.name}”` };
      const found = await api.list(ref.region, where, 'workers', words, schemas.fleetWorker, signal);
      return readable(found, (all) => all.map(to.toFleetWorker));
    },

    async subnetPool(ref, id, signal) {
      const where = path`/projects/${ref.id}/subnet_pools/${id}`;
      const words = { what: `the subnet pool “${id}” of project “${ref.name}”` };
      return to.toSubnetPool(await api.get(ref.region, where, words, schemas.subnetPool, signal));
    },
  };
}
