import { createHash } from 'node:crypto';
import { request } from 'node:http';
import {
  type ImageDescription,
  imageDigest,
  type RegistryStandIn,
  registryWorldOf,
  startRegistryStandIn,
} from '../../../playground/src/registry';
import { createWorld } from '../../../playground/src/scenarios';

const api: ImageDescription = { platforms: ['linux/amd64', 'linux/arm64'], layers: 2, entrypoint: ['/app'] };
const large: ImageDescription = { bytes: 84_000_001, layers: 3 };

let standIn: RegistryStandIn;
const logins = [{ username: 'iamapikey', password: 'key', pull: ['shop'] }];

beforeAll(async () => {
  standIn = await startRegistryStandIn({
    hosts: {
      'us.icr.io': {
        auth: 'token',
        logins,
        repositories: { 'shop/api': { tags: { '1': api } } },
      },
      'docker.io': { auth: 'none', repositories: { 'library/node': { tags: { '22': large } } } },
      'slow.example': { auth: 'none', repositories: {}, faults: [{ answer: 'reset' }] },
    },
  });
});
afterAll(() => standIn.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function ask(
  host: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(standIn.url + path, { method, headers: { host, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('a stand-in registry', () => {
  test('sends callers to its token service and takes the tokens that it issued', async () => {
    const refused = await ask('us.icr.io', '/v2/shop/api/manifests/1');
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe(
      'Bearer realm="http://us.icr.io/oauth/token",service="registry",scope="repository:shop/api:pull"',
    );
    const login = `Basic ${Buffer.from('iamapikey:key').toString('base64')}`;
    const issued = await ask('us.icr.io', '/oauth/token?scope=repository:shop/api:pull', {
      authorization: login,
    });
    const { token } = JSON.parse(issued.text) as { token: string };
    const authorization = `Bearer ${token}`;
    expect((await ask('us.icr.io', '/v2/shop/api/manifests/1', { authorization })).status).toBe(200);
    expect((await ask('us.icr.io', '/v2/shop/other/manifests/1', { authorization })).status).toBe(403);
    // A token ends with its login.
    const revoked = logins.splice(0);
    expect((await ask('us.icr.io', '/v2/shop/api/manifests/1', { authorization })).status).toBe(401);
    logins.push(...revoked);
  });

  test('serves bytes that have the digests that they are asked by', async () => {
    const index = await ask('docker.io', '/v2/library/node/manifests/22');
    expect(digestOf(index.text)).toBe(imageDigest(large));
    expect(index.headers['docker-content-digest']).toBe(imageDigest(large));
    const { config } = JSON.parse(index.text) as { config: { digest: string } };
    const found = await ask('docker.io', `/v2/library/node/blobs/${config.digest}`);
    expect(digestOf(found.text)).toBe(config.digest);
  });

  test('names large layers without keeping them', async () => {
    const { text } = await ask('registry-1.docker.io', '/v2/library/node/manifests/22');
    const { layers } = JSON.parse(text) as { layers: { digest: string; size: number }[] };
    expect(layers.reduce((sum, { size }) => sum + size, 0)).toBe(84_000_001);
    const path = `/v2/library/node/blobs/${layers[0]?.digest}`;
    const head = await ask('docker.io', path, {}, 'HEAD');
    expect(head.headers['content-length']).toBe(String(layers[0]?.size));
    expect((await ask('docker.io', path)).status).toBe(501);
  });

  test('keeps uploads until they are cancelled', async () => {
    const opened = await ask('docker.io', '/v2/library/node/blobs/uploads/', {}, 'POST');
    expect(opened.status).toBe(202);
    expect(standIn.openUploads.size).toBe(1);
    await ask('docker.io', String(opened.headers.location), {}, 'DELETE');
    expect(standIn.openUploads.size).toBe(0);
  });

  test('is in trouble where it is told to be', async () => {
    await expect(ask('slow.example', '/v2/')).rejects.toThrow('socket hang up');
  });

  test('knows no other host', async () => {
    expect((await ask('stranger.example', '/v2/')).status).toBe(404);
  });
});

describe('the registries of the simulated world', () => {
  const world = createWorld({ seed: 'test' });
  const served = registryWorldOf(world.registry, { accountId: world.accountId });

  test('hold every image under the digest that the world knows it by', () => {
    const images = world.registry.repositories.flatMap(({ host, path, images }) =>
      images.map(({ digest, tags }) => ({ host, path, digest, tags })),
    );
    expect(images.length).toBeGreaterThan(20);
    for (const { host, path, digest, tags } of images) {
      const repository = served.hosts[host]?.repositories[path];
      for (const tag of tags) expect(imageDigest(repository?.tags[tag] ?? {})).toBe(digest);
      if (tags.length === 0) expect(repository?.untagged?.map(imageDigest)).toContain(digest);
    }
  });

  test('follow the world as it changes', () => {
    world.registry.repositories.push({
      host: 'de.icr.io',
      path: 'shop/new',
      visibility: 'private',
      images: [],
      trash: [],
    });
    const now = registryWorldOf(world.registry, { accountId: world.accountId });
    expect(now.hosts['de.icr.io']?.repositories['shop/new']).toEqual({ tags: {}, untagged: [] });
    expect(served.hosts['de.icr.io']?.repositories['shop/new']).toBeUndefined();
  });
});
