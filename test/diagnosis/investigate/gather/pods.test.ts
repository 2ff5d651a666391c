import { createDiagnosis } from '../../../../src/diagnosis/investigate';
import type { AppInstance, BuildRun } from '../../../../src/diagnosis/model/platform';
import { Masker } from '../../../../src/diagnosis/model/secrets';
import type { CodeEngineSource, Sources } from '../../../../src/diagnosis/model/sources';
import type { WorkloadKind } from '../../../../src/diagnosis/model/subject';
import { diagnose, failedBuild, failedRun, noDockerfile } from '../../support/failed-build';
import { ref, sources } from '../../support/world';

const never = () => new Promise<never>(() => {});

describe('logs', () => {
  const noPods: Partial<CodeEngineSource> = { pods: async () => [], podLog: never };
  const build = (more: Partial<BuildRun>, detail?: object) =>
    sources(
      failedBuild('', {
        ...noPods,
        buildRunsOf: async () => [{ ...failedRun, ...more }],
        ...(detail && { buildRunDetail: async () => detail }),
      }),
    );
  const jobRun = (more: object) =>
    sources({ ...noPods, jobRun: async () => ({ name: 'run-1', indices: [], ...more }) });
  const app = (revision: object, instances: readonly AppInstance[] = []) =>
    sources({
      ...noPods,
      instancesOf: async () => instances,
      app: async () => ({ name: 'web', status: 'failed', latestCreatedRevision: 'web-1' }),
      revisionsOf: async () => [{ name: 'web-1', ...revision }],
    });

  test.each<[string, WorkloadKind, Sources]>([
    ['a build run whose secret is missing', 'build', build({ reason: 'missing_secrets' })],
    [
      'a build run that was not registered',
      'build',
      build({ reason: 'failed' }, { reason: 'BuildRegistrationFailed' }),
    ],
    ['a build run that waits', 'build', build({ status: 'pending', reason: 'pending' })],
    ['a job run that waits', 'jobrun', jobRun({ status: 'pending', pending: 1 })],
    ['an app whose image was not found', 'app', app({ reason: 'fetch_image_failed_unknown_manifest' })],
    [
      'a revision beside one that serves',
      'app',
      app({ reason: 'fetch_image_failed_unknown_manifest' }, [{ name: 'web-0-x', revisionName: 'web-0' }]),
    ],
  ])('of %s are not gone: there never were any', async (_what, kind, world) => {
    const report = await diagnose(kind, 'x', world);
    expect(report.missing.map(({ source }) => source)).not.toContain('Logs');
  });

  test.each<[string, WorkloadKind, Sources]>([
    ['a build run that failed in a step', 'build', build({ reason: 'failed_to_execute_build_run' })],
    ['a job run that failed', 'jobrun', jobRun({ status: 'failed', failed: 1 })],
    ['an app that crashed', 'app', app({ status: 'failed', reason: 'container_failed_exit_code_1' })],
  ])('of %s are gone with its pods', async (_what, kind, world) => {
    const report = await diagnose(kind, 'x', world);
    expect(report.missing).toContainEqual(expect.objectContaining({ source: 'Logs', reason: 'gone' }));
  });

  test('of what is well are not missed, and the transcript still tells where they went', async () => {
    const world = sources({
      ...noPods,
      app: async () => ({ name: 'web', status: 'ready', latestCreatedRevision: 'web-1' }),
      revisionsOf: async () => [{ name: 'web-1', status: 'ready' }],
      revisionDetail: async () => ({ conditions: [] }),
    });
    expect((await diagnose('app', 'web', world)).missing).toEqual([]);
    const core = createDiagnosis(world, { masker: new Masker() });
    const { missing } = await core.transcript({ kind: 'app', name: 'web', project: ref });
    expect(missing).toMatchObject([{ source: 'Logs', reason: 'gone' }]);
  });
});

describe('events', () => {
  test('that say why come first, then other warnings, each message once', async () => {
    const event = (type: string, message: string, lastSeen: string) => ({ type, message, lastSeen });
    const world = sources(
      failedBuild(noDockerfile, {
        events: async () => [
          event('Normal', 'Scheduled', '2026-11-23T17:50:00Z'),
          event(
            'Warning',
            'Failed to pull image "x/y:1": toomanyrequests: You have reached your pull rate limit.',
            '2026-11-23T17:51:00Z',
          ),
          event('Warning', 'Error: ImagePullBackOff', '2026-11-23T17:52:00Z'),
          event('Warning', 'Error: ImagePullBackOff', '2026-11-23T17:53:00Z'),
        ],
      }),
    );
    const report = await diagnose('build', 'shop-api', world);
    expect(report.events.map(({ message }) => message.slice(0, 9))).toEqual([
      'Failed to',
      'Error: Im',
      'Scheduled',
    ]);
  });
});
