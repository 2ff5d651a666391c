import { inspect } from 'node:util';
import { apiError, never, ref, startTestCloud, type TestCloud } from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const password = 'canary-password-1';
const login = { server: 'us.icr.io', username: 'iamapikey', password };

function secret(data: unknown, format = 'registry') {
  return { name: 'icr', format, data };
}

async function credentials(data: unknown, format?: string) {
  cloud.onProject('/secrets/icr', { json: secret(data, format) });
  const found = await cloud.codeEngine.registryCredentials(ref, 'icr', never);
  return found.map((one) => ({ ...one, password: one.password.reveal() }));
}

async function summary(data: unknown, format?: string) {
  cloud.onProject('/secrets', { json: { secrets: [secret(data, format)] } });
  return (await cloud.codeEngine.secrets(ref, never))[0];
}

const dockerConfig = JSON.stringify({
  auths: {
    'de.icr.io': { username: 'iamapikey', password },
    'https://index.docker.io/v1/': { auth: base64('me:canary:with-colon') },
  },
});

describe('the login of a registry secret', () => {
  const expected = [{ secretName: 'icr', ...login }];

  test('is read as it stands', async () => {
    expect(await credentials(login)).toEqual(expected);
  });

  test('is decoded when all of it is base64, as the CLI prints it', async () => {
    const encoded = Object.fromEntries(Object.entries(login).map(([key, value]) => [key, base64(value)]));
    expect(await credentials(encoded)).toEqual(expected);
  });

  test('keeps a password that only looks like base64', async () => {
    const tricky = { ...login, password: base64('readable text') };
    expect(await credentials(tricky)).toEqual([{ secretName: 'icr', ...tricky }]);
  });

  test.each(['registry', 'localhost:5000', 'https://index.docker.io/v1/'])(
    'keeps the server %s',
    async (server) => {
      expect(await credentials({ ...login, server })).toEqual([{ secretName: 'icr', ...login, server }]);
    },
  );

  test.each([
    ['plain', dockerConfig, 'registry'],
    ['base64', base64(dockerConfig), 'registry'],
    ['in a secret of another format', dockerConfig, 'generic'],
  ])('comes for each server of a Docker configuration (%s)', async (_how, text, format) => {
    expect(await credentials({ '.dockerconfigjson': text }, format)).toEqual([
      { secretName: 'icr', server: 'de.icr.io', username: 'iamapikey', password },
      {
        secretName: 'icr',
        server: 'https://index.docker.io/v1/',
        username: 'me',
        password: 'canary:with-colon',
      },
    ]);
  });

  test.each(['REDACTED', base64('REDACTED'), '*****'])(
    'that shows %s for a password says so',
    async (hidden) => {
      expect(await refusal(credentials({ ...login, password: hidden }))).toMatchObject({
        reason: 'not-configured',
        message: 'the password of the secret “icr” is not shown to ce-image, so the login cannot be tried',
      });
    },
  );

  test.each([
    { ...login, password: '' },
    { username: 'iamapikey', password },
    {},
    null,
    { '.dockerconfigjson': 'broken' },
    { '.dockerconfigjson': '{"auths":{}}' },
  ])('that is not complete says so (%#)', async (data) => {
    expect(await refusal(credentials(data))).toMatchObject({
      reason: 'not-configured',
      message: 'the secret “icr” holds no complete login',
    });
  });

  test('of a secret of another format says so', async () => {
    const error = await refusal(credentials({ ssh_key: 'canary-key' }, 'ssh_auth'));
    expect(error).toMatchObject({
      reason: 'not-configured',
      message: 'the secret “icr” is of the format ssh_auth, not registry',
    });
  });

  test('of a secret that does not exist says so', async () => {
    cloud.onProject('/secrets/icr', apiError(404, 'Resource not found.'));
    expect(await refusal(cloud.codeEngine.registryCredentials(ref, 'icr', never))).toMatchObject({
      reason: 'not-found',
      message: 'the secret “icr” of project “shop” cannot be found',
      cure: expect.stringContaining('ibmcloud ce secret create --format registry'),
    });
  });

  test('is known to the masker and hidden in its box', async () => {
    cloud.onProject('/secrets/icr', { json: secret(login) });
    const found = await cloud.codeEngine.registryCredentials(ref, 'icr', never);
    expect(cloud.masker.mask(`login with ${password}`)).toBe('login with [secret]');
    expect(inspect(found, { depth: 10, showHidden: true }) + JSON.stringify(found)).not.toContain('canary');
  });
});

describe('the outside of secrets', () => {
  test.each([
    [login, 'readable'],
    [{ ...login, password: 'REDACTED' }, 'redacted'],
    [{ ...login, password: '' }, 'empty'],
  ])('tells server, user and whether there is a password (%#)', async (data, state) => {
    expect(await summary(data)).toEqual({
      name: 'icr',
      format: 'registry',
      server: 'us.icr.io',
      username: 'iamapikey',
      password: state,
    });
  });

  test('tells no more than format and name of others', async () => {
    const found = await summary({ ssh_key: 'canary-key', known_hosts: 'x' }, 'ssh_auth');
    expect(found).toEqual({ name: 'icr', format: 'ssh_auth' });
  });

  test('of a registry secret without data says that it is empty', async () => {
    expect(await summary(undefined)).toEqual({ name: 'icr', format: 'registry', password: 'empty' });
  });

  test('is all that is read of them: the masker does not know what a list had inside', async () => {
    await summary({ ...login, password: 'canary word' });
    await summary({ DATABASE_PASSWORD: 'canary phrase' }, 'generic');
    expect(cloud.masker.maskKnown('canary word, canary phrase')).toBe('canary word, canary phrase');
  });

  test.each([
    [login, 'registry', password],
    [{ '.dockerconfigjson': dockerConfig }, 'registry', 'canary:with-colon'],
    [{ ssh_key: 'canary-ssh-key' }, 'ssh_auth', 'canary-ssh-key'],
    [{ tls_key: 'canary-tls-key' }, 'tls', 'canary-tls-key'],
    [{ secret_access_key: 'canary-hmac' }, 'hmac_auth', 'canary-hmac'],
    [{ username: 'u', password: 'canarybasic' }, 'basic_auth', 'canarybasic'],
    [{ DATABASE_PASSWORD: 'canary phrase' }, 'generic', 'canary phrase'],
  ])('where all secrets are read, the masker knows what is inside (%#)', async (data, format, value) => {
    cloud.onProject('/secrets', { json: { secrets: [secret(data, format)] } });
    await cloud.adapter({ readSecrets: 'all' }).secrets(ref, never);
    expect(cloud.masker.maskKnown(`a ${value} b`)).toBe('a [secret] b');
  });

  test('what is no secret is not taken out of every text', async () => {
    const data = { STAGE: 'production', username: 'shop-bot-1', server: 'us.icr.io:443' };
    cloud.onProject('/secrets', {
      json: { secrets: [secret(data, 'generic'), secret({ password: 'REDACTED' })] },
    });
    await cloud.adapter({ readSecrets: 'all' }).secrets(ref, never);
    const text = 'production at us.icr.io:443 by shop-bot-1 is REDACTED';
    expect(cloud.masker.maskKnown(text)).toBe(text);
  });
});

describe('what is read is taught to the masker', () => {
  /** Reads a list where all secrets are read. */
  const readAll = (data: unknown, format?: string) => {
    cloud.onProject('/secrets', { json: { secrets: [secret(data, format)] } });
    return cloud.adapter({ readSecrets: 'all' }).secrets(ref, never);
  };

  test.each([
    [
      'a password of a database in a generic secret',
      { DB_URL: 'canary-database-value', retries: '3' },
      'generic',
    ],
    ['a key whatever its name', { 'signing material': 'canary-signing-value' }, 'generic'],
    ['a login', { username: 'me', password: 'canary-basic-value' }, 'basic_auth'],
  ])('%s', async (_what, data, format) => {
    await readAll(data, format);
    for (const value of Object.values(data).filter((one) => one.startsWith('canary'))) {
      expect(cloud.masker.mask(`connecting with ${value} now`)).not.toContain(value);
    }
  });

  test('what is public of a secret stays readable', async () => {
    await readAll({
      server: 'de.icr.io',
      username: 'iamapikey',
      email: 'me@shop.example',
      password: 'canary-password-2',
    });
    expect(cloud.masker.mask('de.icr.io refuses iamapikey')).toBe('de.icr.io refuses iamapikey');
  });
});
