import { createDiagnosis } from '../../../../src/diagnosis/investigate';
import { Masker } from '../../../../src/diagnosis/model/secrets';
import type { ArchiveQuestion, LogArchive } from '../../../../src/diagnosis/model/sources';
import { diagnose, failedBuild, failedRun, noDockerfile } from '../../support/failed-build';
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
