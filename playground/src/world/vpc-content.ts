/** What the company's Virtual Private Clouds hold: plain data in VPC's own field names. */

interface Named {
  readonly id: string;
  readonly name: string;
  readonly crn: string;
}

export interface VpcSubnetResource extends Named {
  readonly vpc: Named;
  readonly zone: { readonly name: string };
  readonly ipv4_cidr_block: string;
  /** Absent: nothing on the internet is reached from it. */
  readonly public_gateway?: Named;
}

export interface VpcResource extends Named {
  readonly default_security_group: Named;
}

export interface EndpointGatewayResource extends Named {
  readonly region: string;
  readonly vpc: Named;
  readonly service_endpoints: readonly string[];
  readonly security_groups: readonly Named[];
  readonly target: { readonly crn: string; readonly resource_type: string };
  readonly lifecycle_state: string;
}

export interface VpcContent {
  readonly vpcs: VpcResource[];
  readonly subnets: VpcSubnetResource[];
  readonly endpointGateways: EndpointGatewayResource[];
}
