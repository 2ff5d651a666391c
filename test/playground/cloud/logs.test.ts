import { type Cloud, startCloud } from '../../../playground/src/cloud';
import { botApiKey, createWorld } from '../../../playground/src/scenarios';
import { keepLog } from '../../../playground/src/scenarios/kit';
import type { World } from '../../../playground/src/world';

let world: World;
let cloud: Cloud;
beforeEach(async () => {
  world = createWorld({ seed: 'test' });
  cloud = await startCloud(world);
});
afterEach(() => cloud.close());

const of = {
  componentType: 'job',
  component: 'export',
  subcomponentType: 'job_run',
  subcomponent: 'export-1',
  instanceId: 'export-1-0',
} as const;
const query = (run = 'export-1') =>
  `app:"codeengine" AND codeengine.subcomponentType:"job_run" AND codeengine.subcomponent:"${run}"`;

async function token(identity?: string): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
    apikey: botApiKey(world, identity),
  });
  const answer = await fetch(`${cloud.iamUrl}/identity/token`, { method: 'POST', body: form });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function ask(
  given: {
    readonly query?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly id?: string;
  } = {},
) {
  const now = world.clock.now();
  const metadata = {
    start_date: new Date(now - 3_600_000).toISOString(),
    end_date: new Date(now).toISOString(),
    tier: 'frequent_search',
    syntax: 'lucene',
    ...given.metadata,
  };
  const answer = await fetch(`${cloud.logsUrl}/${given.id ?? world.logs.instances[0]?.id}/v1/query`, {
    method: 'POST',
    headers: {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${await token()}`,
      'Content-Type': 'application/json',
      ...given.headers,
    },
    body: JSON.stringify({ query: given.query ?? query(), metadata }),
  });
  const text = await answer.text().catch(() => 'broke off');
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data));
  return { status: answer.status, text, events };
}

const keep = (text: string, more = {}) =>
  keepLog(world, world.project('logistics-uk'), of, { minutes: 20, text, ...more });

test('a query is answered with events, each behind a comment', async () => {
  keep('first\nsecond');
  const { text, events } = await ask();
  expect(text.startsWith(': success\ndata: ')).toBe(true);
  const results = events.flatMap(({ result }) => result?.results ?? []);
  expect(results.map(({ user_data }) => JSON.parse(user_data))).toMatchObject([
    { app: 'codeengine', codeengine: { subcomponent: 'export-1' }, message: { message: 'first' } },
    { message: { message: 'second' } },
  ]);
});

test('lines of others, of other times and too new ones are not among them', async () => {
  keep('mine');
  keepLog(
    world,
    world.project('logistics-uk'),
    { ...of, subcomponent: 'export-2' },
    { minutes: 20, text: 'x' },
  );
  keepLog(world, world.project('logistics-uk'), of, { minutes: 90, text: 'old' });
  keepLog(world, world.project('logistics-uk'), of, { minutes: 1, text: 'new' });
  const { events } = await ask();
  expect(JSON.stringify(events)).toContain('mine');
  expect(events.flatMap(({ result }) => result?.results ?? [])).toHaveLength(1);
});

test('a field is searched by its words: a name that only holds the one asked for is found, too', async () => {
  keep('mine');
  keepLog(
    world,
    world.project('logistics-uk'),
    { ...of, subcomponent: 'old-export-1' },
    { minutes: 20, text: 'of another' },
  );
  const count = async (asked: string) =>
    (await ask({ query: asked })).events.flatMap(({ result }) => result?.results ?? []).length;
  expect(await count(query())).toBe(2);
  expect(await count('codeengine.subcomponent.keyword:"export-1"')).toBe(1);
});

test('a phrase is found in any field, with its words in a row', async () => {
  keep('npm ERR! missing script: "build"\nmissing the build script');
  const { events } = await ask({ query: `${query()} AND "missing script: \\"build\\""` });
  expect(events.flatMap(({ result }) => result?.results ?? [])).toHaveLength(1);
});

test('more lines than wanted are told with a warning', async () => {
  keep('a\nb\nc');
  const { events } = await ask({ metadata: { limit: 2 } });
  expect(events).toContainEqual({
    warning: { number_of_results_limit_warning: { number_of_results_limit: 2 } },
  });
});

test('the answer breaks off where the world says so', async () => {
  keep('a\nb\nc', { breaksAfter: 2 });
  expect((await ask()).text).toBe('broke off');
});

test.each([
  ['nonsense ((', 'compile_error'],
  ['a:"b" AND', 'compile_error'],
])('the query %s does not compile', async (wrong, code) => {
  expect((await ask({ query: wrong })).events).toEqual([
    { error: { message: expect.any(String), code: { [code]: {} } } },
  ]);
});

test.each<[string, Parameters<typeof ask>[0], number]>([
  ['without a token', { headers: { Authorization: '' } }, 401],
  ['at an instance that does not exist', { id: '00000000-0000-4000-8000-000000000000' }, 404],
  ['over more than eight days', { metadata: { start_date: '2020-01-01T00:00:00Z' } }, 400],
  ['for more lines than the tier gives', { metadata: { limit: 12_001 } }, 400],
  ['that wants JSON', { headers: { Accept: 'application/json' } }, 406],
])('a query %s is refused', async (_what, given, status) => {
  expect((await ask(given)).status).toBe(status);
});

test('of another account nobody is let in', async () => {
  const headers = { Authorization: `Bearer ${await token('newcomer')}` };
  expect((await ask({ headers })).status).toBe(403);
});

test('more than ten queries a minute are refused', async () => {
  const statuses = [];
  for (let at = 0; at < 11; at += 1) statuses.push((await ask()).status);
  expect(statuses.slice(9)).toEqual([200, 429]);
});
