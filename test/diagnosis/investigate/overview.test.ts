import { failingOf, overviewOf } from '../../../src/diagnosis/investigate/overview';
import type { Inventory } from '../../../src/diagnosis/model/platform';
import type { Report } from '../../../src/diagnosis/model/report';
import type { Subject } from '../../../src/diagnosis/model/subject';
import { failedApp, healthy } from '../../support/reports';
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

describe('the budget of an overview', () => {
  const apps = (count: number, status: string) =>
    Array.from({ length: count }, (_, at) => ({
      name: `${status}-${at}`,
      status,
      imageReference: `de.icr.io/shop/${status}-${at}:1`,
    }));
  const counted = (inventory: Partial<Inventory>, reportOf: (subject: Subject) => Report) => {
    const asked = { revisions: 0, instances: 0, images: 0, workloads: 0, atOnce: 0, most: 0 };
    const source = codeEngine({
      inventory: async () => ({ ...none, ...inventory }),
      revisionsOf: async () => {
        asked.revisions += 1;
        return [];
      },
      instancesOf: async () => {
        asked.instances += 1;
        return [];
      },
    });
    const investigate = async (subject: Subject) => {
      asked[subject.kind === 'image' ? 'images' : 'workloads'] += 1;
      asked.atOnce += 1;
      asked.most = Math.max(asked.most, asked.atOnce);
      await Promise.resolve();
      asked.atOnce -= 1;
      return reportOf(subject);
    };
    const overview = overviewOf(project, source, new AbortController().signal, investigate);
    return overview.then((found) => ({ found, asked }));
  };

  test('holds for 100 workloads, and what was not looked into is counted', async () => {
    const { found, asked } = await counted(
      { apps: [...apps(40, 'failed'), ...apps(60, 'ready')] },
      (subject) => (subject.kind === 'image' ? healthy() : failedApp(subject)),
    );
    expect(asked).toMatchObject({ revisions: 20, instances: 40, images: 12, workloads: 24 });
    expect(asked.most).toBeLessThanOrEqual(10);
    expect(found.failing).toHaveLength(40);
    expect(found.failing.filter(({ verdict }) => verdict === undefined)).toHaveLength(16);
    expect(found).toMatchObject({ unseenApps: 20, unseenImages: 48 });
    expect(found.well).toHaveLength(60);
  });

  test('has room for apps that are well and whose image is gone: they are told as their own card tells them', async () => {
    const { found, asked } = await counted({ apps: apps(3, 'ready') }, (subject) =>
      subject.kind === 'image' && !subject.reference.includes('ready-1') ? healthy() : failedApp(subject),
    );
    expect(found.failing.map(({ subject, verdict }) => [subject.name, verdict?.cause])).toEqual([
      ['ready-1', failedApp().cause],
    ]);
    expect(found.well?.map(({ name }) => name)).toEqual(['ready-0', 'ready-2']);
    expect(found.unseenImages).toBeUndefined();
    expect(asked).toMatchObject({ images: 3, workloads: 1 });
  });

  test('what the card calls healthy is not told, whatever the image said', async () => {
    const { found } = await counted({ apps: apps(1, 'ready') }, (subject) =>
      subject.kind === 'image' ? failedApp() : healthy(),
    );
    expect(found.failing).toEqual([]);
  });
});
