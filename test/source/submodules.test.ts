/** Submodules, with real git hosts: who is asked, with which login, and what is said where nothing can be proven. */
import { randomBytes } from 'node:crypto';
import { GitClient } from '../../src/source/git/client';
import { HttpWire } from '../../src/source/git/http-wire';
import { makeAuthority, makeCertificate } from '../support/certificates';
import {
  type HttpAccess,
  type HttpGitHost,
  missingGit,
  type SshGitHost,
  sshKeyPair,
  startHttpGitHost,
  startSshGitHost,
} from '../support/git-host';
import { repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter } from '../support/source-adapter';

const missing = missingGit('git', 'sshd');
const withGit = missing.includes('git') ? describe.skip : describe;
const withSshd = missing.length > 0 ? describe.skip : describe;

/** A repository whose submodules are at these addresses. */
function modules(...urls: readonly string[]) {
  const names = urls.map((_, index) => `part-${index}`);
  return {
    '.gitmodules': urls
      .map((url, index) => `[submodule "${names[index]}"]\n\tpath = ${names[index]}\n\turl = ${url}\n`)
      .join(''),
    ...Object.fromEntries(names.map((name) => [name, { commit: '1'.repeat(40) }])),
  };
}

withGit('submodules by HTTPS', () => {
  const folder = repositoriesFolder();
  const access: Record<string, HttpAccess> = {};
  let made = 0;
  let ca: string;
  let home: HttpGitHost;
  let other: HttpGitHost;

  beforeAll(async () => {
    const authority = await makeAuthority();
    ca = authority.cert;
    const tls = await makeCertificate(authority);
    home = await startHttpGitHost(folder.root, { access, tls });
    other = await startHttpGitHost(folder.root, { access: { 'shop/ui': { login: 'ada:right' } }, tls });
  });
  afterAll(async () => {
    await Promise.all([home.close(), other.close()]);
    folder.remove();
  });

  async function check(urls: readonly string[], allowedHosts = ['127.0.0.1']) {
    made += 1;
    const name = `shop/api-${made}`;
    access[name] = { login: 'ada:right' };
    folder.make(name, modules(...urls));
    const adapter = createSourceAdapter({
      allowedHosts,
      ca,
      secrets: { token: { username: 'ada', password: 'right' } },
    });
    const found = await adapter.check(`${home.url}/${name}`, { secret: 'token' });
    adapter.close();
    return found;
  }

  test('a login is sent to no other port of the same host: anybody may run a server there', async () => {
    const { findings } = await check([`${other.url}/shop/ui`]);
    expect(other.requests).toEqual(['GET /shop/ui/info/refs']);
    expect(findings.map(({ detail }) => detail)).toEqual([expect.stringContaining('wants a login')]);
  });

  test.each([
    ['a metadata service', 'http://169.254.169.254/latest/x', /metadata address, which ce-image never asks/],
    ['this machine', 'https://127.0.0.1:1/x/y', /loopback address, which ce-image never asks/],
    ['this machine by its name', 'https://localhost:1/x/y', /loopback address, which ce-image never asks/],
    ['this machine in IPv6', 'https://[::1]:1/x/y', /loopback address, which ce-image never asks/],
    ['an inner network', 'https://10.1.2.3/x/y', /unless SOURCE_ALLOWED_HOSTS names 10\.1\.2\.3/],
    ['an inner network by SSH', 'git@192.168.7.7:x/y.git', /unless SOURCE_ALLOWED_HOSTS names 192\.168/],
    [
      'a host that nobody named',
      'https://git.stranger.example/x/y',
      /To allow it, add git\.stranger\.example/,
    ],
  ])('an address that points to %s is not asked, and that is said', async (_what, url, note) => {
    const { findings, notes } = await check([url], [home.host]);
    expect(findings).toEqual([]);
    expect(notes.join('\n')).toMatch(note);
  });

  test.each([
    ['a program', 'ext::sh -c id'],
    ['a file', 'file:///etc/passwd'],
    ['a path', '/etc'],
    ['an option', '--upload-pack=touch'],
    ['a way out of the host', '../../../../../x'],
  ])('%s in place of an address fails the build, and nothing is done with it', async (_what, url) => {
    const { findings } = await check([url]);
    expect(findings).toMatchObject([{ cause: 'git-submodule-failed', file: '.gitmodules', line: 3 }]);
  });
});

withGit('submodules of submodules', () => {
  const folder = repositoriesFolder();
  let host: HttpGitHost;
  let made = 0;

  beforeAll(async () => {
    host = await startHttpGitHost(folder.root);
  });
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  /** A repository for each list of addresses, the first within the second, and so on; the check of the last one. */
  async function nested(...all: readonly (readonly string[])[]) {
    made += 1;
    const chain = `chain-${made}`;
    let below: { readonly name: string; readonly id: string } | undefined;
    for (const [index, urls] of all.entries()) {
      const files = modules(...(below ? [`../${below.name}`] : []), ...urls);
      if (below) Object.assign(files, { 'part-0': { commit: below.id } });
      const [id = ''] = folder.make(`${chain}/level-${index}`, { commits: [{ files }] });
      below = { name: `level-${index}`, id };
    }
    const adapter = createSourceAdapter();
    const found = await adapter.check(`${host.url}/${chain}/${below?.name}`);
    adapter.close();
    return found;
  }

  test.each([
    [2, 'part-0/part-0', 'part-0/.gitmodules'],
    [3, 'part-0/part-0/part-0', 'part-0/part-0/.gitmodules'],
  ])('one that is gone is found in level %i, with the file that names it', async (levels, path, file) => {
    const { findings } = await nested(['../gone'], ...Array.from({ length: levels - 1 }, () => []));
    expect(findings).toMatchObject([{ cause: 'git-submodule-failed', file, line: 3 }]);
    expect(findings[0]?.detail).toContain(`The submodule ${path} (${host.url}/chain-${made}/gone) cannot`);
    // The file stands in another repository than the one that is built.
    expect(findings[0]?.url).toBeUndefined();
  });

  test('those that are deeper are said to be unchecked', async () => {
    const { findings, notes, well } = await nested(['../gone'], [], [], []);
    expect(findings).toEqual([]);
    expect(well.join()).not.toContain('submodule');
    expect(notes).toEqual(['The submodules of part-0/part-0/part-0 were not looked at: they are too deep.']);
  });

  test('ten are looked at in all, and that there are more is said', async () => {
    const many = Array.from({ length: 8 }, (_, index) => `../gone-${index}`);
    const { findings, notes } = await nested(many, many);
    expect(findings).toHaveLength(9);
    expect(notes).toEqual(['There are more than 10 submodules; the rest was not looked at.']);
  });
});

withGit('submodules that are fat', () => {
  const folder = repositoriesFolder();
  const names = Array.from({ length: 6 }, (_, index) => `fat-${index}`);
  const sent = new Map<string, number>();
  let open = 0;
  let mostOpen = 0;

  /** Six repositories of 3.5 MB each, and one that holds them as submodules. */
  function make(parent: string, settings: Readonly<Record<string, string>>, how: string) {
    const commits = names.map((name) => {
      const files = { 'fat.bin': randomBytes(3_500_000) };
      return folder.make(`${how}/${name}`, { settings, commits: [{ files }] })[0] ?? '';
    });
    folder.make(parent, {
      Dockerfile: 'FROM scratch\n',
      '.gitmodules': names
        .map((name) => `[submodule "${name}"]\n\tpath = ${name}\n\turl = ../${how}/${name}\n`)
        .join(''),
      ...Object.fromEntries(names.map((name, index) => [name, { commit: commits[index] ?? '' }])),
    });
  }

  async function check(parent: string) {
    const host = await startHttpGitHost(folder.root);
    const greet = GitClient.prototype.greet;
    const watched = jest.spyOn(GitClient.prototype, 'greet').mockImplementation(async function (
      this: GitClient,
    ) {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      await greet.call(this);
    });
    const closed = jest.spyOn(HttpWire.prototype, 'close').mockImplementation(() => {
      open -= 1;
    });
    open = 0;
    mostOpen = 0;
    const adapter = createSourceAdapter();
    const found = await adapter.look(`${host.url}/${parent}`, {}, async (tree, about) => ({
      about,
      open,
      file: (await tree.read(['Dockerfile'])).get('Dockerfile')?.text,
    }));
    adapter.close();
    watched.mockRestore();
    closed.mockRestore();
    await host.close();
    sent.set(parent, host.sent);
    return found;
  }
  afterAll(() => folder.remove());

  test('are asked for their commit and nothing else, three at a time, and closed', async () => {
    make('slim', {}, 'by-filter');
    const { about, open: left } = await check('slim');
    expect(about.well.join()).toContain('all 6 submodules can be fetched');
    expect(sent.get('slim')).toBeLessThan(100_000);
    // The repository itself, and its submodules.
    expect(mostOpen).toBeLessThanOrEqual(1 + 3);
    expect(left).toBe(1);
  });

  test('are asked for more where the host gives no commit without its tree', async () => {
    make('some', { 'uploadpackfilter.tree.allow': 'false' }, 'no-tree-filter');
    const { about } = await check('some');
    expect(about.well.join()).toContain('all 6 submodules can be fetched');
    expect(sent.get('some')).toBeLessThan(100_000);
  });

  test('take no more than half of what a check may read, where hosts leave nothing out', async () => {
    make('whole', { 'uploadpack.allowFilter': 'false' }, 'no-filter');
    const { about, file } = await check('whole');
    expect(about.notes.join('\n')).toMatch(/The submodule fat-\d was not looked at: more than 10 MB/);
    expect(about.findings).toEqual([]);
    // Two of them fit; what was asked for beside those may be cut off anywhere.
    expect(about.notes.filter((note) => note.includes('was not looked at')).length).toBeGreaterThanOrEqual(4);
    expect(file).toBe('FROM scratch\n');
  });
});

withSshd('submodules by SSH', () => {
  const folder = repositoriesFolder();
  const key = missing.length > 0 ? { privateKey: '', publicKey: '' } : sshKeyPair('ed25519');
  let made = 0;
  let home: SshGitHost;
  let other: SshGitHost;

  beforeAll(async () => {
    [home, other] = await Promise.all([
      startSshGitHost(folder.root, [key]),
      startSshGitHost(folder.root, [key]),
    ]);
    folder.make('shop/ui.git', { 'index.html': 'x\n' });
  });
  afterAll(async () => {
    await Promise.all([home.close(), other.close()]);
    folder.remove();
  });

  async function check(url: string, knownHosts: string) {
    made += 1;
    const name = `shop/api-${made}.git`;
    folder.make(name, modules(url));
    const adapter = createSourceAdapter({
      secrets: { key: { ...key, knownHosts } },
    });
    const found = await adapter.check(`ssh://${home.user}@127.0.0.1:${home.port}/${name}`, {
      secret: 'key',
    });
    adapter.close();
    expect(found.outcome).toBe('readable');
    return found;
  }

  test('on the same host it is climbed with the same key', async () => {
    const { findings } = await check('../ui.git', home.knownHosts);
    expect(home.signIns.filter((method) => method === 'publickey').length).toBeGreaterThan(1);
    expect(findings.map(({ detail }) => detail)).toEqual([expect.stringContaining('has no commit')]);
  });

  test('on another host the key is not offered, and what could not be proven is said', async () => {
    const url = `ssh://${other.user}@127.0.0.1:${other.port}/shop/ui.git`;
    const { findings, notes } = await check(url, home.knownHosts + other.knownHosts);
    expect(other.visits).toBe(1);
    expect(other.signIns.filter((method) => method !== 'none')).toEqual([]);
    expect(findings).toEqual([]);
    expect(notes.join()).toContain(`is for 127.0.0.1:${home.port}, and ce-image offers it to no other host`);
  });

  test('a host whose key known_hosts does not have is proven to fail without offering a key', async () => {
    const url = `ssh://${other.user}@127.0.0.1:${other.port}/shop/ui.git`;
    const { findings } = await check(url, home.knownHosts);
    expect(other.signIns.filter((method) => method !== 'none')).toEqual([]);
    expect(findings.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('known_hosts of the secret does not know the host'),
    ]);
  });
});
