/** A secret that a person types goes where builds use it: real servers, two hosts and two ports. */
import { makeAuthority, makeCertificate } from '../support/certificates';
import { type HttpGitHost, missingGit, startHttpGitHost } from '../support/git-host';
import { repositoriesFolder } from '../support/git-repository';
import { createSourceAdapter } from '../support/source-adapter';

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

suite('a secret that is typed with an address', () => {
  const folder = repositoriesFolder();
  const password = 'ghp_0123456789abcdefghijABCDEFGHIJ456789';
  const [a, b] = ['a.shop.example', 'b.shop.example'] as const;
  const access = { 'shop/private': { login: `ada:${password}` } };
  let ca: string;
  let one: HttpGitHost;
  let other: HttpGitHost;

  const at = (name: string, { host }: HttpGitHost) => `${name}:${host.split(':')[1]}`;

  beforeAll(async () => {
    folder.make('shop/private', { Dockerfile: 'FROM scratch\n' });
    folder.make('shop/public', { Dockerfile: 'FROM scratch\n' });
    const authority = await makeAuthority();
    ca = authority.cert;
    const tls = await makeCertificate(authority, { name: '*.shop.example' });
    one = await startHttpGitHost(folder.root, { access, tls });
    other = await startHttpGitHost(folder.root, { access, tls });
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    folder.remove();
  });

  /** Asks when builds are at both servers, and those that use the secret at one of them. */
  async function check(authority: string, path = 'shop/private', knownHosts?: readonly string[]) {
    const adapter = createSourceAdapter({
      allowedHosts: [],
      ca,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      secrets: { token: { username: 'ada', password } },
    });
    const before = [one.requests.length, other.requests.length] as const;
    const found = await adapter.check(`https://${authority}/${path}`, {
      secret: 'token',
      secretHosts: [`https://${at(a, one)}`],
      knownHosts: knownHosts ?? [at(a, one), at(b, other), at(a, other)],
    });
    adapter.close();
    return { found, heard: one.requests.slice(before[0]), elsewhere: other.requests.slice(before[1]) };
  }

  test('is sent where a build uses it', async () => {
    const { found, heard } = await check(at(a, one));
    expect(found.outcome).toBe('readable');
    expect(heard).toContain('GET /shop/private/info/refs with login');
  });

  test.each<[string, string]>([
    ['another host', b],
    ['another port of the same host', a],
  ])('is sent to no build’s host that is %s, and that is said', async (_what, name) => {
    const { found, elsewhere } = await check(at(name, other));
    expect(elsewhere).toEqual(['GET /shop/private/info/refs']);
    expect(found.outcome).toBe('not-checked');
    expect(found.notes).toEqual([
      'The git host wants a login.',
      `The secret token is used by no build at https://${at(name, other)}; it was not sent there.`,
    ]);
  });

  test('what anybody may read is looked at without it', async () => {
    const { found, elsewhere } = await check(at(b, other), 'shop/public');
    expect(found.outcome).toBe('readable');
    expect(elsewhere.join()).not.toContain('with login');
    expect(found.notes.join()).toContain('it was not sent there');
  });

  test.each<[string, string]>([
    ['by its name', a],
    ['by its name and the port of its scheme', `${a}:443`],
  ])('a host that builds name %s is asked at no other port', async (_what, known) => {
    const { found, heard } = await check(at(a, one), 'shop/private', [known]);
    expect(heard).toEqual([]);
    expect(found.notes.join()).toContain(`add ${at(a, one)} to SOURCE_ALLOWED_HOSTS`);
  });
});
