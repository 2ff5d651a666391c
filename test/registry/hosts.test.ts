import { Hosts } from '../../src/registry/hosts';

const hosts = ({
  allowed = [],
  endpoints = {},
  related = {},
}: {
  allowed?: readonly string[];
  endpoints?: Readonly<Record<string, string>>;
  related?: Readonly<Record<string, readonly string[]>>;
} = {}) =>
  new Hosts({
    allowedHosts: allowed,
    endpoints: new Map(Object.entries(endpoints)),
    related: new Map(Object.entries(related)),
  });

describe('the host that is asked', () => {
  test.each([
    ['docker.io', 'registry-1.docker.io'],
    ['private.de.icr.io', 'de.icr.io'],
    ['private.icr.io', 'icr.io'],
    ['de.icr.io', 'de.icr.io'],
    ['private.example.com', 'private.example.com'],
    ['my.private.de.icr.io.example', 'my.private.de.icr.io.example'],
    ['ghcr.io', 'ghcr.io'],
  ])('about %s is %s', (registry, asked) => {
    expect(hosts().askedHost(registry)).toBe(asked);
  });

  test('is the private one only where its endpoint is given and the public one’s is not', () => {
    const inner = 'https://private.de.icr.io';
    expect(hosts({ endpoints: { 'private.de.icr.io': inner } }).askedHost('private.de.icr.io')).toBe(
      'private.de.icr.io',
    );
    const both = hosts({ endpoints: { 'private.de.icr.io': inner, 'de.icr.io': 'http://127.0.0.1:1' } });
    expect(both.askedHost('private.de.icr.io')).toBe('de.icr.io');
  });
});

describe('which registries may be asked', () => {
  test('those that the operator allows, with or without port, in any spelling', () => {
    const some = hosts({ allowed: [' Registry.Example ', 'other.example:5000'] });
    expect(some.mayAsk('registry.example', [])).toBe(true);
    expect(some.mayAsk('registry.example:5000', [])).toBe(true);
    expect(some.mayAsk('other.example:5000', [])).toBe(true);
    expect(some.mayAsk('other.example', [])).toBe(false);
    expect(some.mayAsk('other.example:5001', [])).toBe(false);
    expect(some.mayAsk('not-registry.example', [])).toBe(false);
  });

  test('those of an endpoint, and the endpoint itself', () => {
    const some = hosts({ endpoints: { 'Quay.io': 'http://127.0.0.1:5000/mirror/' } });
    expect(some.mayAsk('quay.io', [])).toBe(true);
    expect(some.mayAsk('127.0.0.1:5000', [])).toBe(true);
    expect(some.mayAsk('127.0.0.1:5001', [])).toBe(false);
    expect(hosts({ endpoints: { 'docker.io': 'http://127.0.0.1:1' } }).mayAsk('docker.io', [])).toBe(true);
    expect(hosts({ endpoints: { 'de.icr.io': 'http://127.0.0.1:1' } }).mayAsk('private.de.icr.io', [])).toBe(
      true,
    );
  });

  test('those that the project knows, and IBM’s by either name', () => {
    expect(hosts().mayAsk('ghcr.io', ['GHCR.io'])).toBe(true);
    expect(hosts().mayAsk('ghcr.io', ['quay.io', 'docker.io'])).toBe(false);
    expect(hosts().mayAsk('private.de.icr.io', ['de.icr.io'])).toBe(true);
    expect(hosts().mayAsk('de.icr.io', ['private.de.icr.io'])).toBe(true);
    expect(hosts().mayAsk('de.icr.io', ['us.icr.io'])).toBe(false);
    expect(hosts().mayAsk('docker.io', ['docker.io'])).toBe(true);
  });

  test('to trust one host is to trust no other', () => {
    const some = hosts({ allowed: ['docker.io'] });
    expect(some.isTrusted('registry-1.docker.io')).toBe(true);
    expect(some.isTrusted('docker.io')).toBe(true);
    expect(some.isTrusted('index.docker.io')).toBe(false);
    expect(hosts().isTrusted('docker.io')).toBe(false);
  });
});

describe('where a host is reached', () => {
  test('by itself, encrypted, at its own port', () => {
    expect(hosts().target('registry.example')).toEqual({
      authority: 'registry.example',
      scheme: 'https',
      hostname: 'registry.example',
      port: 443,
      basePath: '',
      trusted: false,
    });
    expect(hosts().target('registry.example:5000')).toMatchObject({
      hostname: 'registry.example',
      port: 5000,
    });
    expect(hosts().target('registry.example', 'http')).toMatchObject({ scheme: 'http', port: 80 });
    expect(hosts().target('[::1]:5000')).toMatchObject({ hostname: '::1', port: 5000 });
    expect(hosts().target('[::1]')).toMatchObject({ hostname: '::1', port: 443 });
  });

  test('without encryption only on this machine, and only where the operator allows it', () => {
    const some = hosts({ allowed: ['127.0.0.1:5000', 'localhost', 'registry.example', '[::1]'] });
    const rules = (host: string) => [some.target(host).trusted, some.mayBePlain(host)];
    expect(rules('127.0.0.1:5000')).toEqual([true, true]);
    expect(rules('localhost:5000')).toEqual([true, true]);
    expect(rules('[::1]:5000')).toEqual([true, true]);
    expect(rules('registry.example')).toEqual([true, false]);
    expect(rules('127.0.0.1:5001')).toEqual([false, false]);
  });

  test('at its endpoint, where there is one', () => {
    const some = hosts({
      endpoints: {
        'docker.io': 'http://127.0.0.1:5000/hub//',
        'quay.io': 'https://mirror.example',
        'ghcr.io': 'http://[::1]',
      },
    });
    expect(some.target('registry-1.docker.io')).toEqual({
      authority: 'registry-1.docker.io',
      scheme: 'http',
      hostname: '127.0.0.1',
      port: 5000,
      basePath: '/hub',
      trusted: true,
    });
    expect(some.target('quay.io')).toMatchObject({
      scheme: 'https',
      hostname: 'mirror.example',
      port: 443,
      basePath: '',
    });
    expect(some.target('ghcr.io')).toMatchObject({ scheme: 'http', hostname: '::1', port: 80 });
    expect(some.target('index.docker.io')).toMatchObject({ hostname: 'index.docker.io', trusted: false });
  });
});

describe('trust 12: what belongs to a registry', () => {
  test.each([
    ['registry.example', 'registry.example:5001'],
    ['registry.example:5000', 'registry.example'],
    ['us.icr.io', 'private.us.icr.io'],
    ['de.icr.io', 'icr.io'],
    ['registry-1.docker.io', 'auth.docker.io'],
    ['registry.gitlab.com', 'gitlab.com'],
    ['docker.elastic.co', 'docker-auth.elastic.co'],
  ])('to %s: %s', (registry, host) => {
    expect(hosts().belongsTo(registry, host)).toBe(true);
  });

  test.each([
    ['registry.example', 'auth.example'],
    ['registry.example', 'registry.example.attacker.example'],
    ['evil.example', 'us.icr.io'],
    ['us.icr.io', 'evil.example'],
    ['evil.example', 'auth.docker.io'],
    ['registry-1.docker.io', 'gitlab.com'],
  ])('not to %s: %s', (registry, host) => {
    expect(hosts().belongsTo(registry, host)).toBe(false);
  });

  test('nothing but what the operator says of this very registry', () => {
    const some = hosts({
      allowed: ['auth.corp', 'registry.corp', 'evil.example'],
      endpoints: { 'store.corp': 'http://10.0.0.1' },
      related: { 'Registry.Corp': [' Auth.Corp ', 'store.corp:9000'] },
    });
    expect(some.belongsTo('registry.corp', 'auth.corp')).toBe(true);
    expect(some.belongsTo('registry.corp:5000', 'auth.corp:8443')).toBe(true);
    expect(some.belongsTo('registry.corp', 'store.corp:9000')).toBe(true);
    expect(some.belongsTo('registry.corp', 'store.corp')).toBe(false);
    expect(some.belongsTo('evil.example', 'auth.corp')).toBe(false);
    expect(some.belongsTo('evil.example', 'store.corp')).toBe(false);
    expect(some.belongsTo('auth.corp', 'registry.corp')).toBe(false);
  });

  test('a host that belongs to another one is asked like any stranger', () => {
    const some = hosts({
      allowed: ['wiki.corp', 'localhost'],
      endpoints: { 'store.corp': 'http://10.0.0.1:9000' },
      related: { 'registry.corp': ['store.corp', 'wiki.corp'] },
    });
    const stranger = { trusted: false, scheme: 'https', port: 443 };
    expect(some.target('wiki.corp', 'https', 'evil.example')).toMatchObject({
      ...stranger,
      hostname: 'wiki.corp',
    });
    expect(some.target('store.corp', 'https', 'evil.example')).toMatchObject({
      ...stranger,
      hostname: 'store.corp',
    });
    expect(some.target('localhost', 'https', 'evil.example')).toMatchObject({
      ...stranger,
      hostname: 'localhost',
    });
    expect(some.target('wiki.corp', 'https', 'registry.corp')).toMatchObject({ trusted: true });
    expect(some.target('store.corp', 'https', 'registry.corp')).toMatchObject({
      hostname: '10.0.0.1',
      trusted: true,
    });
  });
});
