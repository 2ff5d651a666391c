import { createDiagnosis } from '../../../../src/diagnosis/investigate';
import { SourceError } from '../../../../src/diagnosis/model/evidence';
import type { PodContainer } from '../../../../src/diagnosis/model/platform';
import { Masker } from '../../../../src/diagnosis/model/secrets';
import { printCommand } from '../../../../src/diagnosis/remedy/print';
import { buildPod, diagnose, failedBuild, failedRun, noDockerfile } from '../../support/failed-build';
import { ref, registry, sources } from '../../support/world';

describe('a failed build', () => {
  test('names the cause that the failing step logged, with a command of its own names', async () => {
    const report = await diagnose('build', 'shop-api', sources(failedBuild(noDockerfile)));
    expect(report).toMatchObject({ state: 'failed', cause: 'dockerfile-not-found', confidence: 'proven' });
    expect(report.headline).toContain(
      'Build shop-api (shop) failed: There is no Dockerfile in the repository',
    );
    expect(
      report.findings[0]?.fix.flatMap(({ commands = [] }) => commands.map(printCommand)).join('\n'),
    ).toContain('ibmcloud ce build update --name shop-api');
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
    const commands = report.findings[0]?.fix
      .flatMap(({ commands = [] }) => commands.map(printCommand))
      .join('\n');
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
