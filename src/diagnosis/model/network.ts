/** What workloads may reach: a project's allowed outbound destinations, and the VPC in which workers of fleets run. */
import type { Listed } from './listed';

/** Subnets of a VPC in which the workers of fleets are placed. */
export interface SubnetPool {
  readonly id?: string;
  readonly name?: string;
  readonly subnetCrns: readonly string[];
  /** None: workers get the default security group of their VPC. */
  readonly securityGroupCrns: readonly string[];
}

/** What the VPC lets a fleet's workers reach. */
export interface FleetNetwork {
  readonly subnets: readonly VpcSubnet[];
  /** Subnets that could not be read, beside those; absent: none. */
  readonly unread?: number;
  /** Virtual private endpoint gateways of the regions; with a gap, one that is not among them may be there. */
  readonly gateways: Listed<EndpointGateway>;
}

export interface VpcSubnet {
  readonly id: string;
  readonly name: string;
  readonly zone?: string;
  readonly vpc: { readonly id: string; readonly name?: string };
  /** Whether the public internet can be reached from it. */
  readonly publicGateway: boolean;
  /** The VPC's default security group, which workers get when the subnet pool names none. */
  readonly defaultSecurityGroup?: SecurityGroup;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name?: string;
}

export interface EndpointGateway {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  /** Hosts whose addresses it takes over in its VPC. */
  readonly hosts: readonly string[];
  readonly securityGroups: readonly SecurityGroup[];
}

/** Where a project's workloads may connect to. Without one nothing outside the project is reached. */
export interface OutboundDestination {
  readonly name: string;
  /** `cidr_block` or `private_path_service_gateway`. */
  readonly type?: string;
  /** Of a range of addresses, for example `192.0.2.0/24`. */
  readonly cidr?: string;
  /** Of a private path: `ready`, `deploying` or `failed`. */
  readonly status?: string;
  readonly reason?: string;
  /** Of a private path: hosts that are reached through it, and the addresses that they have in the project. */
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
}
