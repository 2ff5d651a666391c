import {
  type ImageDescription,
  imageDigest,
  type RegistryStandIn,
  type RegistryWorld,
  startRegistryStandIn,
} from '../../playground/src/registry';
import { SourceError } from '../../src/diagnosis/model/evidence';
import type { ImageReference } from '../../src/diagnosis/model/registry-check';
import { Secret } from '../../src/diagnosis/model/secrets';
import type { Target, Transport } from '../../src/net/transport';

import { icrFacts } from '../../src/registry/icr';
import { type Adapter, type AdapterOptions, createAdapter, failure } from '../support/registry-adapter';

const running: ImageDescription = { build: 'running' };
const newest: ImageDescription = { build: 'newest' };
const goneDigest = imageDigest({ build: 'gone' });

const world: RegistryWorld = {
  hosts: {
    'de.icr.io': {
      auth: 'token',
      logins: [{ username: 'iamapikey', password: 'key-of-the-shop', pull: ['shop', 'lab'], push: ['shop'] }],
      repositories: {
        'shop/api': { tags: { latest: newest }, untagged: [running] },
        'shop/gone': { tags: {} },
        'shop/many': { tags: { latest: { platforms: ['linux/amd64', 'linux/arm64'] } } },
        'tills/kiosk': { tags: {}, untagged: [{ build: 'till' }] },
        'lab/tool': { tags: { latest: {} } },
      },
      accounts: [
        {
          id: 'account-1',
          namespaces: ['shop', 'tills'],
          plan: 'Free',
          storage: { used: 536_870_912, limit: 536_870_912 },
          traffic: { used: 100, limit: 5_368_709_120 },
          retention: { imagesPerRepo: 2, retainUntagged: false },
          trash: [
            { repository: 'shop/gone', digest: goneDigest, tags: ['1.0'], daysUntilExpiry: 12 },
            { repository: 'shop/other', digest: goneDigest, tags: [], daysUntilExpiry: 3 },
          ],
          vulnerabilities: { 'shop/api': 7 },
          roleOf: (bearer) => (bearer === 'manager' ? 'Manager' : bearer === 'reader' ? 'Reader' : undefined),
        },
      ],
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

function adapter(bearer = 'manager', options: AdapterOptions = {}): Adapter {
  const made = createAdapter({
    endpoints: new Map([['de.icr.io', standIn.url]]),
    secrets: { icr: [{ server: 'de.icr.io', username: 'iamapikey', password: 'key-of-the-shop' }] },
    iam: async () => ({ bearer: new Secret(bearer), accountId: 'account-1' }),
    ...options,
  });
  adapters.push(made);
  return made;
}

describe('what the registry says of the account', () => {
  test('all of it, to those who may hear it', async () => {
    const check = await adapter().check('de.icr.io/shop/api', { secret: 'icr' });
    expect(check.icr).toEqual({
      plan: 'Free',
      privateOnly: false,
      storage: { used: 536_870_912, limit: 536_870_912 },
      traffic: { used: 100, limit: 5_368_709_120 },
      retention: { imagesPerRepo: 2, retainUntagged: false },
      vulnerabilities: { status: 'FAIL', count: 7 },
      namespace: 'seen',
      untagged: expect.arrayContaining([
        { image: expect.stringMatching(/^de\.icr\.io\/shop\/api@sha256:/), bytes: 0 },
      ]),
      missing: [],
    });
  });

  test('images without a tag are those of the image’s own namespace: who runs those of another is not looked at', async () => {
    const check = await adapter().check('de.icr.io/shop/api', { secret: 'icr' });
    const repositories = check.icr?.untagged?.map(({ image }) => image.split('@')[0]);
    expect(repositories).toContain('de.icr.io/shop/api');
    expect(repositories).not.toContain('de.icr.io/tills/kiosk');
  });

  test('what an image for several platforms consists of has no tag of its own, and is told apart', async () => {
    const check = await adapter().check('de.icr.io/shop/api', { secret: 'icr' });
    const parts = check.icr?.untagged?.filter(({ image }) => image.startsWith('de.icr.io/shop/many@'));
    expect(parts).toHaveLength(2);
    expect(parts?.every(({ mayBePart }) => mayBePart)).toBe(true);
    expect(check.icr?.untagged?.find(({ image }) => image.includes('shop/api@'))?.mayBePart).toBeUndefined();
  });

  test('deleted images of this repository that can be restored', async () => {
    const check = await adapter().check('de.icr.io/shop/gone:1.0', { secret: 'icr' });
    expect(check.icr?.trash).toEqual([{ digest: goneDigest, tags: ['1.0'], daysUntilExpiry: 12 }]);
  });

  test('a part that the identity may not read is named with the role that reads it', async () => {
    const check = await adapter('reader').check('de.icr.io/shop/api', { secret: 'icr' });
    expect(check.outcome).toBe('accessible');
    expect(check.icr?.storage).toBeDefined();
    expect(check.icr?.missing).toEqual([
      { what: 'plan', why: expect.any(String), cure: expect.stringContaining('Manager') },
      { what: 'private-only access', why: expect.any(String), cure: expect.stringContaining('Manager') },
    ]);
  });

  test('an identity that may hear nothing changes nothing of the ladder', async () => {
    const check = await adapter('stranger').check('de.icr.io/shop/api', { secret: 'icr' });
    expect(check.outcome).toBe('accessible');
    expect(check.icr?.missing).toHaveLength(6);
  });

  test('a question that fails while the others are still waited for ends nothing', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const others = new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
    const transport = {
      async send(_target: unknown, { path }: { path: string }) {
        if (path === '/api/v1/namespaces') throw new Error('the connection was reset');
        await others;
        return { status: 404, headers: {}, body: Buffer.alloc(0), truncated: false };
      },
    } as unknown as Transport;
    const facts = await icrFacts(
      { registry: 'de.icr.io', repository: 'shop/api', tag: '1' } as ImageReference,
      {
        identity: { bearer: new Secret('manager'), accountId: 'account-1' },
        target: {} as Target,
        transport,
        signal: new AbortController().signal,
      },
      { hosts: ['de.icr.io'], targetOf: () => ({}) as Target },
    );
    process.off('unhandledRejection', unhandled);
    expect(facts).toEqual({ missing: [] });
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('a namespace that the account does not show: what was seen is said, and nothing is concluded', async () => {
    const check = await adapter().check('de.icr.io/lab/tool', { secret: 'icr' });
    expect(check.icr).toEqual({
      namespace: 'unseen',
      missing: [
        {
          what: expect.any(String),
          why: 'the account account-1 of ce-image shows no namespace lab at de.icr.io',
        },
      ],
    });
  });

  test('a namespace that the account has in another region of the registry is named with its host', async () => {
    const accounts = [{ id: 'account-1', namespaces: ['lab'] }];
    const us = await startRegistryStandIn({
      hosts: { 'us.icr.io': { auth: 'none', repositories: {}, accounts } },
    });
    const endpoints = new Map([
      ['de.icr.io', standIn.url],
      ['us.icr.io', us.url],
    ]);
    const check = await adapter('manager', { endpoints }).check('de.icr.io/lab/tool', { secret: 'icr' });
    await us.close();
    expect(check.icr?.namespaceAt).toEqual(['us.icr.io']);
    expect(check.icr?.missing[0]?.why).toContain('it has one of that name at us.icr.io');
  });

  test.each([
    ['knows none', async () => undefined, undefined],
    [
      'fails',
      async () => {
        throw new SourceError('unauthorized', 'IAM refuses the API key', 'Make a new one.');
      },
      [{ what: expect.any(String), why: 'IAM refuses the API key', cure: 'Make a new one.' }],
    ],
    [
      'breaks',
      async () => {
        throw new TypeError('x is undefined');
      },
      [{ what: expect.any(String), why: expect.not.stringContaining('undefined') }],
    ],
  ])('a provider of identities that %s', async (_, iam, missing) => {
    const check = await adapter('', { iam }).check('de.icr.io/shop/api', { secret: 'icr' });
    expect(check.outcome).toBe('accessible');
    expect(check.icr?.missing).toEqual(missing);
  });

  test('a full storage is found when an upload can still be opened', async () => {
    const check = await adapter().check('de.icr.io/shop/api', { secret: 'icr', purpose: 'push' });
    expect(failure(check)).toBeUndefined();
    expect(check.findings.map(({ cause }) => cause)).toEqual(['registry-quota-storage']);
  });
});

describe('digest drift', () => {
  test('the tag has moved on, and the pinned image is still there', async () => {
    const check = await adapter().check('de.icr.io/shop/api', {
      secret: 'icr',
      pinnedDigest: imageDigest(running),
    });
    expect(check.drift).toEqual({
      pinnedDigest: imageDigest(running),
      tagDigest: imageDigest(newest),
      pinnedExists: true,
    });
    expect(check.findings.map(({ cause }) => cause)).toEqual(['tag-moved']);
  });

  test('the pinned image is gone', async () => {
    const check = await adapter().check('de.icr.io/shop/api', { secret: 'icr', pinnedDigest: goneDigest });
    expect(check.drift).toEqual({
      pinnedDigest: goneDigest,
      tagDigest: imageDigest(newest),
      pinnedExists: false,
    });
    expect(check.findings).toEqual([]);
  });

  test('the tag is gone, and the pinned image with it', async () => {
    const check = await adapter().check('de.icr.io/shop/gone:1.0', {
      secret: 'icr',
      pinnedDigest: goneDigest,
    });
    expect(failure(check)).toBe('manifest image-tag-not-found');
    expect(check.drift).toEqual({ pinnedDigest: goneDigest, pinnedExists: false });
  });

  test('nothing has moved', async () => {
    const check = await adapter().check('de.icr.io/shop/api', {
      secret: 'icr',
      pinnedDigest: imageDigest(newest),
    });
    expect(check.drift).toMatchObject({ tagDigest: imageDigest(newest), pinnedExists: true });
    expect(check.findings).toEqual([]);
  });

  test('a refusal leaves open where the tag points', async () => {
    const check = await adapter().check('de.icr.io/shop/api', { pinnedDigest: goneDigest });
    expect(failure(check)).toBe('auth auth-missing');
    expect(check.drift).toBeUndefined();
  });
});
