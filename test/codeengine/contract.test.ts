import fc from 'fast-check';
import type { z } from 'zod';
import * as to from '../../src/codeengine/mapping';
import * as schemas from '../../src/codeengine/schemas';
import examples from '../contract/code-engine-v2-examples.json';

interface Example {
  readonly method: string;
  readonly path: string;
  readonly bodies: readonly unknown[];
}

/** Models by the collection that ends (or holds) a path. */
const models: Readonly<Record<string, z.ZodType>> = {
  projects: schemas.project,
  apps: schemas.app,
  instances: schemas.appInstance,
  revisions: schemas.appRevision,
  jobs: schemas.job,
  job_runs: schemas.jobRun,
  functions: schemas.functionResource,
  builds: schemas.build,
  build_runs: schemas.buildRun,
  secrets: schemas.secret,
};

/** Resources that ce-image never asks for. */
const unread =
  /\/(allowed_outbound_destinations|bindings|domain_mappings|config_maps|persistent_data_stores|status_details|egress_ips)\b/;

function schemaOf({ method, path }: Example): z.ZodType {
  if (path === '/function_runtimes') return schemas.functionRuntimes;
  const segments = path.split('/').filter(Boolean);
  const last = segments.at(-1) ?? '';
  const listed = models[last];
  if (listed) return method === 'GET' ? schemas.page(last, listed) : listed;
  const single = models[segments.at(-2) ?? ''];
  if (!single) throw new Error(`no model for ${path}`);
  return single;
}

const operations = Object.entries(examples as Record<string, Example>);
const read = operations.filter(([, { path }]) => !unread.test(path));
const bodies = read.flatMap(([operation, example]) =>
  example.bodies.map((body, index) => ({
    name: `${operation} ${index + 1}`,
    body,
    schema: schemaOf(example),
  })),
);

describe('IBM’s published examples of API v2', () => {
  test('hold what ce-image reads', () => {
    expect(read.length).toBeGreaterThan(30);
  });

  test.each(bodies)('$name can be read', ({ body, schema }) => {
    expect(schema.safeParse(body).error?.issues).toBeUndefined();
  });

  test('lists tell their elements and where the next page starts', () => {
    const [first, , last] = bodies.filter(({ name }) => name.startsWith('ListBuildRuns'));
    const page = schemas.page('build_runs', schemas.buildRun);
    expect(page.parse(first?.body)).toMatchObject({ items: [{ name: 'my-build-run' }], next: 'Start' });
    expect(page.parse(last?.body).next).toBeUndefined();
  });

  test('a build run comes in the core’s words', () => {
    const body = bodies.find(({ name }) => name === 'GetBuildRun 1')?.body;
    expect(to.toBuildRun(schemas.buildRun.parse(body))).toEqual({
      name: 'my-build-run',
      buildName: 'BuildName',
      createdAt: '2022-09-13T11:41:35+02:00',
      status: 'succeeded',
      reason: 'succeeded',
      startTime: '2022-09-22T17:34:00Z',
      completionTime: '2022-09-22T17:40:00Z',
      gitCommitSha: '9a3d845c629d2b4a6b271b1d526dfafc1e7d9511',
      gitCommitAuthor: 'John Doe',
      gitBranchName: 'main',
      outputDigest: 'sha256:9a3d845c629d2b4a6b271b1d526dfafc1e7d9511f8863b43b5bb0483ef626384',
      sourceType: 'git',
      sourceUrl: 'https://github.com/IBM/CodeEngine',
      sourceRevision: 'main',
      sourceContextDir: 'some/subfolder',
      sourceSecret: 'SourceSecret',
      outputImage: 'private.de.icr.io/icr_namespace/image-name',
      outputSecret: 'ce-auto-icr-private-eu-de',
      strategyType: 'dockerfile',
      strategySize: 'medium',
      strategySpecFile: 'Dockerfile',
      timeout: 600,
    });
  });

  test('an app comes without the values of its environment', () => {
    const body = bodies.find(({ name }) => name === 'GetApp 1')?.body;
    const app = to.toApp(schemas.app.parse(body));
    expect(app).toMatchObject({
      name: 'my-app',
      imageReference: 'icr.io/codeengine/helloworld',
      imageSecret: 'my-secret',
      imagePort: 8080,
      latestCreatedRevision: 'my-app-00001',
      buildRun: 'my-build-run',
      minInstances: 1,
      env: [{ name: 'SOME', type: 'literal', reference: 'my-secret', key: 'MY_VARIABLE' }],
    });
    expect(JSON.stringify(app)).not.toContain('"VALUE"');
  });

  test('a job run tells each index, in the order of numbers', () => {
    const index = { status: 'failed', last_failure_reason: 'OOMKilled', retries: 3 };
    const run = schemas.jobRun.parse({
      name: 'r',
      status_details: { indices_details: { 10: index, 9: index, 0: index } },
    });
    expect(to.toJobRun(run).indices).toMatchObject([
      { index: '0', lastFailureReason: 'OOMKilled', retries: 3 },
      { index: '9' },
      { index: '10' },
    ]);
  });
});

/** Every place in a body, as keys from its top. */
function placesIn(value: unknown, above: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    [...above, key],
    ...placesIn(below, [...above, key]),
  ]);
}

/** The body with what stands at a place taken away, or put in its stead. */
function changed(body: unknown, place: readonly string[], value?: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  let at = copy;
  for (const key of place.slice(0, -1)) {
    if (typeof at[key] !== 'object' || at[key] === null) return copy;
    at = at[key] as Record<string, unknown>;
  }
  const last = place.at(-1) as string;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

describe('an answer without a field that everybody thought certain', () => {
  /** A resource is told by these; a list leaves out the element that lacks one, and is malformed when it is no list. */
  const identity = (place: readonly string[]) => ['name', 'id'].includes(place.at(-1) as string);
  const isPage = (body: unknown) =>
    typeof body === 'object' && body !== null && ('limit' in body || 'function_runtimes' in body);

  test.each(bodies)('$name is read whichever field is missing or of another type', ({ body, schema }) => {
    for (const place of placesIn(body)) {
      for (const other of [undefined, null, 7, 'x', [], {}, true]) {
        const read = schema.safeParse(changed(body, place, other));
        if (!read.success)
          expect({
            place,
            other,
            own: place.length === 1 && (identity(place) || isPage(body)),
          }).toMatchObject({ own: true });
      }
    }
  });

  test.each(bodies.filter(({ body }) => isPage(body)))(
    '$name is read with two fields missing',
    ({ body, schema }) => {
      fc.assert(
        fc.property(fc.shuffledSubarray(placesIn(body), { minLength: 2, maxLength: 2 }), (places) => {
          const poorer = places.reduce<unknown>((rest, place) => changed(rest, place), body);
          expect(schema.safeParse(poorer).success).toBe(true);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('an element that cannot be told costs nobody the others, and is counted', () => {
    const page = schemas.page('builds', schemas.build);
    expect(page.parse({ builds: [{ name: 'a' }, { status: 'registered' }, null, { name: 'b' }] })).toEqual({
      items: [expect.objectContaining({ name: 'a' }), expect.objectContaining({ name: 'b' })],
      unread: ['name', 'the element itself'],
      next: undefined,
    });
  });
});

describe('what no documentation lists', () => {
  test('an unknown status, reason or field does no harm', () => {
    const model = schemas.buildRun.parse({
      name: 'r',
      status: 'hibernating',
      status_details: { reason: 'solar_flare', mood: 'bad' },
      novelty: true,
    });
    expect(to.toBuildRun(model)).toMatchObject({ name: 'r', status: 'hibernating', reason: 'solar_flare' });
  });

  test('null is as good as a missing field', () => {
    const model = schemas.app.parse({
      name: 'a',
      status: null,
      status_details: null,
      run_env_variables: null,
    });
    expect(to.toApp(model)).toMatchObject({ name: 'a', status: undefined, env: undefined });
  });
});

describe('secrets in fields that are no secrets', () => {
  test('the login in a repository URL is left out', () => {
    const model = schemas.build.parse({ name: 'b', source_url: 'https://me:canary@github.com/x/y' });
    expect(to.toBuild(model).sourceUrl).toBe('https://github.com/x/y');
  });

  test('an SSH URL keeps its user', () => {
    const model = schemas.build.parse({ name: 'b', source_url: 'git@github.com:x/y.git' });
    expect(to.toBuild(model).sourceUrl).toBe('git@github.com:x/y.git');
  });

  test('the inline source of a function is left out', () => {
    const model = schemas.functionResource.parse({
      name: 'f',
      code_reference: 'data:text/plain;base64,Y2FuYXJ5',
    });
    expect(to.toFunction(model).codeReference).toBe('data:text/plain;base64');
  });
});
