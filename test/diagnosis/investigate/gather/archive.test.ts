import { createDiagnosis } from '../../../../src/diagnosis/investigate';
import { SourceError } from '../../../../src/diagnosis/model/evidence';
import { Masker } from '../../../../src/diagnosis/model/secrets';
import type { ArchiveQuestion, LogArchive } from '../../../../src/diagnosis/model/sources';
import { buildPod, diagnose, failedBuild, failedRun, noDockerfile } from '../../support/failed-build';
import { ref, sources } from '../../support/world';

/** An archive that keeps one log, and remembers what it was asked. */
function archive(
  text?: string,
  regions: readonly string[] = ['eu-de'],
  truncated = false,
): LogArchive & { asked: ArchiveQuestion[] } {
  const asked: ArchiveQuestion[] = [];
  return {
    asked,
    keeps: (region) => regions.includes(region),
    async lines(question) {
      asked.push(question);
      if (text === undefined) return [];
      return [
        {
          pod: 'gone-pod',
          container: 'log',
          previous: false,
          text,
          truncated,
          keptBy: 'IBM Cloud Logs',
        },
      ];
    },
    search: async () => ({ lines: [], cut: false }),
  };
}

const withoutPods = () => ({ ...failedBuild(noDockerfile), pods: async () => [] });

describe('a failed run whose pods are gone', () => {
  test('is read from the archive, and the card says so', async () => {
    const kept = archive(noDockerfile);
    const report = await diagnose('build', 'shop-api', { ...sources(withoutPods()), archive: kept });
    expect(report.cause).toBe('dockerfile-not-found');
    expect(JSON.stringify(report.findings[0]?.proof)).toContain('IBM Cloud Logs, gone-pod');
    expect(report.missing.map(({ source }) => source)).not.toContain('Logs');
    expect(kept.asked).toMatchObject([{ project: ref, of: { kind: 'build_run', name: failedRun.name } }]);
  });

  test('of whose log the end did not come is read, and the card says that lines are missing', async () => {
    const report = await diagnose('build', 'shop-api', {
      ...sources(withoutPods()),
      archive: archive(noDockerfile, ['eu-de'], true),
    });
    expect(report.cause).toBe('dockerfile-not-found');
    expect(report.missing).toContainEqual(
      expect.objectContaining({ source: 'Logs', detail: expect.stringContaining('did not give all lines') }),
    );
  });

  test('is asked about over no more than a week', async () => {
    const kept = archive(noDockerfile);
    await diagnose('build', 'shop-api', { ...sources(withoutPods()), archive: kept });
    const [{ from, to } = { from: 0, to: 0 }] = kept.asked;
    expect(to - from).toBeLessThanOrEqual(7 * 86_400_000);
  });

  test('of which nothing was kept says so, with what to check', async () => {
    const report = await diagnose('build', 'shop-api', { ...sources(withoutPods()), archive: archive() });
    expect(report.missing).toContainEqual(
      expect.objectContaining({ source: 'Logs', cure: expect.stringContaining('CLOUD_LOGS') }),
    );
  });

  test('in a region without an archive is told how to set one up, once', async () => {
    const kept = archive(noDockerfile, ['us-south']);
    const report = await diagnose('build', 'shop-api', { ...sources(withoutPods()), archive: kept });
    expect(kept.asked).toEqual([]);
    expect(report.missing.filter(({ cure }) => cure?.includes('CLOUD_LOGS'))).toHaveLength(1);
  });
});

test('the archive is not asked while the pods still have their logs', async () => {
  const kept = archive(noDockerfile);
  await diagnose('build', 'shop-api', { ...sources(failedBuild(noDockerfile)), archive: kept });
  expect(kept.asked).toEqual([]);
});

test('the archive is not asked about a run that went well, unless somebody wants to read its log', async () => {
  const kept = archive('Successfully built');
  const well = { ...failedRun, status: 'succeeded', reason: 'succeeded' };
  const world = {
    ...sources({ ...withoutPods(), buildRun: async () => well, buildRunsOf: async () => [well] }),
    archive: kept,
  };
  await diagnose('buildrun', failedRun.name, world);
  expect(kept.asked).toEqual([]);
  const { transcript } = createDiagnosis(world, { masker: new Masker() });
  const { logs } = await transcript({ kind: 'buildrun', name: failedRun.name, project: ref });
  expect(logs.map(({ text }) => text)).toEqual(['Successfully built']);
});

describe('a log of which the platform gives the end alone', () => {
  const head =
    'error: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory';
  const tail = Array.from({ length: 8 }, (_, at) => `cleaning up ${at}`).join('\n');
  const cutBuild = () =>
    failedBuild('', {
      podLog: async (_ref, _pod, container) =>
        container === 'step-build-and-push'
          ? { text: tail, truncated: true }
          : { text: 'Successfully loaded the source', truncated: false },
    });
  const ofPod = (text: string, truncated = false) => {
    const kept = archive(text, ['eu-de'], truncated);
    return {
      ...kept,
      asked: kept.asked,
      lines: async (question: ArchiveQuestion) =>
        (await kept.lines(question, new AbortController().signal)).map((one) => ({
          ...one,
          pod: buildPod.name,
        })),
    };
  };
  const transcriptOf = (kept: LogArchive) =>
    createDiagnosis({ ...sources(cutBuild()), archive: kept }, { masker: new Masker() }).transcript({
      kind: 'build',
      name: 'shop-api',
      project: ref,
    });

  test('is completed from the archive: what failed first is read, and stands in its own step', async () => {
    const kept = ofPod(`Successfully loaded the source\n${head}\n${tail}`);
    const report = await diagnose('build', 'shop-api', { ...sources(cutBuild()), archive: kept });
    expect(kept.asked).toMatchObject([{ of: { kind: 'build_run', name: failedRun.name } }]);
    expect(report).toMatchObject({ cause: 'dockerfile-not-found', confidence: 'proven' });
    expect(report.findings[0]?.proof[0]?.where).toContain('step-build-and-push');
  });

  test('is shown whole in Show log, without the lines of the other steps', async () => {
    const { logs, missing } = await transcriptOf(ofPod(`Successfully loaded the source\n${head}\n${tail}`));
    expect(logs.find(({ container }) => container === 'step-build-and-push')).toMatchObject({
      text: `${head}\n${tail}`,
      truncated: false,
    });
    expect(missing.filter(({ source }) => source === 'Logs')).toEqual([]);
  });

  test('whose first line was cut within is put together all the same', async () => {
    const whole = `${head}\nprefix cleaning up 0\n${tail.split('\n').slice(1).join('\n')}`;
    const { logs } = await transcriptOf(ofPod(whole));
    expect(logs.at(-1)?.text.startsWith(head)).toBe(true);
  });

  test('of which the archive gave only a part, too, stays cut', async () => {
    const { logs } = await transcriptOf(ofPod(`${head}\n${tail}`, true));
    expect(logs.at(-1)).toMatchObject({ text: `${head}\n${tail}`, truncated: true });
  });

  test('of which the archive has something else stays as it is, and Show log says why', async () => {
    const { logs, missing } = await transcriptOf(ofPod('something else'));
    expect(logs.at(-1)).toMatchObject({ text: tail, truncated: true });
    expect(missing).toContainEqual(
      expect.objectContaining({
        source: 'Logs',
        detail: expect.stringContaining('the beginning is not shown'),
      }),
    );
  });

  test('of which the archive refuses to speak stays as it is', async () => {
    const refused: LogArchive = {
      ...archive(),
      lines: () => Promise.reject(new SourceError('forbidden', 'not allowed', 'Give the role Reader.')),
    };
    expect((await transcriptOf(refused)).missing).toContainEqual(
      expect.objectContaining({ source: 'Logs', reason: 'forbidden' }),
    );
    const report = await diagnose('build', 'shop-api', { ...sources(cutBuild()), archive: refused });
    expect(report.missing.map(({ source }) => source)).not.toContain('Logs');
  });
});
