import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLfs } from '../../src/source/lfs';
import { lfsPaths } from '../../src/source/lfs/attributes';
import {
  type HttpGitHost,
  missingGit,
  type SshGitHost,
  sshKeyPair,
  startHttpGitHost,
  startSshGitHost,
} from '../support/git-host';
import { type Files, repositoriesFolder } from '../support/git-repository';
import { plantedTree } from '../support/planted-tree';
import { createSourceAdapter } from '../support/source-adapter';

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 12\n`;
const withPointer: Files = { '.gitattributes': '*.bin filter=lfs\n', 'a.bin': pointer };

test('why Git LFS was not asked is said as it is, and is no finding', async () => {
  const { findings, notes } = await checkLfs(plantedTree(withPointer), async () => ({
    unasked: 'git.example gave no answer (ECONNRESET)',
  }));
  expect(findings).toEqual([]);
  expect(notes).toEqual([
    '1 file is kept in Git LFS, which was not looked at: git.example gave no answer (ECONNRESET).',
  ]);
});

describe('Git LFS that .lfsconfig puts elsewhere', () => {
  const lost = async () => ({ status: 404, text: '{"message":"Not found"}' });

  test.each<[string, string, string]>([
    ['lfs.url', '[lfs]\n\turl = https://ada:hidden@lfs.example:8443/x/y\n', ' (https://lfs.example:8443)'],
    ['lfs.url on one line', '[LFS] URL = "https://lfs.example/x" # ours\n', ' (https://lfs.example)'],
    [
      'the address of a remote',
      '[remote "origin"]\r\n\tlfsurl=ssh://git@lfs.example/x\r\n',
      ' (ssh://lfs.example)',
    ],
    ['an address that we cannot read', '[lfs]\nurl = file:///srv/lfs\n', ''],
  ])('%s: it is not looked at, which is said and is no finding', async (_what, config, where) => {
    const asked = jest.fn(lost);
    const found = await checkLfs(plantedTree({ ...withPointer, '.lfsconfig': config }), asked);
    expect(asked).not.toHaveBeenCalled();
    expect(found).toEqual({
      findings: [],
      well: [],
      notes: [
        `1 file is kept in Git LFS, which was not looked at: .lfsconfig names another address for it${where}.`,
      ],
    });
  });

  test.each([
    ['nothing of an address', '[lfs]\n\tfetchexclude = *.psd\n'],
    ['a comment', '[lfs]\n# url = https://lfs.example/x\n'],
    ['what is only for pushing', '[lfs]\n\tpushurl = https://lfs.example/x\n'],
    [
      'an address of something else',
      '[other]\nurl = https://lfs.example/x\n[lfs "https://lfs.example"]\nurl = x\n',
    ],
  ])('a file that holds %s changes nothing', async (_what, config) => {
    const { findings } = await checkLfs(plantedTree({ ...withPointer, '.lfsconfig': config }), lost);
    expect(findings).toMatchObject([{ cause: 'git-lfs-failed' }]);
  });
});

describe('which files LFS keeps, as git reads .gitattributes', () => {
  const names = ['a.bin', 'b.txt', 'docs/a.bin', 'docs/deep/a.bin', 'docs/b c.psd', 'other/a.bin'];
  const files = Object.fromEntries(names.map((name) => [name, 'x']));
  const all = names.filter((name) => name.endsWith('.bin'));

  test.each<[string, Files, readonly string[]]>([
    ['none without attributes', {}, []],
    ['a name at any depth', { '.gitattributes': '*.bin filter=lfs diff=lfs -text\n' }, all],
    [
      'a path from the directory of the file',
      { '.gitattributes': '/docs/*.bin filter=lfs\n' },
      ['docs/a.bin'],
    ],
    [
      'everything below a directory',
      { '.gitattributes': 'docs/** filter=lfs\n' },
      ['docs/a.bin', 'docs/b c.psd', 'docs/deep/a.bin'],
    ],
    [
      'a file of attributes in a directory',
      { 'docs/.gitattributes': '*.bin filter=lfs\n' },
      ['docs/a.bin', 'docs/deep/a.bin'],
    ],
    [
      'a path from such a directory',
      { 'docs/.gitattributes': 'deep/a.bin filter=lfs\n' },
      ['docs/deep/a.bin'],
    ],
    [
      'the nearer file wins',
      { '.gitattributes': '*.bin filter=lfs\n', 'docs/.gitattributes': '*.bin -filter\n' },
      ['a.bin', 'other/a.bin'],
    ],
    [
      'the later line wins',
      { '.gitattributes': '*.bin filter=lfs\nother/a.bin !filter\na.* filter=none\ndocs/a.bin filter=lfs\n' },
      ['docs/a.bin'],
    ],
    ['a pattern in quotes', { '.gitattributes': '"b c.psd" filter=lfs\n' }, ['docs/b c.psd']],
    [
      'a macro of the root',
      { '.gitattributes': '[attr]big filter=lfs -text\ndocs/a.bin big\n' },
      ['docs/a.bin'],
    ],
    ['lines of Windows', { '.gitattributes': '# big ones\r\n/a.bin filter=lfs\r\n' }, ['a.bin']],
    ['another filter', { '.gitattributes': '*.bin filter=crypt\n' }, []],
  ])('%s', async (_what, attributes, wanted) => {
    const found = await lfsPaths(plantedTree({ ...files, ...attributes }), 100);
    expect({ ...found, paths: [...found.paths].sort() }).toEqual({ paths: [...wanted].sort(), whole: true });
  });

  test('a pattern that was made to be slow is not', async () => {
    const slow = { '.gitattributes': `${'*a'.repeat(200)}b filter=lfs\n`, ['a'.repeat(250)]: 'x' };
    const startedAt = process.cpuUsage();
    expect(await lfsPaths(plantedTree(slow), 100)).toEqual({ paths: [], whole: true });
    expect(process.cpuUsage(startedAt).user).toBeLessThan(1_000_000);
  });

  const many = (count: number, of: (index: number) => string) =>
    Array.from({ length: count }, (_, at) => of(at));
  const longNames = Object.fromEntries(
    many(500, (at) => `${'a'.repeat(200)}${at}`).map((name) => [name, 'x']),
  );

  test.each<[string, string]>([
    ['rules', `${many(1_500, (at) => `file${at}.bin filter=lfs`).join('\n')}\n`],
    ['text', `${'# nothing\n'.repeat(30_000)}*.bin filter=lfs\n`],
    ['work', `${many(900, (at) => `${'*a'.repeat(20)}${at}b filter=lfs`).join('\n')}\n`],
  ])('more %s than is followed is left, and said', async (_what, attributes) => {
    const tree = plantedTree({ '.gitattributes': attributes, ...longNames });
    expect((await lfsPaths(tree, 100)).whole).toBe(false);
    const { notes } = await checkLfs(tree, async () => ({ unasked: 'nothing' }));
    expect(notes).toEqual([expect.stringContaining('Not every file that may be kept in Git LFS')]);
  });

  test.each<[string, string, boolean]>([
    ['a/**/z.bin', 'a/z.bin', true],
    ['a/**/z.bin', 'a/b/c/z.bin', true],
    ['a/**/b/*.bin', 'a/b/c/b/x.bin', true],
    ['a/**/b/*.bin', 'a/b/c/x.bin', false],
    ['[a-c]?.b*n', 'b1.bin', true],
    ['[!a-c]?.b*n', 'b1.bin', false],
    ['\\*.bin', 'x.bin', false],
    ['[a.bin', '[a.bin', false],
    ['*a*b', 'aabab', true],
    ['*a*b', 'aababc', false],
  ])('%s and %s', async (pattern, path, fits) => {
    const tree = plantedTree({ '.gitattributes': `${pattern} filter=lfs\n`, [path]: 'x' });
    expect((await lfsPaths(tree, 100)).paths).toEqual(fits ? [path] : []);
  });
});

const missing = missingGit('git', 'sshd');
const withSshd = missing.length > 0 ? describe.skip : describe;

withSshd('Git LFS of a repository that is reached by SSH', () => {
  const folder = repositoriesFolder();
  const key = missing.length > 0 ? { privateKey: '', publicKey: '' } : sshKeyPair('ed25519');
  const token = 'RemoteAuth lfs-0123456789abcdefghij';
  let ssh: SshGitHost;
  let http: HttpGitHost;
  let stranger: HttpGitHost;
  let made = 0;

  beforeAll(async () => {
    ssh = await startSshGitHost(folder.root, [key]);
    http = await startHttpGitHost(folder.root, { lfs: { lost: 'lost', there: 'there' } });
    stranger = await startHttpGitHost(folder.root, { lfs: { there: 'there' } });
  });
  afterAll(async () => {
    await Promise.all([ssh.close(), http.close(), stranger.close()]);
    folder.remove();
  });

  async function check(answer: unknown, allowedHosts = ['127.0.0.1']) {
    made += 1;
    const name = `shop-${made}.git`;
    folder.make(name, withPointer);
    if (answer !== undefined) writeFileSync(join(folder.root, name, 'lfs.json'), JSON.stringify(answer));
    const adapter = createSourceAdapter({
      allowedHosts,
      secrets: { key: { ...key, knownHosts: ssh.knownHosts } },
    });
    const found = await adapter.check(`ssh://${ssh.user}@127.0.0.1:${ssh.port}/${name}`, { secret: 'key' });
    adapter.close();
    expect(found.outcome).toBe('readable');
    expect(JSON.stringify(found)).not.toContain('lfs-0123456789');
    return found;
  }
  const at = ({ url }: HttpGitHost, name: string) => ({
    href: `${url}/${name}.git/info/lfs`,
    header: { Authorization: token },
  });

  test('is asked where the host says that it is, with the login that it gives', async () => {
    const before = http.requests.length;
    const { findings, well, notes } = await check(at(http, 'there'));
    expect(http.requests.slice(before)).toEqual(['POST /there.git/info/lfs/objects/batch with login']);
    expect([findings, notes]).toEqual([[], []]);
    expect(well.join()).toContain('Git LFS has all 1 files');
  });

  test('an object that it has lost is a fault, with file and line', async () => {
    const { findings } = await check(at(http, 'lost'));
    expect(findings).toMatchObject([{ cause: 'git-lfs-failed', kind: 'fails', file: 'a.bin', line: 2 }]);
  });

  test.each([
    ['the host knows no LFS', undefined, /does not say by SSH where its Git LFS is/],
    ['it answers with something else', 'hello', /does not say by SSH where its Git LFS is/],
    ['it names no web address', { href: 'file:///etc/passwd' }, /no web address/],
    [
      'it names an inner service',
      { href: 'https://169.254.169.254/lfs' },
      /metadata address, which ce-image never asks/,
    ],
    [
      'it names another host',
      { href: 'https://lfs.stranger.example/x' },
      /add lfs\.stranger\.example to SOURCE_ALLOWED/,
    ],
  ])('%s: it is not asked, and that is said', async (_what, answer, note) => {
    const { findings, notes } = await check(answer);
    expect(findings).toEqual([]);
    expect(notes.join()).toMatch(note);
  });

  test('nothing is asked of a port that nobody allowed', async () => {
    const { notes } = await check(at(stranger, 'there'), [ssh.host]);
    expect(stranger.requests).toEqual([]);
    expect(notes.join()).toMatch(/1 file is kept in Git LFS, which was not looked at/);
  });
});
