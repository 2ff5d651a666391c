import type { Project } from '../../../playground/src/world';
import { SimulatedCloud } from '../../support/simulated-cloud';

let cloud: SimulatedCloud;
let shop: Project;
beforeAll(async () => {
  cloud = await SimulatedCloud.start();
  shop = cloud.world.project('shop');
});
afterAll(() => cloud.close());

type Body = Record<string, unknown>;

async function send(
  method: string,
  path: string,
  body?: unknown,
  options: { readonly tag?: string; readonly identity?: string } = {},
): Promise<{ readonly status: number; readonly body: Body }> {
  const { tag, identity } = options;
  const reply = await cloud.v2(`projects/${shop.id}/${path}`, {
    ...(identity !== undefined && { identity }),
    init: {
      method,
      headers: {
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        ...(tag !== undefined && { 'if-match': tag }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  });
  return { status: reply.status, body: (await reply.json()) as Body };
}
const read = async (path: string) => (await send('GET', path)).body;
const tagOf = async (path: string) => String((await read(path)).entity_tag);

const registry = {
  name: 'icr-new',
  format: 'registry',
  data: { server: 'private.de.icr.io', username: 'iamapikey', password: 'canary-new' },
};

describe('a project', () => {
  const make = async (name: string, identity?: string) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    };
    return (await cloud.v2('projects', { ...(identity !== undefined && { identity }), init })).status;
  };

  test('is made once in a region, by whoever may make one, as long as there are fewer than 20', async () => {
    expect(await make('shop', 'platform-team')).toBe(409);
    expect(await make('till', 'platform-team')).toBe(202);
    expect(cloud.world.project('till')).toMatchObject({ status: 'active', region: 'eu-de' });
    const statuses: number[] = [];
    for (let number = 0; number < 20; number += 1)
      statuses.push(await make(`till-${number}`, 'platform-team'));
    expect(statuses.at(-1)).toBe(403);
    const here = [...cloud.world.projects.values()].filter(({ region }) => region === 'eu-de');
    expect(here).toHaveLength(20);
  });

  test('is not made by whoever may only read', async () => {
    expect(await make('till-of-a-reader', 'ce-image-reader')).toBe(403);
  });
});

describe('what is created', () => {
  test('is there, with a tag of its own', async () => {
    expect((await send('POST', 'secrets', registry)).status).toBe(201);
    expect(await read('secrets/icr-new')).toMatchObject({
      format: 'registry',
      entity_tag: expect.any(String),
    });
  });

  test.each([
    ['a name that is taken', 'secrets', registry, 409],
    ['a name that is none', 'secrets', { ...registry, name: 'Not a name' }, 400],
    ['no format', 'secrets', { name: 'x1', data: {} }, 400],
    [
      'a login without a password',
      'secrets',
      { ...registry, name: 'x2', data: { server: 'de.icr.io', username: 'u' } },
      400,
    ],
    ['a value that is no text', 'config_maps', { name: 'x3', data: { PORT: 8080 } }, 400],
    ['no image', 'apps', { name: 'x4' }, 400],
    ['a field that there is not', 'jobs', { name: 'x5', image_reference: 'icr.io/a/b', colour: 'red' }, 400],
    [
      'a field of another kind',
      'apps',
      { name: 'x6', image_reference: 'icr.io/a/b', image_port: '8080' },
      400,
    ],
    ['a run of a job that is not there', 'job_runs', { job_name: 'never-was' }, 404],
    ['a run of nothing', 'job_runs', { name: 'x7' }, 400],
    ['no object', 'builds', 'nonsense', 400],
  ])('%s is refused', async (_what, kind, body, status) => {
    expect((await send('POST', kind, body)).status).toBe(status);
  });

  test('needs the role Writer', async () => {
    const body = { name: 'by-reader', data: {} };
    expect((await send('POST', 'config_maps', body, { identity: 'ce-image-reader' })).status).toBe(403);
  });
});

describe('what is changed', () => {
  test('wants the tag that was read: a change in between is not lost', async () => {
    const change = { image_port: 9_000 };
    expect((await send('PATCH', 'apps/shop-checkout', change)).status).toBe(400);
    expect((await send('PATCH', 'apps/shop-checkout', change, { tag: '1' })).status).toBe(412);
    const tag = await tagOf('apps/shop-checkout');
    expect((await send('PATCH', 'apps/shop-checkout', change, { tag })).status).toBe(200);
    expect((await send('PATCH', 'apps/shop-checkout', change, { tag })).status).toBe(412);
    expect(await read('apps/shop-checkout')).toMatchObject({ image_port: 9_000 });
  });

  test('loses a field that a merge patch sets to null', async () => {
    const tag = await tagOf('builds/shop-api');
    await send('PATCH', 'builds/shop-api', { source_context_dir: 'x' }, { tag });
    const again = await tagOf('builds/shop-api');
    await send('PATCH', 'builds/shop-api', { source_context_dir: null }, { tag: again });
    expect(await read('builds/shop-api')).not.toHaveProperty('source_context_dir');
  });

  test('of a secret is replaced as a whole, in the format that it has', async () => {
    const tag = await tagOf('secrets/icr-new');
    const other = { format: 'generic', data: { a: 'b' } };
    expect((await send('PUT', 'secrets/icr-new', other, { tag })).status).toBe(400);
    const data = { ...registry.data, username: 'other' };
    expect((await send('PUT', 'secrets/icr-new', { format: 'registry', data }, { tag })).status).toBe(200);
    expect((await read('secrets/icr-new')).data).toMatchObject({ username: 'other' });
  });

  test.each([
    ['PUT', 'apps/shop-checkout'],
    ['PATCH', 'secrets/icr-new'],
    ['PUT', 'apps'],
  ])('%s %s is not how', async (method, path) => {
    expect((await send(method, path, {}, { tag: '*' })).status).toBe(405);
  });
});

describe('what is deleted', () => {
  test('is gone, and nobody deletes it twice', async () => {
    expect((await send('DELETE', 'secrets/icr-new')).status).toBe(202);
    expect((await send('DELETE', 'secrets/icr-new')).status).toBe(404);
  });

  test('an app goes with its revisions; one in use does not go alone', async () => {
    const { name } =
      [...shop.revisions.values()].filter((one) => one.app_name === 'shop-checkout').at(-1) ?? {};
    expect((await send('DELETE', `apps/shop-checkout/revisions/${name}`)).status).toBe(409);
    expect((await send('DELETE', 'apps/shop-checkout')).status).toBe(202);
    expect([...shop.revisions.values()].filter((one) => one.app_name === 'shop-checkout')).toEqual([]);
  });
});

describe('the world reacts for what is there', () => {
  const image = 'private.de.icr.io/shop/shop-checkout:5.1.0';
  const secret = 'ce-auto-icr-private-eu-de';
  const statusOf = async (app: Body) => {
    const name = String(app.name);
    expect((await send('POST', 'apps', app)).status).toBe(201);
    return (await read(`apps/${name}`)).status;
  };

  test.each([
    ['a program that listens where it is asked', { image_port: 3_000, image_secret: secret }, 'ready'],
    ['on another port', { image_port: 8_080, image_secret: secret }, 'failed'],
    ['a private image without a secret', { image_port: 3_000 }, 'failed'],
    ['a secret that is not there', { image_port: 3_000, image_secret: 'never-was' }, 'failed'],
    [
      'a variable from a secret that is not there',
      {
        image_port: 3_000,
        image_secret: secret,
        run_env_variables: [{ type: 'secret_key_reference', name: 'A', reference: 'never-was', key: 'A' }],
      },
      'failed',
    ],
  ])('%s', async (what, settings, status) => {
    const name = `web-${what.length}`;
    expect(await statusOf({ name, image_reference: image, ...settings })).toBe(status);
  });

  test('an older revision goes on serving when the next does not start', async () => {
    await statusOf({ name: 'serving', image_reference: image, image_secret: secret, image_port: 3_000 });
    const tag = await tagOf('apps/serving');
    await send('PATCH', 'apps/serving', { image_port: 8_080 }, { tag });
    expect(await read('apps/serving')).toMatchObject({
      status: 'warning',
      status_details: { latest_created_revision: 'serving-00002', latest_ready_revision: 'serving-00001' },
    });
  });

  test('a job runs, and ends when its time has come', async () => {
    await send('POST', 'jobs', { name: 'tally', image_reference: image, image_secret: secret });
    const { body } = await send('POST', 'job_runs', { job_name: 'tally' });
    expect(body.status).toBe('running');
    cloud.world.clock.jump(60_000);
    expect((await read(`job_runs/${body.name}`)).status).toBe('completed');
  });
});
