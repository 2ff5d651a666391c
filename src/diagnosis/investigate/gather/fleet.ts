/** Evidence on serverless fleets: their tasks and workers, the image, and what the VPC lets the workers reach. */
import type { Evidence, Gathered } from '../../model/evidence';
import { type FleetWorker, fleetState, isStopped } from '../../model/fleet';
import { gapOf } from '../../model/listed';
import type { FleetNetwork, SubnetPool } from '../../model/network';
import type { Fleet } from '../../model/platform';
import { present } from '../../model/present';
import type { ProjectRef } from '../../model/subject';
import type { Gatherer } from './gatherer';

/** Subnet pools that are looked up, of one fleet. */
const MOST_POOLS = 3;

/** Workers are servers, not pods: what they and their instances write is kept by IBM Cloud Logs or nowhere. */
export const noLogOfFleets = {
  state: 'missing',
  reason: 'gone',
  detail: 'the platform keeps no log of a fleet',
  cure: 'With CLOUD_LOGS set, ce-image reads what IBM Cloud Logs has kept.',
} as const satisfies Gathered<never>;

/** A fleet with its tasks, workers and network. */
export async function gatherFleet(gatherer: Gatherer, project: ProjectRef, name: string): Promise<Evidence> {
  const { codeEngine } = gatherer;
  const fleet = await gatherer.ask((signal) => codeEngine.fleet(project, name, signal));
  if (fleet.state === 'missing') return { fleet };
  const { id, tasks } = fleet.value;
  // Of one that a person stopped nobody asks why it stands still.
  const troubled = !isStopped(fleet.value) && fleetState(fleet.value) !== 'healthy';
  const [fleetTasks, around, registry] = await Promise.all([
    id && (tasks?.failed ?? 0) > 0
      ? gatherer.ask((signal) => codeEngine.failedTasksOf(project, id, signal))
      : undefined,
    id && troubled ? gatherWorkers(gatherer, project, id, fleet.value) : {},
    gatherer.checkImageOf(project, fleet.value),
  ]);
  return {
    fleet,
    ...(fleetTasks && { fleetTasks }),
    ...around,
    ...(registry && { registry }),
    ...(troubled && { logs: noLogOfFleets }),
  };
}

async function gatherWorkers(
  gatherer: Gatherer,
  project: ProjectRef,
  id: string,
  fleet: Fleet,
): Promise<Pick<Evidence, 'fleetWorkers' | 'subnetPools' | 'fleetNetwork'>> {
  const { codeEngine } = gatherer;
  const [fleetWorkers, subnetPools] = await Promise.all([
    gatherer.ask((signal) => codeEngine.workersOf(project, id, signal)),
    gatherer.askEach(fleet.subnetPools.slice(0, MOST_POOLS), (pool, signal) =>
      codeEngine.subnetPool(project, pool, signal),
    ),
  ]);
  const fleetNetwork = await gatherNetwork(gatherer, project, fleetWorkers, subnetPools);
  return { fleetWorkers, subnetPools, ...(fleetNetwork && { fleetNetwork }) };
}

/** The network of the subnets that workers are in; before there are any, of those that they may be placed in. */
async function gatherNetwork(
  gatherer: Gatherer,
  project: ProjectRef,
  workers: Gathered<readonly FleetWorker[]>,
  pools: Gathered<readonly SubnetPool[]>,
): Promise<Gathered<FleetNetwork> | undefined> {
  const { network } = gatherer;
  const used = (present(workers) ?? []).flatMap(({ subnetCrn }) => subnetCrn ?? []);
  const offered = (present(pools) ?? []).flatMap(({ subnetCrns }) => subnetCrns);
  const subnets = [...new Set(used.length > 0 ? used : offered)];
  if (!network || subnets.length === 0) return undefined;
  const found = await gatherer.ask((signal) => network.reach(project, subnets, signal));
  const gap = gapOf(present(found)?.gateways);
  return gap && found.state === 'present' ? { ...found, gap } : found;
}
