import { never, ref, startTestCloud, type TestCloud } from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const id = '1a1a1a1a-2b2b-3c3c-4d4d-5e5e5e5e5e5e';

/** As the API's definition has it; its fleets are in no published SDK. */
const fleet = {
  id,
  name: 'scan',
  created_at: '2026-11-23T17:00:00Z',
  finished_at: '2026-11-23T17:30:00Z',
  image_reference: 'us.icr.io/shop/scan:1',
  image_secret: 'icr',
  network_placements: [{ type: 'subnet_pool', reference: 'pool-1' }],
  tasks_state_store: { persistent_data_store: 'task-store' },
  tasks_specification: { indices: '0-99' },
  run_volume_mounts: [{ type: 'persistent_data_store', reference: 'input', mount_path: '/in' }],
  scale_cpu_limit: '2',
  scale_memory_limit: '4G',
  scale_max_instances: 10,
  scale_retry_limit: 3,
  status: 'failed',
  status_details: {
    reason: 'no task could be started',
    task_progress: { pending: 0, running: 0, failed: 100, successful: 0, canceled: 0 },
  },
  resource_type: 'fleet_v2',
};

describe('a fleet', () => {
  test('is found by its name in the list, since the API knows it by its id', async () => {
    cloud.onProject('/fleets', { json: { fleets: [{ name: 'other' }, fleet] } });
    expect(await cloud.codeEngine.fleet(ref, 'scan', never)).toMatchObject({
      id,
      name: 'scan',
      status: 'failed',
      reason: 'no task could be started',
      imageReference: 'us.icr.io/shop/scan:1',
      imageSecret: 'icr',
      tasks: { failed: 100, pending: 0 },
      subnetPools: ['pool-1'],
      dataStores: ['task-store', 'input'],
      taskIndices: '0-99',
      memoryLimit: '4G',
    });
  });

  test('is asked for by its id when a person gives that', async () => {
    cloud.onProject(`/fleets/${id}`, { json: fleet });
    expect(await cloud.codeEngine.fleet(ref, id, never)).toMatchObject({ name: 'scan' });
  });

  test('that is not there is named, with the command that lists what is', async () => {
    cloud.onProject('/fleets', { json: { fleets: [fleet] } });
    expect(await refusal(cloud.codeEngine.fleet(ref, 'scam', never))).toMatchObject({
      reason: 'not-found',
      message: expect.stringContaining('“scam”'),
      cure: expect.stringContaining('ibmcloud ce fleet list'),
    });
  });

  test.each(Object.keys(fleet).filter((field) => field !== 'name'))('survives without %s', async (field) => {
    const rest: Record<string, unknown> = { ...fleet };
    delete rest[field];
    cloud.onProject('/fleets', { json: { fleets: [rest] } });
    expect(await cloud.codeEngine.fleet(ref, 'scan', never)).toMatchObject({ name: 'scan' });
  });

  test.each(Object.keys(fleet).filter((field) => field !== 'name'))(
    'survives %s of another type',
    async (field) => {
      cloud.onProject('/fleets', { json: { fleets: [{ ...fleet, [field]: [[7]] }] } });
      expect(await cloud.codeEngine.fleet(ref, 'scan', never)).toMatchObject({ name: 'scan' });
    },
  );
});

describe('the tasks of a fleet', () => {
  test('are asked for by their status, and not all of a million', async () => {
    cloud.onProject(`/fleets/${id}/tasks`, {
      json: {
        tasks: [
          { index: 3, status: 'failed', result_code: 137, retries: 3, worker_name: 'w-0' },
          { task_index: '4', status: 'failed', status_details: { reason: 'no image', result_code: 1 } },
          { status: 'succeeded' },
        ],
        next: { start: 'more' },
      },
    });
    expect(await cloud.codeEngine.failedTasksOf(ref, id, never)).toMatchObject([
      { index: '3', resultCode: 137, retries: 3, worker: 'w-0' },
      { index: '4', resultCode: 1, reason: 'no image' },
    ]);
    const asked = cloud.stub.requestsFor(`GET /v2/projects/p-1/fleets/${id}/tasks`);
    expect(asked.map(({ query }) => query.get('status'))).toEqual(['failed']);
  });
});

test('the workers of a fleet tell where they are', async () => {
  const crn = 'crn:v1:bluemix:public:is:eu-de-1:a/abc::subnet:02b7-1';
  cloud.onProject(`/fleets/${id}/workers`, {
    json: {
      workers: [
        {
          name: 'w-0',
          status: 'running',
          status_details: { zone: 'eu-de-1', profile: 'cx2-2x4', subnet_crn: crn },
        },
        { name: 'w-1' },
        { status: 'failed' },
      ],
    },
  });
  expect(await cloud.codeEngine.workersOf(ref, id, never)).toMatchObject([
    { name: 'w-0', status: 'running', zone: 'eu-de-1', subnetCrn: crn },
    { name: 'w-1' },
  ]);
});

test('a subnet pool’s subnets and security groups are found wherever they stand', async () => {
  const subnet = 'crn:v1:bluemix:public:is:eu-de-1:a/abc::subnet:02b7-1';
  const group = 'crn:v1:bluemix:public:is:eu-de:a/abc::security-group:r010-1';
  cloud.onProject('/subnet_pools/pool-1', {
    json: {
      name: 'pool',
      subnets: { S1: { subnet_crn: subnet, deeper: [{ groups: [group] }] } },
      note: 'crn',
    },
  });
  expect(await cloud.codeEngine.subnetPool(ref, 'pool-1', never)).toMatchObject({
    name: 'pool',
    subnetCrns: [subnet],
    securityGroupCrns: [group],
  });
});

describe('a region whose API does not know fleets', () => {
  const others = ['builds', 'build_runs', 'apps', 'jobs', 'job_runs', 'functions'];

  test('has none, and everything else', async () => {
    for (const collection of others) cloud.onProject(`/${collection}`, { json: { [collection]: [] } });
    const inventory = await cloud.codeEngine.inventory(ref, never);
    expect(inventory.fleets).toEqual([]);
    expect(inventory.missing).toBeUndefined();
  });

  test('is watched all the same', async () => {
    expect(await cloud.codeEngine.activity(ref, ['fleets'], never)).toEqual({ fleets: [] });
  });
});
