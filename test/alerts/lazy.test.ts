import { LazyAlerts } from '../../src/alerts';
import { type AlertStore, type AuditEntry, openStore } from '../../src/store';
import { FakeCloud, MONDAY, RecordingMessenger } from './support/bench';

const entry = (about: string): AuditEntry => ({
  at: MONDAY,
  by: 'U1',
  channel: 'C1',
  kind: 'asked',
  action: 'build',
  about,
  result: 'answered',
});

describe('alerts whose database is opened when it is needed', () => {
  let store: AlertStore;
  beforeAll(async () => {
    store = await openStore({ folder: undefined });
  }, 60_000);
  afterAll(() => store.close());
  beforeEach(() => store.pruneAudit(MONDAY + 1));

  /** Called when a loop looks for projects that are due. */
  let claimed: () => void = () => undefined;
  function lazy(isKept: boolean) {
    let opened = 0;
    const cloud = new FakeCloud();
    const alerts = new LazyAlerts(
      async () => {
        opened += 1;
        return {
          ...store,
          claimProjects: (...given) => {
            claimed();
            return store.claimProjects(...given);
          },
          close: async () => undefined,
        };
      },
      {
        source: { activity: (ref, kinds) => cloud.activity(ref, kinds) },
        diagnosis: { inquire: () => cloud },
        messenger: new RecordingMessenger(),
        clock: { now: () => MONDAY, deadline: () => new AbortController().signal },
        mask: (value) => value,
        log: { warn: () => undefined, error: () => undefined },
      },
      { isKept },
    );
    return { alerts, opened: () => opened };
  }
  const audited = async () =>
    (await store.auditOf({ since: 0, most: 5 })).entries.map(({ about }) => about).sort();

  test('one that holds what was before is opened at the start', async () => {
    const { alerts, opened } = lazy(true);
    await alerts.opened();
    expect(opened()).toBe(1);
    await alerts.audit(entry('a'));
    expect(await audited()).toEqual(['a']);
    await alerts.stop();
  });

  test('one that holds nothing is not opened by the start, by readiness or by what is noted', async () => {
    const { alerts, opened } = lazy(false);
    await alerts.opened();
    alerts.start();
    await alerts.answers();
    await alerts.audit(entry('a'));
    expect(alerts.ifOpened()).toBeUndefined();
    await alerts.stop();
    expect(opened()).toBe(0);
  });

  test('whoever opens it finds what was noted before, and it watches from then on', async () => {
    const { alerts, opened } = lazy(false);
    alerts.start();
    await alerts.audit(entry('a'));
    await alerts.audit(entry('b'));
    const { records } = await alerts.get();
    expect((await records.auditOf({ since: 0, most: 5 })).entries).toHaveLength(2);
    await alerts.audit(entry('c'));
    expect(await audited()).toEqual(['a', 'b', 'c']);
    const watching = new Promise((resolve) => {
      claimed = () => resolve('it looks for what is due');
    });
    expect(await watching).toBeDefined();
    expect(opened()).toBe(1);
    await alerts.stop();
  });

  test('so many entries do not wait for ever', async () => {
    const { alerts, opened } = lazy(false);
    for (let at = 0; at <= 1000; at += 1) await alerts.audit(entry(String(at)));
    expect(opened()).toBe(1);
    await alerts.stop();
  });
});
