import { SimulatedCloud } from '../../support/simulated-cloud';

let cloud: SimulatedCloud;
beforeAll(async () => {
  cloud = await SimulatedCloud.start();
});
afterAll(() => cloud.close());

const project = () => cloud.world.project('analytics');
const fleets = async (path: string) => {
  const reply = await cloud.v2(`projects/${project().id}/fleets${path}`, { region: 'us-south' });
  return { status: reply.status, body: (await reply.json()) as Record<string, Record<string, unknown>[]> };
};
const idOf = async (name: string) => {
  const { body } = await fleets('');
  return String(body.fleets?.find((one) => one.name === name)?.id);
};

describe('the simulated Code Engine', () => {
  test('finds a fleet by its id, and not by its name', async () => {
    expect((await fleets('/fraud-scan')).status).toBe(404);
    expect((await fleets(`/${await idOf('fraud-scan')}`)).status).toBe(200);
  });

  test('serves tasks and workers below the fleet, not in it', async () => {
    const id = await idOf('fraud-scan');
    const { body } = await fleets(`/${id}`);
    expect(body).not.toHaveProperty('tasks');
    expect(body).not.toHaveProperty('workers');
    const { body: workers } = await fleets(`/${id}/workers`);
    expect(workers.workers?.[0]).toMatchObject({ name: `fleet-${id}-0`, resource_type: 'fleet_worker_v2' });
  });

  test('filters tasks by the statuses that the command line names, and refuses others', async () => {
    const id = await idOf('price-import');
    const { body } = await fleets(`/${id}/tasks?status=failed`);
    expect(body.tasks).toHaveLength(6);
    expect((await fleets(`/${id}/tasks?status=broken`)).status).toBe(400);
  });
});

describe('the simulated VPC', () => {
  const ask = async (path: string, token?: string) => {
    const bearer = token ?? (await cloud.accessToken());
    const root = cloud.cloud.vpcUrl.replace('{region}', 'us-south');
    return fetch(`${root}/v1/${path}`, { headers: { authorization: `Bearer ${bearer}` } });
  };
  const version = 'version=2025-06-10&generation=2';

  test('wants a version, the generation, and a token', async () => {
    expect((await ask('endpoint_gateways')).status).toBe(400);
    expect((await ask('endpoint_gateways?version=2025-06-10&generation=1')).status).toBe(400);
    expect((await ask(`endpoint_gateways?${version}`, 'nobody')).status).toBe(401);
    expect((await ask(`endpoint_gateways?${version}`)).status).toBe(200);
  });

  test('shows a subnet in its own region only', async () => {
    const [subnet] = cloud.world.vpc.subnets;
    expect((await ask(`subnets/${subnet?.id}?${version}`)).status).toBe(200);
    expect((await ask(`subnets/elsewhere?${version}`)).status).toBe(404);
  });
});
