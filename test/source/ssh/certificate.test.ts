/** Hosts that known_hosts knows by an authority, with a real sshd and certificates that ssh-keygen has made. */
import { readCertificate } from '../../../src/source/ssh/certificate';
import { missingGit, type SshCertificate, sshKeyPair, startSshGitHost } from '../../support/git-host';
import { type RepositoriesFolder, repositoriesFolder } from '../../support/git-repository';
import { createSourceAdapter, failedAt, proofAt, stepsOf } from '../../support/source-adapter';

const withSshd = missingGit('git', 'sshd').length > 0 ? describe.skip : describe;

withSshd('a host with a certificate', () => {
  const key = sshKeyPair('ed25519');
  const authority = sshKeyPair('ed25519');
  const other = sshKeyPair('ed25519');
  let folder: RepositoriesFolder;

  beforeAll(() => {
    folder = repositoriesFolder();
    folder.make('shop/api.git', { Dockerfile: 'FROM scratch\n' });
  });
  afterAll(() => folder.remove());

  /** @param lines of known_hosts, made with the host's port and its own line */
  async function check(
    certificate: SshCertificate | undefined,
    lines: (port: number, plain: string) => string,
    hostKeyType: 'ed25519' | 'rsa' = 'ed25519',
  ) {
    const host = await startSshGitHost(folder.root, [key], {
      hostKeyType,
      ...(certificate && { certificate }),
    });
    const knownHosts = lines(host.port, host.knownHosts);
    const adapter = createSourceAdapter({ secrets: { key: { ...key, knownHosts } } });
    const found = await adapter.check(`ssh://${host.user}@127.0.0.1:${host.port}/shop/api.git`, {
      secret: 'key',
    });
    adapter.close();
    const { signIns } = host;
    await host.close();
    return { found, signIns: signIns.filter((method) => method !== 'none') };
  }
  const trusts = (port: number, of = authority) => `@cert-authority [127.0.0.1]:${port} ${of.publicKey}\n`;
  const named: SshCertificate = { by: authority, names: '127.0.0.1' };

  test.each([
    ['with its port', 'ed25519', named, (port: number) => trusts(port)],
    ['without its port', 'ed25519', named, () => `@cert-authority 127.0.0.1 ${authority.publicKey}\n`],
    ['by a pattern', 'ed25519', named, () => `@cert-authority 127.0.* ${authority.publicKey}\n`],
    ['for any name', 'ed25519', { by: authority }, (port: number) => trusts(port)],
    ['and its key is RSA', 'rsa', named, (port: number) => trusts(port)],
  ] as const)('is known by the authority %s', async (_how, type, certificate, lines) => {
    const { found } = await check(certificate, lines, type);
    expect(stepsOf(found)).toMatchObject({ identity: 'passed', auth: 'passed', tree: 'passed' });
    expect(proofAt(found, 'identity')).toContain('a certificate authority that known_hosts');
  });

  test.each([
    ['rsa', sshKeyPair('rsa')],
    ['ecdsa', sshKeyPair('ecdsa')],
  ])('is known by an authority whose key is %s', async (_type, by) => {
    const { found } = await check({ ...named, by }, (port) => trusts(port, by));
    expect(found.outcome).toBe('readable');
  });

  const revoked = (port: number) => `${trusts(port)}@revoked * ${authority.publicKey}\n`;
  test.each([
    ['none', undefined, trusts, 'the host shows no certificate'],
    ['one of another authority', { ...named, by: other }, trusts, 'is of another one (SHA256:'],
    ['one that has expired', { ...named, validity: '20200101:20200301' }, trusts, 'was valid until 2020-0'],
    ['one for later', { ...named, validity: '20900101:20910101' }, trusts, 'is valid from 20'],
    ['one of another name', { ...named, names: 'git.shop.example' }, trusts, 'is for git.shop.example'],
    ['one for users', { ...named, forUsers: true }, trusts, 'is one for users'],
    ['one of a revoked authority', named, revoked, 'is marked as revoked'],
  ] as const)(
    'is not known when it shows %s, and the key is not offered',
    async (_what, given, lines, why) => {
      const { found, signIns } = await check(given, (port) => lines(port));
      expect(failedAt(found)).toBe('identity git-host-key-unverified');
      expect(proofAt(found, 'identity')).toContain('trusts a certificate authority for it, and ');
      expect(proofAt(found, 'identity')).toContain(why);
      expect(signIns).toEqual([]);
    },
  );

  test('is known by its own key all the same, whatever its certificate is', async () => {
    const { found } = await check({ ...named, by: other }, (port, plain) => trusts(port) + plain);
    expect(found.outcome).toBe('readable');
    expect(proofAt(found, 'identity')).toContain('has the host’s key');
  });

  test('a line without a port knows a host at any port, as OpenSSH has it', async () => {
    const { found } = await check(undefined, (_port, plain) => plain.replace(/^\[(.*)\]:\d+/, '$1'));
    expect(found.outcome).toBe('readable');
  });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['noise', Buffer.alloc(300, 0xff)],
  ['a plain key', Buffer.from('0000000b7373682d65643235353139', 'hex')],
  ['a length without end', Buffer.from('7fffffff', 'hex')],
])('%s is no certificate', (_what, bytes) => {
  expect(readCertificate(bytes)).toBeUndefined();
});
