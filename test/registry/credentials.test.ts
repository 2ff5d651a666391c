import { type RegistryStandIn, startRegistryStandIn } from '../../playground/src/registry';
import { SourceError } from '../../src/diagnosis/model/evidence';
import type { SecretSummary } from '../../src/diagnosis/model/platform';
import { parseReference } from '../../src/registry';
import { matchesServer } from '../../src/registry/credentials';
import {
  type Adapter,
  type AdapterOptions,
  createAdapter,
  failure,
  project,
} from '../support/registry-adapter';

function matches(server: string, reference: string): boolean {
  const parsed = parseReference(reference);
  if (!parsed.ok) throw new Error(parsed.problem);
  return matchesServer(server, parsed.image);
}

describe('whether a login is for an image, by Docker’s rules', () => {
  test.each([
    ['us.icr.io', 'us.icr.io/shop/api'],
    ['https://us.icr.io', 'us.icr.io/shop/api'],
    ['https://us.icr.io/v1/', 'us.icr.io/shop/api'],
    ['US.ICR.IO', 'us.icr.io/shop/api'],
    ['us.icr.io/shop', 'us.icr.io/shop/api'],
    ['*.icr.io', 'us.icr.io/shop/api'],
    ['https://index.docker.io/v1/', 'node'],
    ['index.docker.io', 'docker.io/fernwood/api'],
    ['docker.io', 'fernwood/api'],
    ['registry.example:5000', 'registry.example:5000/api'],
  ])('%s is for %s', (server, reference) => {
    expect(matches(server, reference)).toBe(true);
  });

  test.each([
    ['us.icr.io', 'de.icr.io/shop/api'],
    ['us.icr.io', 'private.us.icr.io/shop/api'],
    ['*.icr.io', 'private.us.icr.io/shop/api'],
    ['us.icr.io/shop', 'us.icr.io/shopping/api'],
    ['us.icr.io/other', 'us.icr.io/shop/api'],
    ['https://hub.docker.com', 'node'],
    ['https://index.docker.io/v1/', 'us.icr.io/shop/api'],
    ['registry.example', 'registry.example:5000/api'],
    ['registry.example:5001', 'registry.example:5000/api'],
    ['icr.io', 'us.icr.io/shop/api'],
    ['us.icr.io.evil.example', 'us.icr.io/shop/api'],
    ['', 'us.icr.io/shop/api'],
  ])('%s is not for %s', (server, reference) => {
    expect(matches(server, reference)).toBe(false);
  });
});

describe('what is wrong with a secret is a finding of its own', () => {
  let standIn: RegistryStandIn;
  const adapters: Adapter[] = [];

  beforeAll(async () => {
    const logins = [{ username: 'iamapikey', password: 'key-of-the-shop', pull: ['shop'], push: ['shop'] }];
    const repositories = { 'shop/api': { tags: { '1': {} } } };
    const host = { auth: 'token', logins, repositories } as const;
    standIn = await startRegistryStandIn({
      hosts: { 'us.icr.io': host, 'docker.io': { ...host, anonymous: { pull: ['shop'] } } },
    });
  });
  afterEach(() => {
    for (const adapter of adapters.splice(0)) adapter.close();
  });
  afterAll(() => standIn.close());

  function check(
    secrets: NonNullable<AdapterOptions['secrets']>,
    options: { summaries?: readonly SecretSummary[]; secret?: string; reference?: string; push?: true } = {},
  ) {
    const { summaries, secret = 'pull', reference = 'us.icr.io/shop/api:1', push } = options;
    const adapter = createAdapter({
      endpoints: new Map(['us.icr.io', 'docker.io'].map((host) => [host, standIn.url])),
      secrets,
      ...(summaries && { summaries }),
    });
    adapters.push(adapter);
    return adapter.check(reference, { secret, purpose: push ? 'push' : 'pull' });
  }

  const login = (server: string, username = 'iamapikey', password = 'key-of-the-shop') => [
    { server, username, password },
  ];

  test('a login for another host is not sent, and said', async () => {
    const result = await check({ pull: login('de.icr.io') });
    expect(result.findings).toEqual([
      {
        cause: 'registry-secret-wrong-server',
        detail:
          'The secret pull is for de.icr.io, and the image is on us.icr.io: the server must be us.icr.io.',
      },
    ]);
    expect(result.credential).toEqual({
      kind: 'anonymous',
      secretName: 'pull',
      note: 'its login is for de.icr.io, so it is not used for us.icr.io',
    });
    expect(failure(result)).toBe('auth auth-missing');
  });

  test('one of several logins is the right one', async () => {
    const result = await check({ pull: [...login('de.icr.io'), ...login('us.icr.io')] });
    expect(result).toMatchObject({ outcome: 'accessible', findings: [] });
  });

  test('IBM’s registry takes an API key under one name', async () => {
    const result = await check({ pull: login('us.icr.io', 'mara') });
    expect(result.findings).toEqual([
      { cause: 'registry-secret-wrong-user', detail: expect.stringContaining('iamapikey') },
    ]);
    expect(failure(result)).toBe('auth auth-invalid');
  });

  test('Docker Hub’s logins have a server name of their own', async () => {
    const hub = { pull: login('docker.io') };
    const pushed = await check(hub, { reference: 'shop/api:1', push: true });
    expect(pushed.findings).toEqual([
      {
        cause: 'registry-secret-wrong-server',
        detail: expect.stringContaining('https://index.docker.io/v1/'),
      },
    ]);
    const pulled = await check(hub, { reference: 'shop/api:1' });
    expect(pulled).toMatchObject({ outcome: 'accessible', findings: [] });
    expect(pulled.notes.join()).toContain('https://index.docker.io/v1/');
  });

  test('a secret that does not exist', async () => {
    const result = await check({});
    expect(result.findings).toEqual([
      { cause: 'secret-not-found', detail: `The secret pull does not exist in the project ${project.name}.` },
    ]);
  });

  test('Code Engine’s own secret that does not exist', async () => {
    const result = await check({}, { secret: 'ce-auto-icr-private-us-south' });
    expect(result.findings.map(({ cause }) => cause)).toEqual(['managed-secret-missing']);
  });

  const unusable = new SourceError('not-configured', 'the password of the secret is not shown');
  const other: SecretSummary = { name: 'other', format: 'registry', server: 'x', password: 'readable' };
  const summary = (more: Partial<SecretSummary>): SecretSummary => ({
    name: 'pull',
    format: 'registry',
    server: 'us.icr.io',
    username: 'iamapikey',
    ...more,
  });

  test.each([
    ['another format', [summary({ format: 'generic', server: undefined })], /has the format generic/],
    ['no password', [summary({ password: 'empty' }), other], /has no password/],
    ['no server', [summary({ server: undefined, password: 'readable' }), other], /has no server/],
    ['a placeholder as password', [summary({ password: 'redacted' }), other], /is a placeholder/],
  ])('a secret with %s', async (_, summaries, detail) => {
    const result = await check({ pull: unusable }, { summaries });
    expect(result.findings).toEqual([
      { cause: 'registry-secret-wrong-format', detail: expect.stringMatching(detail) },
    ]);
  });

  test.each([
    ['the secret', new SourceError('forbidden', 'ce-image may not read secrets'), undefined],
    ['all values', unusable, [summary({ password: 'redacted' })]],
    ['the list of secrets', unusable, undefined],
  ])('where %s cannot be read, nothing is claimed: not checked', async (_, error, summaries) => {
    const result = await check({ pull: error }, summaries ? { summaries } : {});
    expect(result).toMatchObject({
      outcome: 'not-checked',
      findings: [],
      credential: { kind: 'anonymous', secretName: 'pull', note: error.message },
    });
    expect(failure(result)).toBeUndefined();
    expect(result.notes[0]).toMatch(/hidden from ce-image/);
  });

  test('a public image is proven even where the secret cannot be read', async () => {
    const result = await check({ pull: unusable }, { reference: 'docker.io/shop/api:1' });
    expect(result).toMatchObject({ outcome: 'accessible', credential: { kind: 'anonymous' } });
  });

  test('the masker learns what was read', async () => {
    const asked = createAdapter({
      endpoints: new Map([['us.icr.io', standIn.url]]),
      secrets: { pull: login('us.icr.io') },
    });
    adapters.push(asked);
    await asked.check('us.icr.io/shop/api:1', { secret: 'pull' });
    expect(asked.masker.mask('x key-of-the-shop y')).toBe('x [secret] y');
  });
});
