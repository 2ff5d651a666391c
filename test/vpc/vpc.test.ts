import type { MissingReason } from '../../src/diagnosis/model/missing-reason';
import { Masker } from '../../src/diagnosis/model/secrets';
import { createVpc } from '../../src/vpc';
import { refusal } from '../codeengine/support/refusal';
import { type HttpStub, type StubReply, startHttpStub } from '../support/http-stub';

const crn = 'crn:v1:bluemix:public:is:us-south-2:a/abc::subnet:0726-1';
const project = { id: 'p-1', name: 'shop', region: 'us-south' };
const never = new AbortController().signal;

let stub: HttpStub;
beforeEach(async () => {
  stub = await startHttpStub();
});
afterEach(() => stub.close());

const vpc = () =>
  createVpc({
    url: `${stub.url}/{region}`,
    token: async () => 'canary-access-token',
    masker: new Masker(),
    clock: { now: () => 0, deadline: (_ms, parent) => parent ?? never },
    requestTimeoutMs: 2000,
  });

const subnet = {
  id: '0726-1',
  name: 'batch',
  vpc: { id: 'r006-v', name: 'batch-vpc' },
  zone: { name: 'us-south-2' },
  public_gateway: { id: 'r006-g', name: 'gate' },
};
const group = { id: 'r006-sg', name: 'workers' };
const gateway = {
  id: 'r006-e',
  name: 'icr',
  vpc: { id: 'r006-v' },
  service_endpoints: ['US.icr.io'],
  security_groups: [group],
};

function answers(parts: { subnet?: unknown; vpc?: unknown; gateways?: readonly unknown[] } = {}): void {
  stub.on('GET /us-south/v1/subnets/0726-1', { json: parts.subnet ?? subnet });
  stub.on('GET /us-south/v1/vpcs/r006-v', { json: parts.vpc ?? { default_security_group: group } });
  stub.on('GET /us-south/v1/endpoint_gateways', { json: { endpoint_gateways: parts.gateways ?? [gateway] } });
}

test('a subnet tells whether it has a public gateway, its VPC the group of its workers', async () => {
  answers();
  expect(await vpc().reach(project, [crn], never)).toEqual({
    subnets: [
      {
        id: '0726-1',
        name: 'batch',
        zone: 'us-south-2',
        vpc: { id: 'r006-v', name: 'batch-vpc' },
        publicGateway: true,
        defaultSecurityGroup: group,
      },
    ],
    gateways: [{ id: 'r006-e', name: 'icr', vpcId: 'r006-v', hosts: ['us.icr.io'], securityGroups: [group] }],
  });
});

test('a subnet that may not be read does not hide another, and is counted', async () => {
  answers();
  stub.on('GET /us-south/v1/subnets/0726-2', { status: 403, json: {} });
  const other = crn.replace('0726-1', '0726-2');
  expect(await vpc().reach(project, [other, crn], never)).toMatchObject({
    subnets: [{ id: '0726-1' }],
    unread: 1,
  });
});

test('every call names its version, the generation, and the login of ce-image', async () => {
  answers();
  await vpc().reach(project, [crn], never);
  for (const { query, headers } of stub.requests) {
    expect(query.get('version')).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(query.get('generation')).toBe('2');
    expect(headers.authorization).toBe('Bearer canary-access-token');
  }
});

test.each<[string, unknown]>([
  ['that is no object', 7],
  ['without an id', { ...gateway, id: undefined }],
  ['without hosts', { ...gateway, service_endpoints: undefined }],
  ['with hosts of which one cannot be read', { ...gateway, service_endpoints: ['de.icr.io', 7] }],
  ['without a VPC', { ...gateway, vpc: null }],
  ['without security groups', { ...gateway, security_groups: undefined }],
  ['with a group that cannot be read', { ...gateway, security_groups: [group, { id: 7 }] }],
])('a gateway %s costs nobody the others, and is named as missing', async (_what, odd) => {
  answers({ gateways: [odd, gateway] });
  const { gateways } = await vpc().reach(project, [crn], never);
  expect(gateways.map(({ id }) => id)).toEqual(['r006-e']);
  expect(gateways.gap).toMatchObject({
    reason: 'malformed',
    detail: expect.stringContaining('1 of 2 have an unexpected form'),
  });
});

test('a gateway of the older API tells one host', async () => {
  const { service_endpoints: _, ...older } = gateway;
  answers({ gateways: [{ ...older, service_endpoint: 'DE.icr.io' }] });
  const { gateways } = await vpc().reach(project, [crn], never);
  expect(gateways).toMatchObject([{ hosts: ['de.icr.io'] }]);
  expect(gateways.gap).toBeUndefined();
});

test.each<[string, readonly [StubReply, ...StubReply[]], number, MissingReason]>([
  ['that are refused', [{ status: 403, json: {} }], 0, 'forbidden'],
  [
    'of which a page is refused',
    [
      { json: { endpoint_gateways: [gateway], next: { href: 'https://x/?start=two' } } },
      { status: 403, json: {} },
    ],
    1,
    'forbidden',
  ],
])(
  'gateways %s leave the subnets, and are named as missing with the role',
  async (_what, replies, read, reason) => {
    answers();
    stub.on('GET /us-south/v1/endpoint_gateways', ...replies);
    const { subnets, gateways } = await vpc().reach(project, [crn], never);
    expect([subnets.length, gateways.length]).toEqual([1, read]);
    expect(gateways.gap).toMatchObject({
      reason,
      cure: expect.stringContaining('Viewer on VPC Infrastructure Services'),
    });
  },
);

test('endpoint gateways are read page after page', async () => {
  answers();
  const next = { href: `${stub.url}/us-south/v1/endpoint_gateways?start=two` };
  stub.on(
    'GET /us-south/v1/endpoint_gateways',
    { json: { endpoint_gateways: [gateway], next } },
    { json: { endpoint_gateways: [{ ...gateway, id: 'r006-f' }] } },
  );
  expect((await vpc().reach(project, [crn], never)).gateways.map(({ id }) => id)).toEqual([
    'r006-e',
    'r006-f',
  ]);
});

test('endpoint gateways without end are not taken for all that there are', async () => {
  answers();
  let page = 0;
  stub.on('GET /us-south/v1/endpoint_gateways', () => {
    page += 1;
    return {
      json: {
        endpoint_gateways: [],
        next: { href: `${stub.url}/us-south/v1/endpoint_gateways?start=${page}` },
      },
    };
  });
  expect((await vpc().reach(project, [crn], never)).gateways.gap).toMatchObject({
    reason: 'malformed',
    detail: expect.stringContaining('more than 50 pages'),
  });
});

test('who may not look into the VPC is told which role shows it', async () => {
  answers();
  stub.on('GET /us-south/v1/subnets/0726-1', { status: 403, json: { errors: [{ message: 'no' }] } });
  expect(await refusal(vpc().reach(project, [crn], never))).toMatchObject({
    reason: 'forbidden',
    cure: expect.stringContaining('Viewer on VPC Infrastructure Services'),
  });
});

test.each([
  'crn:v1:bluemix:public:is:us-south-2:a/abc::vpc:1',
  'nonsense',
  'crn:v1:bluemix:public:is:../x:a/b::subnet:1',
])('what is no subnet is not asked for: %s', async (wrong) => {
  expect(await refusal(vpc().reach(project, [wrong], never))).toMatchObject({ reason: 'malformed' });
  expect(stub.requests).toEqual([]);
});
