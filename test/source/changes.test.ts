import type { SourceChanges } from '../../src/diagnosis/model/source-changes';
import { removedBy, whatChanged } from '../../src/diagnosis/source/changes';
import { missingGit, sshKeyPair, startHttpGitHost, startSshGitHost } from '../support/git-host';
import { type CommitSpec, type Files, repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter } from '../support/source-adapter';

const missing = missingGit('git');
const suite = missing.length > 0 ? describe.skip : describe;

suite(`what changed, asked of a real git host${missing.length > 0 ? ' (git is not installed)' : ''}`, () => {
  const folder = repositoriesFolder();
  const key = missing.length > 0 ? { privateKey: '', publicKey: '' } : sshKeyPair('ed25519');
  const start: Files = {
    'api/Dockerfile':
      'FROM node:22-alpine\nWORKDIR /app\nCOPY package.json server.js ./\nCMD ["node", "server.js"]\n',
    'api/package.json': '{\n  "name": "api",\n  "dependencies": { "express": "^4.0.0" }\n}\n',
    'api/server.js': 'serve();\n',
    'docs/guide.md': 'A guide.\n',
  };
  const commits: readonly CommitSpec[] = [
    { files: start, subject: 'Start' },
    { files: { 'docs/guide.md': 'A better guide.\n' }, author: 'Ben', subject: 'Guide' },
    {
      files: { 'api/Dockerfile': (start['api/Dockerfile'] as string).replace('node:22', 'node:99') },
      author: 'Cleo',
      subject: 'Newest Node',
    },
    { files: { 'api/server.js': null, 'api/src/server.js': 'serve();\n' }, author: 'Dan', subject: 'Move' },
    { files: { 'docs/guide.md': null }, author: 'Ben', subject: 'No guide' },
  ];
  let http: Awaited<ReturnType<typeof startHttpGitHost>>;
  let ssh: Awaited<ReturnType<typeof startSshGitHost>> | undefined;
  let ids: readonly string[];
  const adapter = () =>
    createSourceAdapter({ secrets: { key: { ...key, knownHosts: ssh?.knownHosts ?? '' } } });

  beforeAll(async () => {
    ids = folder.make('shop', { commits });
    http = await startHttpGitHost(folder.root);
    if (missingGit('sshd').length === 0)
      ssh = await startSshGitHost(folder.root, [{ publicKey: key.publicKey }]);
  });
  afterAll(async () => {
    await Promise.all([http?.close(), ssh?.close()]);
    folder.remove();
  });

  async function changes(url: string, since: string | undefined, secret?: string): Promise<SourceChanges> {
    const asked = adapter();
    try {
      return await asked.climb(url, secret === undefined ? {} : { secret }, async (check, tree, history) => {
        if (!tree || !history || !check.commit) throw new Error(JSON.stringify(check.steps));
        const source = { strategy: 'dockerfile' as const, contextDir: 'api', dockerfile: 'Dockerfile', url };
        const good = { run: 'shop-run-1', commit: since ?? 'f'.repeat(40) };
        return whatChanged(tree, history, source, good, check.commit.id);
      });
    } finally {
      asked.close();
    }
  }

  const wanted = {
    same: false,
    commits: [
      expect.objectContaining({ author: 'Dan', subject: 'Move' }),
      expect.objectContaining({ author: 'Cleo', subject: 'Newest Node' }),
    ],
    others: 2,
    notes: [],
  };

  test('commits with author and subject, of what the build copies; the guide is not asked about', async () => {
    const found = await changes(`${http.url}/shop`, ids[0]);
    expect(found).toMatchObject(wanted);
    expect(found.files).toEqual([
      {
        path: 'api/Dockerfile',
        how: 'changed',
        kind: 'dockerfile',
        commits: [ids[2]],
        lines: [{ line: 1, before: 'FROM node:22-alpine', after: 'FROM node:99-alpine' }],
      },
      { path: 'api/src/server.js', how: 'moved', from: 'api/server.js', kind: 'source', commits: [ids[3]] },
    ]);
  });

  test('by SSH the same', async () => {
    if (!ssh) return;
    expect(await changes(`ssh://${ssh.user}@127.0.0.1:${ssh.port}/shop`, ids[0], 'key')).toMatchObject(
      wanted,
    );
  });

  test('the same commit changed nothing', async () => {
    expect(await changes(`${http.url}/shop`, ids[4])).toMatchObject({ same: true, commits: [], files: [] });
  });

  test('a commit that the host does not have is said', async () => {
    const { files, notes } = await changes(`${http.url}/shop`, undefined);
    expect(files).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('does not give the commit fffffff')]);
  });

  test('a history that was rewritten: files are compared, and nobody is blamed', async () => {
    const branches: readonly CommitSpec[] = [
      { files: start },
      { files: { 'api/server.js': 'old();\n' }, branch: 'old', from: 'main' },
      { files: { 'api/server.js': 'new();\n' } },
    ];
    const own = folder.make('rewritten', { commits: branches });
    const { files, notes, commits: between } = await changes(`${http.url}/rewritten`, own[1]);
    expect(files).toEqual([{ path: 'api/server.js', how: 'changed', kind: 'source', commits: [] }]);
    expect(between).toEqual([]);
    expect(notes[0]).toMatch(/is not among the last 2 commits.*history was rewritten/);
  });

  test('who took a file away is found among hundreds of commits, in two questions', async () => {
    const many: readonly CommitSpec[] = [
      { files: start },
      { files: { 'api/server.js': null }, author: 'Dan', subject: 'Not needed' },
      ...Array.from({ length: 140 }, (_, index) => ({ files: { 'docs/n.md': `${index}\n` } })),
    ];
    const own = folder.make('long', { commits: many });
    const asked = adapter();
    const [gone, never] = await asked.climb(`${http.url}/long`, {}, async (_check, _tree, history) =>
      Promise.all(['api/server.js', 'api/nothing.js'].map((path) => history && removedBy(history, path))),
    );
    asked.close();
    expect(gone).toMatchObject({ id: own[1], author: 'Dan', subject: 'Not needed' });
    expect(never).toBeUndefined();
  });

  test('a file that was moved is told from one that is gone', async () => {
    const many: readonly CommitSpec[] = [
      { files: start },
      {
        files: { 'api/server.js': null, 'services/api/server.js': start['api/server.js'] ?? '' },
        author: 'Dan',
        subject: 'One directory a service',
      },
      { files: { 'docs/n.md': 'later\n' } },
    ];
    const own = folder.make('moved-away', { commits: many });
    const asked = adapter();
    const moved = await asked.climb(
      `${http.url}/moved-away`,
      {},
      async (_check, _tree, history) => history && removedBy(history, 'api/server.js'),
    );
    asked.close();
    expect(moved).toMatchObject({ id: own[1], to: 'services/api/server.js' });
  });

  test('a host that knows the old protocol only gives no history, and the tree all the same', async () => {
    const old = await startHttpGitHost(folder.root, { oldProtocol: true });
    const asked = adapter();
    const [commitsSeen, hasTree] = await asked.climb(`${old.url}/shop`, {}, async (_check, tree, history) => [
      (await history?.commits())?.length,
      tree?.entry('api/Dockerfile') !== undefined,
    ]);
    asked.close();
    await old.close();
    expect([commitsSeen, hasTree]).toEqual([0, true]);
  });
});
