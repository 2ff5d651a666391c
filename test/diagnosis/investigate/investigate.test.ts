import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { SourceError } from '../../../src/diagnosis/model/evidence';
import { Masker, Secret } from '../../../src/diagnosis/model/secrets';
import type { Sources } from '../../../src/diagnosis/model/sources';
import { reportCard } from '../../../src/slack/cards/report';
import { diagnose, failedBuild, noDockerfile } from '../support/failed-build';
import { check, project, ref, sources } from '../support/world';

const never = () => new Promise<never>(() => {});

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

  test('names the page of each cause where they are published, and a card links to it', async () => {
    const options = { masker: new Masker(), defaultProject: 'shop' };
    const ask = (docsUrl?: string) =>
      createDiagnosis(sources(failedBuild(noDockerfile)), { ...options, docsUrl }).investigate({
        kind: 'build',
        name: 'shop-api',
        project: ref,
      });
    const link = '<https://example.com/docs/causes/dockerfile-not-found.md|about this cause>';
    expect(JSON.stringify(reportCard(await ask('https://example.com/docs')))).toContain(link);
    expect(JSON.stringify(reportCard(await ask()))).not.toContain('about this cause');
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

  test('of a pasted text explains it', async () => {
    const report = await createDiagnosis(sources({}), { masker: new Masker() }).investigate({
      kind: 'text',
      text: noDockerfile,
    });
    expect(report).toMatchObject({ cause: 'dockerfile-not-found', state: 'failed' });
  });
});
