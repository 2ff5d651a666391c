/** Nothing is asked without encryption where the operator did not allow it: real servers on the wire that must hear nothing. */

import { makeAuthority, makeCertificate } from '../support/certificates';
import { missingGit, startHttpGitHost } from '../support/git-host';
import { repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter, failedAt, type SourceAdapterOptions } from '../support/source-adapter';

// Every name leads to this machine, which counts as a public address here: our rule for addresses is not what keeps us out.
jest.mock('../../src/net/addresses', () => {
  const actual = jest.requireActual('../../src/net/addresses');
  return {
    ...actual,
    forbiddenAddress: (address: string) =>
      address.startsWith('127.') ? undefined : actual.forbiddenAddress(address),
  };
});

const suite = missingGit('git').length > 0 ? describe.skip : describe;

suite('a login and a question in the clear', () => {
  const folder = repositoriesFolder();
  const password = 'ghp_0123456789abcdefghijABCDEFGHIJ456789';
  const name = 'git.shop.example';
  type Host = Awaited<ReturnType<typeof startHttpGitHost>>;
  type Access = NonNullable<NonNullable<Parameters<typeof startHttpGitHost>[1]>['access']>;
  const access: { -readonly [path in string]: Access[string] } = {};
  let ca: string;
  let plain: Host;
  let secure: Host;

  const portOf = ({ host }: Host) => host.split(':')[1];
  const at = (host: Host, scheme: string, hostname = name) => `${scheme}://${hostname}:${portOf(host)}`;

  beforeAll(async () => {
    folder.make('shop/api', { Dockerfile: 'FROM scratch\n' });
    folder.make('shop/private', { Dockerfile: 'FROM scratch\n' });
    const authority = await makeAuthority();
    ca = authority.cert;
    access['shop/private'] = { login: `ada:${password}` };
    plain = await startHttpGitHost(folder.root, { access });
    secure = await startHttpGitHost(folder.root, {
      access,
      tls: await makeCertificate(authority, { name }),
    });
    access['shop/down'] = { redirect: `${at(plain, 'http')}/shop/private` };
    access['shop/away'] = { redirect: `${at(plain, 'http', 'other.shop.example')}/shop/private` };
    const modules = [
      `[submodule "a"]\n\tpath = a\n\turl = ${at(plain, 'http')}/shop/private\n`,
      `[submodule "b"]\n\tpath = b\n\turl = ${at(plain, 'http', 'other.shop.example')}/shop/private\n`,
    ];
    folder.make('shop/modules', {
      '.gitmodules': modules.join(''),
      a: { commit: '1'.repeat(40) },
      b: { commit: '2'.repeat(40) },
    });
    access['shop/modules'] = { login: `ada:${password}` };
  });

  afterAll(async () => {
    await Promise.all([plain.close(), secure.close()]);
    folder.remove();
  });

  async function check(url: string, options: SourceAdapterOptions = {}, secret: string | null = 'token') {
    const adapter = createSourceAdapter({
      allowedHosts: [],
      ca,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      secrets: { token: { username: 'ada', password } },
      ...options,
    });
    const before = plain.requests.length;
    const knownHosts = [name, 'other.shop.example'].flatMap((host) => [
      `${host}:${portOf(plain)}`,
      `${host}:${portOf(secure)}`,
    ]);
    const found = await adapter.check(url, { knownHosts, ...(secret !== null && { secret }) });
    adapter.close();
    return { found, heard: plain.requests.slice(before) };
  }

  test('over HTTPS the same host is climbed with the login', async () => {
    const { found } = await check(`${at(secure, 'https')}/shop/private`);
    expect(found.outcome).toBe('readable');
  });

  test.each(['shop/private', 'shop/api'])(
    '%s at an http:// address is not asked, and what to do is said',
    async (path) => {
      const resolve = jest.fn();
      const { found, heard } = await check(`${at(plain, 'http')}/${path}`, { resolve }, null);
      // Not even the name of the host is asked for.
      expect(resolve).not.toHaveBeenCalled();
      expect(heard).toEqual([]);
      expect([found.outcome, failedAt(found)]).toEqual(['not-checked', undefined]);
      expect(found.notes.join()).toMatch(/unencrypted/);
      expect(found.notes.join()).toContain(`https://${name}/${path}`);
      expect(found.notes.join()).toContain(`add ${name}:${portOf(plain)} to SOURCE_ALLOWED_HOSTS`);
    },
  );

  test.each<[string, readonly string[]]>([
    ['nowhere', []],
    ['not even where the operator allowed plain HTTP', [name]],
  ])(
    'a password for an http:// address is sent %s, as Code Engine sends it nowhere',
    async (_what, allowed) => {
      const url = `${at(plain, 'http')}/shop/private`;
      const { found, heard } = await check(url, { allowedHosts: allowed });
      expect(heard).toEqual([]);
      expect(failedAt(found)).toBe('auth git-auth-failed');
      expect(found.facts?.sourceUrl).toBe(`https://${name}/shop/private`);
    },
  );

  test('where the operator allowed the host, it is climbed without a login', async () => {
    const { found } = await check(`${at(plain, 'http')}/shop/api`, { allowedHosts: [name] }, null);
    expect(found.outcome).toBe('readable');
    expect(found.steps.find(({ step }) => step === 'identity')?.proof).toContain('as the operator allowed');
  });

  test.each([
    ['to the same host', 'shop/down', name],
    ['to another one that a build names', 'shop/away', 'other.shop.example'],
  ])('a redirect from HTTPS to HTTP %s is not followed', async (_what, path, to) => {
    const { found, heard } = await check(`${at(secure, 'https')}/${path}`);
    expect(heard).toEqual([]);
    expect(found.outcome).toBe('not-checked');
    expect(found.notes.join()).toContain(`redirects to ${to}:${portOf(plain)} without encryption`);
  });

  test('a redirect from HTTP, where it is allowed, to HTTP, where it is not, is not followed', async () => {
    const url = `${at(plain, 'http')}/shop/away`;
    const { found, heard } = await check(url, { allowedHosts: [name] }, null);
    expect(heard).toEqual(['GET /shop/away/info/refs']);
    expect(found.notes.join()).toContain('without encryption');
  });

  test('a redirect from HTTPS to HTTP at an allowed host takes no login along', async () => {
    const { heard } = await check(`${at(secure, 'https')}/shop/down`, { allowedHosts: [name] });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.filter((each) => each.includes('with login'))).toEqual([]);
  });

  test('submodules at http:// addresses are not asked', async () => {
    const { found, heard } = await check(`${at(secure, 'https')}/shop/modules`);
    expect(heard).toEqual([]);
    expect(found.outcome).toBe('readable');
    expect(found.notes.filter((note) => note.includes('unencrypted'))).toHaveLength(2);
  });

  test('a login that was given for HTTPS is not sent to an http:// submodule of an allowed host', async () => {
    const { heard } = await check(`${at(secure, 'https')}/shop/modules`, { allowedHosts: [name] });
    expect(heard).toEqual(['GET /shop/private/info/refs']);
  });
});
