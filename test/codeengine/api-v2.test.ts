import { SourceError } from '../../src/diagnosis/model/evidence';
import { apiError, jwt, never, ref, startTestCloud, type TestCloud } from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const run = (name: string, created_at?: string) => ({ name, created_at });

describe('lists', () => {
  test('are read page after page, and sorted with the newest first', async () => {
    cloud.onProject('/build_runs', ({ query }) =>
      query.get('start') === null
        ? {
            json: { build_runs: [run('old', '2026-11-20T10:00:00Z'), run('untimed')], next: { start: 's2' } },
          }
        : {
            json: {
              build_runs: [run('new', '2026-11-20T11:30:00+01:00'), run('newest', '2026-11-21T00:00:00Z')],
            },
          },
    );
    const runs = await cloud.codeEngine.buildRunsOf(ref, 'api', never);
    expect(runs.map(({ name }) => name)).toEqual(['newest', 'new', 'old', 'untimed']);
    const [first, second] = cloud.stub.requestsFor('GET /v2/projects/p-1/build_runs');
    expect(Object.fromEntries(first?.query ?? [])).toEqual({
      version: '2025-07-10',
      limit: '100',
      build_name: 'api',
    });
    expect(second?.query.get('start')).toBe('s2');
    expect(second?.query.get('version')).toBe('2025-07-10');
  });

  test('that lead in a circle are given up', async () => {
    cloud.onProject('/job_runs', { json: { job_runs: [], next: { start: 'again' } } });
    expect(await refusal(cloud.codeEngine.jobRunsOf(ref, 'j', never))).toMatchObject({
      reason: 'malformed',
      message: expect.stringContaining('in a circle'),
    });
    expect(cloud.stub.requestsFor('GET /v2/projects/p-1/job_runs')).toHaveLength(2);
  });

  test('without end are given up', async () => {
    let page = 0;
    cloud.onProject('/job_runs', () => {
      page += 1;
      return { json: { job_runs: [], next: { start: String(page) } } };
    });
    expect(await refusal(cloud.codeEngine.jobRunsOf(ref, 'j', never))).toMatchObject({ reason: 'malformed' });
    expect(page).toBe(50);
  });

  test('of an empty project are empty', async () => {
    for (const collection of ['builds', 'build_runs', 'apps', 'jobs', 'job_runs', 'functions']) {
      cloud.onProject(`/${collection}`, { json: { limit: 100 } });
    }
    expect(await cloud.codeEngine.inventory(ref, never)).toEqual({
      builds: [],
      buildRuns: [],
      apps: [],
      jobs: [],
      jobRuns: [],
      functions: [],
      fleets: [],
    });
  });

  test('that cannot be read leave the others, and are named with the reason', async () => {
    for (const collection of ['builds', 'build_runs', 'apps', 'jobs', 'job_runs']) {
      cloud.onProject(`/${collection}`, { json: { [collection]: [{ name: `one-of-${collection}` }] } });
    }
    cloud.onProject('/functions', apiError(403, 'no functions for you'));
    const inventory = await cloud.codeEngine.inventory(ref, never);
    expect(inventory).toMatchObject({
      builds: [{ name: 'one-of-builds' }],
      jobRuns: [{ name: 'one-of-job_runs' }],
      functions: [],
      fleets: [],
    });
    expect(inventory.missing).toMatchObject([{ source: 'Functions', reason: 'forbidden' }]);
  });

  test('of which none can be read reject', async () => {
    for (const collection of ['builds', 'build_runs', 'apps', 'jobs', 'job_runs', 'functions']) {
      cloud.onProject(`/${collection}`, apiError(403, 'no'));
    }
    expect(await refusal(cloud.codeEngine.inventory(ref, never))).toMatchObject({ reason: 'forbidden' });
  });

  test('of which a later page cannot be had keep what was read, and say so', async () => {
    cloud.onProject(
      '/build_runs',
      { json: { build_runs: [run('first')], next: { start: 's2' } } },
      apiError(403, 'no'),
    );
    for (const collection of ['builds', 'apps', 'jobs', 'job_runs', 'functions']) {
      cloud.onProject(`/${collection}`, { json: {} });
    }
    const { buildRuns, missing } = await cloud.codeEngine.inventory(ref, never);
    expect(buildRuns).toMatchObject([{ name: 'first' }]);
    expect(missing).toMatchObject([
      {
        source: 'Build runs',
        reason: 'forbidden',
        detail: expect.stringContaining('only the first 1 could be read'),
      },
    ]);
  });

  test('whose newest element may be on the missing page reject', async () => {
    cloud.onProject(
      '/build_runs',
      { json: { build_runs: [run('first')], next: { start: 's2' } } },
      apiError(403, 'no'),
    );
    expect(await refusal(cloud.codeEngine.buildRunsOf(ref, 'api', never))).toMatchObject({
      reason: 'forbidden',
    });
  });

  test('go on with a fresh token when theirs is revoked between two pages', async () => {
    const fresh = jwt('canary-fresh');
    cloud.stub.on(
      'POST /identity/token',
      { json: { access_token: cloud.accessToken, expires_in: 3600 } },
      { json: { access_token: fresh, expires_in: 3600 } },
    );
    cloud.onProject('/build_runs', ({ query, headers }) => {
      if (query.get('start') === null) return { json: { build_runs: [run('a')], next: { start: 's2' } } };
      return headers.authorization === `Bearer ${fresh}`
        ? { json: { build_runs: [run('b')] } }
        : apiError(401, 'revoked');
    });
    expect(await cloud.codeEngine.buildRunsOf(ref, 'api', never)).toHaveLength(2);
    expect(cloud.masker.mask(`token ${fresh}`)).not.toContain(fresh);
  });

  test('are given up when the fresh token is refused as well', async () => {
    cloud.onProject('/build_runs', apiError(401, 'revoked'));
    expect(await refusal(cloud.codeEngine.buildRunsOf(ref, 'api', never))).toMatchObject({
      reason: 'unauthorized',
    });
    expect(cloud.stub.requestsFor('GET /v2/projects/p-1/build_runs').length).toBeLessThanOrEqual(2);
  });

  test('of an app’s revisions and instances are asked below the app', async () => {
    cloud.onProject('/apps/web/revisions', { json: { revisions: [run('web-00001')] } });
    cloud.onProject('/apps/web/instances', {
      json: {
        instances: [
          {
            name: 'web-00001-deployment-x',
            status_details: {
              restarts: 4,
              user_container: { last_observed_state: { exit_code: 137, reason: 'OOMKilled' } },
            },
          },
        ],
      },
    });
    expect(await cloud.codeEngine.revisionsOf(ref, 'web', never)).toMatchObject([{ name: 'web-00001' }]);
    expect(await cloud.codeEngine.instancesOf(ref, 'web', never)).toMatchObject([
      { name: 'web-00001-deployment-x', restarts: 4, last: { exitCode: 137, reason: 'OOMKilled' } },
    ]);
  });
});

describe('single resources', () => {
  test.each([
    ['build', '/builds/x', (name: string) => cloud.codeEngine.build(ref, name, never)],
    ['build run', '/build_runs/x', (name: string) => cloud.codeEngine.buildRun(ref, name, never)],
    ['app', '/apps/x', (name: string) => cloud.codeEngine.app(ref, name, never)],
    ['job', '/jobs/x', (name: string) => cloud.codeEngine.job(ref, name, never)],
    ['job run', '/job_runs/x', (name: string) => cloud.codeEngine.jobRun(ref, name, never)],
    ['function', '/functions/x', (name: string) => cloud.codeEngine.function(ref, name, never)],
  ])('a %s is asked for by its name', async (_kind, where, question) => {
    cloud.onProject(where, { json: { name: 'x', status: 'ready' } });
    expect(await question('x')).toMatchObject({ name: 'x' });
  });

  test('the project itself', async () => {
    const shop = { id: 'p-1', name: 'shop', region: 'eu-de', status: 'inactive' };
    cloud.onProject('', { json: { ...shop, crn: 'crn:…' } });
    expect(await cloud.codeEngine.project(ref, never)).toEqual(shop);
  });

  test('the runtimes of functions', async () => {
    const runtime = { id: 'nodejs-24', name: 'Node.js 24', deprecated: false };
    cloud.stub.on('GET /v2/function_runtimes', {
      json: { function_runtimes: [{ ...runtime, family: 'nodejs' }] },
    });
    expect(await cloud.codeEngine.functionRuntimes(ref, never)).toEqual([runtime]);
  });
});

describe('projects', () => {
  const project = (id: string, region: string) => ({ id, name: id, region, status: 'active' });

  test('come from every region, and a region that fails is named', async () => {
    cloud.stub.on('GET /eu-de/v2/projects', { json: { projects: [project('a', 'eu-de')] } });
    cloud.stub.on('GET /us-east/v2/projects', apiError(403, 'no'));
    cloud.stub.on('GET /jp-tok/v2/projects', { json: { projects: [project('b', 'jp-tok')] } });
    const codeEngine = cloud.adapter({
      apiUrl: `${cloud.stub.url}/{region}`,
      regions: ['us-east', 'jp-tok', 'eu-de'],
    });
    expect(await codeEngine.projects(never)).toEqual({
      projects: [project('a', 'eu-de'), project('b', 'jp-tok')],
      failures: [
        {
          region: 'us-east',
          error: 'Code Engine in us-east does not let ce-image read the projects in us-east',
        },
      ],
    });
  });

  test('of one URL for several regions are asked for once, and those of other regions are left out', async () => {
    cloud.stub.on('GET /v2/projects', {
      json: { projects: [project('a', 'eu-de'), project('b', 'us-east'), project('c', 'br-sao')] },
    });
    const { projects, failures } = await cloud.adapter({ regions: ['eu-de', 'us-east'] }).projects(never);
    expect(projects.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(failures).toEqual([]);
    expect(cloud.stub.requestsFor('GET /v2/projects')).toHaveLength(1);
  });

  test('of a region whose API does not answer do not hold the others up for ever', async () => {
    cloud.stub.on('GET /eu-de/v2/projects', { json: { projects: [project('a', 'eu-de')] } });
    cloud.stub.on('GET /us-east/v2/projects', 'hang');
    const codeEngine = cloud.adapter({ apiUrl: `${cloud.stub.url}/{region}`, regions: ['us-east', 'eu-de'] });
    const answer = codeEngine.projects(never);
    const seen = new Set<string>();
    while (seen.size < 2) {
      const { path } = await cloud.stub.nextRequest();
      if (path.endsWith('/projects')) seen.add(path);
    }
    await new Promise(setImmediate);
    cloud.clock.expire();
    expect((await answer).failures).toEqual([
      { region: 'us-east', error: 'Code Engine in us-east did not answer in time' },
    ]);
  });

  test('are sent no request twice at once for a token', async () => {
    cloud.stub.on('GET /v2/projects', { json: {} });
    await Promise.all([cloud.codeEngine.projects(never), cloud.codeEngine.projects(never)]);
    // Beside it, once, the token that Kubernetes will need.
    const kinds = cloud.stub
      .requestsFor('POST /identity/token')
      .map(({ body }) => new URLSearchParams(body).get('response_type'));
    expect(kinds.toSorted()).toEqual(['cloud_iam', 'delegated_refresh_token']);
  });

  test('reject with SourceError when nobody may log in', async () => {
    cloud.stub.on('POST /identity/token', { status: 400, json: { errorCode: 'BXNIM0415E' } });
    const { failures } = await cloud.codeEngine.projects(never);
    expect(failures[0]?.error).toContain('API key is not accepted');
    await expect(cloud.codeEngine.project(ref, never)).rejects.toBeInstanceOf(SourceError);
  });
});
