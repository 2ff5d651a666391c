import { inspect } from 'node:util';
import type { StubReply } from '../support/http-stub';
import { apiError, apiKey, never, ref, startTestCloud, type TestCloud } from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const call = 'GET /v2/projects/p-1/builds/api';
const build = { json: { name: 'api', status: 'ready' } };

const ask = (signal = never) => cloud.codeEngine.build(ref, 'api', signal);

describe('every call', () => {
  test('pins the version, carries the bearer, and wants JSON', async () => {
    cloud.onProject('/builds/api', build);
    await ask();
    const [request] = cloud.stub.requestsFor(call);
    expect(request?.query.get('version')).toBe('2025-07-10');
    expect(request?.headers.authorization).toBe(`Bearer ${cloud.accessToken}`);
    expect(request?.headers.accept).toBe('application/json');
  });

  test('is told of without what is somebody’s own', async () => {
    const told: unknown[] = [];
    cloud.onProject('/builds/api', build);
    await cloud.adapter({ onExchange: (exchange) => told.push(exchange) }).build(ref, 'api', never);
    expect(told).toEqual([
      expect.objectContaining({ system: 'iam', method: 'POST', path: '/identity/token', status: 200 }),
      {
        system: 'code-engine',
        method: 'GET',
        path: '/v2/projects/*/builds/*',
        startedAt: expect.any(Number),
        status: 200,
        ms: 0,
        tries: 1,
      },
    ]);
  });

  test('keeps a name within its place in the path', async () => {
    await refusal(cloud.codeEngine.build(ref, 'a/../../b', never));
    expect(cloud.stub.requests.at(-1)?.path).toBe('/v2/projects/p-1/builds/a%2F..%2F..%2Fb');
  });

  test.each(['', '.', '..'])('does not ask for the name “%s”', async (name) => {
    expect(await refusal(cloud.codeEngine.build(ref, name, never))).toMatchObject({ reason: 'not-found' });
    expect(cloud.stub.requests).toHaveLength(0);
  });
});

describe('repetition', () => {
  test.each<[string, StubReply]>([
    ['a fault of the server', apiError(503, 'busy')],
    ['a broken connection', 'reset'],
    ['a connection broken within the body', 'break-in-body'],
    ['too many requests', apiError(429, 'slow down')],
  ])('follows %s', async (_what, reply) => {
    cloud.onProject('/builds/api', reply, reply, build);
    expect(await ask()).toMatchObject({ name: 'api' });
    expect(cloud.stub.requestsFor(call)).toHaveLength(3);
    expect(cloud.pauses).toHaveLength(2);
  });

  test('ends after three tries', async () => {
    cloud.onProject('/builds/api', apiError(500, 'broken'));
    expect(await refusal(ask())).toMatchObject({ reason: 'server-error' });
    expect(cloud.stub.requestsFor(call)).toHaveLength(3);
  });

  test('waits as many seconds as Retry-After says', async () => {
    const slow = { status: 429, headers: { 'retry-after': '2' }, json: {} };
    cloud.onProject('/builds/api', slow, build);
    await ask();
    expect(cloud.pauses).toEqual([2000]);
  });

  test('waits until the date that Retry-After says', async () => {
    const at = new Date(cloud.clock.now() + 3000).toUTCString();
    cloud.onProject('/builds/api', { status: 503, headers: { 'retry-after': at }, json: {} }, build);
    await ask();
    expect(cloud.pauses).toEqual([3000]);
  });

  test('is not begun when the pause goes beyond the deadline', async () => {
    cloud.onProject('/builds/api', { status: 429, headers: { 'retry-after': '60' }, json: {} }, build);
    expect(await refusal(ask())).toMatchObject({ reason: 'rate-limited' });
    expect(cloud.stub.requestsFor(call)).toHaveLength(1);
    expect(cloud.pauses).toEqual([]);
  });

  test('that is cut short tells what was answered before', async () => {
    cloud.onProject('/builds/api', apiError(429, 'slow down'));
    const impatient = cloud.adapter({ delay: () => Promise.reject(new Error('aborted')) });
    expect(await refusal(impatient.build(ref, 'api', never))).toMatchObject({ reason: 'rate-limited' });
    expect(cloud.stub.requestsFor(call)).toHaveLength(1);
  });

  test.each([400, 403, 404, 501])('does not follow %d', async (status) => {
    cloud.onProject('/builds/api', apiError(status, 'no'), build);
    await refusal(ask());
    expect(cloud.stub.requestsFor(call)).toHaveLength(1);
  });

  test('never follows a POST', async () => {
    cloud.stub.on('POST /identity/token', ({ body }) =>
      body.includes('delegated_refresh_token')
        ? apiError(503, 'busy')
        : { json: { access_token: cloud.accessToken } },
    );
    expect(await refusal(cloud.codeEngine.quotas(ref, never))).toMatchObject({ reason: 'server-error' });
    const posts = cloud.stub.requests.filter(({ body }) => body.includes('delegated_refresh_token'));
    expect(posts).toHaveLength(1);
  });
});

describe('a call that does not end', () => {
  test.each<StubReply & string>(['hang', 'hang-in-body'])(
    'is ended by its own deadline (%s)',
    async (fault) => {
      cloud.onProject('/builds/api', fault);
      const answer = refusal(ask());
      while ((await cloud.stub.nextRequest()).path !== '/v2/projects/p-1/builds/api');
      cloud.clock.expire();
      expect(await answer).toMatchObject({
        reason: 'timeout',
        message: 'Code Engine in eu-de did not answer in time',
      });
    },
  );

  test('is ended by the deadline of who asks', async () => {
    const controller = new AbortController();
    cloud.onProject('/builds/api', 'hang');
    const answer = refusal(ask(controller.signal));
    while ((await cloud.stub.nextRequest()).path !== '/v2/projects/p-1/builds/api');
    controller.abort();
    expect(await answer).toMatchObject({ reason: 'timeout' });
  });

  test('of IAM is ended as well', async () => {
    const controller = new AbortController();
    cloud.stub.on('POST /identity/token', 'hang');
    const answer = refusal(ask(controller.signal));
    await cloud.stub.nextRequest();
    controller.abort();
    expect(await answer).toMatchObject({
      reason: 'timeout',
      message: 'IBM Cloud IAM did not answer in time',
    });
  });
});

describe('an answer that cannot be read', () => {
  test('is named when it is not JSON', async () => {
    cloud.onProject('/builds/api', { text: '{"name": "canary-body' });
    const error = await refusal(ask());
    expect(error).toMatchObject({ reason: 'malformed' });
    expect(error.message).toBe(
      'the answer of Code Engine in eu-de on the build “api” of project “shop” is not JSON',
    );
  });

  test('is named by the field that is wrong, not by its content', async () => {
    cloud.onProject('/builds/api', { json: { name: ['canary-value'] } });
    const error = await refusal(ask());
    expect(error).toMatchObject({ reason: 'malformed' });
    expect(error.message).toContain('unexpected value in the field “name”');
    expect(error.message).not.toContain('canary');
  });

  test('costs nobody the rest of its list, and is named as missing', async () => {
    cloud.onProject('/builds', { json: { builds: [{ name: 'a' }, { name: 7 }] } });
    for (const other of ['/build_runs', '/apps', '/jobs', '/job_runs', '/functions'])
      cloud.onProject(other, { json: {} });
    const { builds, missing } = await cloud.codeEngine.inventory(ref, never);
    expect(builds.map(({ name }) => name)).toEqual(['a']);
    expect(missing).toEqual([
      {
        source: 'Builds',
        reason: 'malformed',
        detail: '1 of 2 have an unexpected form and are left out (“name”)',
      },
    ]);
  });

  test('is refused when it is too large', async () => {
    const half = 'x'.repeat(1024 * 1024);
    cloud.onProject('/builds/api', { chunks: Array.from({ length: 11 }, () => half) });
    const error = await refusal(ask());
    expect(error).toMatchObject({ reason: 'malformed' });
    expect(error.message).toContain('larger than ce-image reads');
    expect(cloud.stub.requestsFor(call)).toHaveLength(1);
  });

  test('a page of HTML in its place tells the status only', async () => {
    const page = '<html><body><h1>502 Bad Gateway</h1> canary</body></html>';
    cloud.onProject('/builds/api', { status: 502, headers: { 'content-type': 'text/html' }, text: page });
    expect(await refusal(ask())).toMatchObject({
      reason: 'server-error',
      message: 'Code Engine in eu-de has a fault of its own (502)',
    });
  });
});

describe('a refusal', () => {
  test.each([
    [401, 'no', 'unauthorized', 'Code Engine in eu-de does not accept the login of ce-image'],
    [
      403,
      'no',
      'forbidden',
      'Code Engine in eu-de does not let ce-image read the build “api” of project “shop”',
    ],
    [404, 'Resource not found.', 'not-found', 'the build “api” of project “shop” cannot be found'],
    [409, 'Project is not yet active', 'not-active', 'the project is not active'],
    [400, 'Project is not yet active', 'not-active', 'the project is not active'],
    [503, 'The project is still being created', 'not-active', 'the project is not active'],
    [424, 'Project is not ready', 'not-active', 'the project is not active'],
    [404, 'Project is not yet active', 'not-active', 'the project is not active'],
    [
      503,
      'App is not ready',
      'server-error',
      'Code Engine in eu-de has a fault of its own (503: App is not ready)',
    ],
    [429, 'slow down', 'rate-limited', 'Code Engine in eu-de says that it is asked too often'],
    [500, 'oops', 'server-error', 'Code Engine in eu-de has a fault of its own (500: oops)'],
    [
      422,
      'name too long',
      'failed',
      'Code Engine in eu-de refused the request for the build “api” of project “shop” (422: name too long)',
    ],
  ])('%d “%s” is %s', async (status, words, reason, message) => {
    cloud.onProject('/builds/api', apiError(status, words));
    expect(await refusal(ask())).toMatchObject({ reason, message });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['the project', () => cloud.codeEngine.project(ref, never), ''],
    ['a list', () => cloud.codeEngine.jobRunsOf(ref, 'tally', never), '/job_runs'],
    ['secrets', () => cloud.codeEngine.secrets(ref, never), '/secrets'],
  ])(
    '%s of a project that was just created may be one that is not there yet',
    async (_what, question, where) => {
      for (const status of [404, 503]) {
        cloud.onProject(where, apiError(status, 'no'));
        expect((await refusal(question())).cure).toContain(
          'project that was just created needs some minutes',
        );
      }
    },
  );

  test('that a project may be too new is not said of what has nothing to do with one', async () => {
    cloud.stub.on('GET /v2/projects', apiError(503, 'no'));
    const { failures } = await cloud.codeEngine.projects(never);
    expect(JSON.stringify(failures)).not.toContain('just created');
  });

  test('names the roles that are missing', async () => {
    cloud.onProject('/builds/api', apiError(403, 'no'));
    const { cure } = await refusal(ask());
    expect(cure).toContain('platform role Viewer and the service role Reader');
    // Roles are not all that a 403 can mean.
    expect(cure).toContain('context-based restriction on Code Engine');
  });

  test.each([
    [{ errors: [{ message: 'one' }], error: 'two' }, 'one'],
    [{ error: 'two', message: 'three' }, 'two'],
    [{ message: 'three', errorMessage: 'four' }, 'three'],
    [{ errorMessage: 'four' }, 'four'],
  ])('is quoted from %j', async (json, words) => {
    cloud.onProject('/builds/api', { status: 422, json });
    expect((await refusal(ask())).message).toContain(`(422: ${words})`);
  });

  test('a run that is gone says how long runs are kept', async () => {
    cloud.onProject('/build_runs/r', apiError(404, 'Resource not found.'));
    expect((await refusal(cloud.codeEngine.buildRun(ref, 'r', never))).cure).toContain(
      'removes finished runs',
    );
  });

  test('a redirect is not followed with the login', async () => {
    cloud.onProject('/builds/api', { status: 302, headers: { location: `${cloud.stub.url}/elsewhere` } });
    expect(await refusal(ask())).toMatchObject({ reason: 'unreachable' });
    expect(cloud.stub.requestsFor('GET /elsewhere')).toHaveLength(0);
  });

  test('a port that nobody listens on is unreachable', async () => {
    const { stub } = await startTestCloud();
    await stub.close();
    const nobody = cloud.adapter({ apiUrl: stub.url });
    expect(await refusal(nobody.build(ref, 'api', never))).toMatchObject({
      reason: 'unreachable',
      message: 'Code Engine in eu-de refuses connections',
    });
  });

  test('a host without address is unreachable', async () => {
    const lost = cloud.adapter({ apiUrl: 'http://code-engine.invalid' });
    expect(await refusal(lost.build(ref, 'api', never))).toMatchObject({ reason: 'unreachable' });
  });
});

describe('no error shows a secret', () => {
  const everything = (error: unknown) =>
    [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), String(error)].join('\n');

  test.each<[string, StubReply]>([
    ['an echo of the login', { status: 422, json: { message: `key ${apiKey}, password=canary-password` } }],
    ['a fault', apiError(500, `Bearer ${apiKey}`)],
    ['a long fault', apiError(500, `${'x'.repeat(290)} ${apiKey}`)],
    ['a broken connection', 'reset'],
    ['a body that is no JSON', { text: `{"token":"canary-${apiKey}` }],
    ['a refusal', apiError(403, apiKey)],
  ])('after %s', async (_what, reply) => {
    cloud.onProject('/builds/api', reply);
    const error = await refusal(ask());
    expect(error.cause).toBeUndefined();
    expect(everything(error)).not.toMatch(/canary|eyJ/);
  });
});
