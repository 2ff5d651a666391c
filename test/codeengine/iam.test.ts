import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Secret } from '../../src/diagnosis/model/secrets';
import type { StubReply } from '../support/http-stub';
import { apiKey, jwt, never, ref, startTestCloud, type TestCloud } from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
  cloud.stub.on('GET /v2/projects/p-1', {
    json: { id: 'p-1', name: 'shop', region: 'eu-de', status: 'active' },
  });
});
afterEach(() => cloud.close());

const form = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body));
const token = 'POST /identity/token';

describe('with an API key', () => {
  test('a token is asked for once and kept', async () => {
    await cloud.codeEngine.project(ref, never);
    await cloud.codeEngine.project(ref, never);
    const requests = cloud.stub.requestsFor(token);
    expect(requests).toHaveLength(1);
    expect(form(requests[0]?.body)).toMatchObject({
      grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
      apikey: apiKey,
    });
  });

  test.each<[string, StubReply, string, string]>([
    [
      'a wrong key',
      {
        status: 400,
        json: { errorCode: 'BXNIM0415E', errorMessage: 'Provided API key could not be found.' },
      },
      'unauthorized',
      'the IBM Cloud API key is not accepted: it is wrong, deleted, locked or expired (BXNIM0415E)',
    ],
    ['a locked key', { status: 401, json: {} }, 'unauthorized', 'the IBM Cloud API key is not accepted'],
    [
      'an address that is not allowed',
      { status: 403, json: { errorMessage: 'The IP address is not in the allowed list' } },
      'forbidden',
      'IBM Cloud IAM refuses logins from the address of ce-image',
    ],
    ['too many logins', { status: 429, json: {} }, 'rate-limited', 'IBM Cloud IAM says'],
    ['a fault', { status: 503, text: '<html>canary</html>' }, 'server-error', 'a fault of its own (503)'],
    ['a redirect', { status: 302, headers: { location: '/x' } }, 'unreachable', 'redirects (302)'],
    ['a broken connection', 'reset', 'unreachable', 'IBM Cloud IAM broke the connection off'],
    ['an answer without token', { json: {} }, 'malformed', 'the answer of IBM Cloud IAM on a token'],
    ['a token that is none', { json: { access_token: 'canary' } }, 'malformed', 'holds no valid token'],
  ])('%s is told', async (_what, reply, reason, message) => {
    cloud.stub.on(token, reply);
    const error = await refusal(cloud.codeEngine.project(ref, never));
    expect(error).toMatchObject({ reason, message: expect.stringContaining(message) });
    expect(error.cure).toBeTruthy();
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });

  test('nobody listening at IAM is told', async () => {
    const gone = await startTestCloud();
    await gone.close();
    const error = await refusal(cloud.adapter({ iamUrl: gone.stub.url }).project(ref, never));
    expect(error).toMatchObject({ reason: 'unreachable', message: 'IBM Cloud IAM refuses connections' });
    expect(error.cure).toContain('IBMCLOUD_IAM_URL');
  });

  test('the masker knows a token that is too long for its patterns', async () => {
    const long = jwt('canary'.repeat(700));
    cloud.stub.on(token, { json: { access_token: long } });
    await cloud.codeEngine.project(ref, never);
    expect(cloud.masker.mask(`the token is ${long}`)).toBe('the token is [secret]');
  });

  test('the masker knows the key', () => {
    expect(cloud.masker.mask(`the key is ${apiKey}`)).toBe('the key is [secret]');
  });
});

describe('with a session of the ibmcloud CLI', () => {
  const session = (life: number, refresh = true) => ({
    session: {
      accessToken: new Secret(jwt('canary-session', cloud.clock.now() - 3_600_000 + life)),
      ...(refresh && { refreshToken: new Secret('canary-refresh-token-0123456789') }),
    },
  });

  test('its token is used while it lives', async () => {
    cloud.onProject('', { json: { id: 'p-1', name: 'shop', region: 'eu-de', status: 'active' } });
    await cloud.adapter({ login: session(30 * 60_000) }).project(ref, never);
    expect(cloud.stub.requestsFor(token)).toEqual([]);
  });

  test('it is renewed as the CLI renews it, once', async () => {
    cloud.onProject('', { json: { id: 'p-1', name: 'shop', region: 'eu-de', status: 'active' } });
    cloud.stub.on(token, () => ({ json: { access_token: jwt('canary-renewed', cloud.clock.now()) } }));
    const source = cloud.adapter({ login: session(0) });
    await source.project(ref, never);
    await source.project(ref, never);
    expect(cloud.stub.requestsFor(token).map(({ body }) => form(body))).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'canary-refresh-token-0123456789' },
    ]);
  });

  test.each([
    ['that nothing renews', false, undefined],
    ['that IAM does not renew', true, { status: 400, json: { errorCode: 'BXNIM0407E' } }],
  ])('one %s has ended, and the cure is to log in', async (_what, refresh, reply) => {
    if (reply) cloud.stub.on(token, reply);
    expect(await refusal(cloud.adapter({ login: session(0, refresh) }).project(ref, never))).toMatchObject({
      reason: 'unauthorized',
      cure: expect.stringContaining('ibmcloud login'),
    });
  });
});

describe('with a trusted profile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ce-image-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const login = async () => {
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'canary-compute-resource-token');
    return { trustedProfileId: 'Profile-1', tokenFile };
  };

  test('the compute resource token is exchanged', async () => {
    await cloud.adapter({ login: await login() }).project(ref, never);
    expect(form(cloud.stub.requestsFor(token)[0]?.body)).toEqual({
      grant_type: 'urn:ibm:params:oauth:grant-type:cr-token',
      cr_token: 'canary-compute-resource-token',
      profile_id: 'Profile-1',
    });
  });

  test('a profile that does not trust ce-image is told', async () => {
    cloud.stub.on(token, { status: 400, json: { errorCode: 'BXNIM0603E' } });
    expect(await refusal(cloud.adapter({ login: await login() }).project(ref, never))).toMatchObject({
      reason: 'unauthorized',
      message: expect.stringContaining('trusted profile (BXNIM0603E)'),
    });
  });

  test('a missing token file is told', async () => {
    const lost = { trustedProfileId: 'Profile-1', tokenFile: join(folder, 'nothing') };
    expect(await refusal(cloud.adapter({ login: lost }).project(ref, never))).toMatchObject({
      reason: 'not-configured',
      cure: expect.stringContaining('--trusted-profiles-enabled'),
    });
  });

  test('pods come from Code Engine’s proxy, with the profile’s own token', async () => {
    cloud.onProject('/apps', {
      json: { apps: [{ computed_env_variables: [{ name: 'CE_SUBDOMAIN', value: 'vg67hzldruk' }] }] },
    });
    cloud.stub.on('GET /proxy/eu-de/api/v1/namespaces/vg67hzldruk/pods', { json: { items: [] } });
    const source = cloud.adapter({ login: await login(), proxyUrl: `${cloud.stub.url}/proxy/{region}` });
    expect(await source.pods(ref, { app: 'web' }, never)).toEqual([]);
  });

  test('without that proxy there is no way to pods, and the cure says what to set', async () => {
    expect(
      await refusal(cloud.adapter({ login: await login() }).pods(ref, { app: 'web' }, never)),
    ).toMatchObject({
      reason: 'not-configured',
      cure: expect.stringContaining('IBMCLOUD_API_KEY'),
    });
  });

  describe('and a Kubernetes server that takes its token', () => {
    const pods = 'GET /eu-de/api/v1/namespaces/vg67hzldruk/pods';

    const codeEngine = async () =>
      cloud.adapter({ login: await login(), kubernetesUrl: `${cloud.stub.url}/{region}/` });

    test('the namespace is the subdomain that a resource names', async () => {
      cloud.onProject('/apps', {
        json: { apps: [{ computed_env_variables: [{ name: 'CE_SUBDOMAIN', value: 'vg67hzldruk' }] }] },
      });
      cloud.stub.on(pods, { json: { items: [] } });
      const source = await codeEngine();
      await source.pods(ref, { app: 'web' }, never);
      await source.pods(ref, { app: 'web' }, never);
      expect(cloud.stub.requestsFor(pods)[0]?.headers.authorization).toBe(`Bearer ${cloud.accessToken}`);
      expect(cloud.stub.requestsFor('GET /v2/projects/p-1/apps')).toHaveLength(1);
    });

    test('the namespace is read from an internal address as well', async () => {
      cloud.onProject('/apps', { json: { apps: [] } });
      cloud.onProject('/jobs', { json: { jobs: [] } });
      cloud.onProject('/functions', {
        json: { functions: [{ endpoint_internal: 'http://hello.vg67hzldruk.svc.cluster.local' }] },
      });
      cloud.stub.on(pods, { json: { items: [] } });
      expect(await (await codeEngine()).pods(ref, { app: 'web' }, never)).toEqual([]);
    });

    test('a project without any of them is told', async () => {
      for (const list of ['apps', 'jobs', 'functions']) cloud.onProject(`/${list}`, { json: {} });
      expect(await refusal((await codeEngine()).pods(ref, { app: 'web' }, never))).toMatchObject({
        reason: 'not-configured',
        message: expect.stringContaining('namespace of project “shop” cannot be told'),
      });
    });
  });
});

test('a token that has expired is replaced', async () => {
  const old = jwt('old', Date.now() - 2 * 3_600_000);
  cloud.stub.on(token, { json: { access_token: old } }, { json: { access_token: cloud.accessToken } });
  await cloud.codeEngine.project(ref, never);
  await cloud.codeEngine.project(ref, never);
  const bearers = cloud.stub.requestsFor('GET /v2/projects/p-1').map(({ headers }) => headers.authorization);
  expect(bearers).toEqual([`Bearer ${old}`, `Bearer ${cloud.accessToken}`]);
});
