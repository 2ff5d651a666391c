import type { Project } from '../../../playground/src/world';
import { SimulatedCloud } from '../../support/simulated-cloud';

describe('the Code Engine API v2', () => {
  let cloud: SimulatedCloud;
  let shop: Project;
  beforeEach(async () => {
    cloud = await SimulatedCloud.start();
    shop = cloud.world.project('shop');
  });
  afterEach(() => cloud.close());

  async function names(path: string, collection: string, options = {}): Promise<string[]> {
    const reply = await cloud.v2(path, options);
    expect(reply.status).toBe(200);
    const body = (await reply.json()) as Record<string, { name: string }[]>;
    return (body[collection] ?? []).map((element) => element.name);
  }

  describe('asks who is there', () => {
    test.each(['', 'Bearer wrong', 'Basic YTpi'])('and refuses %p', async (authorization) => {
      const url = `${cloud.cloud.codeEngineUrl.replace('{region}', 'eu-de')}/v2/projects?version=2025-07-10`;
      const reply = await fetch(url, { headers: { authorization } });
      expect(reply.status).toBe(401);
      expect(await reply.json()).toEqual({
        errors: [{ code: 'unauthorized', message: expect.any(String) }],
        trace: expect.stringMatching(/^codeengine-api-[0-9a-f]{32}$/),
        status_code: 401,
      });
    });

    test('and refuses a token that has expired', async () => {
      const token = await cloud.accessToken();
      cloud.wall.time += 3_600_000;
      const url = `${cloud.cloud.codeEngineUrl.replace('{region}', 'eu-de')}/v2/projects?version=2025-07-10`;
      expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
    });

    test('and shows another account nothing', async () => {
      expect(await names('projects', 'projects', { identity: 'newcomer' })).toEqual([]);
      expect((await cloud.v2(`projects/${shop.id}`, { identity: 'newcomer' })).status).toBe(404);
    });
  });

  describe('wants a version', () => {
    test.each(['', 'latest', '2025-13-01', '2025-02-30', '2020-01-01', '2027-01-01'])(
      'and refuses %p',
      async (version) => {
        const reply = await cloud.v2('projects', { version });
        expect(reply.status).toBe(400);
      },
    );
  });

  describe('knows its region', () => {
    test('and lists only the projects there', async () => {
      expect(await names('projects', 'projects')).toContain('shop');
      expect(await names('projects', 'projects', { region: 'us-south' })).toEqual(['analytics']);
      expect(await names('projects', 'projects', { region: 'jp-tok' })).toEqual([]);
    });

    test('and does not find a project of another region', async () => {
      expect((await cloud.v2(`projects/${shop.id}`, { region: 'us-south' })).status).toBe(404);
    });
  });

  describe('pages its lists', () => {
    test('by limit and start, until there is no next', async () => {
      const whole = await names('projects', 'projects');
      const seen: string[] = [];
      let start: string | undefined;
      for (let page = 0; page < whole.length; page += 1) {
        const reply = await cloud.v2(`projects?limit=3${start === undefined ? '' : `&start=${start}`}`);
        const body = (await reply.json()) as {
          projects: { name: string }[];
          limit: number;
          first: { href: string };
          next?: { href: string; start: string };
        };
        expect(body.limit).toBe(3);
        expect(body.first.href).toContain('limit=3');
        seen.push(...body.projects.map((project) => project.name));
        if (!body.next) break;
        expect(new URL(body.next.href).searchParams.get('start')).toBe(body.next.start);
        start = body.next.start;
      }
      expect(seen).toEqual(whole);
    });

    test.each(['limit=0', 'limit=101', 'limit=many', 'start=nowhere'])('and refuses %s', async (query) => {
      expect((await cloud.v2(`projects?${query}`)).status).toBe(400);
    });
  });

  describe('filters', () => {
    test('build runs by their build', async () => {
      const runs = await names(`projects/${shop.id}/build_runs?build_name=shop-api`, 'build_runs');
      expect(runs.length).toBeGreaterThanOrEqual(3);
      expect(runs.every((name) => name.startsWith('shop-api-run-'))).toBe(true);
      expect(await names(`projects/${shop.id}/build_runs?build_name=other`, 'build_runs')).toEqual([]);
    });

    test('job runs by their job', async () => {
      expect(await names(`projects/${shop.id}/job_runs?job_name=shop-mailer`, 'job_runs')).toEqual([
        'shop-mailer-run-1',
      ]);
      expect(await names(`projects/${shop.id}/job_runs?job_name=other`, 'job_runs')).toEqual([]);
    });

    test('secrets by their format', async () => {
      expect(await names(`projects/${shop.id}/secrets?format=ssh_auth`, 'secrets')).toEqual([
        'github-deploy-key',
      ]);
    });
  });

  test.each(['apps', 'builds', 'build_runs', 'config_maps', 'functions', 'jobs', 'job_runs', 'secrets'])(
    'says in the documented words that there is no such thing in %s',
    async (collection) => {
      const reply = await cloud.v2(`projects/${shop.id}/${collection}/never-was`);
      expect(reply.status).toBe(404);
      expect(await reply.json()).toEqual({
        errors: [{ code: 'resource_not_found', message: 'Resource not found.' }],
        trace: expect.stringMatching(/^codeengine-api-/),
        status_code: 404,
      });
    },
  );

  test.each(['bindings', 'domain_mappings', 'persistent_data_stores'])(
    'has an empty list of %s',
    async (collection) => {
      expect(await names(`projects/${shop.id}/${collection}`, collection)).toEqual([]);
    },
  );

  test('is told its region by the host name as well', async () => {
    const origin = new URL(cloud.cloud.codeEngineUrl.replace('{region}', '')).origin;
    const { request } = await import('node:http');
    const token = await cloud.accessToken();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${origin}/v2/projects/${shop.id}?version=2025-07-10`, {
        headers: { host: 'api.eu-de.codeengine.cloud.ibm.com', authorization: `Bearer ${token}` },
      })
        .on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  describe('keeps secrets', () => {
    async function data(): Promise<Record<string, string>> {
      const reply = await cloud.v2(`projects/${shop.id}/secrets/ce-auto-icr-private-eu-de`);
      return ((await reply.json()) as { data: Record<string, string> }).data;
    }

    test('and shows their values, or REDACTED, as the world is set', async () => {
      const open = await data();
      expect(open).toMatchObject({ server: 'private.de.icr.io', username: 'iamapikey' });
      expect(cloud.world.canaries).toContain(open.password);
      cloud.world.secretValues = 'redacted';
      expect(await data()).toEqual({ ...open, password: 'REDACTED' });
    });
  });

  describe('minds roles', () => {
    test('without a service role the project is listed and its content refused', async () => {
      const payroll = cloud.world.project('payroll');
      expect(await names('projects', 'projects')).toContain('payroll');
      expect((await cloud.v2(`projects/${payroll.id}/apps`)).status).toBe(403);
      expect((await cloud.v2(`projects/${payroll.id}/apps`, { identity: 'platform-team' })).status).toBe(200);
    });

    test('a Reader reads and does not run', async () => {
      const init = { method: 'POST', body: JSON.stringify({ build_name: 'shop-api' }) };
      const path = `projects/${shop.id}/build_runs`;
      expect((await cloud.v2(path, { identity: 'ce-image-reader' })).status).toBe(200);
      expect((await cloud.v2(path, { identity: 'ce-image-reader', init })).status).toBe(403);
    });
  });

  test('has nothing to say of a project that is not active, except that', async () => {
    const archive = cloud.world.project('shop-archive');
    expect(await (await cloud.v2(`projects/${archive.id}`)).json()).toMatchObject({ status: 'soft_deleted' });
    const reply = await cloud.v2(`projects/${archive.id}/apps`);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ errors: [{ message: 'Project is not yet active' }] });
  });

  describe('runs builds', () => {
    const post = (body: unknown) =>
      cloud.v2(`projects/${shop.id}/build_runs`, { init: { method: 'POST', body: JSON.stringify(body) } });
    const run = async (name: string) =>
      (await (await cloud.v2(`projects/${shop.id}/build_runs/${name}`)).json()) as {
        status: string;
        status_details: { reason: string; output_digest?: string };
      };

    test('which go from pending to running to their end, with the world’s time', async () => {
      const reply = await post({ build_name: 'shop-api' });
      expect(reply.status).toBe(202);
      const made = (await reply.json()) as { name: string; status: string };
      expect(made).toMatchObject({ name: 'shop-api-run-260504-100000', status: 'pending' });
      cloud.world.clock.jump(5_000);
      expect((await run(made.name)).status).toBe('running');
      cloud.world.clock.jump(60_000);
      expect(await run(made.name)).toMatchObject({
        status: 'failed',
        status_details: { reason: 'failed_to_execute_build_run' },
      });
    });

    test('and succeed once the build is mended', async () => {
      const url = `projects/${shop.id}/builds/shop-api`;
      const { entity_tag } = (await (await cloud.v2(url)).json()) as { entity_tag: string };
      const patch = (tag: string) =>
        cloud.v2(url, {
          init: {
            method: 'PATCH',
            headers: { 'if-match': tag, 'content-type': 'application/merge-patch+json' },
            body: JSON.stringify({ source_context_dir: 'services/api' }),
          },
        });
      expect((await patch('1')).status).toBe(412);
      expect((await patch(entity_tag)).status).toBe(200);
      await post({ build_name: 'shop-api', name: 'shop-api-again' });
      cloud.world.clock.jump(200_000);
      expect(await run('shop-api-again')).toMatchObject({
        status: 'succeeded',
        status_details: { output_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
      });
    });

    test('and refuses a name that is taken, a build that is not there and nonsense', async () => {
      expect((await post({ build_name: 'shop-api', name: 'again' })).status).toBe(202);
      expect((await post({ build_name: 'shop-api', name: 'again' })).status).toBe(409);
      expect((await post({ build_name: 'never-was' })).status).toBe(404);
      expect((await post({ build_name: 'shop-api', name: 'Not a name' })).status).toBe(400);
      expect((await post('nonsense')).status).toBe(400);
    });

    test('and removes runs with their pods', async () => {
      await post({ build_name: 'shop-api', name: 'gone-soon' });
      const pods = () => [...shop.pods.keys()].filter((name) => name.startsWith('gone-soon-'));
      expect(pods()).toHaveLength(1);
      const url = `projects/${shop.id}/build_runs/gone-soon`;
      expect((await cloud.v2(url, { init: { method: 'DELETE' } })).status).toBe(202);
      expect((await cloud.v2(url)).status).toBe(404);
      expect(pods()).toEqual([]);
    });
  });
});
