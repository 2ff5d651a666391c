import { SourceError } from '../../../../src/diagnosis/model/evidence';
import type { CodeEngineSource } from '../../../../src/diagnosis/model/sources';
import { printCommand } from '../../../../src/diagnosis/remedy/print';
import { diagnose } from '../../support/failed-build';
import { sources } from '../../support/world';

describe('a run that is not there', () => {
  const nowhere = new SourceError('not-found', 'the build run “shop-api-run-9” cannot be found');
  const inventory = {
    builds: [{ name: 'shop' }, { name: 'shop-api' }],
    buildRuns: [],
    apps: [],
    jobs: [],
    jobRuns: [],
    functions: [],
    fleets: [],
  };
  const absent = (more: Partial<CodeEngineSource> = {}) =>
    sources({
      buildRun: () => Promise.reject(nowhere),
      inventory: async () => inventory,
      ...more,
    });

  test('may never have been, as long as nothing speaks of it', async () => {
    const report = await diagnose('buildrun', 'shop-api-run-9', absent());
    expect(report).toMatchObject({ cause: 'build-run-removed', confidence: 'possible' });
    expect(report.findings[0]?.explanation).toMatch(/may be gone; or it never existed/);
  });

  test('is offered again by its definition, the one of the longest name', async () => {
    const report = await diagnose('buildrun', 'shop-api-run-9', absent());
    expect(report.findings[0]?.explanation).toContain('The build shop-api is still there.');
    expect(report.findings[0]?.fix.flatMap(({ commands = [] }) => commands.map(printCommand))).toContain(
      'ibmcloud ce buildrun submit --build shop-api',
    );
  });

  test.each<[string, Partial<CodeEngineSource>]>([
    [
      'events',
      { events: async () => [{ type: 'Normal', message: 'Created pod', object: 'BuildRun/shop-api-run-9' }] },
    ],
    [
      'an app',
      {
        inventory: async () => ({ ...inventory, apps: [{ name: 'shop-web', buildRun: 'shop-api-run-9' }] }),
      },
    ],
  ])('is proven to be gone when %s still tell of it', async (_who, more) => {
    const report = await diagnose('buildrun', 'shop-api-run-9', absent(more));
    expect(report).toMatchObject({ cause: 'build-run-removed', confidence: 'proven' });
    expect(report.findings[0]?.explanation).toMatch(/^The build run is gone: /);
  });

  test('is not listed as not known as well: the finding says it', async () => {
    expect((await diagnose('buildrun', 'shop-api-run-9', absent())).missing).toEqual([]);
  });

  test('is not judged by what its definition lacks', async () => {
    const world = absent({
      inventory: async () => ({ ...inventory, builds: [{ name: 'shop-api', outputSecret: 'gone' }] }),
    });
    expect((await diagnose('buildrun', 'shop-api-run-9', world)).cause).toBe('build-run-removed');
  });
});
