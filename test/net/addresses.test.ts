import { forbiddenAddress, forbiddenHost, isLoopbackHost, notAsked } from '../../src/net/addresses';

const loopback = 'a loopback address';
const link = 'a link-local or metadata address';
const inner = 'an address of a private network';
const provider = 'an address of a provider’s inner network';

describe('what an address is', () => {
  test.each([
    ['127.0.0.1', loopback],
    ['127.255.255.254', loopback],
    ['::1', loopback],
    ['169.254.169.254', link],
    ['fe80::1', link],
    ['10.0.0.1', inner],
    ['172.16.0.1', inner],
    ['172.31.255.255', inner],
    ['192.168.1.1', inner],
    ['fd00::1', inner],
    ['100.64.0.1', provider],
    ['0.0.0.0', 'no real address'],
    ['::', 'no real address'],
    ['224.0.0.1', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
    ['255.255.255.255', 'a broadcast address'],
    ['240.0.0.1', 'a reserved address'],
    ['192.0.2.1', 'a reserved address'],
    ['2001:db8::1', 'a reserved address'],
    ['64:ff9b::7f00:1', 'a reserved address'],
    ['168.63.129.16', 'a metadata address'],
    ['fd00:ec2::254', 'a metadata address'],
    ['not an address', 'an address that cannot be read'],
    ['', 'an address that cannot be read'],
  ])('%s', (address, kind) => {
    expect(forbiddenAddress(address)).toBe(kind);
  });

  test.each([
    ['::7f00:1', loopback],
    ['::127.0.0.1', loopback],
    ['::10.0.0.1', inner],
    ['::169.254.169.254', link],
    ['::ffff:127.0.0.1', loopback],
    ['::ffff:7f00:1', loopback],
    ['::ffff:166.9.12.3', inner],
    ['161.26.0.0', inner],
    ['161.26.255.255', inner],
    ['166.8.0.1', inner],
    ['166.9.12.3', inner],
    ['166.11.255.255', inner],
  ])('trust 14: %s is no public address', (address, kind) => {
    expect(forbiddenAddress(address)).toBe(kind);
  });

  test.each([
    '1.1.1.1',
    '161.25.255.255',
    '161.27.0.0',
    '162.26.0.1',
    '166.7.255.255',
    '166.12.0.0',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
    '::1.1.1.1',
    '168.63.129.17',
  ])('%s is a public address', (address) => {
    expect(forbiddenAddress(address)).toBeUndefined();
  });

  test('the last bytes of an address of IPv6 mean one of IPv4 only below twelve zeros', () => {
    // ::2 is neither ::0.0.0.2 nor a public address; 1::7f00:1 is no loopback.
    expect(forbiddenAddress('::2')).toBe(forbiddenAddress('::3'));
    expect(forbiddenAddress('2606::7f00:1')).toBeUndefined();
    expect(forbiddenAddress('::1:7f00:1')).not.toBe(loopback);
  });
});

describe('what a host is, as it is spelt', () => {
  test.each([
    ['localhost', loopback],
    ['a.localhost', loopback],
    ['127.0.0.1', loopback],
    ['[::1]', loopback],
    ['::1', loopback],
    ['2130706433', loopback],
    ['0x7f000001', loopback],
    ['[::ffff:10.0.0.1]', inner],
    ['10.0.0.1', inner],
    ['localhost.example', undefined],
    ['notlocalhost', undefined],
    ['example.com', undefined],
    ['1.1.1.1', undefined],
    ['[2606:4700::1111]', undefined],
  ])('%s', (host, kind) => {
    expect(forbiddenHost(host)).toBe(kind);
  });

  test('this very machine', () => {
    expect(['localhost', 'x.localhost', '127.1', '[::1]', '[::ffff:127.0.0.1]'].map(isLoopbackHost)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(
      ['localhost.example', 'example.localhost.example', '10.0.0.1', '[fe80::1]'].map(isLoopbackHost),
    ).toEqual([false, false, false, false]);
  });
});

describe('why a host is not asked', () => {
  const asker = { setting: 'REGISTRY_ALLOWED_HOSTS', what: 'registry' };

  test.each([inner, provider])('%s: the operator can allow it', (kind) => {
    expect(notAsked('registry.corp:5000', kind, asker)).toBe(
      `registry.corp:5000 leads to ${kind}, which ce-image does not ask unless REGISTRY_ALLOWED_HOSTS names registry.corp:5000.`,
    );
  });

  test.each([loopback, link, 'a multicast address', 'a metadata address'])('%s: nothing is there', (kind) => {
    expect(notAsked('registry.corp', kind, asker)).toBe(
      `registry.corp leads to ${kind}, which ce-image never asks: Code Engine finds no registry there.`,
    );
  });

  test('a host that is spelt as an address does not lead to it: it is one', () => {
    expect(notAsked('10.0.0.5:5000', inner, asker)).toMatch(
      /^10\.0\.0\.5:5000 is an address of a private network/,
    );
    expect(notAsked('[::1]:5000', loopback, asker)).toMatch(/^\[::1\]:5000 is a loopback address/);
  });
});
