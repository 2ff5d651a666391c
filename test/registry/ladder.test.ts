import type {
  ImageDescription,
  RegistryWorld,
  StandInFault,
  StandInHost,
} from '../../playground/src/registry';
import { imageDigest, type RegistryStandIn, startRegistryStandIn } from '../../playground/src/registry';
import {
  type Adapter,
  type AdapterOptions,
  createAdapter,
  endedAt,
  failure,
  proofOf,
  steps,
} from '../support/registry-adapter';

const api: ImageDescription = {
  build: 'api-1',
  entrypoint: ['docker-entrypoint.sh'],
  cmd: ['node', 'server.js'],
  exposedPorts: ['8080/tcp'],
  user: '1000',
  created: '2026-05-01T10:00:00Z',
  layers: 3,
  bytes: 84_000_000,
};

const shop: StandInHost = {
  auth: 'token',
  logins: [
    { username: 'iamapikey', password: 'key-of-the-shop', pull: ['shop'], push: ['shop'] },
    { username: 'iambearer', password: 'token-of-the-shop', pull: ['shop'] },
    { username: 'iamapikey', password: 'key-of-a-stranger', pull: ['other'] },
  ],
  anonymous: { pull: ['public'] },
  repositories: {
    'shop/api': {
      tags: {
        '1': api,
        multi: { ...api, build: 'multi', platforms: ['linux/arm64', 'linux/amd64'] },
        docker: { ...api, build: 'docker', format: 'docker' },
        arm: { ...api, build: 'arm', platforms: ['linux/arm64'] },
        'arm-index': { ...api, build: 'arm-index', platforms: ['linux/arm64', 'linux/arm/v7'] },
        old: { format: 'schema1', build: 'old' },
        'no-layer': { ...api, build: 'no-layer', missing: 'layer' },
        'no-config': { ...api, build: 'no-config', missing: 'config' },
        'no-child': { ...api, build: 'no-child', missing: 'child' },
      },
    },
    'public/tool': { tags: { latest: { build: 'tool' } } },
  },
};

const faultyHost = (answer: StandInFault['answer'], at?: StandInFault['at']): StandInHost => ({
  ...shop,
  faults: [{ answer, ...(at && { at }) }],
});

const denied = (message: string) => ({ status: 403, code: 'DENIED', message });

const world: RegistryWorld = {
  hosts: {
    'us.icr.io': shop,
    'docker.io': { ...shop, merged: true },
    'ghcr.io': shop,
    'open.example': { auth: 'none', repositories: shop.repositories },
    'basic.example': { ...shop, auth: 'basic' },
    'busy.example': faultyHost({ status: 429, code: 'TOOMANYREQUESTS', message: 'slow down' }, 'manifests'),
    'broken.example': faultyHost({ status: 503, code: 'UNAVAILABLE', message: 'come back later' }),
    'half-broken.example': faultyHost({ status: 500 }, 'manifests'),
    'broken-token.example': faultyHost({ status: 500 }, 'token'),
    'reset.example': faultyHost('reset'),
    'reset-blobs.example': faultyHost('reset', 'blobs'),
    'silent.example': faultyHost('hang'),
    'silent-blobs.example': faultyHost('hang', 'blobs'),
    'traffic.example': faultyHost(
      denied('You have exceeded your pull traffic quota for the current month.'),
      'manifests',
    ),
    'allow-list.example': faultyHost(denied('Your IP address is not permitted.'), 'token'),
    'expired.example': faultyHost(
      { status: 401, code: 'UNAUTHORIZED', message: 'The provided token has expired' },
      'token',
    ),
    'odd.example': faultyHost({ status: 418, code: 'ODD', message: 'no space left' }, 'manifests'),
    'es.icr.io': {
      ...shop,
      accounts: [{ id: 'a', namespaces: ['shop'], privateOnly: true }],
    },
  },
};

let standIn: RegistryStandIn;
const adapters: Adapter[] = [];

beforeAll(async () => {
  standIn = await startRegistryStandIn(world);
});

afterEach(() => {
  for (const adapter of adapters.splice(0)) adapter.close();
});

afterAll(() => standIn.close());

const login = (server: string, password = 'key-of-the-shop', username = 'iamapikey') => [
  { server, username, password },
];

function adapter(options: AdapterOptions = {}): Adapter {
  const made = createAdapter({
    endpoints: new Map(Object.keys(world.hosts).map((host) => [host, standIn.url])),
    secrets: {
      icr: login('us.icr.io'),
      private: login('private.us.icr.io'),
      bearer: login('us.icr.io', 'token-of-the-shop', 'iambearer'),
      wrong: login('us.icr.io', 'another-key'),
      stranger: login('us.icr.io', 'key-of-a-stranger'),
      hub: login('https://index.docker.io/v1/'),
      'hub-stranger': login('https://index.docker.io/v1/', 'key-of-a-stranger'),
      basic: login('basic.example'),
      'basic-wrong': login('basic.example', 'another-key'),
      'basic-stranger': login('basic.example', 'key-of-a-stranger'),
      ghcr: login('ghcr.io'),
      'ghcr-stranger': login('ghcr.io', 'key-of-a-stranger'),
      expired: login('expired.example'),
      spain: login('es.icr.io'),
      'spain-private': login('private.es.icr.io'),
    },
    ...options,
  });
  adapters.push(made);
  return made;
}

describe('an image that can be pulled', () => {
  test('every step is proven, and the image described', async () => {
    const check = await adapter().check('us.icr.io/shop/api:1', { secret: 'icr' });
    expect(steps(check)).toEqual({
      dns: 'not-needed',
      tcp: 'passed',
      tls: 'not-needed',
      api: 'passed',
      auth: 'passed',
      manifest: 'passed',
      platform: 'passed',
      config: 'passed',
      blobs: 'passed',
      push: 'not-asked',
    });
    expect(check).toMatchObject({
      outcome: 'accessible',
      credential: { kind: 'secret', secretName: 'icr', server: 'us.icr.io', username: 'iamapikey' },
      facts: {
        digest: imageDigest(api),
        platforms: ['linux/amd64'],
        totalBytes: 84_000_000,
        layers: 3,
        created: '2026-05-01T10:00:00Z',
        entrypoint: ['docker-entrypoint.sh'],
        cmd: ['node', 'server.js'],
        exposedPorts: ['8080/tcp'],
        user: '1000',
      },
      findings: [],
    });
    expect(proofOf(check, 'auth')).toMatch(/issued a token for iamapikey/);
    expect(proofOf(check, 'blobs')).toMatch(/all 3 layers are there, 84\.0 MB/);
  });

  test.each([
    ['by digest', `us.icr.io/shop/api@${imageDigest(api)}`, 'icr'],
    ['with an index', 'us.icr.io/shop/api:multi', 'icr'],
    ['in Docker’s format', 'us.icr.io/shop/api:docker', 'icr'],
    ['with an IAM token', 'us.icr.io/shop/api:1', 'bearer'],
    ['with an anonymous token', 'us.icr.io/public/tool', undefined],
    ['on Docker Hub, with its own server name', 'shop/api:1', 'hub'],
    ['with a Basic login', 'basic.example/shop/api:1', 'basic'],
    ['from a registry that wants no login', 'open.example/shop/api:1', undefined],
  ])('%s', async (_, reference, secret) => {
    const check = await adapter().check(reference, secret === undefined ? {} : { secret });
    expect(check.outcome).toBe('accessible');
    expect(failure(check)).toBeUndefined();
  });

  test('an index is told with its platforms, and the one that runs is taken', async () => {
    const check = await adapter().check('us.icr.io/shop/api:multi', { secret: 'icr' });
    expect(check.facts?.platforms).toEqual(['linux/arm64', 'linux/amd64']);
    expect(proofOf(check, 'platform')).toMatch(/^linux\/amd64 is sha256:/);
  });

  test('a registry that asks for no login needs no step for it', async () => {
    const check = await adapter().check('open.example/shop/api:1');
    expect(steps(check).auth).toBe('not-needed');
  });

  test('a private host is asked through its public one, which is said', async () => {
    const check = await adapter().check('private.us.icr.io/shop/api:1', { secret: 'private' });
    expect(check).toMatchObject({ outcome: 'accessible', askedHost: 'us.icr.io' });
    expect(check.notes.join()).toMatch(/reached from within IBM Cloud only/);
    expect(standIn.requests.join()).not.toContain('private.us.icr.io');
  });

  test('an operator inside IBM Cloud may have the private host asked itself', async () => {
    const inside = adapter({ endpoints: new Map([['private.us.icr.io', standIn.url]]) });
    const check = await inside.check('private.us.icr.io/shop/api:1', { secret: 'private' });
    expect(check.outcome).toBe('accessible');
    expect(check.askedHost).toBeUndefined();
  });
});

describe('the first failing step, with its cause', () => {
  test.each([
    ['no login where one is wanted', 'us.icr.io/shop/api:1', undefined, 'auth auth-missing'],
    ['no login, told by Basic', 'basic.example/shop/api:1', undefined, 'auth auth-missing'],
    ['no login, told by another registry', 'ghcr.io/shop/api:1', undefined, 'auth auth-missing'],
    ['a key that the registry does not know', 'us.icr.io/shop/api:1', 'wrong', 'auth auth-invalid'],
    ['a wrong password, told by Basic', 'basic.example/shop/api:1', 'basic-wrong', 'auth auth-invalid'],
    ['an expired login', 'expired.example/shop/api:1', 'expired', 'auth auth-token-expired'],
    ['a login without the right', 'us.icr.io/shop/api:1', 'stranger', 'manifest permission-denied-pull'],
    [
      'the same, told by Basic',
      'basic.example/shop/api:1',
      'basic-stranger',
      'manifest permission-denied-pull',
    ],
    ['the same, elsewhere', 'ghcr.io/shop/api:1', 'ghcr-stranger', 'manifest permission-denied-pull'],
    ['Docker Hub tells nothing apart', 'shop/api:1', undefined, 'manifest access-denied-or-not-found'],
    ['not even with a login', 'shop/api:1', 'hub-stranger', 'manifest access-denied-or-not-found'],
    ['a tag that is not there', 'us.icr.io/shop/api:2', 'icr', 'manifest image-tag-not-found'],
    [
      'a digest that is not there',
      `us.icr.io/shop/api@sha256:${'0'.repeat(64)}`,
      'icr',
      'manifest image-digest-not-found',
    ],
    ['a repository that is not there', 'us.icr.io/shop/ap:1', 'icr', 'manifest repository-not-found'],
    ['too many requests', 'busy.example/public/tool', undefined, 'manifest rate-limited'],
    ['traffic used up', 'traffic.example/public/tool', undefined, 'manifest registry-quota-traffic'],
    [
      'an allow list of addresses',
      'allow-list.example/public/tool',
      undefined,
      'auth network-policy-restricted',
    ],
    ['private-only', 'es.icr.io/shop/api:1', 'spain', 'manifest network-policy-restricted'],
    ['the whole registry is broken', 'broken.example/public/tool', undefined, 'api registry-server-error'],
    [
      'its manifests are broken',
      'half-broken.example/public/tool',
      undefined,
      'manifest registry-server-error',
    ],
    [
      'its token service is broken',
      'broken-token.example/public/tool',
      undefined,
      'auth registry-server-error',
    ],
    ['connections are reset', 'reset.example/public/tool', undefined, 'api registry-connection-dropped'],
    ['layers break off', 'reset-blobs.example/public/tool', undefined, 'config registry-connection-dropped'],
    ['one platform, the wrong one', 'us.icr.io/shop/api:arm', 'icr', 'platform exec-format-error'],
    [
      'platforms, none the right one',
      'us.icr.io/shop/api:arm-index',
      'icr',
      'platform arch-mismatch-no-manifest',
    ],
    ['Docker’s schema 1', 'us.icr.io/shop/api:old', 'icr', 'platform manifest-schema-unsupported'],
    [
      'the manifest of the platform is gone',
      'us.icr.io/shop/api:no-child',
      'icr',
      'platform image-digest-not-found',
    ],
    ['the configuration is gone', 'us.icr.io/shop/api:no-config', 'icr', 'config image-digest-not-found'],
    ['a layer is gone', 'us.icr.io/shop/api:no-layer', 'icr', 'blobs image-digest-not-found'],
  ])('%s: %s with %s', async (_, reference, secret, expected) => {
    const check = await adapter().check(reference, secret === undefined ? {} : { secret });
    expect(failure(check)).toBe(expected);
    expect(check.outcome).toBe('failed');
  });

  test('what lies behind it was not reached', async () => {
    const check = await adapter().check('us.icr.io/shop/api:2', { secret: 'icr' });
    expect(steps(check)).toEqual(endedAt('manifest', { dns: 'not-needed', tls: 'not-needed' }));
    expect(check.steps.filter(({ status }) => status === 'not-reached').every(({ ms }) => ms === 0)).toBe(
      true,
    );
  });

  test('the registry’s own words are the proof', async () => {
    const check = await adapter().check('us.icr.io/shop/ap:1', { secret: 'icr' });
    expect(proofOf(check, 'manifest')).toBe(
      'us.icr.io answered 404 NAME_UNKNOWN: repository name not known to registry',
    );
  });

  test('a registry that does not answer in time', async () => {
    const check = await adapter({ requestTimeoutMs: 150 }).check('silent.example/public/tool');
    expect(failure(check)).toBe('api registry-unreachable-timeout');
    expect(proofOf(check, 'api')).toMatch(/took too long to answer/);
  });

  test('tags that are there are named when the wanted one is not, the nearest first', async () => {
    const check = await adapter().check('us.icr.io/shop/api:arm-indx', { secret: 'icr' });
    expect(check.notes.join()).toMatch(/has these tags: arm-index/);
  });

  test('a question that is given up is rejected', async () => {
    const gone = new AbortController();
    const asked = adapter().check('silent.example/public/tool', {}, gone.signal);
    gone.abort();
    await expect(asked).rejects.toMatchObject({ name: 'SourceError', reason: 'timeout' });
  });
});

describe('a question that is given up half-way', () => {
  test('is answered with the steps that were reached, and with no failure', async () => {
    const gone = new AbortController();
    const asked = adapter().check('silent-blobs.example/public/tool', {}, gone.signal);
    while (
      !standIn.requests.some((request) => request.includes('silent-blobs.example/v2/public/tool/blobs/'))
    ) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    gone.abort();
    const check = await asked;
    expect(check.outcome).toBe('not-checked');
    expect(failure(check)).toBeUndefined();
    expect(steps(check)).toMatchObject({ auth: 'passed', manifest: 'passed', blobs: 'not-reached' });
    expect(check.notes[0]).toMatch(/^The check was not finished within \d+ s; /);
  });
});

describe('what proves nothing is not called a failure', () => {
  test('a private-only account, for an image that names the private host', async () => {
    const check = await adapter().check('private.es.icr.io/shop/api:1', { secret: 'spain-private' });
    expect(check.outcome).toBe('not-checked');
    expect(failure(check)).toBeUndefined();
    expect(check.notes[0]).toMatch(/cannot be checked from here/);
  });

  test('a reference that does not parse is a finding without steps', async () => {
    const check = await adapter().check('https://us.icr.io/shop/api');
    expect(check).toMatchObject({
      outcome: 'failed',
      findings: [{ cause: 'invalid-image-name', detail: expect.stringContaining('no scheme') }],
    });
    expect(check.image).toBeUndefined();
    expect(new Set(Object.values(steps(check)))).toEqual(new Set(['not-reached']));
  });
});

describe('economy', () => {
  test('the chain is the shortest: the challenge while the secret is read, token, manifest, and then the rest at once', async () => {
    const before = standIn.requests.length;
    await adapter().check('us.icr.io/shop/api:1', { secret: 'icr' });
    const asked = standIn.requests.slice(before).map((request) => request.replace(/sha256:.*/, '…'));
    expect(asked.slice(0, 3)).toEqual([
      'GET us.icr.io/v2/',
      'GET us.icr.io/oauth/token',
      'GET us.icr.io/v2/shop/api/manifests/1',
    ]);
    expect(asked.slice(3).sort()).toEqual([
      'GET us.icr.io/v2/shop/api/blobs/…',
      ...Array(3).fill('HEAD us.icr.io/v2/shop/api/blobs/…'),
    ]);
  });

  test('asked again, neither challenge nor token is asked for again', async () => {
    const again = adapter();
    await again.check('us.icr.io/shop/api:1', { secret: 'icr' });
    const before = standIn.requests.length;
    const check = await again.check('us.icr.io/shop/api:multi', { secret: 'icr' });
    const manifests = standIn.requests.slice(before).filter((request) => !request.includes('/blobs/'));
    expect(manifests).toEqual([
      'GET us.icr.io/v2/shop/api/manifests/multi',
      expect.stringMatching(/^GET us\.icr\.io\/v2\/shop\/api\/manifests\/sha256:/),
    ]);
    expect(proofOf(check, 'auth')).toMatch(/kept from an earlier check/);
  });

  test('a token stands for its login for ten seconds only: a key that was rotated shows when asked again', async () => {
    let now = 1_000_000;
    const clock = { now: () => now, deadline: () => new AbortController().signal };
    const later = adapter({ clock });
    await later.check('us.icr.io/shop/api:1', { secret: 'icr' });
    now += 10_000;
    const before = standIn.requests.length;
    await later.check('us.icr.io/shop/api:1', { secret: 'icr' });
    expect(standIn.requests.slice(before)).toContain('GET us.icr.io/oauth/token');
  });

  test('after that the old token is used while a new one is asked for, and the new one is what is told', async () => {
    let now = 1_000_000;
    const clock = { now: () => now, deadline: () => new AbortController().signal };
    const later = adapter({ clock });
    await later.check('us.icr.io/shop/api:1', { secret: 'icr' });
    now += 30_000;
    const before = standIn.requests.length;
    const check = await later.check('us.icr.io/shop/api:1', { secret: 'icr' });
    expect(standIn.requests.slice(before, before + 2).toSorted()).toEqual([
      'GET us.icr.io/oauth/token',
      'GET us.icr.io/v2/shop/api/manifests/1',
    ]);
    expect(check.outcome).toBe('accessible');
    expect(proofOf(check, 'auth')).not.toMatch(/kept/);
  });

  test('a token of one login is never used for another', async () => {
    const both = adapter();
    await both.check('us.icr.io/shop/api:1', { secret: 'icr' });
    expect(failure(await both.check('us.icr.io/shop/api:1', { secret: 'stranger' }))).toMatch(
      /permission-denied/,
    );
    expect(failure(await both.check('us.icr.io/shop/api:1'))).toMatch(/auth-missing/);
  });

  test('many questions at once share the challenge and the token', async () => {
    const before = standIn.requests.length;
    const many = adapter();
    const checks = await Promise.all(
      Array.from({ length: 20 }, () => many.check('us.icr.io/shop/api:1', { secret: 'icr' })),
    );
    expect(checks.map(({ outcome }) => outcome)).toEqual(Array(20).fill('accessible'));
    const asked = standIn.requests.slice(before);
    expect(asked.filter((request) => request.endsWith('/oauth/token'))).toHaveLength(1);
    expect(asked.filter((request) => request.endsWith('/v2/'))).toHaveLength(1);
    expect(asked.filter((request) => request.includes('/manifests/'))).toHaveLength(20);
  });
});

describe('words that no code stands for', () => {
  test('are explained by whoever knows texts, and unknown without', async () => {
    const odd = (options: AdapterOptions) => adapter(options).check('odd.example/public/tool');
    const explain = jest.fn(() => ({ cause: 'disk-space-exhausted' as const }));
    expect(failure(await odd({}))).toBe('manifest unknown');
    expect(failure(await odd({ explain }))).toBe('manifest disk-space-exhausted');
    expect(explain).toHaveBeenCalledWith(expect.stringContaining('no space left'), { phase: 'pull' });
  });
});
