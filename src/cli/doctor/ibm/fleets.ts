import type { Evidence, Gathered } from '../../../diagnosis/model/evidence';
import { type FleetReach, fleetReach } from '../../../diagnosis/model/fleet-reach';
import type { FleetNetwork, SubnetPool } from '../../../diagnosis/model/network';
import type { Fleet } from '../../../diagnosis/model/platform';
import type { ProjectRef } from '../../../diagnosis/model/subject';
import type { Check } from '../check';
import { failed, type Outcome, passed, skipped } from '../outcome';
import { failure, type IbmCloud, inProject } from './cloud';

/** Fleets that are looked at, the newest: each is a few calls of the VPC. */
const MOST_FLEETS = 3;

/** The VPC of fleets can be read, and their workers reach the registries of their images. */
export const ibmFleets: Check = {
  part: 'ibm',
  name: 'VPC of fleets',
  run: ({ ibm }) =>
    inProject(ibm, async (ref, cloud) => {
      const { fleets = [] } = await cloud.core.codeEngine.activity(ref, ['fleets'], cloud.signal());
      if (fleets.length === 0) {
        return skipped(
          `${ref.name} has no fleet, so no VPC was looked into`,
          'Name a project with fleets by --project. The VPC is read with the platform role Viewer on VPC Infrastructure Services.',
        );
      }
      const looked = fleets.slice(0, MOST_FLEETS);
      const outcomes = await Promise.all(
        looked.map((fleet) =>
          reachOf(ref, fleet, cloud).catch((error: unknown) => failure(error, fleet.name)),
        ),
      );
      const left = fleets.length - looked.length;
      const older = left === 1 ? '1 older fleet was' : `${left} older fleets were`;
      return [...outcomes.flat(), ...(left > 0 ? [skipped(`${older} not looked at`)] : [])];
    }),
};

/** Rejects with SourceError when subnet pool or VPC cannot be read. */
async function reachOf(
  ref: ProjectRef,
  fleet: Fleet,
  { core: { codeEngine, network }, signal }: IbmCloud,
): Promise<Outcome> {
  const pools = await Promise.all(
    fleet.subnetPools.map((pool) => codeEngine.subnetPool(ref, pool, signal())),
  );
  const subnets = [...new Set(pools.flatMap(({ subnetCrns }) => subnetCrns))];
  if (subnets.length === 0) return skipped(`${fleet.name}: its subnet pool names no subnet`);
  const found = await network.reach(ref, subnets, signal());
  const reach = fleetReach(evidenceOf(fleet, pools, found));
  if (!reach) return skipped(`${fleet.name}: it names no image`);
  return outcomeOf(fleet, reach);
}

function evidenceOf(fleet: Fleet, pools: readonly SubnetPool[], network: FleetNetwork): Evidence {
  const present = <T>(value: T): Gathered<T> => ({ state: 'present', value });
  return { fleet: present(fleet), subnetPools: present(pools), fleetNetwork: present(network) };
}

/** Source of both: Code Engine docs, fleet-prep. */
function outcomeOf(
  { name }: Fleet,
  { host, gateway, gatewayOpen, closedSubnets, subnets, securityGroups }: FleetReach,
): Outcome {
  const names = (list: FleetReach['subnets']) => list.map((one) => one.name).join(', ');
  if (gatewayOpen && closedSubnets.length > 0 && !host.startsWith('private.')) {
    return skipped(
      `${name}: ${names(closedSubnets)} without public gateway, and whether an endpoint gateway serves ${host} could not be read in whole`,
      'See `ibmcloud is endpoint-gateways`.',
    );
  }
  if (!gateway && closedSubnets.length > 0 && !host.startsWith('private.')) {
    return failed(
      `${name}: from ${names(closedSubnets)} workers do not reach ${host}: no public gateway, and no endpoint gateway for it`,
      `Attach a public gateway, \`ibmcloud is subnet-update ${closedSubnets[0]?.id ?? 'SUBNET'} --pgw GATEWAY\`, or use an image of private.*.icr.io with an endpoint gateway of Container Registry.`,
    );
  }
  const attached = new Set(gateway?.securityGroups.map(({ id }) => id));
  if (gateway && securityGroups.length > 0 && !securityGroups.some(({ id }) => attached.has(id))) {
    const [group] = securityGroups;
    return failed(
      `${name}: the endpoint gateway ${gateway.name} for ${host} does not have the workers’ security group ${group?.name ?? group?.id}`,
      `Attach it: \`ibmcloud is security-group-target-add ${group?.id} ${gateway.id}\`.`,
    );
  }
  const by = gateway ? `through the endpoint gateway ${gateway.name}` : 'through a public gateway';
  const how = !gateway && closedSubnets.length > 0 ? 'on IBM Cloud’s own network' : by;
  return passed(`${name}: workers in ${names(subnets)} reach ${host} ${how}`);
}
