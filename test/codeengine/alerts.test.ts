import { ref, startTestCloud, type TestCloud } from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const never = new AbortController().signal;
const START = 'POST /v2/projects/p-1/build_runs';

describe('what watching asks', () => {
  test('one call for each kind that is wanted, and none for the others', async () => {
    cloud.onProject('/build_runs', { json: { build_runs: [{ name: 'run', status: 'failed' }] } });
    cloud.onProject('/apps', { json: { apps: [{ name: 'web', status: 'ready' }] } });
    const activity = await cloud.codeEngine.activity(ref, ['buildRuns', 'apps'], never);
    expect(activity).toMatchObject({ buildRuns: [{ name: 'run' }], apps: [{ name: 'web' }] });
    expect(activity.jobRuns).toBeUndefined();
    expect(cloud.stub.requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
  });
});

describe('running a build again', () => {
  test('names the run, so that asking twice starts one', async () => {
    cloud.stub.on(START, { status: 202, json: { name: 'api-run-1', build_name: 'api', status: 'pending' } });
    const run = await cloud.codeEngine.startBuildRun(ref, 'api', 'api-run-1', never);
    expect(run).toMatchObject({ name: 'api-run-1', buildName: 'api' });
    const [request] = cloud.stub.requestsFor(START);
    expect(JSON.parse(request?.body ?? '')).toEqual({ build_name: 'api', name: 'api-run-1' });
    expect(request?.headers['content-type']).toBe('application/json');
  });

  test('an answer that is lost is not asked for again: the run itself is looked up', async () => {
    cloud.stub.on(START, 'reset');
    cloud.onProject('/build_runs/api-run-1', { json: { name: 'api-run-1', status: 'pending' } });
    expect(await cloud.codeEngine.startBuildRun(ref, 'api', 'api-run-1', never)).toMatchObject({
      name: 'api-run-1',
    });
    expect(cloud.stub.requestsFor(START)).toHaveLength(1);
  });

  test('without the right to write it says which role is needed', async () => {
    cloud.stub.on(START, { status: 403, json: { errors: [{ code: 'forbidden', message: 'no' }] } });
    expect(await refusal(cloud.codeEngine.startBuildRun(ref, 'api', 'api-run-1', never))).toMatchObject({
      reason: 'forbidden',
      cure: expect.stringContaining('Writer'),
    });
  });
});
