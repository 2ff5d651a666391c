import type { CodeEngineSource } from '../../../src/diagnosis/model/sources';
import { diagnose } from '../support/failed-build';
import { check, sources } from '../support/world';

describe('what is called pending', () => {
  const missing = check(
    {},
    { step: 'manifest', cause: 'image-tag-not-found', proof: '404 MANIFEST_UNKNOWN' },
  );
  const waiting: Partial<CodeEngineSource> = {
    jobRun: async () => ({
      name: 'run-1',
      status: 'pending',
      imageReference: 'us.icr.io/shop/api:1',
      indices: [],
    }),
    app: async () => ({ name: 'web', status: 'deploying', latestCreatedRevision: 'web-2' }),
    revisionsOf: async () => [{ name: 'web-2', status: 'loading', imageReference: 'us.icr.io/shop/api:1' }],
  };

  test.each(['jobrun', 'app'] as const)('cannot start without its image: %s', async (kind) => {
    const report = await diagnose(kind, 'x', sources(waiting, missing));
    expect(report).toMatchObject({ state: 'failed', cause: 'image-tag-not-found' });
    expect(report.headline).toMatch(/ x \(shop\) cannot start: /);
  });

  test('needs attention while an older revision serves', async () => {
    const world = sources(
      {
        ...waiting,
        app: async () => ({
          name: 'web',
          status: 'deploying',
          latestCreatedRevision: 'web-2',
          latestReadyRevision: 'web-1',
        }),
      },
      missing,
    );
    expect(await diagnose('app', 'web', world)).toMatchObject({ state: 'warning' });
  });

  test('waits while a quota is full, since room may be made', async () => {
    const world = sources({
      ...waiting,
      quotas: async () => [{ resource: 'limits.cpu', used: '8', hard: '8' }],
    });
    expect(await diagnose('jobrun', 'run-1', world)).toMatchObject({
      state: 'pending',
      cause: 'project-quota-exceeded',
    });
  });
});
