import examples from '../../contract/code-engine-v2-examples.json';
import { SimulatedCloud } from '../../support/simulated-cloud';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Ways in which a value is not like its example: fields that the example has not, or of another type. */
function differences(actual: Json, example: Json | undefined, path = ''): string[] {
  if (example === undefined) return [`${path}: not in the example`];
  if (Array.isArray(actual) && Array.isArray(example)) {
    return actual.flatMap((element) => differences(element, example[0], `${path}[]`));
  }
  if (isObject(actual) && isObject(example)) {
    // maps have one example entry, whatever its key
    const map = 'mapKey' in example ? example.mapKey : undefined;
    return Object.entries(actual).flatMap(([key, value]) =>
      differences(value, map ?? example[key], `${path}.${key}`),
    );
  }
  const same = typeof actual === typeof example && Array.isArray(actual) === Array.isArray(example);
  return same ? [] : [`${path}: ${JSON.stringify(actual)} is not like ${JSON.stringify(example)}`];
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function body(example: keyof typeof examples): Json {
  return examples[example].bodies[0] as Json;
}

describe('what the simulated Code Engine serves has the fields and types of the published examples', () => {
  let cloud: SimulatedCloud;
  beforeAll(async () => {
    cloud = await SimulatedCloud.start();
  });
  afterAll(() => cloud.close());

  async function get(
    project: { id: string; region: string },
    path: string,
  ): Promise<{ [key: string]: Json }> {
    const reply = await cloud.v2(path, { region: project.region, identity: 'platform-team' });
    expect(reply.status).toBe(200);
    return (await reply.json()) as { [key: string]: Json };
  }

  const lists = [
    ['apps', 'ListApps', 'GetApp'],
    ['builds', 'ListBuilds', 'GetBuild'],
    ['build_runs', 'ListBuildRuns', 'GetBuildRun'],
    ['functions', 'ListFunctions', 'GetFunction'],
    ['jobs', 'ListJobs', 'GetJob'],
    ['job_runs', 'ListJobRuns', 'GetJobRun'],
    ['secrets', 'ListSecrets', 'GetSecret'],
    ['config_maps', 'ListConfigMaps', 'GetConfigMap'],
  ] as const;

  test.each(lists)('every one of %s, listed and alone', async (collection, listed, alone) => {
    let seen = 0;
    for (const project of cloud.world.projects.values()) {
      if (project.status !== 'active') continue;
      const list = await get(project, `projects/${project.id}/${collection}`);
      expect(differences(list, body(listed))).toEqual([]);
      for (const element of list[collection] as { name: string }[]) {
        const one = await get(project, `projects/${project.id}/${collection}/${element.name}`);
        expect(differences(one, body(alone))).toEqual([]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(0);
  });

  test('revisions and instances of every app', async () => {
    for (const project of cloud.world.projects.values()) {
      if (project.status !== 'active') continue;
      for (const app of project.apps.values()) {
        const path = `projects/${project.id}/apps/${app.name}`;
        const revisions = await get(project, `${path}/revisions`);
        expect(differences(revisions, body('ListAppRevisions'))).toEqual([]);
        const one = await get(project, `${path}/revisions/${app.status_details.latest_created_revision}`);
        expect(differences(one, body('GetAppRevision'))).toEqual([]);
        expect(differences(await get(project, `${path}/instances`), body('ListAppInstances'))).toEqual([]);
      }
    }
  });

  test('projects, their details and addresses, and function runtimes', async () => {
    const shop = cloud.world.project('shop');
    expect(differences(await get(shop, 'projects'), body('ListProjects'))).toEqual([]);
    expect(differences(await get(shop, `projects/${shop.id}`), body('GetProject'))).toEqual([]);
    expect(
      differences(await get(shop, `projects/${shop.id}/status_details`), body('GetProjectStatusDetails')),
    ).toEqual([]);
    expect(
      differences(await get(shop, `projects/${shop.id}/egress_ips`), body('GetProjectEgressIps')),
    ).toEqual([]);
    expect(differences(await get(shop, 'function_runtimes'), body('ListFunctionRuntimes'))).toEqual([]);
  });
});
