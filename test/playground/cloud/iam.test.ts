import { botApiKey } from '../../../playground/src/scenarios';
import { SimulatedCloud } from '../../support/simulated-cloud';

const apiKeyGrant = 'urn:ibm:params:oauth:grant-type:apikey';
const computeGrant = 'urn:ibm:params:oauth:grant-type:cr-token';

describe('the IAM token endpoint', () => {
  let cloud: SimulatedCloud;
  beforeAll(async () => {
    cloud = await SimulatedCloud.start();
  });
  afterAll(() => cloud.close());

  test('gives an access token with its lifetime for an API key', async () => {
    const reply = await cloud.token({ grant_type: apiKeyGrant, apikey: botApiKey(cloud.world) });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
      expiration: cloud.wall.time / 1000 + 3600,
      scope: 'ibm openid',
    });
  });

  test('writes issue and expiry into the token, because clients read them there', async () => {
    const token = await cloud.accessToken();
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iat: cloud.wall.time / 1000, exp: cloud.wall.time / 1000 + 3600 });
  });

  test('refuses a wrong key with the real code', async () => {
    const reply = await cloud.token({ grant_type: apiKeyGrant, apikey: 'not-a-key' });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({
      errorCode: 'BXNIM0415E',
      errorMessage: 'Provided API key could not be found.',
      context: { requestType: 'incoming.Identity_Token' },
    });
  });

  test('gives a delegated refresh token for Code Engine only', async () => {
    const form = {
      grant_type: apiKeyGrant,
      apikey: botApiKey(cloud.world),
      response_type: 'delegated_refresh_token',
    };
    const given = await cloud.token({ ...form, receiver_client_ids: 'ce' });
    expect(await given.json()).toEqual({ delegated_refresh_token: expect.any(String) });
    expect((await cloud.token(form)).status).toBe(400);
  });

  test('takes a compute resource token for a trusted profile', async () => {
    const profile = cloud.world.identities.find((identity) => identity.profile)?.profile;
    const form = { grant_type: computeGrant, cr_token: profile?.computeToken ?? '' };
    expect((await cloud.token({ ...form, profile_id: profile?.id ?? '' })).status).toBe(200);
    expect((await cloud.token({ ...form, profile_name: profile?.name ?? '' })).status).toBe(200);
    expect((await cloud.token({ ...form, profile_name: 'other' })).status).toBe(400);
    expect(
      (await cloud.token({ ...form, profile_name: profile?.name ?? '', cr_token: 'forged' })).status,
    ).toBe(400);
  });

  test('knows no other grant, path or method', async () => {
    expect((await cloud.token({ grant_type: 'password' })).status).toBe(400);
    expect((await fetch(`${cloud.cloud.iamUrl}/identity/token`)).status).toBe(405);
    expect((await fetch(`${cloud.cloud.iamUrl}/elsewhere`)).status).toBe(404);
  });
});
