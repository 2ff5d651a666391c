import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { Address } from '../../src/net/transport';
import { type HttpStub, type StubReply, startHttpStub } from '../support/http-stub';
import {
  type Adapter,
  type AdapterOptions,
  createAdapter,
  failure,
  proofOf,
} from '../support/registry-adapter';

/** The attacked: a service of the inner network that must never hear from us. */
let inner: HttpStub;
/** The attacker: a registry that may be asked. */
let evil: HttpStub;
/** A third party. */
let elsewhere: HttpStub;
const adapters: Adapter[] = [];

const PASSWORD = 'canary-password-of-the-shop';
const config = JSON.stringify({ os: 'linux', architecture: 'amd64', config: {} });
const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const layer = 'a layer';
const manifest: StubReply = {
  json: {
    schemaVersion: 2,
    config: { digest: digestOf(config), size: config.length },
    layers: [{ digest: digestOf(layer), size: layer.length }],
  },
};
const blob = (text: string) => `/v2/shop/api/blobs/${digestOf(text)}`;

beforeEach(async () => {
  [inner, evil, elsewhere] = await Promise.all([startHttpStub(), startHttpStub(), startHttpStub()]);
  evil.on('GET /v2/shop/api/manifests/1', manifest);
  evil.on(`GET ${blob(config)}`, { text: config });
  evil.on(`HEAD ${blob(layer)}`, { headers: { 'content-length': String(layer.length) } });
});

afterEach(async () => {
  for (const adapter of adapters.splice(0)) adapter.close();
  await Promise.all([inner.close(), evil.close(), elsewhere.close()]);
});

function adapter(options: AdapterOptions = {}): Adapter {
  const made = createAdapter({
    endpoints: new Map([['evil.example', evil.url]]),
    secrets: { pull: [{ server: 'evil.example', username: 'mara', password: PASSWORD }] },
    requestTimeoutMs: 1_000,
    ...options,
  });
  adapters.push(made);
  return made;
}

const portOf = (stub: HttpStub) => new URL(stub.url).port;
const at =
  (...addresses: string[]) =>
  async (): Promise<readonly Address[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('hosts that nobody named', () => {
  test('are refused with a word on how to allow them, and nothing is resolved or asked', async () => {
    const resolve = jest.fn();
    const check = await adapter({ resolve }).check('stranger.example/shop/api:1', {
      knownHosts: ['us.icr.io'],
    });
    expect(check).toMatchObject({ outcome: 'not-checked', findings: [] });
    expect(check.notes).toEqual([expect.stringContaining('add stranger.example to REGISTRY_ALLOWED_HOSTS')]);
    expect(resolve).not.toHaveBeenCalled();
  });

  test.each([
    ['another host of the same end', 'evil.us.icr.io.example/shop/api'],
    ['another port', 'registry.example:5001/shop/api'],
    ['a name below', 'sub.registry.example/shop/api'],
  ])('%s is not the known one', async (_, reference) => {
    const check = await adapter({ resolve: jest.fn() }).check(reference, {
      knownHosts: ['us.icr.io', 'registry.example:5000', 'registry.example'],
    });
    expect(check.outcome).toBe('not-checked');
  });

  test('an allowed port allows no other', async () => {
    const check = await adapter({ allowedHosts: ['127.0.0.1:1'] }).check(`127.0.0.1:${portOf(inner)}/a/b`);
    expect(check.outcome).toBe('not-checked');
    expect(inner.requests).toEqual([]);
  });
});

describe('addresses that are not public, behind a host that a secret names', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '169.254.169.254',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00:ec2::254',
    'fe80::1',
  ])('%s is not connected to, and nobody is told how to allow it', async (address) => {
    const host = `named.example:${portOf(inner)}`;
    const check = await adapter({ resolve: at(address) }).check(`${host}/shop/api:1`, { knownHosts: [host] });
    expect(check.outcome).toBe('not-checked');
    expect(check.notes[0]).toMatch(/^named\.example:\d+ leads to .*, which ce-image never asks/);
    expect(JSON.stringify(check)).not.toContain('REGISTRY_ALLOWED_HOSTS');
    expect(JSON.stringify(check)).not.toContain(`"${address}`);
    expect(inner.requests).toEqual([]);
  });

  test.each(['10.0.0.7', '172.16.3.4', '192.168.1.1', '100.64.0.1', 'fd12:3456::1'])(
    '%s, where a company may have its registry, is not connected to unless the operator allows it',
    async (address) => {
      const host = `named.example:${portOf(inner)}`;
      const check = await adapter({ resolve: at(address) }).check(`${host}/shop/api:1`, {
        knownHosts: [host],
      });
      expect(check.outcome).toBe('not-checked');
      expect(check.notes[0]).toMatch(/^named\.example:\d+ leads to .*unless REGISTRY_ALLOWED_HOSTS names/);
      expect(inner.requests).toEqual([]);
    },
  );

  test.each([
    ['169.254.169.254/latest', 'a link-local or metadata address'],
    ['127.0.0.1:5000/shop/api', 'a loopback address'],
    ['localhost:5000/shop/api', 'a loopback address'],
    ['[::1]:5000/shop/api', 'a loopback address'],
  ])('%s is said to be %s, not a host to be allowed', async (reference, kind) => {
    const check = await adapter({ resolve: jest.fn() }).check(reference);
    expect(check.outcome).toBe('not-checked');
    expect(check.notes).toEqual([expect.stringContaining(` is ${kind}, which ce-image never asks`)]);
  });

  test('a stranger in a private network may be allowed', async () => {
    const check = await adapter({ resolve: jest.fn() }).check('10.0.0.5/shop/api');
    expect(check.notes).toEqual([expect.stringContaining('unless REGISTRY_ALLOWED_HOSTS names 10.0.0.5')]);
  });

  test('one bad address among good ones is enough', async () => {
    const host = `named.example:${portOf(inner)}`;
    const check = await adapter({ resolve: at('93.184.215.14', '127.0.0.1') }).check(`${host}/shop/api:1`, {
      knownHosts: [host],
    });
    expect(check.outcome).toBe('not-checked');
    expect(inner.requests).toEqual([]);
  });

  test.each([
    (port: string) => `127.0.0.1:${port}`,
    (port: string) => `[::1]:${port}`,
    (port: string) => `[::ffff:127.0.0.1]:${port}`,
    (port: string) => `[::ffff:7f00:1]:${port}`,
    (port: string) => `2130706433:${port}`,
    (port: string) => `0x7f000001:${port}`,
    (port: string) => `0177.0.0.1:${port}`,
    (port: string) => `127.1:${port}`,
    (port: string) => `localhost:${port}`,
    () => '169.254.169.254',
  ])('spelt as an address: case %#', async (spell) => {
    const host = spell(portOf(inner));
    const check = await adapter().check(`${host}/shop/api:1`, { knownHosts: [host] });
    expect(check.outcome).toBe('not-checked');
    expect(inner.requests).toEqual([]);
  });

  test('the operator may allow them', async () => {
    const check = await adapter({ allowedHosts: [`127.0.0.1:${portOf(evil)}`] }).check(
      `127.0.0.1:${portOf(evil)}/shop/api:1`,
    );
    expect(check.outcome).toBe('accessible');
  });
});

describe('DNS rebinding', () => {
  test('the address that was checked is the one that is connected to', async () => {
    const only = await listenOn('127.0.0.2');
    const host = `localhost:${only.port}`;
    const resolve = jest.fn(at('127.0.0.2'));
    // The system would resolve localhost to 127.0.0.1, where nothing listens on this port.
    await adapter({ resolve, allowedHosts: [host] }).check(`${host}/shop/api:1`);
    expect(only.connections()).toBeGreaterThan(0);
    // One name look-up for each connection that was opened.
    expect(resolve).toHaveBeenCalledTimes(only.connections());
    await only.close();
  });

  test('every new connection is checked again', async () => {
    const answers = [at('127.0.0.1'), at('169.254.169.254')];
    const resolve = jest.fn(async () => (answers.shift() ?? at('10.0.0.1'))());
    const made = adapter({ resolve, endpoints: new Map() });
    const host = `named.example:${portOf(inner)}`;
    for (const _ of [1, 2, 3]) {
      const check = await made.check(`${host}/shop/api:1`, { knownHosts: [host] });
      expect(check.outcome).toBe('not-checked');
    }
    expect(resolve).toHaveBeenCalledTimes(3);
    expect(inner.requests).toEqual([]);
  });
});

describe('redirects', () => {
  test.each([
    ['to an address of this machine', () => `https://127.0.0.1:${portOf(inner)}`],
    ['to a name that leads into the inner network', () => `https://metadata.example:${portOf(inner)}`],
  ])('%s are not followed', async (_, base) => {
    evil.on(`GET ${blob(config)}`, { status: 307, headers: { location: `${base()}/steal` } });
    const check = await adapter({ resolve: at('169.254.169.254') }).check('evil.example/shop/api:1');
    expect(check.outcome).toBe('not-checked');
    expect(check.notes[0]).toMatch(/(?:is|leads to) a .{5,40} address, which ce-image never asks/);
    expect(inner.requests).toEqual([]);
  });

  test.each(['stranger.example', 'store.example', 'registry.example'])(
    'without encryption to %s are not followed, and its name is not even asked for',
    async (host) => {
      const resolve = jest.fn(at('127.0.0.1'));
      const location = `http://${host}:${portOf(inner)}/blob`;
      const relatedHosts = new Map([['registry.example', ['store.example']]]);
      evil.on(`GET ${blob(config)}`, { status: 307, headers: { location } });
      const endpoints = new Map([['registry.example', evil.url]]);
      const check = await adapter({ endpoints, relatedHosts, resolve }).check('registry.example/shop/api:1');
      expect(check.outcome).toBe('not-checked');
      expect(check.notes[0]).toMatch(/redirects to \S+ without encryption/);
      expect(resolve).not.toHaveBeenCalled();
      expect(inner.requests).toEqual([]);
    },
  );

  test.each(['file:///etc/passwd', 'gopher://127.0.0.1/', 'http://'])(
    '%s is no web address',
    async (location) => {
      evil.on(`GET ${blob(config)}`, { status: 302, headers: { location } });
      const check = await adapter().check('evil.example/shop/api:1');
      expect(check.outcome).toBe('not-checked');
      expect(check.notes[0]).toMatch(/no web address/);
    },
  );

  test('to a store of layers are followed, without the login', async () => {
    wantBasic();
    const stored = (text: string) => `http://store.example/${digestOf(text)}`;
    evil.on(`GET ${blob(config)}`, { status: 307, headers: { location: stored(config) } });
    for (const method of ['HEAD', 'GET']) {
      evil.on(`${method} ${blob(layer)}`, { status: 307, headers: { location: stored(layer) } });
    }
    elsewhere.on(`GET /${digestOf(config)}`, { text: config });
    // Signed for GET alone, as object stores do it.
    elsewhere.on(`HEAD /${digestOf(layer)}`, { status: 403 });
    elsewhere.on(`GET /${digestOf(layer)}`, (request) =>
      request.headers.range === 'bytes=0-0' ? { status: 206, text: 'a' } : { status: 400 },
    );
    const endpoints = new Map([
      ['evil.example', evil.url],
      ['store.example', elsewhere.url],
    ]);
    const relatedHosts = new Map([['evil.example', ['store.example']]]);
    const made = adapter({ endpoints, relatedHosts });
    const check = await made.check('evil.example/shop/api:1', { secret: 'pull' });
    expect(check.outcome).toBe('accessible');
    expect(elsewhere.requests).toHaveLength(3);
    expect(elsewhere.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
    expect(evil.requests.at(-1)?.headers.authorization).toMatch(/^Basic /);
  });

  test.each(['http', 'https'])(
    'trust 12: to a host that the operator allows for itself (%s) are not asked at its inner address',
    async (scheme) => {
      evil.on(`GET ${blob(config)}`, {
        status: 307,
        headers: { location: `${scheme}://wiki.example:${portOf(inner)}/steal` },
      });
      const endpoints = new Map([
        ['evil.example', evil.url],
        [`wiki.example:${portOf(inner)}`, inner.url],
      ]);
      const made = adapter({ endpoints, allowedHosts: ['wiki.example'], resolve: at('127.0.0.1') });
      const check = await made.check('evil.example/shop/api:1');
      expect(check.outcome).toBe('not-checked');
      expect(inner.requests).toEqual([]);
    },
  );

  test('that never end are given up', async () => {
    evil.on(`GET ${blob(config)}`, { status: 302, headers: { location: blob(config) } });
    const check = await adapter().check('evil.example/shop/api:1');
    expect(check.outcome).toBe('not-checked');
    expect(check.notes[0]).toMatch(/redirects more than 5 times/);
    expect(evil.requestsFor(`GET ${blob(config)}`)).toHaveLength(6);
  });

  test('an upload is not redirected', async () => {
    const location = `${inner.url}/steal`;
    evil.on('POST /v2/shop/api/blobs/uploads/', { status: 307, headers: { location } });
    await adapter({ allowedHosts: ['127.0.0.1'] }).check('evil.example/shop/api:1', { purpose: 'push' });
    expect(inner.requests).toEqual([]);
  });

  test('the cancelling of an upload is not sent elsewhere', async () => {
    const location = `${inner.url}/v2/shop/api/blobs/uploads/1`;
    evil.on('POST /v2/shop/api/blobs/uploads/', { status: 202, headers: { location } });
    await adapter({ allowedHosts: ['127.0.0.1'] }).check('evil.example/shop/api:1', { purpose: 'push' });
    expect(inner.requests).toEqual([]);
  });
});

describe('token realms', () => {
  const wantToken = (realm: string) =>
    evil.on('GET /v2/shop/api/manifests/1', {
      status: 401,
      headers: { 'www-authenticate': `Bearer realm="${realm}",service="registry"` },
    });

  test.each([
    ['of a stranger', 'https://stranger.example/token', /not known to belong to it/],
    ['of another registry', 'https://auth.docker.io/token', /not known to belong to it/],
    [
      'of IBM, for a registry that is not IBM’s',
      'https://us.icr.io/oauth/token',
      /not known to belong to it/,
    ],
    ['with a host that only looks like its own', 'https://evil.example.attacker.example/t', /not known/],
    ['with a user name in front', 'https://evil.example@stranger.example/t', /not known/],
    ['without encryption', 'http://auth.evil.example/token', /without encryption/],
    ['that is no web address', 'file:///etc/passwd', /without encryption/],
    ['that is nothing', '', /names no address/],
  ])('%s get no login', async (_, realm, why) => {
    wantToken(realm);
    const resolve = jest.fn(at('127.0.0.1'));
    const check = await adapter({ resolve }).check('evil.example/shop/api:1', { secret: 'pull' });
    expect(check.outcome).toBe('not-checked');
    expect(check.notes[0]).toMatch(why);
    expect(resolve).not.toHaveBeenCalled();
  });

  test.each(['http', 'https'])(
    'trust 12: on a host that the operator allows for itself (%s) get no login and no request',
    async (scheme) => {
      wantToken(`${scheme}://wiki.example/token`);
      const endpoints = new Map([
        ['evil.example', evil.url],
        ['wiki.example', inner.url],
      ]);
      const made = adapter({ endpoints, allowedHosts: ['wiki.example'] });
      for (const secret of [{ secret: 'pull' }, {}]) {
        const check = await made.check('evil.example/shop/api:1', secret);
        expect(check.outcome).toBe('not-checked');
        expect(check.notes[0]).toMatch(/add evil\.example=wiki\.example to REGISTRY_RELATED_HOSTS/);
      }
      expect(inner.requests).toEqual([]);
    },
  );

  test('on another port of the same host are its own, and still not at an inner address', async () => {
    wantToken(`https://evil.example:${portOf(inner)}/token`);
    const check = await adapter({ resolve: at('127.0.0.1') }).check('evil.example/shop/api:1', {
      secret: 'pull',
    });
    expect(check.notes[0]).toMatch(/leads to a loopback address/);
    expect(inner.requests).toEqual([]);
  });

  test('that redirect elsewhere do not take the login along', async () => {
    wantToken('http://evil.example/token');
    evil.on('GET /token', { status: 302, headers: { location: 'http://store.example/token' } });
    elsewhere.on('GET /token', { json: { token: 'issued' } });
    const endpoints = new Map([
      ['evil.example', evil.url],
      ['store.example', elsewhere.url],
    ]);
    await adapter({ endpoints }).check('evil.example/shop/api:1', { secret: 'pull' });
    expect(evil.requestsFor('GET /token')[0]?.headers.authorization).toMatch(/^Basic /);
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});

describe('answers without bounds', () => {
  test('a manifest that does not end is cut', async () => {
    const piece = Buffer.alloc(64 * 1024, '{');
    let sent = 0;
    function* endless() {
      for (; sent < 4096; sent += 1) yield piece;
    }
    evil.on('GET /v2/shop/api/manifests/1', { chunks: endless() });
    const check = await adapter().check('evil.example/shop/api:1');
    expect(failure(check)).toBe('manifest unknown');
    expect(proofOf(check, 'manifest')).toMatch(/larger than 4 MiB/);
    expect(sent).toBeLessThan(1024);
  });

  test('a body that stalls ends the exchange', async () => {
    evil.on('GET /v2/shop/api/manifests/1', 'hang-in-body');
    const check = await adapter({ requestTimeoutMs: 150 }).check('evil.example/shop/api:1');
    expect(failure(check)).toBe('api registry-unreachable-timeout');
  });

  test('a manifest of countless layers is asked for in bounds', async () => {
    const layers = Array.from({ length: 5_000 }, (_, index) => ({
      digest: digestOf(String(index)),
      size: 1,
    }));
    const many = { schemaVersion: 2, config: { digest: digestOf(config), size: config.length }, layers };
    evil.on('GET /v2/shop/api/manifests/1', { json: many });
    const check = await adapter().check('evil.example/shop/api:1');
    expect(failure(check)).toBe('blobs image-digest-not-found');
    expect(evil.requests.filter(({ method }) => method === 'HEAD')).toHaveLength(200);
  });

  test('a long-winded error is cut in the proof', async () => {
    const message = 'no '.repeat(20_000);
    evil.on('GET /v2/shop/api/manifests/1', { status: 403, json: { errors: [{ code: 'DENIED', message }] } });
    const check = await adapter().check('evil.example/shop/api:1', { secret: 'pull' });
    expect(proofOf(check, 'manifest').length).toBeLessThanOrEqual(300);
  });
});

describe('what is sent does not come back', () => {
  test('a registry that repeats the login in its error shows none of it', async () => {
    evil.on(
      'GET /v2/shop/api/manifests/1',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
      (request) => ({
        status: 403,
        json: {
          errors: [{ code: 'DENIED', message: `no: ${PASSWORD} ${request.headers.authorization ?? ''}` }],
        },
      }),
    );
    const check = await adapter().check('evil.example/shop/api:1', { secret: 'pull' });
    const shown = JSON.stringify(check);
    expect(proofOf(check, 'manifest')).toContain('[secret]');
    expect(shown).not.toContain(PASSWORD);
    expect(shown).not.toContain(Buffer.from(`mara:${PASSWORD}`).toString('base64'));
  });

  test('no login is sent before the registry asks for it', async () => {
    await adapter().check('evil.example/shop/api:1', { secret: 'pull' });
    expect(evil.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
  });
});

function wantBasic(): void {
  evil.on('GET /v2/shop/api/manifests/1', (request) =>
    request.headers.authorization
      ? manifest
      : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
  );
}

/** Listens on one address, accepts connections and closes them. */
async function listenOn(host: string) {
  let count = 0;
  const server: Server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
