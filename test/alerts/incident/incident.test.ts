import type { Incident } from '../../../src/alerts';
import { acknowledge, mute, snooze, unmute } from '../../../src/alerts/incident/deeds';
import {
  causeChanged,
  due,
  failed,
  type Recovery,
  recovered,
  resolve,
} from '../../../src/alerts/incident/incident';
import { severity, silent } from '../../../src/alerts/state';
import { affected, failure, incident, own, rules, shared, subject } from '../support/incidents';

describe('a first failure', () => {
  test('opens a card', () => {
    const step = failed(undefined, undefined, failure({ evidenceId: 'e1' }), rules);
    expect(step).toEqual({
      incident: {
        id: 'new',
        channel: 'C1',
        key: 'k1',
        cause: 'compile-error',
        title: 'It does not compile',
        standing: 'proven',
        confidence: 'proven',
        thing: own,
        subject,
        evidenceId: 'e1',
        state: 'open',
        openedAt: 25,
        lastFailureAt: 30,
        failures: 1,
        episodes: 1,
        turns: [],
        flapping: false,
      },
      affected: {
        key: 'build/api',
        subject,
        failures: 1,
        firstAt: 25,
        lastAt: 30,
        lastRun: 'api-run-3',
        fingerprint: { commit: 'bbbbbbb' },
      },
      notes: [],
      card: 'open',
    });
  });

  test.each([
    ['of a muted cause', { muted: { by: 'U1', at: 5 } }],
    ['of too few in a row', { wishes: { minFailures: 2 } }],
  ])('%s is kept, and nobody is told', (_what, parts) => {
    const step = failed(undefined, undefined, failure(parts), rules);
    expect([step.incident.state, step.card]).toEqual(['tracking', 'none']);
    expect(step.incident).not.toHaveProperty('evidenceId');
  });

  test('that was several counts as several, and one that was not looked at says so', () => {
    const step = failed(
      undefined,
      undefined,
      failure({ wishes: { minFailures: 3 }, inferred: true }, { times: 3, run: undefined }),
      rules,
    );
    expect(step).toMatchObject({
      incident: { failures: 3, state: 'open' },
      affected: { failures: 3, inferred: true },
    });
    expect(step.affected).not.toHaveProperty('lastRun');
  });
});

describe('a failure again', () => {
  test('counts the card up, in place', () => {
    const known = incident({ wellSince: 15, dueAt: 115, unseen: 'nothing was seen', noticeId: 'n1' });
    const step = failed(known, affected(), failure(), rules);
    expect(step.incident).toMatchObject({
      id: 'i1',
      failures: 3,
      lastFailureAt: 30,
      openedAt: 10,
      noticeId: 'n1',
    });
    for (const gone of ['unseen', 'wellSince', 'dueAt']) expect(step.incident).not.toHaveProperty(gone);
    expect(step.affected).toMatchObject({ failures: 3, firstAt: 10, lastAt: 30 });
    expect([step.notes, step.card]).toEqual([[], 'touch']);
  });

  test('that happened before the last one does not set it back', () => {
    const step = failed(incident({ lastFailureAt: 99 }), affected({ lastAt: 99 }), failure(), rules);
    expect([step.incident.lastFailureAt, step.affected?.lastAt]).toEqual([99, 99]);
  });

  test('after a success counts anew, and so is told only when there are enough in a row', () => {
    const step = failed(
      incident({ state: 'tracking' }),
      affected({ recoveredAt: 22 }),
      failure({ wishes: { minFailures: 2 } }),
      rules,
    );
    expect(step.affected).toMatchObject({ failures: 1, firstAt: 25 });
    expect([step.incident.state, step.card]).toEqual(['tracking', 'none']);
    const enough = failed(
      incident({ state: 'tracking' }),
      affected(),
      failure({ wishes: { minFailures: 3 } }),
      rules,
    );
    expect([enough.incident.state, enough.card, enough.notes]).toEqual(['open', 'open', []]);
  });

  test('of another workload joins what is shared, and is named in the thread', () => {
    const known = incident({ thing: shared });
    const step = failed(known, undefined, failure({ thing: shared }), rules);
    expect(step.notes).toEqual([{ what: 'joined', at: 40, names: ['api'], more: 0 }]);
    expect(failed(known, affected(), failure({ thing: shared }), rules).notes).toEqual([]);
    expect(failed(incident(), undefined, failure(), rules).notes).toEqual([]);
  });

  test('that joins wakes what was snoozed until it changes, and nothing else', () => {
    const snoozed = (mode: 'change' | 'hour') =>
      incident({ thing: shared, snoozed: { by: 'U1', at: 5, mode } });
    const woken = failed(snoozed('change'), undefined, failure({ thing: shared }), rules);
    expect(woken.incident).not.toHaveProperty('snoozed');
    expect(woken.notes).toHaveLength(1);
    expect(
      failed(snoozed('change'), affected(), failure({ thing: shared }), rules).incident.snoozed,
    ).toBeDefined();
    const asleep = failed(snoozed('hour'), undefined, failure({ thing: shared }), rules);
    expect([asleep.incident.snoozed?.mode, asleep.notes, asleep.card]).toEqual(['hour', [], 'touch']);
  });
});

describe('what comes back', () => {
  const ended = (parts: Partial<Incident> = {}) =>
    incident({
      state: 'resolved',
      resolvedAt: 30,
      resolution: { how: 'fixed', at: 28, changes: [] },
      acknowledged: { by: 'U1', at: 15 },
      turns: [30],
      noticeId: 'n1',
      ...parts,
    });

  test('goes on in its card and is said in the thread', () => {
    const step = failed(ended(), affected({ recoveredAt: 28 }), failure(), rules);
    expect(step.incident).toMatchObject({ state: 'open', episodes: 2, turns: [30, 40], flapping: false });
    for (const gone of ['resolvedAt', 'resolution', 'acknowledged', 'snoozed', 'wellSince', 'dueAt']) {
      expect(step.incident).not.toHaveProperty(gone);
    }
    expect(step.notes).toEqual([{ what: 'came-back', at: 40, after: 10, subject: 'api' }]);
    expect(step.card).toBe('touch');
    expect(step.affected).toMatchObject({ failures: 1 });
  });

  test('without a card of before gets one', () => {
    const { noticeId: _, resolvedAt: __, ...never } = ended();
    const step = failed(never, undefined, failure(), rules);
    expect(step.card).toBe('open');
    expect(step.notes).toEqual([expect.objectContaining({ after: 0 })]);
  });

  test('too seldom in a row stays resolved', () => {
    const before = ended();
    const step = failed(
      before,
      affected({ recoveredAt: 28 }),
      failure({ wishes: { minFailures: 2 } }),
      rules,
    );
    expect([step.incident, step.notes, step.card]).toEqual([before, [], 'none']);
  });

  test('again and again within the window is flapping, said once', () => {
    const step = failed(ended({ turns: [10, 30] }), undefined, failure(), rules);
    expect(step.incident).toMatchObject({ flapping: true, turns: [10, 30, 40] });
    expect(step.notes).toEqual([{ what: 'flapping', at: 40, turns: 3 }]);
    const known = failed(ended({ turns: [10, 30], flapping: true }), undefined, failure(), rules);
    expect(known.notes).toEqual([expect.objectContaining({ what: 'came-back' })]);
    // What lies before the window does not count.
    const long = failed(ended({ turns: [10, 1030] }), undefined, failure({ now: 1040 }), rules);
    expect(long.incident).toMatchObject({ flapping: false, turns: [1030, 1040] });
    const edge = failed(ended({ turns: [40, 41] }), undefined, failure({ now: 1040 }), rules);
    expect(edge.incident.turns).toEqual([41, 1040]);
  });

  test('keeps the last twenty turns', () => {
    const turns = Array.from({ length: 30 }, (_, at) => at + 1);
    const step = failed(ended({ turns }), undefined, failure(), rules);
    expect(step.incident.turns).toHaveLength(20);
    expect(step.incident.turns.at(-1)).toBe(40);
  });

  test('while its cause is muted here is not said', () => {
    const step = failed(ended({ noticeId: 'n1' }), undefined, failure({ muted: { by: 'U1', at: 5 } }), rules);
    expect(step.notes).toEqual([]);
  });
});

describe('another reason', () => {
  test('goes on under it, and wakes what was snoozed until it changes', () => {
    const other = failure({
      cause: 'test-failed' as never,
      title: 'A test fails',
      key: 'k2',
      thing: shared,
      confidence: 'possible',
    });
    const changed = causeChanged(incident({ snoozed: { by: 'U1', at: 5, mode: 'change' } }), other);
    expect(changed).toMatchObject({
      cause: 'test-failed',
      title: 'A test fails',
      key: 'k2',
      thing: shared,
      confidence: 'possible',
    });
    expect(changed).not.toHaveProperty('snoozed');
    expect(
      causeChanged(incident({ snoozed: { by: 'U1', at: 5, mode: 'hour' } }), other).snoozed,
    ).toBeDefined();
    expect(causeChanged(incident(), other).id).toBe('i1');
  });
});

describe('a success', () => {
  const success = (parts: Partial<Recovery> = {}): Recovery => ({
    what: 'succeeded',
    key: 'build/api',
    subject,
    run: 'api-run-4',
    at: 30,
    fingerprint: { commit: 'bbbbbbb' },
    ...parts,
  });

  test('after the failure resolves it, with what changed', () => {
    const step = recovered(incident(), affected(), false, success(), 50, rules);
    expect(step).toMatchObject({
      incident: {
        state: 'resolved',
        resolvedAt: 50,
        turns: [50],
        resolution: { how: 'fixed', at: 30, by: 'api-run-4' },
      },
      affected: { recoveredAt: 30 },
      notes: [{ what: 'resolved', at: 50, after: 20 }],
      card: 'touch',
    });
    expect(step?.incident.resolution?.changes).toHaveLength(1);
    expect(step?.news).toBe('resolved');
  });

  test('from before the failure proves nothing; in the same moment it does', () => {
    expect(recovered(incident(), affected(), false, success({ at: 19 }), 50, rules)).toBeUndefined();
    expect(recovered(incident(), affected(), false, success({ at: 20 }), 50, rules)).toBeDefined();
  });

  test('of an app counts by the order of looks, whatever the clock showed', () => {
    const app = { ...subject, kind: 'app' } as const;
    const step = recovered(incident(), affected(), false, success({ subject: app, at: 5 }), 50, rules);
    expect(step?.affected?.recoveredAt).toBe(20);
  });

  test('of one that was well already changes nothing', () => {
    expect(recovered(incident(), affected({ recoveredAt: 25 }), false, success(), 50, rules)).toBeUndefined();
  });

  test('while others are broken resolves only what it proves', () => {
    const step = recovered(incident({ thing: shared }), affected(), true, success(), 50, rules);
    expect([step?.incident.state, step?.card, step?.notes]).toEqual(['open', 'touch', []]);
    expect(step?.affected?.recoveredAt).toBe(30);
    const withSecret = success({ fingerprint: { secret: 'icr' } });
    expect(
      recovered(incident({ thing: shared }), affected(), true, withSecret, 50, rules)?.incident.state,
    ).toBe('resolved');
    const same = incident({ thing: shared, lastFailureAt: 30 });
    expect(recovered(same, affected(), true, withSecret, 50, rules)?.incident.state).toBe('resolved');
    const late = incident({ thing: shared, lastFailureAt: 31 });
    expect(recovered(late, affected(), true, withSecret, 50, rules)?.incident.state).toBe('open');
    const gone = success({ what: 'removed', fingerprint: { secret: 'icr' } });
    expect(recovered(incident({ thing: shared }), affected(), true, gone, 50, rules)?.incident.state).toBe(
      'open',
    );
  });

  test('a removal ends it as such, whenever it was', () => {
    const step = recovered(incident(), affected(), false, success({ what: 'removed', at: 5 }), 50, rules);
    expect(step?.incident.resolution).toEqual({ how: 'removed', at: 5, by: 'api', changes: [] });
  });

  test('of what flaps is on trial first; a removal is not', () => {
    const flapping = incident({ flapping: true });
    const step = recovered(flapping, affected(), false, success(), 50, rules);
    expect(step).toMatchObject({
      incident: { state: 'open', wellSince: 50, dueAt: 150 },
      notes: [],
      card: 'touch',
    });
    expect(step?.affected?.recoveredAt).toBe(30);
    expect(
      recovered(flapping, affected(), false, success({ what: 'removed' }), 50, rules)?.incident.state,
    ).toBe('resolved');
    const tracking = incident({ flapping: true, state: 'tracking' });
    expect(recovered(tracking, affected(), false, success(), 50, rules)?.incident.state).toBe('resolved');
  });

  test('without a run names none', () => {
    const { run: _, ...without } = success();
    expect(
      recovered(incident(), affected(), false, without, 50, rules)?.incident.resolution,
    ).not.toHaveProperty('by');
  });
});

describe('an end', () => {
  const resolution = { how: 'fixed', at: 5, changes: [] } as const;

  test('of what nobody was told of is told to nobody', () => {
    expect(resolve(incident({ state: 'tracking' }), resolution, 50)).toMatchObject({
      notes: [],
      card: 'none',
      incident: { state: 'resolved' },
    });
  });

  test('takes what was planned with it; a clock that was set back gives no time below zero', () => {
    const step = resolve(incident({ wellSince: 1, dueAt: 2 }), resolution, 50);
    for (const gone of ['wellSince', 'dueAt', 'snoozed']) expect(step.incident).not.toHaveProperty(gone);
    expect(step.notes).toEqual([{ what: 'resolved', at: 50, after: 0, resolution }]);
  });

  test.each([{ snoozed: { by: 'U1', at: 5, mode: 'hour' as const } }, { muted: { by: 'U1', at: 5 } }])(
    'of what nobody wants to hear of changes the card only (%#)',
    (parts) => {
      const step = resolve(incident(parts), resolution, 50);
      expect([step.notes, step.card]).toEqual([[], 'touch']);
      expect(step.incident).not.toHaveProperty('snoozed');
    },
  );
});

describe('what is due by itself', () => {
  const snoozed = { by: 'U1', at: 5, mode: 'hour', until: 100 } as const;

  test('a snooze that ends is said, with the count', () => {
    const step = due(incident({ snoozed, dueAt: 100 }), 100, rules);
    expect(step).toMatchObject({ notes: [{ what: 'snooze-ended', at: 100, failures: 2 }], card: 'touch' });
    for (const gone of ['snoozed', 'dueAt']) expect(step.incident).not.toHaveProperty(gone);
  });

  test('one that has not ended goes on', () => {
    const step = due(incident({ snoozed }), 99, rules);
    expect([step.incident.snoozed, step.incident.dueAt, step.notes]).toEqual([snoozed, 100, []]);
    expect(step.card).toBe('none');
    const forever = incident({ snoozed: { by: 'U1', at: 5, mode: 'change' } });
    expect(due(forever, 1e9, rules).incident).toEqual(forever);
  });

  test('one that ends while it is well wakes nobody', () => {
    expect(due(incident({ snoozed, wellSince: 50 }), 100, rules)).toMatchObject({
      notes: [],
      incident: { dueAt: 150 },
    });
  });

  test('what flapped and stayed well is resolved, as it was found', () => {
    const resolution = { how: 'fixed', at: 48, by: 'run', changes: ['new commit'] } as const;
    const flapping = incident({ flapping: true, wellSince: 50, resolution, dueAt: 150 });
    expect(due(flapping, 149, rules).incident.state).toBe('open');
    const step = due(flapping, 150, rules);
    expect(step.incident).toMatchObject({ state: 'resolved', flapping: false, resolution, resolvedAt: 150 });
    const { resolution: _, ...unknown } = flapping;
    expect(due(unknown, 150, rules).incident.resolution).toEqual({ how: 'fixed', at: 50, changes: [] });
  });

  test('the earlier of both', () => {
    expect(snooze(incident({ wellSince: 10 }), 'U1', 'hour', 90, 20, rules).incident.dueAt).toBe(90);
    expect(snooze(incident({ wellSince: 10 }), 'U1', 'hour', 200, 20, rules).incident.dueAt).toBe(110);
  });
});

describe('presses', () => {
  test('the first who looks at it stays', () => {
    const first = acknowledge(incident(), 'U1', 50);
    expect(first).toEqual({
      incident: incident({ acknowledged: { by: 'U1', at: 50 } }),
      notes: [{ what: 'acknowledged', at: 50, by: 'U1' }],
      card: 'touch',
    });
    expect(acknowledge(first.incident, 'U2', 60)).toEqual({
      incident: first.incident,
      notes: [],
      card: 'none',
    });
  });

  test('a snooze has an end, or waits for a change', () => {
    expect(snooze(incident(), 'U1', 'hour', 90, 50, rules)).toEqual({
      incident: incident({ snoozed: { by: 'U1', at: 50, mode: 'hour', until: 90 }, dueAt: 90 }),
      notes: [{ what: 'snoozed', at: 50, by: 'U1', mode: 'hour', until: 90 }],
      card: 'touch',
    });
    expect(snooze(incident(), 'U1', 'change', undefined, 50, rules)).toEqual({
      incident: incident({ snoozed: { by: 'U1', at: 50, mode: 'change' } }),
      notes: [{ what: 'snoozed', at: 50, by: 'U1', mode: 'change' }],
      card: 'touch',
    });
  });

  test('a mute and its end', () => {
    const muted = mute(incident(), 'cause', { by: 'U1', at: 50 });
    expect(muted).toEqual({
      incident: incident({ muted: { by: 'U1', at: 50 } }),
      notes: [{ what: 'muted', of: 'cause', at: 50, by: 'U1' }],
      card: 'touch',
    });
    expect([silent(incident()), silent(muted.incident)]).toEqual([false, true]);
    expect(unmute(muted.incident, 'U2', 60)).toEqual({
      incident: incident(),
      notes: [{ what: 'unmuted', at: 60, by: 'U2' }],
      card: 'touch',
    });
  });
});

describe('which matters more', () => {
  const of = (kind: string, parts: Partial<Incident> = {}, broken = 1) =>
    severity(incident({ subject: { ...subject, kind } as never, ...parts }), broken);

  test('an app, then a function, a job, a build; what many share before all', () => {
    const kinds = ['app', 'function', 'job', 'build'].map((kind) => of(kind));
    expect([...kinds].sort((a, b) => b - a)).toEqual(kinds);
    expect([of('jobrun'), of('fleet'), of('buildrun')]).toEqual([of('job'), of('job'), of('build')]);
    expect(of('build', { thing: shared })).toBeGreaterThan(of('app'));
  });

  test('then how many it breaks, then how often it failed; neither beyond its rank', () => {
    expect(of('build', {}, 3)).toBeGreaterThan(of('build', {}, 2));
    expect(of('build', { failures: 5 })).toBeGreaterThan(of('build', { failures: 4 }));
    expect(of('build', { failures: 1000 }, 2)).toBeLessThan(of('build', { failures: 1 }, 3));
    expect(of('build', { failures: 1000 }, 10_000)).toBeLessThan(of('job'));
  });
});
