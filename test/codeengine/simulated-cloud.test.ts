/** The adapter against the simulated cloud: two readings of the same documentation have to meet. */

import { botApiKey } from '../../playground/src/scenarios';
import { type CodeEngineOptions, createCodeEngine } from '../../src/codeengine';
import type { Project } from '../../src/diagnosis/model/platform';
import { Masker, Secret } from '../../src/diagnosis/model/secrets';
import type { Clock } from '../../src/diagnosis/model/sources';
import { SimulatedCloud } from '../support/simulated-cloud';
import { never } from './support/cloud';
import { refusal } from './support/refusal';

let simulated: SimulatedCloud;
beforeEach(async () => {
  simulated = await SimulatedCloud.start();
});
afterEach(() => simulated.close());

function adapter(masker = new Masker(), identity?: string, more: Partial<CodeEngineOptions> = {}) {
  const clock: Clock = {
    now: () => simulated.wall.time,
    deadline: (_ms, parent) => AbortSignal.any([parent ?? never]),
  };
  return createCodeEngine({
    login: { apiKey: new Secret(botApiKey(simulated.world, identity)) },
    iamUrl: simulated.cloud.iamUrl,
    apiUrl: simulated.cloud.codeEngineUrl,
    regions: ['eu-de', 'us-south'],
    masker,
    clock,
    delay: async () => {},
    ...more,
  });
}

async function projectCalled(name: string): Promise<Project> {
  const { projects } = await adapter().projects(never);
  const found = projects.find((project) => project.name === name);
  if (!found) throw new Error(`no project ${name}`);
  return found;
}

test('every project that the key may see can be read to the last detail, and no secret is left after masking', async () => {
  const masker = new Masker();
  const codeEngine = adapter(masker);
  const { projects, failures } = await codeEngine.projects(never);
  expect(failures).toEqual([]);
  const seen: unknown[] = [];
  const note = <T>(answer: T): T => {
    seen.push(answer);
    return answer;
  };
  const lookIntoPods = async (project: Project, selector: Parameters<typeof codeEngine.pods>[1]) => {
    const pods = note(await codeEngine.pods(project, selector, never));
    const names = pods.map(({ name }) => name);
    note(await codeEngine.events(project, names, never));
    for (const { name, containers } of pods) {
      for (const container of containers.filter((one) => one.running ?? one.terminated)) {
        const options = { tailLines: 500, previous: false };
        note(await codeEngine.podLog(project, name, container.name, options, never));
      }
    }
  };

  const readable = projects.filter(({ name, status }) => status === 'active' && name !== 'payroll');
  expect(readable.length).toBeGreaterThan(5);
  for (const project of readable) {
    const { builds, buildRuns, apps, jobs, jobRuns } = note(await codeEngine.inventory(project, never));
    for (const { name } of builds) note(await codeEngine.buildRunsOf(project, name, never));
    for (const { name } of buildRuns) {
      note(await codeEngine.buildRunDetail(project, name, never));
      await lookIntoPods(project, { buildRun: name });
    }
    for (const { name } of apps) {
      note(await codeEngine.instancesOf(project, name, never));
      for (const revision of note(await codeEngine.revisionsOf(project, name, never))) {
        note(await codeEngine.revisionDetail(project, revision.name, never));
        await lookIntoPods(project, { revision: revision.name });
      }
    }
    for (const { name } of jobs) note(await codeEngine.jobRunsOf(project, name, never));
    for (const { name } of jobRuns) await lookIntoPods(project, { jobRun: name });
    const secrets = note(await codeEngine.secrets(project, never));
    for (const { name, password } of secrets.filter((one) => one.password === 'readable')) {
      expect(await codeEngine.registryCredentials(project, name, never)).not.toHaveLength(0);
      expect(password).toBe('readable');
    }
    expect(note(await codeEngine.quotas(project, never)).length).toBeGreaterThan(0);
  }

  const text = masker.mask(JSON.stringify(seen));
  expect(text.length).toBeGreaterThan(10_000);
  expect(simulated.world.canaries.filter((canary) => text.includes(canary))).toEqual([]);
});

test('a failed build run is told by all of its sources', async () => {
  const project = await projectCalled('payments');
  const codeEngine = adapter();
  const run = (await codeEngine.inventory(project, never)).buildRuns.find(
    ({ status }) => status === 'failed',
  );
  const name = run?.name ?? '';
  expect(await codeEngine.buildRun(project, name, never)).toEqual(run);
  const detail = await codeEngine.buildRunDetail(project, name, never);
  const pod = detail.failedPod ?? '';
  const [found] = await codeEngine.pods(project, { buildRun: name }, never);
  expect(found?.name).toBe(pod);
  const options = { tailLines: 1, previous: false };
  const log = await codeEngine.podLog(project, pod, detail.failedContainer ?? '', options, never);
  expect(log).toEqual({ text: expect.stringContaining('terminal prompts disabled'), truncated: true });
  const events = await codeEngine.events(project, [name, pod], never);
  expect(events.length).toBeGreaterThan(0);
});

test('the Reader role sees pods, but no events', async () => {
  const project = await projectCalled('payments');
  const reader = adapter(new Masker(), 'ce-image-reader');
  const [run] = (await reader.inventory(project, never)).buildRuns;
  expect((await reader.pods(project, { buildRun: run?.name ?? '' }, never)).length).toBeGreaterThan(0);
  expect(await refusal(reader.events(project, ['x'], never))).toMatchObject({
    reason: 'forbidden',
    cure: expect.stringContaining('Writer'),
  });
});

test('a project without a role of its own is forbidden', async () => {
  const project = await projectCalled('payroll');
  expect(await refusal(adapter().inventory(project, never))).toMatchObject({ reason: 'forbidden' });
});

test.each([
  ['api-errors', 'server-error'],
  ['rate-limited', 'rate-limited'],
  ['broken-connection', 'unreachable'],
  ['malformed-json', 'malformed'],
  ['iam-down', 'server-error'],
] as const)('while %s is on, every question ends in %s', async (fault, reason) => {
  const project = await projectCalled('shop');
  simulated.world.faults.on(fault);
  expect(await refusal(adapter().inventory(project, never))).toMatchObject({ reason });
  simulated.world.faults.clear();
  expect((await adapter().inventory(project, never)).apps.length).toBeGreaterThan(0);
});

test('a project of another account is not there', async () => {
  const project = await projectCalled('shop');
  expect(await refusal(adapter(new Masker(), 'newcomer').project(project, never))).toMatchObject({
    reason: 'not-found',
  });
});
