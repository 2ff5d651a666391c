import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { SourceError } from '../../../src/diagnosis/model/evidence';
import type { AppInstance, BuildRun, Pod, PodContainer } from '../../../src/diagnosis/model/platform';
import type { Report } from '../../../src/diagnosis/model/report';
import { Masker, Secret } from '../../../src/diagnosis/model/secrets';
import type { CodeEngineSource, RegistryQuestion, Sources } from '../../../src/diagnosis/model/sources';
import type { Subject, WorkloadKind } from '../../../src/diagnosis/model/subject';
import { check, project, ref, registry, sources } from '../support/world';

const never = () => new Promise<never>(() => {});

function diagnose(kind: WorkloadKind, name: string, world: Sources, masker = new Masker()): Promise<Report> {
  return createDiagnosis(world, { masker, defaultProject: 'shop' }).investigate({ kind, name, project: ref });
}

const failedRun: BuildRun = {
  name: 'shop-api-run-1',
  buildName: 'shop-api',
  status: 'failed',
  reason: 'failed_to_execute_build_run',
  outputImage: 'us.icr.io/shop/api:1',
  outputSecret: 'icr-key',
  strategySize: 'medium',
  startTime: '2026-11-23T17:50:00Z',
  completionTime: '2026-11-23T17:52:00Z',
  timeout: 600,
};

const buildPod: Pod = {
  name: 'shop-api-run-1-pod',
  phase: 'Failed',
  conditions: [],
  containers: [
    {
      name: 'step-source-default',
      terminated: { exitCode: 0, startedAt: '2026-11-23T17:50:00Z', finishedAt: '2026-11-23T17:50:20Z' },
    },
    {
      name: 'step-build-and-push',
      terminated: { exitCode: 1, startedAt: '2026-11-23T17:50:20Z', finishedAt: '2026-11-23T17:52:00Z' },
    },
  ],
};

function failedBuild(log: string, more: Partial<CodeEngineSource> = {}): Partial<CodeEngineSource> {
  return {
    build: async () => ({
      name: 'shop-api',
      status: 'ready',
      reason: 'registered',
      strategySpecFile: 'Dockerfile',
    }),
    buildRunsOf: async () => [failedRun],
    buildRunDetail: async () => ({ reason: 'Failed', message: 'buildrun step step-build-and-push failed' }),
    pods: async () => [buildPod],
    podLog: async (_ref, _pod, container) => ({
      text: container === 'step-build-and-push' ? log : 'Successfully loaded the source',
      truncated: false,
    }),
    secrets: async () => [
      { name: 'icr-key', format: 'registry', server: 'us.icr.io', username: 'iamapikey' },
    ],
    ...more,
  };
}

const noDockerfile =
  '#1 [internal] load build definition from Dockerfile\n#1 DONE 0.1s\nerror: failed to solve: failed to read dockerfile: open /tmp/buildkit-mount1/Dockerfile: no such file or directory\n';

describe('a failed build', () => {
  test('names the cause that the failing step logged, with a command of its own names', async () => {
    const report = await diagnose('build', 'shop-api', sources(failedBuild(noDockerfile)));
    expect(report).toMatchObject({ state: 'failed', cause: 'dockerfile-not-found', confidence: 'proven' });
    expect(report.headline).toContain('Build shop-api failed');
    expect(report.findings[0]?.fix.map(({ command }) => command).join('\n')).toContain(
      'ibmcloud ce build update --name shop-api',
    );
    expect(report.log?.lines.join('\n')).toContain('failed to read dockerfile');
  });

  test('shows the steps with their times', async () => {
    const report = await diagnose('build', 'shop-api', sources(failedBuild(noDockerfile)));
    expect(report.build?.timeline).toEqual([
      { name: 'get source', status: 'done', ms: 20_000 },
      { name: 'build and push', status: 'failed', ms: 100_000 },
    ]);
    expect(report.build?.durationMs).toBe(120_000);
  });

  test('rules out what it checked', async () => {
    const report = await diagnose('build', 'shop-api', sources(failedBuild(noDockerfile)));
    expect(report.ruledOut).toEqual([
      'memory: no container was killed for it',
      'timeout: ended after 120 of 600 seconds',
      'registry access: secret icr-key may push to us.icr.io',
    ]);
  });

  test('asks the registry for the right to push, with the build’s own secret', async () => {
    const world = sources(failedBuild(noDockerfile));
    const asked = registry();
    await diagnose('build', 'shop-api', { ...world, registry: asked });
    expect(asked.asked).toMatchObject([
      { reference: 'us.icr.io/shop/api:1', secret: 'icr-key', purpose: 'push', knownHosts: ['us.icr.io'] },
    ]);
  });

  test('does not count errors of a step that went on to succeed', async () => {
    const world = sources(
      failedBuild('', {
        podLog: async (_ref, _pod, container) => ({
          text:
            container === 'step-source-default'
              ? 'fatal: could not read Username for https://github.com: terminal prompts disabled'
              : noDockerfile,
          truncated: false,
        }),
      }),
    );
    expect((await diagnose('build', 'shop-api', world)).cause).toBe('dockerfile-not-found');
  });

  test('says unknown, with the most telling line, when nothing it knows fits', async () => {
    const report = await diagnose(
      'build',
      'shop-api',
      sources(failedBuild('frobnicator: fatal error: the flux is not aligned\n')),
    );
    expect(report).toMatchObject({ cause: 'unknown', confidence: 'unknown', state: 'failed' });
    expect(report.log?.lines.join('\n')).toContain('the flux is not aligned');
    const commands = report.findings[0]?.fix.map(({ command }) => command).join('\n');
    expect(commands).toContain('buildrun logs --buildrun shop-api-run-1');
  });

  test('whose log cannot be read is not said to be a program that crashed', async () => {
    const broken = new SourceError('server-error', 'the logs cannot be read');
    const containers = buildPod.containers.map(({ name, terminated }) => ({
      name,
      terminated: { ...terminated, ...(terminated?.exitCode ? { reason: 'Error' } : {}) },
    }));
    const world = sources(
      failedBuild('', {
        pods: async () => [{ ...buildPod, containers }],
        podLog: () => Promise.reject(broken),
      }),
    );
    const report = await diagnose('build', 'shop-api', world);
    expect(report).toMatchObject({ cause: 'unknown', confidence: 'unknown' });
    expect(report.findings[0]?.explanation).toBe('It failed, and what may say why could not be read: logs.');
  });

  test('is judged by its newest run', async () => {
    const world = sources(
      failedBuild(noDockerfile, {
        buildRunsOf: async () => [{ ...failedRun, status: 'succeeded', reason: 'succeeded' }, failedRun],
      }),
    );
    expect(await diagnose('build', 'shop-api', world)).toMatchObject({
      state: 'healthy',
      cause: 'healthy-no-problem',
    });
  });

  test('that refers to a secret which does not exist is proven by the list of secrets', async () => {
    const world = sources(
      failedBuild(noDockerfile, { secrets: async () => [] }),
      new SourceError('not-found', 'no secret'),
    );
    const report = await diagnose('build', 'shop-api', world);
    expect(report.findings.map(({ cause }) => cause)).toContain('secret-not-found');
  });
});

describe('a failed app', () => {
  const failedApp: Partial<CodeEngineSource> = {
    app: async () => ({
      name: 'shop-web',
      status: 'failed',
      reason: 'no_revision_ready',
      latestCreatedRevision: 'shop-web-00002',
      imageReference: 'us.icr.io/shop/web:1',
    }),
    revisionsOf: async () => [
      {
        name: 'shop-web-00002',
        status: 'failed',
        reason: 'initial_scale_never_achieved',
        imageReference: 'us.icr.io/shop/web:1',
        imagePort: 8080,
      },
    ],
  };

  test('whose program listens on another port is told which', async () => {
    const world = sources({
      ...failedApp,
      pods: async () => [
        {
          name: 'shop-web-00002-deployment-x',
          phase: 'Running',
          conditions: [],
          containers: [{ name: 'user-container', running: {} }],
        },
      ],
      podLog: async () => ({ text: 'Server listening on http://0.0.0.0:3000\n', truncated: false }),
    });
    const report = await diagnose('app', 'shop-web', world);
    expect(report).toMatchObject({ cause: 'port-not-listening', confidence: 'proven' });
    expect(report.findings[0]?.explanation).toContain('3000');
    expect(report.findings[0]?.fix.map(({ command }) => command).join('\n')).toContain('--port 3000');
  });

  test('whose pinned digest is gone is proven by the registry', async () => {
    const drift = {
      pinnedDigest: `sha256:${'a'.repeat(64)}`,
      tagDigest: `sha256:${'b'.repeat(64)}`,
      pinnedExists: false,
    };
    const world = sources(
      { ...failedApp, revisionDetail: async () => ({ imageDigest: drift.pinnedDigest, conditions: [] }) },
      check({ drift, reference: 'us.icr.io/shop/web:1' }),
    );
    const report = await diagnose('app', 'shop-web', world);
    expect(report).toMatchObject({ cause: 'image-digest-not-found', confidence: 'proven' });
  });

  test('points at the build run that failed to make its image', async () => {
    const world = sources({
      ...failedBuild(noDockerfile),
      ...failedApp,
      app: async () => ({
        name: 'shop-web',
        status: 'failed',
        reason: 'no_revision_ready',
        build: 'shop-api',
      }),
      pods: async (_ref, selector) => ('buildRun' in selector ? [buildPod] : []),
    });
    const report = await diagnose('app', 'shop-web', world);
    expect(report).toMatchObject({
      cause: 'dockerfile-not-found',
      root: { kind: 'buildrun', name: 'shop-api-run-1' },
    });
    expect(report.headline).toContain('because build run shop-api-run-1 failed');
  });

  const notThere = check(
    { reference: 'private.us.icr.io/shop/web:1' },
    { step: 'manifest', cause: 'image-tag-not-found', proof: '404 MANIFEST_UNKNOWN' },
  );
  const webRun = { ...failedRun, name: 'web-run-1', outputImage: 'us.icr.io/shop/web:1' };
  const unlinked = (status: string): Partial<CodeEngineSource> => ({
    ...failedBuild(noDockerfile),
    ...failedApp,
    inventory: async () => ({
      builds: [],
      buildRuns: [
        { ...webRun, name: 'other', outputImage: 'us.icr.io/shop/other:1' },
        { ...webRun, status },
      ],
      apps: [],
      jobs: [],
      jobRuns: [],
      functions: [],
    }),
    buildRun: async (_ref, name) => ({ ...webRun, name, status }),
    pods: async (_ref, selector) => ('buildRun' in selector ? [buildPod] : []),
  });

  test('points at the build run that pushes under the name of its missing image, though nothing links them', async () => {
    const mayPush = {
      check: async ({ purpose }: RegistryQuestion) => (purpose === 'push' ? check() : notThere),
    };
    const report = await diagnose('app', 'shop-web', { ...sources(unlinked('failed')), registry: mayPush });
    expect(report).toMatchObject({
      cause: 'dockerfile-not-found',
      root: { kind: 'buildrun', name: 'web-run-1' },
    });
    expect(report.findings).toHaveLength(1);
    const proof = report.findings[0]?.proof ?? [];
    expect(proof[0]?.consequence).toBeUndefined();
    expect(proof.at(-1)).toMatchObject({
      text: expect.stringContaining('404 MANIFEST_UNKNOWN'),
      consequence: true,
    });
  });

  test('does not blame a build run that succeeded', async () => {
    const report = await diagnose('app', 'shop-web', sources(unlinked('succeeded'), notThere));
    expect(report.cause).toBe('image-tag-not-found');
    expect(report.root).toBeUndefined();
  });

  test('with a cause of its own lists the failed build as a second problem', async () => {
    const world = sources({
      ...failedBuild(noDockerfile),
      ...failedApp,
      app: async () => ({ name: 'shop-web', status: 'failed', build: 'shop-api' }),
      instancesOf: async () => [{ name: 'web-1', last: { reason: 'OOMKilled' } }],
      pods: async (_ref, selector) => ('buildRun' in selector ? [buildPod] : []),
    });
    const report = await diagnose('app', 'shop-web', world);
    expect(report.root).toBeUndefined();
    expect(report.findings.map(({ cause }) => cause)).toEqual([
      'container-oom-killed',
      'dockerfile-not-found',
    ]);
    expect(report.findings[1]?.explanation).toMatch(/^Of build run shop-api-run-1: /);
  });

  test('falls back to the pods’ waiting messages when events are forbidden, and says so', async () => {
    const world = sources(
      {
        ...failedApp,
        events: () =>
          Promise.reject(
            new SourceError('forbidden', 'events are forbidden', 'Give the key the Writer role.'),
          ),
        pods: async () => [
          {
            name: 'shop-web-1',
            phase: 'Pending',
            conditions: [],
            containers: [
              {
                name: 'user-container',
                waiting: {
                  reason: 'ImagePullBackOff',
                  message:
                    'Back-off pulling image "docker.io/shop/web:1": toomanyrequests: You have reached your pull rate limit.',
                },
              },
            ],
          },
        ],
      },
      new SourceError('timeout', 'the registry did not answer'),
    );
    const report = await diagnose('app', 'shop-web', world);
    expect(report.cause).toBe('rate-limited');
    expect(report.missing).toContainEqual({
      source: 'Events',
      reason: 'forbidden',
      detail: 'events are forbidden',
      cure: 'Give the key the Writer role.',
    });
  });
});

describe('the parts of a build', () => {
  const [source, step] = buildPod.containers as [PodContainer, PodContainer];
  const world = sources(
    failedBuild(noDockerfile, {
      pods: async () => [
        { ...buildPod, containers: [{ ...step, name: 'step-image-processing' }, step, source] },
      ],
      events: async () => [{ type: 'Warning', message: 'Evicted: too much disk\n\n  \n used \n' }],
    }),
  );

  test('stand in the order of the work, in the transcript and in the steps', async () => {
    const core = createDiagnosis(world, { masker: new Masker() });
    const { logs } = await core.transcript({ kind: 'build', name: 'shop-api', project: ref });
    const order = ['step-source-default', 'step-build-and-push', 'step-image-processing'];
    expect(logs.map(({ container }) => container)).toEqual(order);
    const report = await diagnose('build', 'shop-api', world);
    expect(report.build?.timeline.map(({ name }) => name)).toEqual([
      'get source',
      'build and push',
      'image-processing',
    ]);
  });

  test('hold events without blank lines', async () => {
    const report = await diagnose('build', 'shop-api', world);
    expect(report.events.map(({ message }) => message)).toEqual(['Evicted: too much disk\nused']);
  });
});

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
    expect(report.headline).toMatch(/ x cannot start: /);
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

describe('a run that is not there', () => {
  const nowhere = new SourceError('not-found', 'the build run “shop-api-run-9” cannot be found');
  const inventory = {
    builds: [{ name: 'shop' }, { name: 'shop-api' }],
    buildRuns: [],
    apps: [],
    jobs: [],
    jobRuns: [],
    functions: [],
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
    expect(report.findings[0]?.fix.map(({ command }) => command)).toContain(
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

describe('an investigation', () => {
  test('keeps what it has when the deadline comes', async () => {
    const world = sources(failedBuild(noDockerfile, { events: never, quotas: never }));
    const pending = diagnose('build', 'shop-api', world);
    await new Promise((resolve) => setImmediate(resolve));
    world.clock.expire();
    const report = await pending;
    expect(report.cause).toBe('dockerfile-not-found');
    expect(report.missing.map(({ source, reason }) => [source, reason])).toEqual([
      ['Events', 'timeout'],
      ['Resource quota', 'timeout'],
    ]);
  });

  test('hears how far a registry check came whose time is up', async () => {
    const unfinished = check({ outcome: 'not-checked', notes: ['not finished within 7 s'] });
    const waits: AbortSignal[] = [];
    const world: Sources = {
      ...sources(failedBuild(noDockerfile)),
      registry: {
        check: (_question, signal) => {
          waits.push(signal);
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve(unfinished)));
        },
      },
      clock: {
        now: () => 0,
        // Whoever waits longer than this is not heard any more.
        deadline: (ms) => (ms >= 8000 ? new AbortController().signal : AbortSignal.timeout(0)),
      },
    };
    const report = await diagnose('build', 'shop-api', world);
    expect(waits).toHaveLength(1);
    expect(report.registry?.notes).toEqual(['not finished within 7 s']);
    expect(report.missing).toEqual([]);
  });

  test('of a project that is not active says so first', async () => {
    const gone = new SourceError('not-active', 'Project is not yet active');
    const world = sources({
      project: async () => ({ ...project, status: 'soft_deleted' }),
      app: () => Promise.reject(gone),
    });
    expect(await diagnose('app', 'shop-web', world)).toMatchObject({
      cause: 'project-not-active',
      state: 'failed',
    });
  });

  test('shows an enum value that nobody documented, and does not guess', async () => {
    const world = sources({
      function: async () => ({ name: 'fn', status: 'mystified', reason: 'moon_phase' }),
    });
    const report = await diagnose('function', 'fn', world);
    expect(report).toMatchObject({
      state: 'unknown',
      platformState: 'mystified (moon_phase)',
      cause: 'unknown',
    });
  });

  test('survives a source that breaks its promise', async () => {
    const world = sources({
      build: () => {
        throw new TypeError('cannot read properties of undefined');
      },
    });
    const report = await diagnose('build', 'shop-api', world);
    expect(report.missing[0]).toMatchObject({ source: 'Build', reason: 'failed' });
    expect(JSON.stringify(report)).not.toContain('undefined)');
  });

  test('masks secrets wherever they stand', async () => {
    const masker = new Masker();
    masker.learn(new Secret('canary-password'));
    const report = await diagnose(
      'build',
      'shop-api',
      sources(failedBuild(`canary-password\n${noDockerfile}canary-password`)),
      masker,
    );
    expect(JSON.stringify(report)).not.toContain('canary-password');
  });

  test('of a function asks for the image that its code bundle is', async () => {
    const asked = registry(
      check({}, { step: 'manifest', cause: 'image-tag-not-found', proof: '404 MANIFEST_UNKNOWN.' }),
    );
    const world = sources({
      function: async () => ({ name: 'fn', status: 'failed', codeReference: 'cr://us.icr.io/shop/fn:1' }),
    });
    const report = await diagnose('function', 'fn', { ...world, registry: asked });
    expect(asked.asked).toMatchObject([{ reference: 'us.icr.io/shop/fn:1', knownHosts: ['us.icr.io'] }]);
    expect(report.findings[0]?.explanation).toBe(
      'The code bundle cr://us.icr.io/shop/fn:1 cannot be fetched: 404 MANIFEST_UNKNOWN.',
    );
  });

  test('of an image asks only hosts that the project knows', async () => {
    const asked = registry();
    const world = {
      ...sources({
        secrets: async () => [{ name: 'hub', format: 'registry', server: 'https://index.docker.io/v1/' }],
      }),
      registry: asked,
    };
    const subject: Subject = { kind: 'image', reference: 'us.icr.io/shop/api:1', project: ref };
    await createDiagnosis(world, { masker: new Masker() }).investigate(subject);
    expect(asked.asked).toMatchObject([{ knownHosts: ['docker.io'], purpose: 'pull' }]);
  });

  test('of an image whose host may not be asked says so, and how to allow it', async () => {
    const note = 'evil.example was not asked: no workload or registry secret of the project names it.';
    const world = sources({}, check({ outcome: 'not-checked', notes: [note] }));
    const subject: Subject = { kind: 'image', reference: 'evil.example/x', project: ref };
    const report = await createDiagnosis(world, { masker: new Masker() }).investigate(subject);
    expect(report).toMatchObject({
      state: 'unknown',
      cause: 'unknown',
      headline: `Image evil.example/x was not checked: ${note}`,
    });
  });

  test('of a pasted text explains it', async () => {
    const report = await createDiagnosis(sources({}), { masker: new Masker() }).investigate({
      kind: 'text',
      text: noDockerfile,
    });
    expect(report).toMatchObject({ cause: 'dockerfile-not-found', state: 'failed' });
  });
});
