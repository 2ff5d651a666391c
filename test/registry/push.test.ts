import {
  type RegistryStandIn,
  type RegistryWorld,
  type StandInFault,
  type StandInHost,
  startRegistryStandIn,
} from '../../playground/src/registry';
import { type Adapter, createAdapter, failure, steps } from '../support/registry-adapter';

const shop: StandInHost = {
  auth: 'token',
  logins: [
    { username: 'iamapikey', password: 'key-of-the-writer', pull: ['shop'], push: ['shop'] },
    { username: 'iamapikey', password: 'key-of-the-reader', pull: ['shop'] },
  ],
  repositories: { 'shop/api': { tags: { '1': {} } } },
};

const atUploads = (status: number, code: string, message: string): StandInHost => ({
  ...shop,
  faults: [{ at: 'uploads', answer: { status, code, message } }] satisfies StandInFault[],
});

const world: RegistryWorld = {
  hosts: {
    'us.icr.io': shop,
    'ghcr.io': shop,
    'open.example': { auth: 'none', repositories: {} },
    'public.example': { ...shop, anonymous: { pull: ['shop'] } },
    'basic.example': { ...shop, auth: 'basic' },
    'read-only.example': { ...shop, readOnly: true },
    'storage.icr.io': atUploads(
      403,
      'DENIED',
      'You have exceeded your storage quota. Delete one or more images.',
    ),
    'no-namespace.example': atUploads(404, 'NAME_UNKNOWN', 'namespace not known'),
    'proxy.example': atUploads(413, 'UNKNOWN', 'Request Entity Too Large'),
  },
};

let standIn: RegistryStandIn;
let adapter: Adapter;

beforeAll(async () => {
  standIn = await startRegistryStandIn(world);
  const login = (server: string, password: string) => [{ server, username: 'iamapikey', password }];
  adapter = createAdapter({
    endpoints: new Map(Object.keys(world.hosts).map((host) => [host, standIn.url])),
    secrets: Object.fromEntries(
      Object.keys(world.hosts).flatMap((host) => [
        [`${host} writer`, login(host, 'key-of-the-writer')],
        [`${host} reader`, login(host, 'key-of-the-reader')],
      ]),
    ),
  });
});

afterAll(async () => {
  adapter.close();
  await standIn.close();
});

afterEach(() => {
  // Whatever was tried: nothing is left behind.
  expect(standIn.openUploads.size).toBe(0);
});

describe('a build may push', () => {
  test.each(['us.icr.io', 'ghcr.io', 'basic.example', 'open.example'])('to %s', async (host) => {
    const check = await adapter.check(`${host}/shop/api:2`, { secret: `${host} writer`, purpose: 'push' });
    expect(check.outcome).toBe('accessible');
    expect(steps(check)).toMatchObject({
      api: 'passed',
      manifest: 'not-asked',
      platform: 'not-asked',
      config: 'not-asked',
      blobs: 'not-asked',
      push: 'passed',
    });
    expect(standIn.requests.some((request) => request.startsWith(`DELETE ${host}/`))).toBe(true);
  });

  test('both are proven when both are asked for', async () => {
    const check = await adapter.check('us.icr.io/shop/api:1', {
      secret: 'us.icr.io writer',
      purpose: 'both',
    });
    expect(steps(check)).toMatchObject({ manifest: 'passed', blobs: 'passed', push: 'passed' });
  });

  test('nothing is written when nobody asked', async () => {
    const before = standIn.requests.length;
    const check = await adapter.check('us.icr.io/shop/api:1', { secret: 'us.icr.io writer' });
    expect(steps(check).push).toBe('not-asked');
    expect(standIn.requests.slice(before).filter((request) => !/^(?:GET|HEAD) /.test(request))).toEqual([]);
  });

  test('an image that is not there yet ends the ladder, and the right to write is told beside it', async () => {
    const check = await adapter.check('us.icr.io/shop/new:1', {
      secret: 'us.icr.io writer',
      purpose: 'both',
    });
    expect(failure(check)).toBe('manifest repository-not-found');
    expect(steps(check).push).toBe('not-reached');
    expect(check.firstPush).toBe(true);
  });
});

describe('a build may not push, and why', () => {
  test.each([
    ['a login that may only read', 'us.icr.io', 'reader', 'push permission-denied-push'],
    ['the same elsewhere', 'ghcr.io', 'reader', 'push permission-denied-push'],
    ['the same with Basic', 'basic.example', 'reader', 'push permission-denied-push'],
    ['the storage is full', 'storage.icr.io', 'writer', 'push registry-quota-storage'],
    ['the registry is read-only', 'read-only.example', 'writer', 'push permission-denied-push'],
    ['the namespace is unknown', 'no-namespace.example', 'writer', 'push repository-not-found'],
    ['a proxy limits uploads', 'proxy.example', 'writer', 'push push-layer-too-large'],
  ])('%s: %s', async (_, host, who, expected) => {
    const check = await adapter.check(`${host}/shop/api:2`, { secret: `${host} ${who}`, purpose: 'push' });
    expect(failure(check)).toBe(expected);
    expect(check.outcome).toBe('failed');
  });

  test('without a login', async () => {
    const check = await adapter.check('us.icr.io/shop/api:2', { purpose: 'push' });
    expect(failure(check)).toBe('auth auth-missing');
  });

  test('without a login, though everybody may read', async () => {
    const check = await adapter.check('public.example/shop/api:1', { purpose: 'both' });
    expect(failure(check)).toBe('push permission-denied-push');
  });

  test('beside an image that is missing too, it is a finding of its own', async () => {
    const check = await adapter.check('us.icr.io/shop/new:1', {
      secret: 'us.icr.io reader',
      purpose: 'both',
    });
    expect(failure(check)).toBe('manifest repository-not-found');
    expect(check.firstPush).toBeUndefined();
    expect(check.findings).toEqual([
      { cause: 'permission-denied-push', detail: expect.stringContaining('Writing was tried as well') },
    ]);
  });
});
