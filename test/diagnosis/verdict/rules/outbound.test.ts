import type { OutboundDestination } from '../../../../src/diagnosis/model/network';
import type { CodeEngineSource } from '../../../../src/diagnosis/model/sources';
import { diagnose } from '../../support/failed-build';
import { check, registry, sources } from '../../support/world';

const range = (cidr: string): OutboundDestination => ({
  name: cidr,
  type: 'cidr_block',
  cidr,
  hosts: [],
  addresses: [],
});
const office = range('192.0.2.0/24');
const everything = range('0.0.0.0/0');

const npm =
  'npm error code ETIMEDOUT\nnpm error network request to https://registry.npmjs.org/left-pad failed, reason: connect ETIMEDOUT 104.16.3.35:443';

function build(
  log: string,
  destinations: readonly OutboundDestination[],
  parts: Partial<CodeEngineSource> = {},
) {
  let asked = 0;
  const world = sources({
    buildRun: async () => ({ name: 'run-1', status: 'failed', reason: 'failed_to_execute_build_run' }),
    pods: async () => [
      {
        name: 'run-1-pod',
        phase: 'Failed',
        conditions: [],
        containers: [{ name: 'step-build-and-push', terminated: { exitCode: 1, reason: 'Error' } }],
      },
    ],
    podLog: async () => ({ text: log, truncated: false }),
    outboundDestinations: async () => {
      asked += 1;
      return destinations;
    },
    ...parts,
  });
  return { report: diagnose('buildrun', 'run-1', world), asked: () => asked };
}

describe('a build that gets no answer from outside', () => {
  test('is blocked when no allowed range has the address', async () => {
    const { report, asked } = build(npm, [office]);
    expect(await report).toMatchObject({ cause: 'outbound-destination-blocked', confidence: 'proven' });
    expect((await report).findings).toHaveLength(1);
    expect((await report).findings[0]?.explanation).toContain(
      'only to 192.0.2.0/24, and registry.npmjs.org is not among it',
    );
    expect((await report).log?.lines.join('\n')).toContain('ETIMEDOUT');
    expect(asked()).toBe(1);
  });

  test('is blocked when nothing at all is allowed, whatever the address', async () => {
    const { report } = build(npm.replace(' 104.16.3.35:443', ''), []);
    expect(await report).toMatchObject({ cause: 'outbound-destination-blocked', confidence: 'proven' });
  });

  test('is possibly blocked when ranges are allowed and the address is not known', async () => {
    const { report } = build(npm.replace(' 104.16.3.35:443', ''), [office]);
    expect(await report).toMatchObject({ cause: 'outbound-destination-blocked', confidence: 'possible' });
  });

  test.each<[string, readonly OutboundDestination[]]>([
    ['everything is allowed', [office, everything]],
    ['its range is allowed', [range('104.16.0.0/12')]],
  ])('is not blocked when %s', async (_title, destinations) => {
    expect((await build(npm, destinations).report).cause).toBe('package-install-network');
  });

  test('shows the command that allows the very address', async () => {
    const fix = (await build(npm, [office]).report).findings[0]?.fix ?? [];
    const create = fix.flatMap(({ commands = [] }) => commands).find(({ args }) => args.at(-1) === 'create');
    expect(create?.flags).toEqual({ name: 'allow-registry-npmjs-org', cidr: '104.16.3.35/32' });
  });
});

test('a build that fails by itself is not asked about destinations', async () => {
  const { report, asked } = build('src/index.ts(3,7): error TS2304: Cannot find name ’x’.', []);
  await report;
  expect(asked()).toBe(0);
});

test('a list that may not be read is named, and the timeout stays what it was', async () => {
  const { SourceError } = jest.requireActual<typeof import('../../../../src/diagnosis/model/evidence')>(
    '../../../../src/diagnosis/model/evidence',
  );
  const outboundDestinations = async () => {
    throw new SourceError('forbidden', 'may not');
  };
  const { report } = build(npm, [], { outboundDestinations });
  expect((await report).cause).toBe('package-install-network');
  expect((await report).missing).toContainEqual(
    expect.objectContaining({ source: 'Allowed outbound destinations', reason: 'forbidden' }),
  );
});

describe('an app whose image the platform cannot pull', () => {
  const pulling = (host: string, address: string) =>
    sources({
      app: async () => ({
        name: 'web',
        status: 'failed',
        reason: 'no_revision_ready',
        imageReference: `${host}/shop/web:1`,
      }),
      revisionsOf: async () => [
        {
          name: 'web-00001',
          status: 'failed',
          reason: 'image_pull_back_off',
          imageReference: `${host}/shop/web:1`,
        },
      ],
      pods: async () => [
        {
          name: 'web-00001-pod',
          phase: 'Pending',
          conditions: [],
          containers: [
            {
              name: 'user-container',
              waiting: {
                reason: 'ErrImagePull',
                message: `failed to pull image "${host}/shop/web:1": Head "https://${host}/v2/shop/web/manifests/1": dial tcp ${address}:443: i/o timeout`,
              },
            },
          ],
        },
      ],
      outboundDestinations: async () => [office],
    });

  test('is likely blocked, though we reach the registry', async () => {
    const report = await diagnose('app', 'web', {
      ...pulling('quay.io', '34.206.1.1'),
      registry: registry(check()),
    });
    expect(report).toMatchObject({
      cause: 'outbound-destination-blocked',
      confidence: 'likely',
      disagreements: [],
    });
  });

  test('is not blocked at a private endpoint of IBM Cloud', async () => {
    const world = { ...pulling('private.de.icr.io', '166.9.1.1'), registry: registry(check()) };
    expect((await diagnose('app', 'web', world)).cause).not.toBe('outbound-destination-blocked');
  });
});

describe('a program that reaches its database by a private path', () => {
  const path = (status: string, reason: string): OutboundDestination => ({
    name: 'orders-db',
    type: 'private_path_service_gateway',
    status,
    reason,
    hosts: ['db.shop.internal'],
    addresses: ['10.9.0.4'],
  });
  const run = (destination: OutboundDestination) =>
    diagnose(
      'jobrun',
      'report-1',
      sources({
        jobRun: async () => ({ name: 'report-1', status: 'failed', failed: 1, indices: [] }),
        pods: async () => [
          {
            name: 'report-1-0-0',
            phase: 'Failed',
            conditions: [],
            containers: [{ name: 'report-1', terminated: { exitCode: 1, reason: 'Error' } }],
          },
        ],
        podLog: async () => ({
          text: 'Error: connect ETIMEDOUT 10.9.0.4:5432\n    at TCPConnectWrap',
          truncated: false,
        }),
        outboundDestinations: async () => [destination],
      }),
    );

  test('waits for the approval of its owner', async () => {
    const report = await run(path('failed', 'private_path_connection_approval_pending'));
    expect(report.cause).toBe('private-path-not-ready');
    expect(report.findings[0]?.explanation).toContain('its owner has not approved the connection yet');
  });

  test('is not blamed for a path that is ready', async () => {
    expect((await run(path('ready', 'ready'))).cause).toBe('runtime-dependency-unreachable');
  });
});
