import { SourceError } from '../../../../src/diagnosis/model/evidence';
import { listed } from '../../../../src/diagnosis/model/listed';
import type { FleetNetwork } from '../../../../src/diagnosis/model/network';
import type { Fleet } from '../../../../src/diagnosis/model/platform';
import type { CodeEngineSource, Sources } from '../../../../src/diagnosis/model/sources';
import { diagnose } from '../../support/failed-build';
import { check, registry, sources } from '../../support/world';

const subnetCrn = 'crn:v1:bluemix:public:is:eu-de-1:a/abc::subnet:1';
const nothing = { pending: 0, running: 0, failed: 0, successful: 0, canceled: 0 };
const fleet: Fleet = {
  name: 'scan',
  id: 'f-1',
  status: 'pending',
  imageReference: 'docker.io/shop/scan:1',
  tasks: { ...nothing, pending: 40 },
  subnetPools: ['pool-1'],
  dataStores: ['task-store'],
  taskIndices: '0-39',
};
const group = { id: 'r010-sg', name: 'workers' };
const subnet = {
  id: '1',
  name: 'batch',
  zone: 'eu-de-1',
  vpc: { id: 'v', name: 'batch-vpc' },
  publicGateway: false,
  defaultSecurityGroup: group,
};
const gateway = { id: 'e', name: 'icr', vpcId: 'v', hosts: ['de.icr.io'], securityGroups: [{ id: 'other' }] };

interface World {
  readonly fleet?: Partial<Fleet>;
  readonly network?: FleetNetwork | Error;
  readonly securityGroupCrns?: readonly string[];
  readonly parts?: Partial<CodeEngineSource>;
  readonly more?: Partial<Sources>;
}

function ask({ fleet: own = {}, network, securityGroupCrns = [], parts = {}, more = {} }: World = {}) {
  const world = sources({
    fleet: async () => ({ ...fleet, ...own }),
    failedTasksOf: async () => [],
    workersOf: async () => [{ name: 'w', status: 'running', subnetCrn }],
    dataStores: async () => [{ name: 'task-store' }],
    subnetPool: async () => ({ id: 'pool-1', subnetCrns: [subnetCrn], securityGroupCrns }),
    ...parts,
  });
  const answer = network ?? { subnets: [subnet], gateways: [] };
  const reach = async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return diagnose('fleet', 'scan', { ...world, registry: registry(check()), network: { reach }, ...more });
}

describe('a fleet of which not all subnets can be looked at', () => {
  const pools = { subnetPools: ['pool-1', 'pool-2'] };
  const subnetPool = async (_ref: unknown, id: string) => {
    if (id === 'pool-2') throw new SourceError('forbidden', 'pool-2 is closed');
    return { id, subnetCrns: [subnetCrn], securityGroupCrns: [] };
  };

  test('is judged by the others, less surely, and the card names what is missing', async () => {
    const report = await ask({ fleet: pools, parts: { subnetPool, workersOf: async () => [] } });
    expect(report).toMatchObject({ cause: 'fleet-no-public-gateway', confidence: 'likely' });
    expect(report.findings[0]?.explanation).toContain('Of the subnets that could be looked at, batch');
    expect(report.missing).toContainEqual(
      expect.objectContaining({ source: 'Subnet pools', detail: 'pool-2 is closed' }),
    );
  });

  test('is no fault of its VPC when only that could not be read in whole', async () => {
    const network = { subnets: [subnet], unread: 1, gateways: [] };
    expect(await ask({ network })).toMatchObject({ cause: 'fleet-no-public-gateway', confidence: 'likely' });
  });
});

describe('a fleet whose image is on the internet', () => {
  test('cannot start from a subnet without a public gateway', async () => {
    const report = await ask();
    expect(report).toMatchObject({ cause: 'fleet-no-public-gateway', confidence: 'proven', state: 'failed' });
    expect(report.findings[0]?.explanation).toContain('The subnet batch has no public gateway');
  });

  test('is likely to fail where only some subnets are closed', async () => {
    const open = { ...subnet, id: '2', name: 'open', publicGateway: true };
    const report = await ask({ network: { subnets: [subnet, open], gateways: [] } });
    expect(report).toMatchObject({ cause: 'fleet-no-public-gateway', confidence: 'likely' });
    expect(report.findings[0]?.explanation).toContain('Of 2 subnets, batch has no');
  });

  test('is only possibly without a way where not every endpoint gateway could be read, which the card names', async () => {
    const gap = { reason: 'malformed', detail: '1 of 1 have an unexpected form' } as const;
    const report = await ask({ network: { subnets: [subnet], gateways: listed([], gap) } });
    expect(report).toMatchObject({ cause: 'fleet-no-public-gateway', confidence: 'possible' });
    expect(report.findings[0]?.explanation).toMatch(
      /Whether the VPC has an endpoint gateway for docker\.io could not be read/,
    );
    expect(report.missing).toContainEqual({ source: 'VPC network of the fleet', ...gap });
  });

  test.each<[string, World]>([
    ['a public gateway', { network: { subnets: [{ ...subnet, publicGateway: true }], gateways: [] } }],
    ['tasks that run', { fleet: { status: 'running', tasks: { ...nothing, running: 2, pending: 3 } } }],
    [
      'tasks that succeeded',
      { fleet: { status: 'failed', tasks: { ...nothing, failed: 1, successful: 4 } } },
    ],
    [
      'an exit code, which only a program has',
      {
        fleet: { status: 'failed', tasks: { ...nothing, failed: 4 } },
        parts: { failedTasksOf: async () => [{ index: '0', resultCode: 3 }] },
      },
    ],
  ])('is not for want of a gateway with %s', async (_title, world) => {
    expect((await ask(world)).findings.map(({ cause }) => cause)).not.toContain('fleet-no-public-gateway');
  });

  test('is made anew with everything that is known of it', async () => {
    const report = await ask();
    const create = report.findings[0]?.fix
      .flatMap(({ commands = [] }) => commands)
      .find(({ args }) => args.join(' ') === 'fleet create');
    expect(create?.flags).toMatchObject({
      name: 'scan-2',
      image: 'docker.io/shop/scan:1',
      'subnetpool-id': 'pool-1',
      'tasks-state-store': 'task-store',
      'task-indexes': '0-39',
    });
  });
});

describe('a fleet whose registry is behind an endpoint gateway', () => {
  const icr = { imageReference: 'de.icr.io/shop/scan:1' };

  test('is not let in without the security group of its workers', async () => {
    const report = await ask({ fleet: icr, network: { subnets: [subnet], gateways: [gateway] } });
    expect(report).toMatchObject({
      cause: 'fleet-endpoint-gateway-blocked',
      confidence: 'likely',
      state: 'failed',
    });
    expect(report.findings[0]?.explanation).toContain('(workers) is not attached');
  });

  test('has the groups of its subnet pool, where that names any', async () => {
    const crn = 'crn:v1:bluemix:public:is:eu-de:a/abc::security-group:other';
    const world = { fleet: icr, network: { subnets: [subnet], gateways: [gateway] } };
    const report = await ask({ ...world, securityGroupCrns: [crn] });
    expect(report.findings.map(({ cause }) => cause)).not.toContain('fleet-endpoint-gateway-blocked');
  });

  test('is not blamed for a gateway of another VPC', async () => {
    const elsewhere = { ...gateway, vpcId: 'another' };
    const report = await ask({ fleet: icr, network: { subnets: [subnet], gateways: [elsewhere] } });
    expect(report.cause).toBe('fleet-no-public-gateway');
  });
});

describe('a VPC that cannot be looked into', () => {
  const line =
    'Error: initializing source docker://docker.io/shop/scan:1: pinging container registry docker.io: Get "https://docker.io/v2/": dial tcp 1.2.3.4:443: i/o timeout';
  const archive = {
    keeps: () => true,
    lines: async () => [
      { pod: 'w', container: 'log', previous: false, text: line, truncated: false, keptBy: 'IBM Cloud Logs' },
    ],
    search: async () => ({ lines: [], cut: false }),
  };
  const { SourceError } = jest.requireActual<typeof import('../../../../src/diagnosis/model/evidence')>(
    '../../../../src/diagnosis/model/evidence',
  );
  const refused = new SourceError('forbidden', 'may not', 'Give it Viewer');

  test('leaves the log of a worker, which says that the way is closed', async () => {
    const report = await ask({ network: refused, more: { archive } });
    expect(report).toMatchObject({ cause: 'fleet-no-public-gateway', confidence: 'likely' });
    expect(report.findings).toHaveLength(1);
  });

  test('is named as missing, with the role that shows it', async () => {
    const report = await ask({ network: refused });
    expect(report.missing).toContainEqual(
      expect.objectContaining({
        source: 'VPC network of the fleet',
        reason: 'forbidden',
        cure: 'Give it Viewer',
      }),
    );
  });
});

describe('the state of a fleet', () => {
  test.each<[Partial<Fleet>, string]>([
    [{ status: 'standby', tasks: { ...nothing, successful: 3 } }, 'healthy'],
    [{ status: 'successful', tasks: { ...nothing, successful: 3 } }, 'healthy'],
    [{ status: 'standby', tasks: { ...nothing, successful: 3, failed: 1 } }, 'warning'],
    [{ status: 'standby', tasks: { ...nothing, failed: 3 } }, 'failed'],
    [{ status: 'running', tasks: { ...nothing, running: 3 } }, 'running'],
    [{ status: 'canceled', tasks: { ...nothing, canceled: 3 } }, 'warning'],
    [{ status: 'somehow' }, 'unknown'],
  ])('%j is %s', async (own, state) => {
    const open = { subnets: [{ ...subnet, publicGateway: true }], gateways: [] };
    expect((await ask({ fleet: { tasks: nothing, ...own }, network: open })).state).toBe(state);
  });
});
