import { rm } from 'node:fs/promises';
import { type Certificate, makeAuthority, makeCertificate } from '../support/certificates';
import { type DockerRegistry, describeWith, skopeo, startDockerRegistry } from '../support/docker-registry';
import { type Layout, writeLayout } from '../support/oci-layout';
import {
  type Adapter,
  type AdapterOptions,
  createAdapter,
  failure,
  proofOf,
  steps,
} from '../support/registry-adapter';
import { ISSUER, SERVICE, startTokenServer, type TokenServer } from '../support/token-server';

/** `mara` with the password `test-password`, made by `htpasswd -Bn`. */
const HTPASSWD = 'mara:$2y$05$.cXn2ZrDaqfypZUdrvl10es1gVcPyLEEDFtAPav.CNZHgwB5AAB3q\n';

describeWith(['docker-registry', 'skopeo'], 'against docker-registry, with images copied by skopeo', () => {
  let layout: Layout;
  let authority: Certificate;
  const registries: DockerRegistry[] = [];
  const adapters: Adapter[] = [];

  beforeAll(async () => {
    authority = await makeAuthority();
    layout = await writeLayout([
      { tag: 'amd', platforms: ['linux/amd64'], layers: 4 },
      { tag: 'arm', platforms: ['linux/arm64'] },
      { tag: 'index', platforms: ['linux/amd64', 'linux/arm64'] },
    ]);
  });

  afterEach(async () => {
    for (const adapter of adapters.splice(0)) adapter.close();
    await Promise.all(registries.splice(0).map((registry) => registry.close()));
  });

  afterAll(() => rm(layout.dir, { recursive: true }));

  async function start(...options: Parameters<typeof startDockerRegistry>): Promise<DockerRegistry> {
    const registry = await startDockerRegistry(...options);
    registries.push(registry);
    return registry;
  }

  function adapter(options: AdapterOptions = {}): Adapter {
    const made = createAdapter({ allowedHosts: ['127.0.0.1', 'localhost'], ...options });
    adapters.push(made);
    return made;
  }

  const copy = (tag: string, to: string, ...args: readonly string[]) =>
    skopeo('copy', '--all', '--dest-tls-verify=false', ...args, `oci:${layout.dir}:${tag}`, `docker://${to}`);

  describe('open', () => {
    test('an image for one platform can be pulled', async () => {
      const { host } = await start();
      await copy('amd', `${host}/shop/api:1`);
      const check = await adapter().check(`${host}/shop/api:1`, { purpose: 'both' });
      expect(steps(check)).toEqual({
        dns: 'not-needed',
        tcp: 'passed',
        tls: 'not-needed',
        api: 'passed',
        auth: 'not-needed',
        manifest: 'passed',
        platform: 'passed',
        config: 'passed',
        blobs: 'passed',
        push: 'passed',
      });
      expect(check.facts).toMatchObject({
        digest: layout.digests.amd,
        platforms: ['linux/amd64'],
        layers: 4,
        entrypoint: ['/app'],
        exposedPorts: ['8080/tcp'],
        user: '1001',
      });
    });

    test.each([
      ['an index', 'index', []],
      ['Docker’s format', 'amd', ['--format', 'v2s2']],
    ])('%s can be pulled', async (_, tag, args) => {
      const { host } = await start();
      await copy(tag, `${host}/shop/api:1`, ...args);
      expect((await adapter().check(`${host}/shop/api:1`)).outcome).toBe('accessible');
    });

    test('an image by its digest', async () => {
      const { host } = await start();
      await copy('index', `${host}/shop/api:1`);
      const check = await adapter().check(`${host}/shop/api@${layout.digests.index}`);
      expect(check).toMatchObject({ outcome: 'accessible', facts: { digest: layout.digests.index } });
    });

    test.each([
      ['another platform alone', 'arm', [], 'platform exec-format-error'],
      ['schema 1', 'amd', ['--format', 'v2s1'], 'platform manifest-schema-unsupported'],
    ])('%s cannot run', async (_, tag, args, expected) => {
      const { host } = await start();
      await copy(tag, `${host}/shop/api:1`, ...args);
      expect(failure(await adapter().check(`${host}/shop/api:1`))).toBe(expected);
    });

    test('a layer that was deleted', async () => {
      const { host, url } = await start();
      await copy('amd', `${host}/shop/api:1`);
      const [layer] = layout.layers.amd ?? [];
      await fetch(`${url}/v2/shop/api/blobs/${layer}`, { method: 'DELETE' });
      const check = await adapter().check(`${host}/shop/api:1`);
      expect(failure(check)).toBe('blobs image-digest-not-found');
      expect(proofOf(check, 'blobs')).toMatch(/^1 of 4 layers/);
    });

    test('a manifest that was deleted, behind its tag and as a pinned digest', async () => {
      const { host, url } = await start();
      await copy('amd', `${host}/shop/api:1`);
      await copy('arm', `${host}/shop/api:other`);
      await fetch(`${url}/v2/shop/api/manifests/${layout.digests.amd}`, { method: 'DELETE' });
      const check = await adapter().check(`${host}/shop/api:1`, { pinnedDigest: layout.digests.amd ?? '' });
      expect(failure(check)).toBe('manifest image-tag-not-found');
      expect(check.notes.join()).toContain('other');
      expect(check.drift).toEqual({ pinnedDigest: layout.digests.amd, pinnedExists: false });
    });

    test('the manifest of the platform was deleted from an index', async () => {
      const { host, url } = await start();
      await copy('index', `${host}/shop/api:1`);
      const [amd] = layout.manifests.index ?? [];
      await fetch(`${url}/v2/shop/api/manifests/${amd}`, { method: 'DELETE' });
      expect(failure(await adapter().check(`${host}/shop/api:1`))).toBe('platform image-digest-not-found');
    });

    test('a repository that never was', async () => {
      const { host } = await start();
      expect(failure(await adapter().check(`${host}/shop/none:1`))).toBe('manifest repository-not-found');
    });

    test('a tag that moved', async () => {
      const { host } = await start();
      await copy('amd', `${host}/shop/api:1`);
      await copy('index', `${host}/shop/api:1`);
      const check = await adapter().check(`${host}/shop/api:1`, { pinnedDigest: layout.digests.amd ?? '' });
      expect(check.drift).toEqual({
        pinnedDigest: layout.digests.amd,
        tagDigest: layout.digests.index,
        pinnedExists: true,
      });
    });
  });

  describe('with Basic logins', () => {
    const auth = { htpasswd: { realm: 'test', path: '{dir}/htpasswd' } };

    test('the right one may do all, a wrong one and none may do nothing', async () => {
      const { host } = await start({ auth, files: { htpasswd: HTPASSWD } });
      await copy('amd', `${host}/shop/api:1`, '--dest-creds', 'mara:test-password');
      const login = (password: string) => [{ server: host, username: 'mara', password }];
      const made = adapter({ secrets: { right: login('test-password'), wrong: login('another-password') } });
      const right = await made.check(`${host}/shop/api:1`, { secret: 'right', purpose: 'both' });
      expect(right.outcome).toBe('accessible');
      expect(proofOf(right, 'auth')).toBe('Basic login for mara accepted');
      const wrong = await made.check(`${host}/shop/api:1`, { secret: 'wrong' });
      expect(failure(wrong)).toBe('auth auth-invalid');
      expect(failure(await made.check(`${host}/shop/api:1`))).toBe('auth auth-missing');
    });
  });

  describe('with tokens', () => {
    let tokens: TokenServer;
    let host: string;
    let made: Adapter;

    beforeEach(async () => {
      const signer = await makeCertificate(undefined);
      tokens = await startTokenServer(signer, {
        'writer:test-password': ['pull', 'push'],
        'reader:test-password': ['pull'],
        'stranger:test-password': [],
        '': [],
      });
      const token = {
        realm: tokens.realm,
        service: SERVICE,
        issuer: ISSUER,
        rootcertbundle: '{dir}/signer.crt',
      };
      ({ host } = await start({ auth: { token }, files: { 'signer.crt': signer.cert } }));
      await copy('index', `${host}/shop/api:1`, '--dest-creds', 'writer:test-password');
      const login = (username: string, password = 'test-password') => [{ server: host, username, password }];
      made = adapter({
        secrets: {
          writer: login('writer'),
          reader: login('reader'),
          stranger: login('stranger'),
          wrong: login('writer', 'another-password'),
        },
      });
    });

    afterEach(() => tokens.close());

    test('a writer may pull and push', async () => {
      const check = await made.check(`${host}/shop/api:1`, { secret: 'writer', purpose: 'both' });
      expect(check.outcome).toBe('accessible');
      expect(proofOf(check, 'auth')).toMatch(/issued a token for writer/);
    });

    test('a reader may pull and not push', async () => {
      const check = await made.check(`${host}/shop/api:1`, { secret: 'reader', purpose: 'both' });
      expect(failure(check)).toBe('push permission-denied-push');
      expect(steps(check).blobs).toBe('passed');
    });

    test.each([
      ['stranger', 'manifest access-denied-or-not-found'],
      ['wrong', 'auth auth-invalid'],
    ])('%s may not pull', async (secret, expected) => {
      expect(failure(await made.check(`${host}/shop/api:1`, { secret }))).toBe(expected);
    });

    test('nobody in particular may not pull', async () => {
      expect(failure(await made.check(`${host}/shop/api:1`))).toBe('manifest access-denied-or-not-found');
    });

    test('a token serves many images of one repository', async () => {
      const before = tokens.requests.length;
      await made.check(`${host}/shop/api:1`, { secret: 'reader' });
      await made.check(`${host}/shop/api@${layout.digests.index}`, { secret: 'reader' });
      expect(tokens.requests.length - before).toBe(1);
    });
  });

  describe('behind TLS', () => {
    test('of a private authority, when the authority is given', async () => {
      const { host } = await start({ tls: await makeCertificate(authority) });
      await copy('amd', `${host}/shop/api:1`);
      const check = await adapter({ ca: authority.cert }).check(`${host}/shop/api:1`);
      expect(check.outcome).toBe('accessible');
      expect(steps(check).tls).toBe('passed');
    });

    test('of a private authority, when it is not', async () => {
      const { host } = await start({ tls: await makeCertificate(authority) });
      expect(failure(await adapter().check(`${host}/shop/api:1`))).toBe('tls tls-unknown-authority');
    });

    test('with an expired certificate', async () => {
      const until = new Date(Date.now() - 86_400_000);
      const tls = await makeCertificate(authority, { from: new Date(until.getTime() - 86_400_000), until });
      const { host } = await start({ tls });
      const check = await adapter({ ca: authority.cert }).check(`${host}/shop/api:1`);
      expect(failure(check)).toBe('tls tls-cert-expired');
    });
  });
});
