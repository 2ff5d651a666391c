import { randomBytes } from 'node:crypto';
import { SourceError } from '../../src/diagnosis/model/evidence';
import { makeAuthority, makeCertificate } from '../support/certificates';
import {
  fingerprintOf,
  type HttpAccess,
  type HttpGitHost,
  missingGit,
  type SshGitHost,
  sshKeyPair,
  startHttpGitHost,
  startSshGitHost,
} from '../support/git-host';
import { type RepositoriesFolder, repositoriesFolder } from '../support/git-repository';
import {
  createSourceAdapter,
  failedAt,
  proofAt,
  type SourceAdapter,
  stepsOf,
} from '../support/source-adapter';

const missing = missingGit('git', 'sshd');
const withGit = missing.includes('git') ? describe.skip : describe;
const withSshd = missing.length > 0 ? describe.skip : describe;

const files = { 'README.md': 'Shop\n', Dockerfile: 'FROM node:20\n', 'src/a/b/c.js': 'c\n' };
const token = 'ghp_0123456789abcdefghijABCDEFGHIJ456789';

withGit('the ladder over HTTPS, with git’s own http-backend', () => {
  let folder: RepositoriesFolder;
  let host: HttpGitHost;
  let old: HttpGitHost;
  let adapter: SourceAdapter;
  let ids: readonly string[];

  const access: Record<string, HttpAccess> = {
    'shop/private': { login: `ada:${token}` },
    'shop/expired': {
      loginAnswer: { status: 401, body: 'remote: HTTP Basic: Access denied. The token has expired.\n' },
    },
    'shop/revoked': { loginAnswer: { status: 401, body: 'The access token was revoked by its owner.\n' } },
    'shop/sso': {
      loginAnswer: {
        status: 403,
        body: 'The shop organization has enabled or enforced SAML SSO. To access this repository, re-authorize.\n',
      },
    },
    'shop/forbidden': {
      loginAnswer: { status: 403, body: 'remote: Write access to repository not granted.\n' },
    },
    'shop/unseen': { loginAnswer: { status: 404, body: 'Repository not found.\n' } },
    'shop/busy': { answer: { status: 429, body: 'Too many requests\n' } },
    'shop/broken': { answer: { status: 502, body: 'bad gateway\n' } },
    'shop/page': { answer: { status: 200, body: '<html>', headers: { 'Content-Type': 'text/html' } } },
  };

  beforeAll(async () => {
    folder = repositoriesFolder();
    ids = folder.make('shop/api', {
      commits: [
        { files, subject: 'Begin' },
        { files: { 'README.md': 'Shop, again\n' }, branch: 'feature/checkout', from: 'main' },
        { files: { 'README.md': 'Shop 2\n' }, author: 'Grace', subject: 'Say more', tag: 'v1.2.0' },
      ],
    });
    folder.make('shop/old-name', { commits: [], settings: {} });
    folder.make('shop/private', files);
    folder.make('shop/empty', { commits: [] });
    folder.make('shop/trunk', { commits: [{ files }], defaultBranch: 'trunk' });
    folder.make('shop/named', {
      commits: [
        { files },
        { files: { 'README.md': 'x\n' }, branch: 'feature/login-page', from: 'trunk', tag: 'v1.2.0' },
      ],
      defaultBranch: 'trunk',
    });
    folder.make('shop/headless', { commits: [{ files, branch: 'stable' }], defaultBranch: 'gone' });
    folder.make('shop/no-shallow', files);
    folder.make('shop/shallow-refused', files);
    folder.make('shop/no-filter', { commits: [{ files }], settings: { 'uploadpack.allowFilter': 'false' } });
    const authority = await makeAuthority();
    host = await startHttpGitHost(folder.root, {
      access,
      tls: await makeCertificate(authority),
      shallow: { 'shop/no-shallow': 'unoffered', 'shop/shallow-refused': 'refused' },
    });
    access['shop/renamed'] = { redirect: `${host.url}/shop/api` };
    access['shop/elsewhere'] = { redirect: 'https://git.example.net/shop/api' };
    old = await startHttpGitHost(folder.root, { oldProtocol: true });
    adapter = createSourceAdapter({
      ca: authority.cert,
      secrets: {
        right: { username: 'ada', password: token },
        wrong: { username: 'ada', password: 'not-the-token' },
        key: { privateKey: 'any' },
        hidden: new SourceError('not-configured', 'its value is not shown to ce-image'),
      },
    });
  });

  afterAll(async () => {
    adapter.close();
    await host.close();
    await old.close();
    folder.remove();
  });

  test('a public repository is climbed to the tree at its default branch', async () => {
    const check = await adapter.check(`${host.url}/shop/api`);
    expect(stepsOf(check)).toEqual({
      address: 'passed',
      dns: 'not-needed',
      tcp: 'passed',
      identity: 'passed',
      auth: 'not-needed',
      repository: 'passed',
      revision: 'passed',
      tree: 'passed',
    });
    expect(check.outcome).toBe('readable');
    expect(check.commit).toEqual({
      id: ids[2],
      author: 'Grace',
      at: expect.any(String),
      subject: 'Say more',
    });
  });

  test.each([
    ['a branch', 'feature/checkout', 1],
    ['an annotated tag', 'v1.2.0', 2],
  ])('%s leads to its commit', async (_what, revision, index) => {
    const check = await adapter.check(`${host.url}/shop/api`, { revision });
    expect(check.commit?.id).toBe(ids[index]);
  });

  test('a whole commit is a revision, and where the failed run was is looked at beside the tip', async () => {
    const byId = await adapter.check(`${host.url}/shop/api`, { revision: ids[0] });
    expect(byId.commit?.subject).toBe('Begin');
    const atRun = await adapter.check(`${host.url}/shop/api`, { revision: 'main', commit: ids[0] });
    expect([atRun.commit?.id, atRun.tip]).toEqual([ids[0], ids[2]]);
  });

  test('a commit that is gone fails as a revision; of a run, the branch is looked at in its place', async () => {
    const gone = '0123456789012345678901234567890123456789';
    expect(failedAt(await adapter.check(`${host.url}/shop/api`, { revision: gone }))).toBe(
      'revision git-revision-not-found',
    );
    const check = await adapter.check(`${host.url}/shop/api`, { revision: 'main', commit: gone });
    expect(check.commit?.id).toBe(ids[2]);
    expect(check.notes.join()).toContain('no longer in the repository');
  });

  test('a branch that is not there is told with the nearest', async () => {
    const check = await adapter.check(`${host.url}/shop/api`, { revision: 'feature/chekout' });
    expect(failedAt(check)).toBe('revision git-revision-not-found');
    expect(check.near?.[0]).toBe('feature/checkout');
    expect(check.facts?.revision).toBe('feature/checkout');
  });

  test.each([
    ['develop', 'trunk', undefined],
    ['production', 'trunk', undefined],
    ['master', 'trunk', undefined],
    ['feature/login-pgae', 'feature/login-page', 'the nearest is feature/login-page'],
    ['login-page', 'feature/login-page', 'the nearest is feature/login-page'],
    ['v1', 'v1.2.0', 'the nearest is v1.2.0'],
  ])('in place of %s, %s is meant, whatever the default branch is called', async (revision, meant, said) => {
    const check = await adapter.check(`${host.url}/shop/named`, { revision });
    expect(failedAt(check)).toBe('revision git-revision-not-found');
    expect([check.facts?.revision, check.near?.[0]]).toEqual([meant, meant]);
    expect(proofAt(check, 'revision')).toContain('the default branch is trunk');
    if (said === undefined) expect(proofAt(check, 'revision')).not.toContain('the nearest');
    else expect(proofAt(check, 'revision')).toContain(said);
  });

  test('where HEAD names a branch that is gone, none is made up', async () => {
    const check = await adapter.check(`${host.url}/shop/headless`, { revision: 'production' });
    expect(failedAt(check)).toBe('revision git-revision-not-found');
    expect(check.facts?.revision).toBeUndefined();
    const unsaid = await adapter.check(`${host.url}/shop/headless`);
    expect(proofAt(unsaid, 'revision')).toContain('the default branch gone has no commit');
    expect(unsaid.near).toEqual(['stable']);
  });

  test.each([
    ['does not offer', 'shop/no-shallow', 'main', 'fails', /does not offer “shallow”/],
    ['refuses', 'shop/shallow-refused', 'main', 'fails', /shallow fetches are not allowed/],
    ['refuses, of a commit,', 'shop/shallow-refused', undefined, 'risk', /shallow fetches are not allowed/],
  ])('a host that %s a shallow clone is told, and looked into', async (_what, path, given, kind, words) => {
    const revision = given ?? folder.git(path, 'rev-parse', 'main').trim();
    const check = await adapter.check(`${host.url}/${path}`, { revision });
    expect(check.outcome).toBe('readable');
    expect(check.findings).toMatchObject([
      { cause: 'git-shallow-refused', kind, detail: expect.stringMatching(words) },
    ]);
  });

  test('a shallow clone that is refused twice is told once', async () => {
    const commit = '1'.repeat(40);
    const check = await adapter.check(`${host.url}/shop/no-shallow`, { revision: 'main', commit });
    expect(check.outcome).toBe('readable');
    expect(check.findings.map(({ cause }) => cause)).toEqual(['git-shallow-refused']);
  });

  test('a login that stands in the address is neither used nor shown, and nothing is proven without it', async () => {
    const before = host.requests.length;
    const check = await adapter.check(`https://ada:${token}@${host.host}/shop/private`);
    expect([check.outcome, failedAt(check)]).toEqual(['not-checked', undefined]);
    expect(check.notes.join()).toContain('One stands in the address');
    expect(host.requests.slice(before)).toEqual(['GET /shop/private/info/refs']);
    expect(JSON.stringify(check)).not.toContain(token);
  });

  test('origin/… is told with its branch', async () => {
    const check = await adapter.check(`${host.url}/shop/api`, { revision: 'origin/feature/checkout' });
    expect(check.near?.[0]).toBe('feature/checkout');
  });

  test('a renamed default branch is named', async () => {
    const check = await adapter.check(`${host.url}/shop/trunk`, { revision: 'main' });
    expect(failedAt(check)).toBe('revision git-revision-not-found');
    expect(proofAt(check, 'revision')).toContain('the default branch is trunk');
  });

  test('an empty repository says so', async () => {
    const check = await adapter.check(`${host.url}/shop/empty`, { revision: 'main' });
    expect(failedAt(check)).toBe('revision git-revision-not-found');
    expect(proofAt(check, 'revision')).toContain('empty');
  });

  test('a beginning of an id proves nothing, unless it is that of a branch’s tip', async () => {
    const check = await adapter.check(`${host.url}/shop/api`, { revision: 'abcdef1' });
    expect([check.outcome, check.notes.join()]).toEqual([
      'not-checked',
      expect.stringContaining('whole one'),
    ]);
    expect((await adapter.check(`${host.url}/shop/api`, { revision: ids[2]?.slice(0, 8) })).commit?.id).toBe(
      ids[2],
    );
  });

  test.each([
    ['gone', 'shop/nothing', undefined, 'repository git-repo-not-found', /there is no such repository/],
    [
      'private, without a secret',
      'shop/private',
      undefined,
      'auth git-repo-not-found',
      /private, or does not exist/,
    ],
    ['private, with a wrong token', 'shop/private', 'wrong', 'auth git-auth-failed', /refused/],
    ['an expired token', 'shop/expired', 'right', 'auth git-auth-failed', /expired/],
    ['a revoked token', 'shop/revoked', 'right', 'auth git-auth-failed', /revoked/],
    ['a token that SSO does not know', 'shop/sso', 'right', 'auth git-auth-failed', /single sign-on/],
    ['a token without the right', 'shop/forbidden', 'right', 'auth git-auth-failed', /403/],
    [
      'another repository’s token',
      'shop/unseen',
      'right',
      'repository git-repo-not-found',
      /no right to see it/,
    ],
    ['too many requests', 'shop/busy', undefined, 'repository git-host-unreachable', /too many requests/],
    ['a host in trouble', 'shop/broken', undefined, 'repository git-host-unreachable', /502/],
    ['a page for people', 'shop/page', undefined, 'repository git-repo-not-found', /no such repository/],
    ['an SSH key for HTTP', 'shop/api', 'key', 'auth git-auth-failed', /SSH key/],
    ['a secret that is not there', 'shop/api', 'lost', 'auth secret-not-found', /does not exist/],
  ])('%s', async (_what, path, secret, failed, proof) => {
    const check = await adapter.check(`${host.url}/${path}`, secret === undefined ? {} : { secret });
    expect(failedAt(check)).toBe(failed);
    expect(check.steps.find(({ status }) => status === 'failed')?.proof).toMatch(proof);
  });

  test('the login is sent only after the host asked for it, and its value is shown nowhere', async () => {
    const before = host.requests.length;
    const check = await adapter.check(`${host.url}/shop/private`, { secret: 'right' });
    expect(check.outcome).toBe('readable');
    expect(host.requests.slice(before)).toEqual([
      'GET /shop/private/info/refs',
      'GET /shop/private/info/refs with login',
      'POST /shop/private/git-upload-pack with login',
      'POST /shop/private/git-upload-pack with login',
    ]);
    expect(JSON.stringify(check)).not.toContain(token);
  });

  test('a secret given for a public repository is not sent, and said to be unneeded', async () => {
    const before = host.requests.length;
    const check = await adapter.check(`${host.url}/shop/api`, { secret: 'wrong' });
    expect(check.outcome).toBe('readable');
    expect(host.requests.slice(before).filter((each) => each.includes('login'))).toEqual([]);
    expect(check.notes.join()).toContain('not needed');
  });

  test('a secret whose value is hidden proves nothing about a private repository', async () => {
    const check = await adapter.check(`${host.url}/shop/private`, { secret: 'hidden' });
    expect([check.outcome, failedAt(check)]).toEqual(['not-checked', undefined]);
  });

  test('a rename is followed on the same host, and told with the new address', async () => {
    const check = await adapter.check(`${host.url}/shop/renamed`);
    expect(check.outcome).toBe('readable');
    expect(check.findings.map(({ cause, facts }) => [cause, facts?.sourceUrl])).toEqual([
      ['git-repo-moved', `${host.url}/shop/api`],
    ]);
  });

  test('a redirect to a host that nobody named is not followed', async () => {
    const check = await adapter.check(`${host.url}/shop/elsewhere`);
    expect([check.outcome, check.notes.join()]).toEqual([
      'not-checked',
      expect.stringContaining('git.example.net, which was not asked'),
    ]);
  });

  test('files are left out of the answer where the host can, and read when they are wanted', async () => {
    await adapter.look(`${host.url}/shop/api`, {}, async (tree) => {
      expect(tree.entry('src/a/b/c.js')?.kind).toBe('file');
      expect(tree.entry('src/x')).toBeUndefined();
      const before = host.requests.length;
      const read = await tree.read(['Dockerfile', 'README.md', 'nothing']);
      expect([...read].map(([path, { text }]) => [path, text])).toEqual([
        ['Dockerfile', 'FROM node:20\n'],
        ['README.md', 'Shop 2\n'],
      ]);
      expect(host.requests.length - before).toBe(1);
    });
  });

  test('the size of a large file is told by the host, and the file is not fetched', async () => {
    folder.make('shop/heavy', { 'data.bin': randomBytes(12_000_000), 'small.bin': 'x' });
    await adapter.look(`${host.url}/shop/heavy`, {}, async (tree) => {
      const before = host.sent;
      const sizes = await tree.sizes?.(['data.bin', 'small.bin', 'nothing']);
      expect([...(sizes ?? [])]).toEqual([
        ['data.bin', 12_000_000],
        ['small.bin', 1],
      ]);
      expect(host.sent - before).toBeLessThan(6_000_000);
      // And the connection serves what comes next.
      expect((await tree.read(['small.bin'])).get('small.bin')?.text).toBe('x');
    });
  });

  test.each([
    ['that cannot leave files out', 'new'],
    ['that speaks protocol 0', 'old'],
  ])('a host %s is climbed as well', async (_what, which) => {
    const base = which === 'old' ? `${old.url}/shop/api` : `${host.url}/shop/no-filter`;
    await adapter.look(base, {}, async (tree) => {
      expect((await tree.read(['Dockerfile'])).get('Dockerfile')?.text).toBe('FROM node:20\n');
    });
  });

  test('a private address that nobody allowed is not asked', async () => {
    const strict = createSourceAdapter({ allowedHosts: [] });
    const before = host.requests.length;
    const check = await strict.check(`${host.url}/shop/api`, { knownHosts: [host.host] });
    strict.close();
    expect(check.outcome).toBe('not-checked');
    expect(check.notes.join()).toContain('never asks');
    expect(host.requests.length).toBe(before);
  });

  test('a name that leads into a private network is not asked', async () => {
    const strict = createSourceAdapter({
      allowedHosts: [],
      resolve: async () => [{ address: '10.1.2.3', family: 4 }],
    });
    const check = await strict.check('https://git.example.com/shop/api', { knownHosts: ['git.example.com'] });
    strict.close();
    expect([check.outcome, check.notes.join()]).toEqual([
      'not-checked',
      expect.stringContaining('SOURCE_ALLOWED_HOSTS'),
    ]);
  });

  test('a name that does not resolve fails there, and says whose view that is', async () => {
    const lost = createSourceAdapter({
      resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    });
    const check = await lost.check('https://git.example.com/shop/api', { knownHosts: ['git.example.com'] });
    lost.close();
    expect(failedAt(check)).toBe('dns git-host-unreachable');
    expect(check.notes.join()).toContain('from where ce-image runs');
  });

  test('a port that nobody listens on', async () => {
    const check = await adapter.check('http://127.0.0.1:9/shop/api');
    expect(failedAt(check)).toBe('tcp git-host-unreachable');
  });
});

withSshd('the ladder over SSH, with a real sshd', () => {
  const right = sshKeyPair('ed25519');
  const rsa = sshKeyPair('rsa');
  const ecdsa = sshKeyPair('ecdsa');
  const deploy = sshKeyPair('ed25519');
  const expired = sshKeyPair('ed25519');
  const stranger = sshKeyPair('ed25519');
  const pem = sshKeyPair('rsa', '', '-m', 'PKCS8');
  let folder: RepositoriesFolder;
  let host: SshGitHost;
  let old: SshGitHost;
  let adapter: SourceAdapter;
  const at = (path: string, { user, port }: SshGitHost = host) => `ssh://${user}@127.0.0.1:${port}/${path}`;

  beforeAll(async () => {
    folder = repositoriesFolder();
    folder.make('shop/api.git', files);
    folder.make('shop/web.git', files);
    const keys = [
      ...[right, rsa, ecdsa, pem].map(({ publicKey }) => ({ publicKey })),
      { publicKey: deploy.publicKey, only: 'shop/web.git' },
      { publicKey: expired.publicKey, expired: true as const },
    ];
    [host, old] = await Promise.all([
      startSshGitHost(folder.root, keys),
      startSshGitHost(folder.root, keys, { hostKeyType: 'rsa', oldProtocol: true }),
    ]);
    const { knownHosts } = host;
    const other = sshKeyPair('ed25519').publicKey.split(' ').slice(0, 2).join(' ');
    adapter = createSourceAdapter({
      secrets: {
        right: { ...right, knownHosts },
        rsa: { ...rsa, knownHosts },
        ecdsa: { ...ecdsa, knownHosts },
        pem: { ...pem, knownHosts },
        'no-known-hosts': { privateKey: right.privateKey },
        'other-host': { ...right, knownHosts: `github.com ${other}\n` },
        'changed-key': { ...right, knownHosts: `[127.0.0.1]:${host.port} ${other}\n` },
        revoked: { ...right, knownHosts: `@revoked ${knownHosts}` },
        stranger: { ...stranger, knownHosts },
        deploy: { ...deploy, knownHosts },
        expired: { ...expired, knownHosts },
        passphrase: { ...sshKeyPair('ed25519', 'open sesame'), knownHosts },
        'pem-passphrase': { ...sshKeyPair('rsa', 'open sesame', '-m', 'PEM'), knownHosts },
        'no-newline': { privateKey: right.privateKey.trimEnd(), knownHosts },
        windows: { privateKey: right.privateKey.replaceAll('\n', '\r\n'), knownHosts },
        public: { privateKey: right.publicKey, knownHosts },
        cut: { privateKey: right.privateKey.slice(0, 200), knownHosts },
        password: { username: 'ada', password: token },
        old: { ...right, knownHosts: old.knownHosts },
      },
    });
  });

  afterAll(async () => {
    adapter.close();
    await Promise.all([host.close(), old.close()]);
    folder.remove();
  });

  test.each(['right', 'rsa', 'ecdsa', 'pem', 'no-known-hosts'])('signs in with %s', async (secret) => {
    const check = await adapter.check(at('shop/api.git'), { secret });
    expect(stepsOf(check)).toMatchObject({ identity: 'passed', auth: 'passed', tree: 'passed' });
  });

  test('names the key as git hosts list it', async () => {
    const check = await adapter.check(at('shop/api.git'), { secret: 'right' });
    expect(check.credential.key).toBe(`ssh-ed25519 ${fingerprintOf(right.publicKey)}`);
  });

  test('reads files in the same session', async () => {
    await adapter.look(at('shop/api.git'), { secret: 'right' }, async (tree) => {
      expect((await tree.read(['Dockerfile'])).get('Dockerfile')?.text).toBe('FROM node:20\n');
      expect((await tree.read(['README.md'])).get('README.md')?.text).toBe('Shop\n');
    });
  });

  test('a host of protocol 0 with an RSA host key', async () => {
    await adapter.look(at('shop/api.git', old), { secret: 'old' }, async (tree) => {
      expect((await tree.read(['Dockerfile'])).get('Dockerfile')?.text).toBe('FROM node:20\n');
    });
  });

  test.each([
    [
      'a key that the host does not know',
      'stranger',
      'auth git-auth-failed',
      /refuses the key ssh-ed25519 SHA256:/,
    ],
    ['a deploy key of another repository', 'deploy', 'repository git-auth-failed', /deploy key of shop\/web/],
    ['an expired key', 'expired', 'auth ssh-key-expired', /expired/],
    ['a passphrase', 'passphrase', 'auth ssh-key-passphrase', /passphrase/],
    ['a passphrase in the old form', 'pem-passphrase', 'auth ssh-key-passphrase', /passphrase/],
    ['no newline at the end', 'no-newline', 'auth git-auth-failed', /newline/],
    ['line endings of Windows', 'windows', 'auth git-auth-failed', /Windows/],
    ['the public key in its place', 'public', 'auth git-auth-failed', /public key/],
    ['a key that is cut off', 'cut', 'auth git-auth-failed', /cut off/],
    ['a user name and password', 'password', 'auth git-auth-failed', /wants a key/],
    [
      'known_hosts of another host',
      'other-host',
      'identity git-host-key-unverified',
      /does not know the host/,
    ],
    ['a changed host key', 'changed-key', 'identity git-host-key-unverified', /has another key/],
    ['a revoked host key', 'revoked', 'identity git-host-key-unverified', /revoked/],
    ['no secret', undefined, 'identity git-host-key-unverified', /no SSH secret/],
  ])('%s', async (_what, secret, failed, proof) => {
    const check = await adapter.check(at('shop/api.git'), secret === undefined ? {} : { secret });
    expect(failedAt(check)).toBe(failed);
    expect(check.steps.find(({ status }) => status === 'failed')?.proof).toMatch(proof);
    expect(JSON.stringify(check)).not.toContain('PRIVATE KEY');
  });

  test('a repository that is not there', async () => {
    const check = await adapter.check(at('shop/nothing.git'), { secret: 'right' });
    expect(failedAt(check)).toBe('repository git-repo-not-found');
  });

  test('without a key, the HTTPS address is named where anybody may read it', async () => {
    const http = await startHttpGitHost(folder.root);
    const mirror = createSourceAdapter({
      allowedHosts: ['git.example.com'],
      endpoints: new Map([
        ['ssh://git.example.com', `ssh://127.0.0.1:${host.port}`],
        ['git.example.com', http.url],
      ]),
    });
    const check = await mirror.check('git@git.example.com:shop/api.git');
    mirror.close();
    await http.close();
    expect(failedAt(check)).toBe('identity git-host-key-unverified');
    expect(check.facts?.sourceUrl).toBe('https://git.example.com/shop/api.git');
  });
});
