import { SimulatedCloud } from '../../support/simulated-cloud';

describe('faults of the simulated cloud', () => {
  let cloud: SimulatedCloud;
  beforeEach(async () => {
    cloud = await SimulatedCloud.start();
  });
  afterEach(() => cloud.close());

  test('errors of the API come in its own form', async () => {
    cloud.world.faults.on('api-errors');
    const reply = await cloud.v2('projects');
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ errors: [{ code: 'service_unavailable' }], status_code: 503 });
  });

  test('too many requests say when to come again', async () => {
    cloud.world.faults.on('rate-limited');
    const reply = await cloud.v2('projects');
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '2']);
  });

  test('malformed JSON ends in the middle', async () => {
    cloud.world.faults.on('malformed-json');
    const reply = await cloud.v2('projects');
    expect(reply.status).toBe(200);
    await expect(reply.json()).rejects.toThrow(/JSON/);
  });

  test('a malformed path is the fault of who asks', async () => {
    expect((await cloud.v2('%E0%A4%A')).status).toBe(400);
  });

  test('IAM may be down alone', async () => {
    cloud.world.faults.on('iam-down');
    expect((await cloud.token({})).status).toBe(503);
  });

  test('events may be forbidden alone', async () => {
    const shop = cloud.world.project('shop');
    cloud.world.faults.on('events-forbidden');
    expect((await cloud.kubernetes(shop, '/api/v1/namespaces/{ns}/events')).status).toBe(403);
    expect((await cloud.kubernetes(shop, '/api/v1/namespaces/{ns}/pods')).status).toBe(200);
  });

  test('a hanging API is left by its caller', async () => {
    const token = await cloud.accessToken();
    cloud.world.faults.on('hanging-api');
    const url = `${cloud.cloud.codeEngineUrl.replace('{region}', 'eu-de')}/v2/projects?version=2025-07-10`;
    const headers = { authorization: `Bearer ${token}` };
    await expect(fetch(url, { headers, signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/);
  });

  test('a slow API answers in the end', async () => {
    cloud.world.faults.on('slow', {
      services: ['code-engine'],
      effect: { kind: 'slow', milliseconds: 20 },
    });
    expect((await cloud.v2('projects')).status).toBe(200);
  });

  test('a broken connection has no answer', async () => {
    const token = await cloud.accessToken();
    cloud.world.faults.on('broken-connection');
    const url = `${cloud.cloud.codeEngineUrl.replace('{region}', 'eu-de')}/v2/projects?version=2025-07-10`;
    await expect(fetch(url, { headers: { authorization: `Bearer ${token}` } })).rejects.toThrow();
  });

  test('a fault heals by itself after so many requests, or when it is switched off', async () => {
    cloud.world.faults.on('once', {
      services: ['code-engine'],
      effect: { kind: 'status', status: 500, code: 'internal', message: 'Internal error' },
      times: 1,
    });
    expect((await cloud.v2('projects')).status).toBe(500);
    expect((await cloud.v2('projects')).status).toBe(200);
    cloud.world.faults.on('api-errors');
    expect(cloud.world.faults.active()).toEqual(['api-errors']);
    cloud.world.faults.off('api-errors');
    expect((await cloud.v2('projects')).status).toBe(200);
  });
});
