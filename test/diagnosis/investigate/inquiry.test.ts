import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { SourceError } from '../../../src/diagnosis/model/evidence';
import { Masker, Secret } from '../../../src/diagnosis/model/secrets';
import type { CodeEngineSource, LogArchive, Sources } from '../../../src/diagnosis/model/sources';
import type { WorkloadSubject } from '../../../src/diagnosis/model/subject';
import { failedBuild, noDockerfile } from '../support/failed-build';
import { check, ref, sources, stillClock } from '../support/world';

const build: WorkloadSubject = { kind: 'build', name: 'shop-api', project: ref };
const core = (world: Sources, masker = new Masker()) =>
  createDiagnosis(world, { masker, defaultProject: 'shop' });

/** The same world, and how often each of its questions was asked. */
function counted(world: Sources): { readonly world: Sources; readonly asked: Record<string, number> } {
  const asked: Record<string, number> = {};
  const noted = <T extends object>(source: T): T =>
    Object.fromEntries(
      Object.entries(source).map(([name, ask]) => [
        name,
        (...given: unknown[]) => {
          asked[name] = (asked[name] ?? 0) + 1;
          return ask(...given);
        },
      ]),
    ) as T;
  const { codeEngine, registry, clock } = world;
  return {
    world: { codeEngine: noted(codeEngine), registry: noted({ check: registry.check }), clock },
    asked,
  };
}

const often = (asked: Record<string, number>) => Object.entries(asked).filter(([, times]) => times > 1);

describe('an inquiry', () => {
  test('asks for the build once, to find it and to investigate it', async () => {
    const { world, asked } = counted(sources(failedBuild(noDockerfile)));
    const inquiry = core(world).inquire();
    const located = await inquiry.locate({ kind: 'build', name: 'shop-api' });
    expect(located).toEqual({ found: 'one', subject: build });
    expect((await inquiry.investigate(build)).cause).toBe('dockerfile-not-found');
    expect(asked).toMatchObject({ build: 1, buildRunsOf: 1 });
    // One for each of the two containers.
    expect(often(asked)).toEqual([['podLog', 2]]);
  });

  test('hands on the logs and events that an investigation read', async () => {
    const { world, asked } = counted(sources(failedBuild(noDockerfile)));
    const inquiry = core(world).inquire();
    await inquiry.investigate(build);
    const before = { ...asked };
    const { logs } = await inquiry.transcript(build);
    expect(logs.map(({ text }) => text)).toContain(noDockerfile);
    expect(asked).toEqual(before);
  });

  test('asks an archive once for the lines of pods that are gone, whatever time it takes', async () => {
    let now = Date.UTC(2026, 10, 23, 10);
    let asked = 0;
    const gone = new SourceError('gone', 'the pods are gone');
    const world = sources({ ...failedBuild(noDockerfile), pods: () => Promise.reject(gone) });
    const archive: LogArchive = {
      keeps: () => true,
      lines: async () => {
        asked += 1;
        now += 1000;
        return [];
      },
      search: async () => ({ lines: [], cut: false }),
    };
    const inquiry = core({ ...world, archive, clock: { ...world.clock, now: () => now } }).inquire();
    await inquiry.investigate(build);
    now += 1000;
    await inquiry.transcript(build);
    expect(asked).toBe(1);
  });

  test('does not ask again what was refused', async () => {
    const forbidden = new SourceError('forbidden', 'the key may not read builds');
    const { world, asked } = counted(
      sources({ ...failedBuild(noDockerfile), build: () => Promise.reject(forbidden) }),
    );
    const inquiry = core(world).inquire();
    await inquiry.locate({ kind: 'build', name: 'shop-api' });
    expect((await inquiry.investigate(build)).cause).toBe('project-access-denied');
    expect(asked.build).toBe(1);
  });

  test('is asked anew by the next one', async () => {
    const { world, asked } = counted(sources(failedBuild(noDockerfile)));
    const diagnosis = core(world);
    await diagnosis.inquire().investigate(build);
    await diagnosis.inquire().investigate(build);
    expect(asked.build).toBe(2);
  });

  test('has one deadline, for finding and for investigating', async () => {
    const deadlines: number[] = [];
    const clock = stillClock();
    const world: Sources = {
      ...sources(failedBuild(noDockerfile)),
      clock: {
        now: clock.now,
        deadline: (ms) => {
          deadlines.push(ms);
          return clock.deadline(ms);
        },
      },
    };
    const inquiry = core(world).inquire();
    await inquiry.locate({ kind: 'build', name: 'shop-api' });
    clock.expire();
    const { missing, state } = await inquiry.investigate(build);
    expect(state).toBe('unknown');
    expect(missing.map(({ reason }) => reason)).toContain('timeout');
    // The shorter one is the registry's.
    expect(deadlines).toEqual([8000, 7500]);
  });

  test('has what is left of it, when time was taken to understand the question', async () => {
    const deadlines: number[] = [];
    const clock = stillClock();
    let now = 0;
    const world: Sources = {
      ...sources(failedBuild(noDockerfile)),
      clock: {
        now: () => now,
        deadline: (ms, parent) => {
          deadlines.push(ms);
          return clock.deadline(ms, parent);
        },
      },
    };
    const diagnosis = core(world);
    const begun = diagnosis.begin();
    await diagnosis.inquire(undefined, begun).names({ everywhere: false });
    // Names have a share of it.
    expect(deadlines).toEqual([8000, 7500, 3000]);
    now = 3007;
    deadlines.length = 0;
    const { tookMs } = await diagnosis.inquire(undefined, begun).investigate(build);
    // Whole milliseconds: timers take no others.
    expect([deadlines, tookMs]).toEqual([[4993, 4494], 3007]);
  });

  test('counts its time from its beginning', async () => {
    let now = 0;
    const world = sources(failedBuild(noDockerfile));
    const inquiry = core({ ...world, clock: { ...world.clock, now: () => now } }).inquire();
    now = 3000;
    expect((await inquiry.investigate(build)).tookMs).toBe(3000);
  });

  test('holds no secret in its answers', async () => {
    const masker = new Masker();
    masker.learn(new Secret('canary-password'));
    const world = sources(failedBuild(`canary-password\n${noDockerfile}`));
    const inquiry = core(world, masker).inquire();
    const answers = [await inquiry.investigate(build), await inquiry.transcript(build)];
    expect(JSON.stringify(answers)).not.toContain('canary-password');
  });
});

describe('a transcript', () => {
  const web = {
    name: 'web',
    status: 'failed',
    latestCreatedRevision: 'web-1',
    imageReference: 'us.icr.io/a/b',
  };
  const run = { name: 'run-1', jobName: 'web', status: 'failed', failed: 1, indices: [] };
  const everything: Partial<CodeEngineSource> = {
    ...failedBuild(noDockerfile),
    app: async () => web,
    revisionsOf: async () => [{ name: 'web-1', status: 'failed' }],
    job: async () => ({ name: 'web' }),
    jobRun: async () => run,
    jobRunsOf: async () => [run],
    buildRun: async (_ref, name) => ({ name, status: 'failed' }),
  };

  test.each<[WorkloadSubject['kind'], readonly string[]]>([
    ['build', ['buildRunsOf']],
    ['buildrun', ['buildRun']],
    ['app', ['app', 'revisionsOf']],
    ['job', ['job', 'jobRunsOf']],
    ['jobrun', ['jobRun']],
  ])('of %s asks for pods, events and logs, and for what names them', async (kind, naming) => {
    const { world, asked } = counted(sources(everything));
    const { logs } = await core(world).transcript({ ...build, kind });
    expect(logs).toHaveLength(2);
    expect(Object.keys(asked).sort()).toEqual([...naming, 'events', 'podLog', 'pods'].sort());
  });

  test('of a function asks nothing: Code Engine shows none of its pods', async () => {
    const { world, asked } = counted(sources(everything));
    expect(await core(world).transcript({ ...build, kind: 'function' })).toEqual({
      logs: [],
      events: [],
      missing: [],
    });
    expect(asked).toEqual({});
  });

  test('of an app without pods shows the log of the build that made its image', async () => {
    const { world, asked } = counted(
      sources(
        {
          ...everything,
          app: async () => ({ ...web, build: 'shop-api' }),
          pods: async (project, selector, signal) =>
            'buildRun' in selector ? ((await everything.pods?.(project, selector, signal)) ?? []) : [],
          revisionsOf: async () => [{ name: 'web-1', status: 'ready' }],
        },
        check(),
      ),
    );
    const { logs, missing } = await core(world).transcript({ ...build, kind: 'app', name: 'web' });
    expect(logs.map(({ container }) => container)).toEqual(['step-source-default', 'step-build-and-push']);
    expect(missing).toMatchObject([{ source: 'Logs', reason: 'gone' }]);
    expect(asked.check).toBeUndefined();
  });

  test('of a run that never had a pod does not call its logs gone', async () => {
    const world = sources({
      ...everything,
      pods: async () => [],
      buildRunDetail: async () => ({ reason: 'BuildRegistrationFailed' }),
    });
    expect((await core(world).transcript({ ...build, kind: 'buildrun' })).missing).toEqual([]);
  });
});
