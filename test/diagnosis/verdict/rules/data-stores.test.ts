import type { DataStore, SecretSummary, VolumeMount } from '../../../../src/diagnosis/model/platform';
import { diagnose } from '../../support/failed-build';
import { sources } from '../../support/world';

const mounted: VolumeMount = { type: 'persistent_data_store', reference: 'reports', path: '/data' };
const store: DataStore = { name: 'reports', bucket: 'shop-reports', secret: 'reports-hmac' };
const key: SecretSummary = { name: 'reports-hmac', format: 'hmac_auth' };

interface World {
  readonly volumes?: readonly VolumeMount[];
  readonly stores?: readonly DataStore[];
  readonly secrets?: readonly SecretSummary[];
}

function run({ volumes = [mounted], stores = [store], secrets = [key] }: World) {
  let asked = 0;
  const world = sources({
    jobRun: async () => ({ name: 'report-1', status: 'pending', pending: 1, indices: [], volumes }),
    secrets: async () => secrets,
    dataStores: async () => {
      asked += 1;
      return stores;
    },
  });
  return { report: diagnose('jobrun', 'report-1', world), asked: () => asked };
}

describe('a workload that mounts a persistent data store', () => {
  test('cannot start when the store does not exist', async () => {
    const report = await run({ stores: [] }).report;
    expect(report).toMatchObject({ cause: 'volume-mount-failed', confidence: 'proven', state: 'failed' });
    expect(report.findings[0]?.explanation).toBe(
      'The persistent data store reports, mounted at /data, does not exist in the project.',
    );
  });

  test('cannot start when the secret of the store is gone', async () => {
    expect(await run({ secrets: [] }).report).toMatchObject({
      cause: 'secret-not-found',
      confidence: 'proven',
    });
  });

  test('cannot start when the secret holds no HMAC key', async () => {
    const report = await run({ secrets: [{ ...key, format: 'generic' }] }).report;
    expect(report.cause).toBe('volume-mount-failed');
    expect(report.findings[0]?.explanation).toContain('is of the format generic');
  });

  test('is not blamed for a store that is whole', async () => {
    expect((await run({}).report).findings).toEqual([]);
  });

  test('that has done its work misses no store', async () => {
    const world = sources({
      jobRun: async () => ({
        name: 'report-1',
        status: 'completed',
        succeeded: 1,
        indices: [],
        volumes: [mounted],
      }),
      dataStores: async () => [],
    });
    expect((await diagnose('jobrun', 'report-1', world)).cause).toBe('healthy-no-problem');
  });

  test('is not asked about stores when it mounts none', async () => {
    const { report, asked } = run({ volumes: [{ type: 'secret', reference: 'x', path: '/x' }] });
    await report;
    expect(asked()).toBe(0);
  });
});

test('a fleet whose task state has no data store cannot run', async () => {
  const report = await diagnose(
    'fleet',
    'scan',
    sources({
      fleet: async () => ({
        name: 'scan',
        status: 'pending',
        subnetPools: [],
        dataStores: ['task-store'],
        tasks: { pending: 3, running: 0, failed: 0, successful: 0, canceled: 0 },
      }),
    }),
  );
  expect(report.cause).toBe('volume-mount-failed');
  expect(report.findings[0]?.explanation).toContain('task-store, which keeps the state of the tasks');
});
