/** Whether the workers of a fleet can reach the registry of their image, as far as their VPC tells. */
import type { Evidence, Gathered } from './evidence';
import { hostOf } from './image-host';
import { gapOf } from './listed';
import type { EndpointGateway, SecurityGroup, VpcSubnet } from './network';
import { present } from './present';

export interface FleetReach {
  readonly host: string;
  /** Subnets from which the public internet cannot be reached. */
  readonly closedSubnets: readonly VpcSubnet[];
  readonly subnets: readonly VpcSubnet[];
  /** Not every subnet that workers may be in could be looked at. */
  readonly partly: boolean;
  /** The endpoint gateway that takes over the host's address in the VPC. */
  readonly gateway?: EndpointGateway;
  /** Not every endpoint gateway could be read: without `gateway` there may be one all the same. */
  readonly gatewayOpen: boolean;
  /** Of the workers: those of their subnet pool, or the default one of their VPC. */
  readonly securityGroups: readonly SecurityGroup[];
}

/** Undefined when the VPC could not be looked into, or no image is named. */
export function fleetReach(evidence: Evidence): FleetReach | undefined {
  const network = present(evidence.fleetNetwork);
  const image = present(evidence.fleet)?.imageReference;
  if (!network || network.subnets.length === 0 || !image) return undefined;
  const host = hostOf(image);
  const { subnets, gateways } = network;
  const vpcs = new Set(subnets.map(({ vpc }) => vpc.id));
  const gateway = gateways.find(
    ({ hosts, vpcId }) => hosts.some((one) => serves(one, host)) && vpcs.has(vpcId),
  );
  return {
    host,
    subnets,
    partly: network.unread !== undefined || hasGap(evidence.subnetPools),
    closedSubnets: subnets.filter(({ publicGateway }) => !publicGateway),
    ...(gateway && { gateway }),
    gatewayOpen: gateway === undefined && gapOf(gateways) !== undefined,
    securityGroups: securityGroupsOf(evidence, subnets),
  };
}

function hasGap(gathered: Gathered<unknown> | undefined): boolean {
  return gathered?.state === 'present' && gathered.gap !== undefined;
}

/** A name that an endpoint gateway serves may begin with `*.`. */
function serves(name: string, host: string): boolean {
  return name === host || (name.startsWith('*.') && host.endsWith(name.slice(1)));
}

function securityGroupsOf(evidence: Evidence, subnets: readonly VpcSubnet[]): readonly SecurityGroup[] {
  const ofPools = (present(evidence.subnetPools) ?? []).flatMap(({ securityGroupCrns }) => securityGroupCrns);
  const named = ofPools.map((crn) => ({ id: crn.split(':').at(-1) ?? crn }));
  if (named.length > 0) return named;
  // Whether a pool that could not be read names others is open.
  if (!present(evidence.subnetPools) || hasGap(evidence.subnetPools)) return [];
  const defaults = subnets.flatMap(({ defaultSecurityGroup }) => defaultSecurityGroup ?? []);
  return defaults.filter(({ id }, at) => defaults.findIndex((one) => one.id === id) === at);
}
