/** What people press, stored: each from both sides. */
import { type Alerts, AlreadyRuns } from '../../../src/alerts';
import type { AlertStore, Incident } from '../../../src/store';
import { onBothDatabases } from '../../support/stores';
import { type AlertBench, benchOn, HOUR, MINUTE, shop } from '../support/bench';

const NOBODY = '00000000-0000-4000-8000-000000000000';

onBothDatabases((databases) => {
  let store: AlertStore;
  let bench: AlertBench;
  let alerts: Alerts;
  /** Names of the runs that were started. */
  let started: string[];
  let start: (name: string) => Promise<void>;
  beforeEach(async () => {
    store = await databases.fresh();
    bench = benchOn(store);
    alerts = bench.alerts;
    started = [];
    start = async (name) => void started.push(name);
    await bench.watchShop();
  });

  const canStart = () =>
    Object.assign(bench.source, {
      startBuildRun: async (_project: unknown, buildName: string, name: string) => {
        await start(name);
        return { name, buildName, status: 'running' };
      },
    });
  const opened = async (name = 'api', make: 'build' | 'app' = 'build'): Promise<Incident> => {
    if (make === 'build') bench.cloud.shop.build(name, 'failed', bench.time.at + 1000);
    else bench.cloud.shop.app(name, 'failed');
    await bench.pass(3 * MINUTE);
    const found = bench.slack.shown('incident').find(({ view }) => view.incident.subject.name === name);
    if (!found) throw new Error(`no incident of ${name}`);
    return found.view.incident;
  };
  const now = async ({ id }: Incident) => (await store.incident(id)) as Incident;

  test.each<[string, () => Promise<unknown>]>([
    ['acknowledge', () => alerts.acknowledge(NOBODY, 'U1')],
    ['take back', () => alerts.unacknowledge(NOBODY, 'U1')],
    ['assign', () => alerts.assign(NOBODY, 'U2', 'U1')],
    ['resolve', () => alerts.resolve(NOBODY, 'U1')],
    ['snooze', () => alerts.snooze(NOBODY, 'U1', 'hour')],
    ['mute', () => alerts.mute(NOBODY, 'U1', 'cause', '1h')],
    ['check again', () => alerts.checkAgain(NOBODY)],
    ['run again', () => alerts.rerun(NOBODY, 'U1')],
  ])('%s: an incident that is not kept any more is gone', async (_what, press) => {
    canStart();
    expect(await press()).toBe('gone');
    expect(started).toEqual([]);
    expect(bench.cloud.shop.investigations).toBe(0);
  });

  describe('Re-run build', () => {
    test('starts a run of the build, named after it and the time, and tells it in the thread', async () => {
      canStart();
      const { id } = await opened('a-name-of-a-build-that-is-as-long-as-names-may-be-here');
      expect(await alerts.rerun(id, 'U1')).toEqual({ run: started[0] });
      expect(started[0]).toMatch(/^a-name-of-a-build-that-is-as-long-as-names-run-\d{6}-\d{6}$/);
      expect(started[0]?.length).toBeLessThanOrEqual(63);
      await bench.pass(MINUTE);
      expect(bench.slack.notes).toContain('rerun');
    });

    test('of what is no build starts nothing', async () => {
      canStart();
      const { id } = await opened('web', 'app');
      await expect(alerts.rerun(id, 'U1')).rejects.toThrow(RangeError);
      await expect(alerts.rerunBuild({ kind: 'app', name: 'web', project: shop } as never)).rejects.toThrow(
        RangeError,
      );
      expect(started).toEqual([]);
    });

    test('where nothing can be started is refused as well', async () => {
      const { id } = await opened();
      await expect(alerts.rerun(id, 'U1')).rejects.toThrow(RangeError);
    });

    test.each(['running', 'pending'] as const)(
      'is refused while a run of it is %s, by its name',
      async (status) => {
        canStart();
        const { id } = await opened();
        const run = bench.cloud.shop.build('api', status, bench.time.at);
        await expect(alerts.rerun(id, 'U1')).rejects.toMatchObject({
          run,
          message: expect.stringContaining(run),
        });
        expect(started).toEqual([]);
      },
    );

    test.each([
      ['of another build is under way', 'web', 'running'],
      ['of it failed', 'api', 'failed'],
      ['of it succeeded', 'api', 'succeeded'],
    ] as const)('is done when a run %s', async (_what, name, status) => {
      canStart();
      const { id } = await opened();
      bench.cloud.shop.build(name, status, bench.time.at);
      await alerts.rerun(id, 'U1');
      expect(started).toHaveLength(1);
    });

    test('of a card that somebody asked for and of an alert are one and the same', async () => {
      canStart();
      const { id } = await opened();
      await alerts.rerunBuild({ kind: 'build', name: 'api', project: shop });
      await expect(alerts.rerun(id, 'U1')).rejects.toThrow(AlreadyRuns);
      // Another build, and the same name in another project, are their own.
      await alerts.rerunBuild({ kind: 'build', name: 'web', project: shop });
      await alerts.rerunBuild({ kind: 'build', name: 'api', project: { ...shop, id: 'another' } });
      expect(started).toHaveLength(3);
    });

    test('is one for at least twenty seconds, and possible again after forty', async () => {
      canStart();
      const { id } = await opened();
      await alerts.rerun(id, 'U1');
      bench.time.at += 19_999;
      await expect(alerts.rerun(id, 'U1')).rejects.toThrow(AlreadyRuns);
      bench.time.at += 20_001;
      await alerts.rerun(id, 'U1');
      expect(started).toHaveLength(2);
    });

    test('that Code Engine refuses says so, and is told nowhere as done', async () => {
      canStart();
      const { id } = await opened();
      start = async () => {
        throw new Error('403');
      };
      await expect(alerts.rerun(id, 'U1')).rejects.toThrow('403');
      await bench.pass(MINUTE);
      expect(bench.slack.notes).not.toContain('rerun');
    });
  });

  describe('Mute', () => {
    test.each([
      ['1h', undefined, HOUR],
      ['8h', undefined, 8 * HOUR],
      ['forever', undefined, undefined],
    ] as const)('for %s', async (length, zone, ms) => {
      const incident = await opened();
      const at = bench.time.at;
      await alerts.mute(incident.id, 'U1', 'cause', length, zone);
      expect((await now(incident)).muted).toEqual({
        by: 'U1',
        at,
        ...(ms !== undefined && { until: at + ms }),
      });
    });

    test.each([
      ['the person’s zone', 'Asia/Tokyo', '2026-01-06T00:00:00.000Z'],
      ['the channel’s, which is UTC', undefined, '2026-01-06T09:00:00.000Z'],
    ])('until tomorrow, nine o’clock, in %s', async (_whose, zone, until) => {
      const incident = await opened();
      await alerts.mute(incident.id, 'U1', 'cause', 'tomorrow', zone);
      expect(new Date((await now(incident)).muted?.until ?? 0).toISOString()).toBe(until);
    });

    test('of a workload leaves another with the same cause, of a cause does not', async () => {
      const [one, other] = [await opened('api'), await opened('web')];
      await alerts.mute(one.id, 'U1', 'workload', '1h');
      expect([(await now(one)).muted?.by, (await now(other)).muted]).toEqual(['U1', undefined]);
      await alerts.mute(one.id, 'U2', 'cause', '1h');
      expect((await now(other)).muted?.by).toBe('U2');
    });

    test('is taken back once', async () => {
      const incident = await opened();
      await alerts.mute(incident.id, 'U1', 'cause', '1h');
      const target = { kind: 'cause', cause: incident.cause } as const;
      expect(await alerts.unmute('C2', target, 'U1')).toBe(false);
      expect(await alerts.unmute('C1', target, 'U1')).toBe(true);
      expect((await now(incident)).muted).toBeUndefined();
      expect(await alerts.unmute('C1', target, 'U1')).toBe(false);
    });
  });

  describe('Check again', () => {
    test('of what is well now resolves it', async () => {
      const incident = await opened();
      bench.cloud.shop.causes.set(incident.subject.name, 'healthy-no-problem');
      await alerts.checkAgain(incident.id);
      expect(await now(incident)).toMatchObject({ state: 'resolved' });
    });

    test('of what still fails keeps what was seen now', async () => {
      const incident = await opened();
      bench.time.at += MINUTE;
      await alerts.checkAgain(incident.id);
      const after = await now(incident);
      expect(after.state).toBe('open');
      expect(after.evidenceId).not.toBe(incident.evidenceId);
      expect(await store.evidence(after.evidenceId ?? '')).toMatchObject({ incidentId: incident.id });
    });

    test('of what is resolved changes nothing', async () => {
      const incident = await opened();
      await alerts.resolve(incident.id, 'U1');
      const before = await now(incident);
      await alerts.checkAgain(incident.id);
      expect(await now(incident)).toEqual(before);
    });
  });

  test('Assign to somebody, and to nobody', async () => {
    const incident = await opened();
    await alerts.assign(incident.id, 'U2', 'U1');
    expect((await now(incident)).assigned).toMatchObject({ to: 'U2', by: 'U1' });
    await alerts.assign(incident.id, undefined, 'U1');
    expect((await now(incident)).assigned).toBeUndefined();
  });

  test.each([
    ['hour', (at: number) => at + HOUR],
    ['tomorrow', () => Date.UTC(2026, 0, 6, 9)],
    ['change', () => undefined],
  ] as const)('Snooze (%s)', async (mode, end) => {
    const incident = await opened();
    const at = bench.time.at;
    await alerts.snooze(incident.id, 'U1', mode);
    expect((await now(incident)).snoozed?.by).toBe('U1');
    expect((await now(incident)).snoozed?.until).toBe(end(at));
  });
});
