import { createDiagnosis } from '../../../../src/diagnosis/investigate';
import type { BuildRun } from '../../../../src/diagnosis/model/platform';
import { Masker } from '../../../../src/diagnosis/model/secrets';
import type { PastCommit, SourceHistory } from '../../../../src/diagnosis/model/source-changes';
import type { SourceCheck } from '../../../../src/diagnosis/model/source-check';
import type { SourceTree, TreeEntry } from '../../../../src/diagnosis/model/source-tree';
import type { GitSource, SourceQuestion } from '../../../../src/diagnosis/model/sources';
import { ref, sources as sourcesWith } from '../../support/world';

type Files = Readonly<Record<string, string>>;

/** A tree of files in the root. */
function treeOf(files: Files): SourceTree {
  const entries = Object.keys(files).map(
    (path): TreeEntry => ({ path, kind: 'file', id: files[path] ?? '' }),
  );
  return {
    entry: (path) =>
      path === '' ? { path: '', kind: 'directory' } : entries.find((each) => each.path === path),
    list: (directory) => (directory === '' ? entries : []),
    walk: () => entries,
    read: async (paths) =>
      new Map(
        paths.flatMap((path) =>
          files[path] === undefined
            ? []
            : [[path, { text: files[path] ?? '', truncated: false, binary: false }] as const],
        ),
      ),
    gaps: [],
  };
}

const broken = 'FROM scratch\nCOPY gone.txt /\nCMD ["/x"]\n';
const well = 'FROM scratch\nCOPY here.txt /\nCMD ["/x"]\n';
const id = (letter: string) => letter.repeat(40);
/** Newest first. */
const history: readonly { readonly id: string; readonly files: Files }[] = [
  { id: id('d'), files: { Dockerfile: well, 'here.txt': 'x' } },
  { id: id('c'), files: { Dockerfile: broken, 'here.txt': 'x' } },
  { id: id('b'), files: { Dockerfile: broken, 'here.txt': 'x', 'gone.txt': 'x' } },
  { id: id('a'), files: { Dockerfile: broken, 'here.txt': 'x', 'gone.txt': 'x', 'old.txt': 'x' } },
];

/** A git host of that history, whose branch is at `tip`. */
function gitHost(tip: string, asked: SourceQuestion[], commits: typeof history): GitSource {
  const past = commits.map(
    (each, at): PastCommit => ({
      id: each.id,
      author: 'Ada',
      at: '2026-05-04T10:00:00.000Z',
      subject: `Change ${each.id[0]}`,
      parents: commits.slice(at + 1, at + 2).map((next) => next.id),
    }),
  );
  return {
    async climb(question, look) {
      asked.push(question);
      const commit = question.commit ?? tip;
      const from = past.findIndex((each) => each.id === commit);
      const check: SourceCheck = {
        url: question.url,
        credential: { kind: 'anonymous' },
        steps: [],
        outcome: 'readable',
        commit: past[from] as PastCommit,
        ...(tip !== commit && { tip }),
        findings: [],
        well: [],
        notes: [],
      };
      const trees: SourceHistory = {
        commits: async () => past.slice(from),
        trees: async (ids) =>
          new Map(
            commits.filter((each) => ids.includes(each.id)).map((each) => [each.id, treeOf(each.files)]),
          ),
      };
      return look({ check, tree: treeOf(commits[from]?.files ?? {}), history: trees });
    },
  };
}

const run = (name: string, status: string, gitCommitSha?: string): BuildRun => ({
  name,
  buildName: 'shop-api',
  status,
  sourceUrl: 'https://github.com/shop/api',
  strategyType: 'dockerfile',
  ...(gitCommitSha !== undefined && { gitCommitSha }),
});

function report(tip: string, runs: readonly BuildRun[], asked: SourceQuestion[] = [], commits = history) {
  const sources = {
    ...sourcesWith({
      build: async () => ({ name: 'shop-api', sourceUrl: 'https://github.com/shop/api' }),
      buildRunsOf: async () => runs,
    }),
    source: gitHost(tip, asked, commits),
  };
  return createDiagnosis(sources, { masker: new Masker() }).investigate({
    kind: 'build',
    name: 'shop-api',
    project: ref,
  });
}

describe('the source of a build whose run failed', () => {
  const runs = [run('r4', 'failed', id('c')), run('r3', 'failed', id('c')), run('r2', 'succeeded', id('a'))];

  test('is looked at at the commit of that run, and compared with the last run that succeeded', async () => {
    const asked: SourceQuestion[] = [];
    const { changes, findings } = await report(id('c'), runs, asked);
    expect(asked[0]?.commit).toBe(id('c'));
    expect(findings[0]).toMatchObject({ cause: 'dockerfile-copy-missing-file', file: 'Dockerfile', line: 2 });
    expect(findings[0]?.explanation).toContain('It was removed in ccccccc by Ada on 2026-05-04');
    expect(changes?.since).toEqual({ run: 'r2', commit: id('a') });
    expect(changes?.suspects[0]).toMatchObject({ path: 'gone.txt', commit: { id: id('c') } });
  });

  test('says when the branch has mended it since', async () => {
    const { source } = await report(id('d'), runs);
    expect(source?.notes).toContain(
      'The branch is at ddddddd by now, and what failed is fixed there: run the build again.',
    );
  });

  test('says when the same is wrong at the tip, and nothing when the run was there', async () => {
    const moved = { ...history[1], id: id('e') } as (typeof history)[number];
    const { source } = await report(id('e'), runs, [], [moved, ...history.slice(1)]);
    expect(source?.notes).toContain('The branch is at eeeeeee by now, and the same is wrong there.');
    expect((await report(id('c'), runs)).source?.notes.join()).not.toContain('by now');
  });

  test('a run that succeeded after the failed one is no good run before it', async () => {
    const { changes } = await report(id('c'), [run('r4', 'failed', id('c')), run('r3', 'succeeded')]);
    expect(changes).toBeUndefined();
  });
});

describe('a source that a person asks about in a project', () => {
  async function askedOf(url: string, secret: string): Promise<SourceQuestion | undefined> {
    const asked: SourceQuestion[] = [];
    const build = (name: string, sourceUrl: string, sourceSecret: string) => ({
      name,
      sourceUrl,
      sourceSecret,
      outputImage: 'de.icr.io/shop/api:1',
    });
    const sources = {
      ...sourcesWith({
        inventory: async () => ({
          builds: [
            build('one', 'https://a.example:8443/shop/api', 'token-of-a'),
            build('two', 'git@B.example:shop/api.git', 'key-of-b'),
          ],
          buildRuns: [{ ...build('run', 'https://c.example:443/shop/api', 'token-of-a'), status: 'failed' }],
          apps: [{ name: 'web', imageReference: 'registry.example/shop/web:1' }],
          jobs: [],
          jobRuns: [],
          functions: [],
          fleets: [],
        }),
      }),
      source: gitHost(id('d'), asked, history),
    };
    const of = { url, secret };
    await createDiagnosis(sources, { masker: new Masker() }).investigate({
      kind: 'source',
      project: ref,
      of,
    });
    return asked[0];
  }

  test('its secret is for the addresses of the builds and runs that use it', async () => {
    const question = await askedOf('https://b.example/shop/api', 'token-of-a');
    expect(question?.secretHosts).toEqual(['https://a.example:8443', 'https://c.example']);
    expect((await askedOf('https://b.example/shop/api', 'key-of-b'))?.secretHosts).toEqual([
      'ssh://b.example',
    ]);
    expect((await askedOf('https://b.example/shop/api', 'nobody'))?.secretHosts).toEqual([]);
  });

  test('hosts of builds may be asked at the port that they name, and those of images not', async () => {
    const question = await askedOf('https://b.example/shop/api', 'token-of-a');
    expect(question?.knownHosts).toEqual(['a.example:8443', 'b.example', 'c.example']);
  });
});
