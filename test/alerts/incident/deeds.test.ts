import type { Called, Incident, Thing } from '../../../src/alerts';
import { acknowledge, assign, resolveByHand, unacknowledge } from '../../../src/alerts/incident/deeds';
import { due, type Failure, failed } from '../../../src/alerts/incident/incident';
import { defaultRules } from '../../../src/alerts/rules';

const rules = defaultRules;
const project = { id: 'p1', name: 'shop', region: 'eu-de' };
const subject = { kind: 'app', name: 'api', project } as const;
const thing: Thing = { kind: 'workload', key: 'p1/app/api', subject };
const oncall: readonly Called[] = [{ kind: 'group', id: 'S1' }];

const incident = (parts: Partial<Incident> = {}): Incident => ({
  id: 'i1',
  channel: 'C1',
  key: 'k1',
  cause: 'image-tag-not-found',
  title: 'There is no such tag',
  standing: 'next-start',
  confidence: 'proven',
  thing,
  subject,
  state: 'open',
  openedAt: 10,
  lastFailureAt: 20,
  failures: 1,
  episodes: 1,
  turns: [],
  flapping: false,
  notify: oncall,
  remindAfter: 100,
  ...parts,
});
const failure = (parts: Partial<Failure> = {}): Failure => ({
  channel: 'C1',
  observation: {
    what: 'failed',
    kind: 'apps',
    key: 'p1/app/api',
    subject,
    evidenceOf: subject,
    at: 30,
    firstAt: 30,
    times: 1,
    fingerprint: {},
    entries: [],
  },
  cause: 'image-tag-not-found',
  title: 'There is no such tag',
  standing: 'down',
  confidence: 'proven',
  thing,
  key: 'k1',
  wishes: { minFailures: 1, notify: oncall, remindAfter: 100 },
  inferred: false,
  id: 'new',
  now: 40,
  ...parts,
});

describe('becoming worse', () => {
  test('is told, and calls, once: from the next start that will fail to an app that is down', () => {
    const worse = failed(incident(), undefined, failure(), rules);
    expect(worse.notes).toEqual([{ what: 'worse', at: 40, from: 'next-start', to: 'down', calls: oncall }]);
    expect(worse.news).toBe('worse');
    const again = failed(worse.incident, undefined, failure({ now: 50 }), rules);
    expect([again.notes, again.news]).toEqual([[], undefined]);
  });

  test('is not: better, and down once more', () => {
    const down = failed(incident(), undefined, failure(), rules).incident;
    const better = failed(down, undefined, failure({ standing: 'old-revision' }), rules);
    const back = failed(better.incident, undefined, failure(), rules);
    expect([better.notes, back.notes]).toEqual([[], []]);
  });

  test('wakes who snoozed until it changes, and is kept from who snoozed for an hour', () => {
    const snoozed = (mode: 'change' | 'hour') =>
      failed(incident({ snoozed: { by: 'U1', at: 1, mode } }), undefined, failure(), rules).notes.length;
    expect([snoozed('change'), snoozed('hour')]).toEqual([1, 0]);
  });
});

describe('a reminder', () => {
  test('is due so long after it opened, and calls whoever the watch names', () => {
    const { incident: opened } = failed(undefined, undefined, failure(), rules);
    expect([opened.remindAt, opened.dueAt]).toEqual([140, 140]);
    const step = due(opened, 140, rules);
    expect(step.notes).toEqual([{ what: 'reminder', at: 140, after: 110, calls: oncall }]);
    expect(step.incident).not.toHaveProperty('dueAt');
  });

  test.each<[string, Partial<Incident>]>([
    ['acknowledged', { acknowledged: { by: 'U1', at: 1 } }],
    ['assigned', { assigned: { to: 'U1', by: 'U1', at: 1 } }],
    ['snoozed', { snoozed: { by: 'U1', at: 1, mode: 'change' } }],
    ['muted', { muted: { by: 'U1', at: 1 } }],
    ['well, on trial', { wellSince: 135 }],
  ])('is not made when it is %s', (_what, parts) => {
    expect(due(incident({ remindAt: 140, ...parts }), 140, rules).notes).toEqual([]);
  });

  test('begins anew when somebody takes their acknowledgement back, and ends with a resolution', () => {
    const { incident: taken } = acknowledge(incident({ remindAt: 140 }), 'U1', 50);
    const back = unacknowledge(taken, 'U1', 200, rules);
    expect([back.incident.acknowledged, back.incident.remindAt, back.incident.dueAt]).toEqual([
      undefined,
      300,
      300,
    ]);
    expect(resolveByHand(back.incident, 'U1', 210).incident).not.toHaveProperty('remindAt');
  });
});

describe('an assignment', () => {
  test('calls whoever it falls to, and nobody who takes it on themselves', () => {
    expect(assign(incident(), 'U2', 'U1', 50).notes).toEqual([
      { what: 'assigned', at: 50, by: 'U1', to: 'U2', calls: [{ kind: 'person', id: 'U2' }] },
    ]);
    expect(assign(incident(), 'U1', 'U1', 50).notes).toEqual([
      { what: 'assigned', at: 50, by: 'U1', to: 'U1' },
    ]);
  });

  test('made twice is made once, and what is resolved is assigned to nobody', () => {
    const once = assign(incident(), 'U2', 'U1', 50).incident;
    expect(assign(once, 'U2', 'U3', 60)).toEqual({ incident: once, notes: [], card: 'none' });
    expect(assign(incident({ state: 'resolved' }), 'U2', 'U1', 50).card).toBe('none');
    expect(assign(once, undefined, 'U3', 60).incident.assigned).toBeUndefined();
  });
});

describe('resolving by hand', () => {
  test('ends it, and the next failure brings it back and calls again', () => {
    const done = resolveByHand(
      incident({ noticeId: 'n1', assigned: { to: 'U1', by: 'U1', at: 1 } }),
      'U1',
      50,
    );
    expect(done.incident).toMatchObject({ state: 'resolved', resolution: { how: 'by-hand', by: 'U1' } });
    expect(resolveByHand(done.incident, 'U2', 60).card).toBe('none');
    const back = failed(done.incident, undefined, failure({ now: 70 }), rules);
    expect(back.incident).toMatchObject({ state: 'open', episodes: 2, remindAt: 170 });
    expect(back.incident).not.toHaveProperty('assigned');
    expect(back.notes).toMatchObject([{ what: 'came-back', calls: oncall }]);
  });
});
