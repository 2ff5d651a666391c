/** Serverless fleets: their image, and the way of their workers to its registry. */

import type { VpcSubnetResource } from '../../world';
import { addFleet, hours, minutes, type World } from '../../world';
import { publish, registrySecret, repository } from '../kit';
import type { Scenario } from '../scenario';

const account = (world: World) => world.accountId;

/** A VPC of the company with one subnet, made when it is first asked for. */
function subnetOf(
  world: World,
  name: string,
  options: { readonly open?: boolean; readonly region?: string } = {},
): VpcSubnetResource {
  const { open = false, region = 'us-south' } = options;
  const known = world.vpc.subnets.find((one) => one.name === name);
  if (known) return known;
  const crn = (place: string, type: string, id: string) =>
    `crn:v1:bluemix:public:is:${place}:a/${account(world)}::${type}:${id}`;
  const id = (type: string) => `r006-${world.names.uuid(type, name)}`;
  const thing = (type: string, called: string, place = region) => ({
    id: id(type),
    name: called,
    crn: crn(place, type, id(type)),
  });
  const vpc = thing('vpc', `${name}-vpc`);
  const group = thing('security-group', `${name}-workers`);
  world.vpc.vpcs.push({ ...vpc, default_security_group: group });
  const subnet: VpcSubnetResource = {
    ...thing('subnet', name, `${region}-1`),
    vpc,
    zone: { name: `${region}-1` },
    ipv4_cidr_block: '10.242.0.0/24',
    ...(open && { public_gateway: thing('public-gateway', `${name}-gateway`) }),
  };
  world.vpc.subnets.push(subnet);
  return subnet;
}

/** A virtual private endpoint gateway for IBM's registry in the VPC of a subnet. */
function registryGateway(world: World, subnet: VpcSubnetResource, open: boolean): void {
  const vpc = world.vpc.vpcs.find(({ id }) => id === subnet.vpc.id);
  const group = vpc?.default_security_group;
  const id = `r006-${world.names.uuid('endpoint-gateway', subnet.name)}`;
  const other = {
    id: 'r006-other',
    name: 'shared-services',
    crn: 'crn:v1:bluemix:public:is:us-south:::security-group:r006-other',
  };
  world.vpc.endpointGateways.push({
    id,
    name: `${subnet.vpc.name}-icr`,
    crn: `crn:v1:bluemix:public:is:us-south:a/${account(world)}::endpoint-gateway:${id}`,
    region: 'us-south',
    vpc: subnet.vpc,
    service_endpoints: ['us.icr.io', 'private.us.icr.io'],
    security_groups: open && group ? [group] : [other],
    target: {
      crn: 'crn:v1:bluemix:public:container-registry:us-south:::endpoint:us.icr.io',
      resource_type: 'provider_cloud_service',
    },
    lifecycle_state: 'stable',
  });
}

const managed = 'ce-auto-icr-private-us-south';

export const fleetCases: readonly Scenario[] = [
  {
    id: 'fleet-image-missing',
    case: 'none',
    title: 'The fleet names a tag that was never pushed',
    command: 'fleet risk-simulation --project analytics',
    cause: 'image-tag-not-found',
    play(world) {
      publish(world, 'private.us.icr.io/analytics/risk-simulation:2.3.0');
      addFleet(world, world.project('analytics'), {
        name: 'risk-simulation',
        image: 'private.us.icr.io/analytics/risk-simulation:2.4.0',
        secret: managed,
        createdAt: world.clock.now() - minutes(41),
        finishedAt: world.clock.now() - minutes(26),
        status: 'failed',
        tasks: { failed: 200 },
        subnet: subnetOf(world, 'batch-open', { open: true }),
        env: [{ type: 'literal', name: 'MARKET_TOKEN', value: world.canary('market-token') }],
      });
    },
  },
  {
    id: 'fleet-without-public-gateway',
    case: 'none',
    title: 'The subnet of the fleet has no public gateway, and its image is on Docker Hub',
    command: 'fleet report-renderer --project analytics',
    cause: 'fleet-no-public-gateway',
    play(world) {
      publish(world, 'docker.io/fernwood/report-renderer:1.8', { visibility: 'public' });
      addFleet(world, world.project('analytics'), {
        name: 'report-renderer',
        image: 'docker.io/fernwood/report-renderer:1.8',
        createdAt: world.clock.now() - minutes(52),
        status: 'running',
        tasks: { pending: 60 },
        workers: ['running', 'running'],
        subnet: subnetOf(world, 'batch-closed'),
      });
    },
  },
  {
    id: 'fleet-endpoint-gateway',
    case: 'none',
    title: 'The endpoint gateway of the registry does not have the security group of the fleet’s workers',
    command: 'fleet fraud-scan --project analytics',
    cause: 'fleet-endpoint-gateway-blocked',
    play(world) {
      publish(world, 'private.us.icr.io/analytics/fraud-scan:5.0');
      const subnet = subnetOf(world, 'batch-private');
      registryGateway(world, subnet, false);
      addFleet(world, world.project('analytics'), {
        name: 'fraud-scan',
        image: 'private.us.icr.io/analytics/fraud-scan:5.0',
        secret: managed,
        createdAt: world.clock.now() - minutes(33),
        status: 'pending',
        tasks: { pending: 1000 },
        workers: ['running'],
        subnet,
      });
    },
  },
  {
    id: 'fleet-wrong-login',
    case: 'none',
    title: 'The registry secret of the fleet has a password that is no longer valid',
    command: 'fleet image-resize --project analytics',
    cause: 'auth-invalid',
    play(world) {
      const project = world.project('analytics');
      repository(world, 'ghcr.io/fernwood/image-resize:3');
      publish(world, 'ghcr.io/fernwood/image-resize:3');
      registrySecret(world, project, 'ghcr-old', { server: 'ghcr.io', username: 'fernwood-bot' }, 'refused');
      addFleet(world, project, {
        name: 'image-resize',
        image: 'ghcr.io/fernwood/image-resize:3',
        secret: 'ghcr-old',
        createdAt: world.clock.now() - minutes(75),
        finishedAt: world.clock.now() - minutes(64),
        status: 'failed',
        tasks: { failed: 12 },
        subnet: subnetOf(world, 'batch-open', { open: true }),
      });
    },
  },
  {
    id: 'fleet-program-fails',
    case: 'none',
    title: 'Some tasks of the fleet end with exit code 3',
    command: 'fleet price-import --project analytics',
    cause: 'container-exit-nonzero',
    play(world) {
      publish(world, 'private.us.icr.io/analytics/price-import:1.1');
      addFleet(world, world.project('analytics'), {
        name: 'price-import',
        image: 'private.us.icr.io/analytics/price-import:1.1',
        secret: managed,
        createdAt: world.clock.now() - hours(3),
        // Since 2026-09 the status of a fleet no longer tells of its tasks.
        status: 'standby',
        tasks: { successful: 74, failed: 6 },
        exitCode: 3,
        subnet: subnetOf(world, 'batch-open', { open: true }),
      });
    },
  },
  {
    id: 'fleet-canceled',
    case: 'none',
    title: 'Somebody canceled the fleet',
    command: 'fleet catalog-export --project analytics',
    cause: 'fleet-canceled',
    play(world) {
      publish(world, 'private.us.icr.io/analytics/catalog-export:9');
      addFleet(world, world.project('analytics'), {
        name: 'catalog-export',
        image: 'private.us.icr.io/analytics/catalog-export:9',
        secret: managed,
        createdAt: world.clock.now() - hours(6),
        finishedAt: world.clock.now() - hours(5),
        status: 'canceled',
        tasks: { successful: 18, canceled: 42 },
        subnet: subnetOf(world, 'batch-open', { open: true }),
      });
    },
  },
  {
    id: 'healthy-fleet',
    case: 'none',
    title: 'A fleet that works',
    command: 'fleet sales-forecast --project analytics',
    cause: 'healthy-no-problem',
    play(world) {
      publish(world, 'private.us.icr.io/analytics/sales-forecast:7');
      const subnet = subnetOf(world, 'batch-forecast');
      addFleet(world, world.project('analytics'), {
        name: 'sales-forecast',
        image: 'private.us.icr.io/analytics/sales-forecast:7',
        secret: managed,
        createdAt: world.clock.now() - hours(9),
        finishedAt: world.clock.now() - hours(8),
        status: 'successful',
        tasks: { successful: 300 },
        subnet,
      });
    },
  },
];
