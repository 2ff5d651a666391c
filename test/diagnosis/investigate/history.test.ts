import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { SourceError } from '../../../src/diagnosis/model/evidence';
import { Masker } from '../../../src/diagnosis/model/secrets';
import type { ArchivedLines, ArchiveSearch, LogArchive } from '../../../src/diagnosis/model/sources';
import type { WorkloadKind } from '../../../src/diagnosis/model/subject';
import { failedBuild, failedRun, noDockerfile } from '../support/failed-build';
import { ref, sources } from '../support/world';

const failing =
  'error: failed to solve: failed to read dockerfile: open /tmp/buildkit-mount9/Dockerfile: no such file or directory';

/** An archive that finds some lines, and remembers what it was asked. */
function archive(
  found: ArchivedLines | SourceError = { lines: [], cut: false },
  regions: readonly string[] = ['eu-de'],
): LogArchive & { asked: ArchiveSearch[] } {
  const asked: ArchiveSearch[] = [];
  return {
    asked,
    keeps: (region) => regions.includes(region),
    lines: async () => [],
    async search(question) {
      asked.push(question);
      if (found instanceof SourceError) throw found;
      return found;
    },
  };
}

const at = (day: number, of: string, text = failing) => ({
  at: `2026-11-${day}T09:00:00.000Z`,
  of,
  text,
});

const core = (kept: LogArchive | undefined, world = failedBuild(noDockerfile)) =>
  createDiagnosis({ ...sources(world), ...(kept && { archive: kept }) }, { masker: new Masker() });
const subject = { kind: 'build' as WorkloadKind, name: 'shop-api', project: ref } as const;
const ask = (kept: LogArchive | undefined, world = failedBuild(noDockerfile)) =>
  core(kept, world).investigate(subject, { history: true });

describe('the history of a failure', () => {
  test('tells since when, how often and in which runs the very line was written', async () => {
    const kept = archive({
      cut: false,
      lines: [
        at(17, 'shop-api-run-7'),
        at(18, 'shop-api-run-8'),
        at(18, 'shop-api-run-8'),
        at(23, failedRun.name),
      ],
    });
    const { history, missing } = await ask(kept);
    expect(history).toMatchObject({
      cut: false,
      seen: {
        first: '2026-11-17T09:00:00.000Z',
        last: '2026-11-23T09:00:00.000Z',
        times: 4,
        of: ['shop-api-run-7', 'shop-api-run-8', failedRun.name],
        days: [
          { day: '2026-11-17', times: 1 },
          { day: '2026-11-18', times: 2 },
          { day: '2026-11-23', times: 1 },
        ],
      },
    });
    expect(history?.seen?.new).toBeUndefined();
    expect(missing.map(({ source }) => source)).not.toContain('Earlier failures');
  });

  test('is asked for once, by the build and the words of the failing line, over a week', async () => {
    const kept = archive();
    await ask(kept);
    expect(kept.asked).toHaveLength(1);
    const [{ project, of, words, from, to }] = kept.asked as [ArchiveSearch];
    expect({ project, of }).toEqual({ project: ref, of: { kind: 'build', name: 'shop-api' } });
    expect(words).toEqual(['error: failed to solve: failed to read dockerfile: open']);
    expect(to - from).toBe(7 * 86_400_000);
  });

  test('leaves out lines that say something else', async () => {
    const other = failing.replace('no such file or directory', 'permission denied');
    const { history } = await ask(
      archive({ cut: false, lines: [at(17, 'a', other), at(22, failedRun.name)] }),
    );
    expect(history?.seen).toMatchObject({ times: 1, new: true });
  });

  test('of which the archive gave a part says so', async () => {
    expect((await ask(archive({ cut: true, lines: [at(20, 'a')] }))).history?.cut).toBe(true);
  });

  test('is nothing on a card where no line was found, and Show log says that nothing was', async () => {
    expect((await ask(archive())).history).toBeUndefined();
    const { history } = await core(archive()).transcript(subject, { history: true });
    expect(history).toMatchObject({ line: expect.stringContaining('failed to read dockerfile') });
    expect(history?.seen).toBeUndefined();
  });

  test('that the bot is not allowed to ask for is missing, with the cure', async () => {
    const refused = new SourceError('forbidden', 'not allowed', 'Give the role Reader.');
    expect((await ask(archive(refused))).missing).toContainEqual(
      expect.objectContaining({ source: 'Earlier failures', cure: 'Give the role Reader.' }),
    );
  });

  test.each(['rate-limited', 'timeout'] as const)(
    'that is %s is no gap of the card, and one of Show log',
    async (reason) => {
      const kept = archive(new SourceError(reason, 'not now'));
      expect((await ask(kept)).missing.map(({ source }) => source)).not.toContain('Earlier failures');
      const { missing } = await core(kept).transcript(subject, { history: true });
      expect(missing).toContainEqual(expect.objectContaining({ source: 'Earlier failures', reason }));
    },
  );
});

test('an account without an archive of its own is no gap, on the card and in Show log', async () => {
  const kept = archive(new SourceError('not-configured', 'none for this account'));
  expect((await ask(kept)).missing.map(({ source }) => source)).not.toContain('Earlier failures');
  const { missing } = await core(kept).transcript(subject, { history: true });
  expect(missing.map(({ source }) => source)).not.toContain('Earlier failures');
});

describe('no query is spent', () => {
  test('where nobody wants to know, as for alerts', async () => {
    const kept = archive();
    await core(kept).investigate(subject);
    await core(kept).transcript(subject);
    expect(kept.asked).toEqual([]);
  });

  test('on what is well', async () => {
    const kept = archive();
    const well = { ...failedRun, status: 'succeeded', reason: 'succeeded' };
    await ask(kept, failedBuild('done', { buildRunsOf: async () => [well] }));
    expect(kept.asked).toEqual([]);
  });

  test('on a failure that is proven by something else than a line of log', async () => {
    const kept = archive();
    const run = { ...failedRun, reason: 'timeout' };
    await ask(kept, failedBuild('', { buildRunsOf: async () => [run] }));
    expect(kept.asked).toEqual([]);
  });

  test('in a region without an archive, or without any', async () => {
    const kept = archive(undefined, ['us-south']);
    await ask(kept);
    expect(kept.asked).toEqual([]);
    expect((await ask(undefined)).history).toBeUndefined();
  });
});
