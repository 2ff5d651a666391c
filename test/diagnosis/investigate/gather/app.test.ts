import { SourceError } from '../../../../src/diagnosis/model/evidence';
import type { CodeEngineSource, GitSource, RegistryQuestion } from '../../../../src/diagnosis/model/sources';
import { printCommand } from '../../../../src/diagnosis/remedy/print';
import type { Files } from '../../../support/git-repository';
import { plantedTree } from '../../../support/planted-tree';
import { buildPod, diagnose, failedBuild, failedRun, noDockerfile } from '../../support/failed-build';
import { check, sources } from '../../support/world';

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
    expect(
      report.findings[0]?.fix.flatMap(({ commands = [] }) => commands.map(printCommand)).join('\n'),
    ).toContain('--port 3000');
  });

  /** A git host whose tree is this one. */
  const gitHost = (files: Files): GitSource => ({
    climb: (question, look) =>
      look({
        check: {
          url: question.url,
          credential: { kind: 'anonymous' },
          steps: [],
          outcome: 'readable',
          commit: { id: question.commit ?? '', author: 'Ada', at: '', subject: '' },
          findings: [],
          well: [],
          notes: [],
        },
        tree: plantedTree(files),
      }),
  });
  const built = {
    name: 'shop-web-run-1',
    status: 'succeeded',
    sourceType: 'git',
    sourceUrl: 'https://github.com/shop/web',
    gitCommitSha: 'c'.repeat(40),
  };
  const fromSource = (files: Files, more: Partial<CodeEngineSource> = {}) => ({
    ...sources({
      ...failedApp,
      app: async () => ({
        name: 'shop-web',
        status: 'failed',
        reason: 'no_revision_ready',
        latestCreatedRevision: 'shop-web-00002',
        imageReference: 'us.icr.io/shop/web:1',
        buildRun: built.name,
      }),
      buildRun: async () => built,
      ...more,
    }),
    source: gitHost(files),
  });

  test('whose Dockerfile exposes another port is told the very line, although its build succeeded', async () => {
    const files = { Dockerfile: 'FROM scratch\nCOPY web /web\nEXPOSE 3000/tcp\nCMD ["/web"]\n', web: 'x' };
    const report = await diagnose('app', 'shop-web', fromSource(files));
    expect(report).toMatchObject({ cause: 'port-not-listening', confidence: 'likely' });
    expect(report.findings[0]?.proof[0]?.text).toContain('Dockerfile:3: EXPOSE 3000/tcp');
    expect(
      report.findings[0]?.fix.flatMap(({ commands = [] }) => commands.map(printCommand)).join('\n'),
    ).toContain('--port 3000');
  });

  test('whose entry point cannot be started is told so by the source, where no log says it', async () => {
    const files = {
      Dockerfile: 'FROM scratch\nCOPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n',
      'run.sh': '#!/bin/sh\n',
    };
    const revisionsOf = async () => [
      {
        name: 'shop-web-00002',
        status: 'failed',
        reason: 'container_failed_exit_code_1',
        imageReference: 'us.icr.io/shop/web:1',
      },
    ];
    const report = await diagnose('app', 'shop-web', fromSource(files, { revisionsOf }));
    expect(report).toMatchObject({ cause: 'entrypoint-not-executable', confidence: 'likely' });
  });

  test('that starts well has its source left alone', async () => {
    const files = { Dockerfile: 'FROM scratch\nEXPOSE 3000\nCMD ["/web"]\n' };
    const revisionsOf = async () => [
      { name: 'shop-web-00002', status: 'ready', reason: 'ready', imageReference: 'us.icr.io/shop/web:1' },
    ];
    const app = async () => ({
      name: 'shop-web',
      status: 'ready',
      imageReference: 'us.icr.io/shop/web:1',
      buildRun: built.name,
    });
    const report = await diagnose('app', 'shop-web', fromSource(files, { app, revisionsOf }));
    expect(report).toMatchObject({ state: 'healthy' });
    expect(report.source).toBeUndefined();
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
      fleets: [],
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
