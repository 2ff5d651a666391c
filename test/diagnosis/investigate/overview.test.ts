import { failingOf, overviewOf } from '../../../src/diagnosis/investigate/overview';
import type { Inventory } from '../../../src/diagnosis/model/platform';
import { codeEngine, project, ref } from '../support/world';

const none: Inventory = {
  builds: [],
  buildRuns: [],
  apps: [],
  jobs: [],
  jobRuns: [],
  functions: [],
  fleets: [],
};
const names = (inventory: Partial<Inventory>) =>
  failingOf({ ...none, ...inventory }, ref).map(({ subject }) => `${subject.kind} ${subject.name}`);

describe('what is failing', () => {
  test('comes newest first', () => {
    const ended = (name: string, completionTime: string) => ({ name, status: 'failed', completionTime });
    expect(
      names({
        apps: [
          { name: 'unknown-since', status: 'warning', createdAt: '2026-11-23T00:00:00Z' },
          { name: 'fine', status: 'ready', createdAt: '2026-11-23T00:00:00Z' },
        ],
        buildRuns: [ended('old', '2026-11-20T00:00:00Z'), ended('new', '2026-11-22T00:00:00Z')],
      }),
    ).toEqual(['buildrun new', 'buildrun old', 'app unknown-since']);
  });

  test('counts only the newest run of a build', () => {
    const run = (name: string, status: string) => ({ name, status, buildName: 'api' });
    expect(
      names({ builds: [{ name: 'api' }], buildRuns: [run('r2', 'succeeded'), run('r1', 'failed')] }),
    ).toEqual([]);
    expect(
      names({ builds: [{ name: 'api' }], buildRuns: [run('r2', 'failed'), run('r1', 'failed')] }),
    ).toEqual(['build api']);
  });

  test('lists a build run without build configuration by itself', () => {
    expect(names({ buildRuns: [{ name: 'once', status: 'failed' }] })).toEqual(['buildrun once']);
  });

  test('lists a build that is not registered', () => {
    const items = failingOf(
      { ...none, builds: [{ name: 'api', status: 'failed', reason: 'spec_output_secret_ref_not_found' }] },
      ref,
    );
    expect(items).toMatchObject([
      { state: 'failed', platformState: 'failed (spec_output_secret_ref_not_found)' },
    ]);
  });

  test('does not pass a symptom off as its cause', () => {
    const [item] = failingOf(
      { ...none, apps: [{ name: 'web', status: 'failed', reason: 'no_revision_ready' }] },
      ref,
      new Map([['web', { name: 'web-1', reason: 'initial_scale_never_achieved' }]]),
    );
    expect(item).not.toHaveProperty('hint');
    expect(item?.platformState).toBe('failed (initial_scale_never_achieved)');
  });

  test('is told with the lists that could not be read', async () => {
    const missing = [{ source: 'Apps', reason: 'timeout' as const, detail: 'no answer' }];
    const source = codeEngine({ inventory: async () => ({ ...none, missing }) });
    expect(await overviewOf(project, source, new AbortController().signal)).toMatchObject({
      failing: [],
      missing,
    });
  });

  test('hints at the cause when the structured reason alone tells it', () => {
    const [item] = failingOf(
      {
        ...none,
        builds: [{ name: 'api' }],
        buildRuns: [{ name: 'r1', buildName: 'api', status: 'failed', reason: 'timeout' }],
      },
      ref,
    );
    expect(item?.hint).toMatch(/time/i);
  });

  test('lists failed functions, and those whose last update failed as a warning', () => {
    const items = failingOf(
      {
        ...none,
        functions: [
          { name: 'a', status: 'failed', reason: 'no_code_bundle' },
          { name: 'b', status: 'ready', reason: 'ready_last_update_failed' },
          { name: 'c', status: 'offline', reason: 'offline' },
        ],
      },
      ref,
    );
    expect(items.map(({ subject, state }) => [subject.name, state])).toEqual([
      ['a', 'failed'],
      ['b', 'warning'],
    ]);
  });

  test('asks a failing app’s newest revision since when and why, and does without when it is not told', async () => {
    const apps = [
      { name: 'web', status: 'failed', reason: 'no_revision_ready', createdAt: '2026-01-01T00:00:00Z' },
      { name: 'api', status: 'failed', reason: 'no_revision_ready', createdAt: '2026-01-02T00:00:00Z' },
    ];
    const source = codeEngine({
      inventory: async () => ({ ...none, apps }),
      revisionsOf: async (_ref, app) => {
        if (app === 'api') throw new Error('broken');
        return [{ name: 'web-2', createdAt: '2026-11-23T17:00:00Z', reason: 'container_failed_exit_code_1' }];
      },
    });
    const { failing } = await overviewOf(project, source, new AbortController().signal);
    expect(failing.map(({ subject, since, platformState }) => [subject.name, since, platformState])).toEqual([
      ['web', '2026-11-23T17:00:00Z', 'failed (container_failed_exit_code_1)'],
      ['api', undefined, 'failed (no_revision_ready)'],
    ]);
  });
});

test('fleets that failed, or of which tasks failed, are listed; one that a person stopped is not', () => {
  const tasks = { pending: 0, running: 0, failed: 0, successful: 0, canceled: 0 };
  const fleet = (name: string, status: string, counts: Partial<typeof tasks> = {}) => ({
    name,
    status,
    tasks: { ...tasks, ...counts },
    subnetPools: [],
    dataStores: [],
  });
  const fleets = [
    fleet('down', 'failed', { failed: 4 }),
    fleet('partly', 'standby', { failed: 1, successful: 9 }),
    fleet('stopped', 'canceled', { canceled: 5 }),
    fleet('well', 'standby', { successful: 5 }),
  ];
  const found = failingOf({ ...none, fleets }, { id: 'p-1', name: 'shop', region: 'eu-de' });
  expect(found.map(({ subject, state, platformState }) => [subject.name, state, platformState])).toEqual([
    ['down', 'failed', 'failed (4 tasks failed)'],
    ['partly', 'warning', 'standby (1 task failed)'],
  ]);
});
