/** Whom an incident calls, when it calls them once more, and what it says when it becomes worse. */
import type { Called, Incident } from '../../../src/alerts';
import { due, type Failure, failed } from '../../../src/alerts/incident/incident';
import { affected, failure, incident, rules, shared, subject } from '../support/incidents';

const ada: Called = { kind: 'person', id: 'U0ADA' };
const ben: Called = { kind: 'person', id: 'U0BEN' };
const wishes = (more: Partial<Failure['wishes']> = {}) => ({ minFailures: 1, ...more });
const elsewhere = { ...subject, project: { ...subject.project, id: 'p2' } };

describe('what its watch wants', () => {
  const wanted = { notify: [ada], remindAfter: 500, webhook: 'ops' };
  const of = ({ notify, remindAfter, webhook }: Incident) => ({ notify, remindAfter, webhook });
  const none = { notify: undefined, remindAfter: undefined, webhook: undefined };

  test('stands in a new incident; what it does not want is not there at all', () => {
    const { incident: opened } = failed(undefined, undefined, failure({ wishes: wishes(wanted) }), rules);
    expect(of(opened)).toEqual(wanted);
    const { incident: bare } = failed(undefined, undefined, failure(), rules);
    for (const name of Object.keys(wanted)) expect(bare).not.toHaveProperty(name);
  });

  test('counts as it is now: what it wants no more goes', () => {
    const known = incident(wanted);
    expect(of(failed(known, affected(), failure(), rules).incident)).toEqual(none);
    const now = { notify: [ben], remindAfter: 700, webhook: 'new' };
    expect(of(failed(known, affected(), failure({ wishes: wishes(now) }), rules).incident)).toEqual(now);
  });

  test('is not ended by a failure of another project, which shares what is broken', () => {
    const known = incident({ ...wanted, thing: shared });
    const other = (more: object) =>
      of(
        failed(known, affected(), failure({ wishes: wishes(more) }, { subject: elsewhere }), rules).incident,
      );
    expect(other({})).toEqual(wanted);
    expect(other({ notify: [ben] })).toEqual({ ...wanted, notify: [ben] });
  });
});

describe('what was built, and where it is shown', () => {
  const commit = { id: 'abcdef0', by: 'Mara' };
  const console = 'https://cloud.ibm.com/codeengine';

  test('is that of the last failure, or of none', () => {
    const { incident: opened } = failed(undefined, undefined, failure({ commit, console }), rules);
    expect(opened).toMatchObject({ commit, console });
    const again = failed(opened, affected(), failure(), rules).incident;
    expect(again).not.toHaveProperty('commit');
    expect(again).not.toHaveProperty('console');
  });
});

describe('what becomes worse', () => {
  const worse = (known: Partial<Incident>, more: Partial<Failure> = {}) =>
    failed(
      incident({ standing: 'old-revision', ...known }),
      affected(),
      failure({ standing: 'down', ...more }),
      rules,
    );

  test('is said in the thread, to whom it calls and to webhooks, once', () => {
    const step = worse({}, { wishes: wishes({ notify: [ada] }) });
    expect(step).toMatchObject({ incident: { worst: 'down', standing: 'down', failures: 3 }, card: 'touch' });
    expect(step.notes).toEqual([{ what: 'worse', at: 40, from: 'old-revision', to: 'down', calls: [ada] }]);
    expect(step.news).toBe('worse');
    const again = failed(step.incident, affected(), failure({ standing: 'down' }), rules);
    expect([again.notes, again]).toEqual([[], expect.not.objectContaining({ news: 'worse' })]);
  });

  test('than the worst before, not than the last: what went up and down is not said anew', () => {
    expect(worse({ standing: 'attention', worst: 'down' }).notes).toEqual([]);
    expect(worse({ standing: 'attention', worst: 'old-revision' }).notes).toEqual([
      { what: 'worse', at: 40, from: 'old-revision', to: 'down' },
    ]);
  });

  test('of which it is not known how it stood is not said to be worse', () => {
    const { standing: _, ...unknown } = incident();
    expect(failed(unknown, affected(), failure({ standing: 'down' }), rules).notes).toEqual([]);
  });

  test('wakes what was snoozed until it changes; what sleeps for a time or is muted keeps still', () => {
    const asleep = (mode: 'change' | 'hour') => worse({ snoozed: { by: 'U1', at: 5, mode } });
    expect(asleep('change').incident).not.toHaveProperty('snoozed');
    expect(asleep('change').news).toBe('worse');
    for (const step of [asleep('hour'), worse({ muted: { by: 'U1', at: 5 } })]) {
      expect(step).toMatchObject({ incident: { worst: 'down' }, notes: [], card: 'touch' });
      expect(step).not.toHaveProperty('news');
    }
  });
});

describe('what comes back', () => {
  const over = (more: Partial<Incident> = {}) => incident({ state: 'resolved', resolvedAt: 30, ...more });
  const back = (known: Incident, more: Partial<Failure> = {}) =>
    failed(
      known,
      affected({ recoveredAt: 28 }),
      failure({ wishes: wishes({ notify: [ada] }), ...more }),
      rules,
    );

  test('calls them in the thread of its card, for an edit calls nobody; a new card does it by itself', () => {
    expect(back(over({ noticeId: 'n1' })).notes).toMatchObject([{ what: 'came-back', calls: [ada] }]);
    expect(back(over()).notes[0]).not.toHaveProperty('calls');
  });

  test('is an opening for webhooks', () => {
    expect(back(over({ noticeId: 'n1' })).news).toBe('opened');
  });

  test('while it is muted, and was never told of, stays where it is', () => {
    const muted = { by: 'U1', at: 5 };
    const silent = over();
    expect(back(silent, { muted })).toMatchObject({ incident: silent, notes: [], card: 'none' });
    expect(back(over({ noticeId: 'n1' }), { muted })).toMatchObject({
      incident: { state: 'open', muted },
      notes: [],
      card: 'touch',
    });
  });

  test('is reminded of anew', () => {
    const step = back(over({ remindAt: 35 }), { wishes: wishes({ remindAfter: 500 }) });
    expect(step.incident).toMatchObject({ remindAt: 540, dueAt: 540 });
    expect(back(over({ remindAt: 35 })).incident).not.toHaveProperty('remindAt');
  });
});

describe('a reminder', () => {
  const opened = failed(
    undefined,
    undefined,
    failure({ wishes: wishes({ notify: [ada], remindAfter: 500 }) }),
    rules,
  ).incident;

  test('is due after as long as the watch says, and not before', () => {
    expect(opened).toMatchObject({ remindAt: 540, dueAt: 540 });
    expect(due(opened, 539, rules)).toMatchObject({ notes: [], card: 'none', incident: { remindAt: 540 } });
    const step = due(opened, 540, rules);
    expect(step.notes).toEqual([{ what: 'reminder', at: 540, after: 515, calls: [ada] }]);
    expect(step.card).toBe('touch');
    for (const gone of ['remindAt', 'dueAt']) expect(step.incident).not.toHaveProperty(gone);
    expect(due(step.incident, 9999, rules).notes).toEqual([]);
  });

  test.each<[string, Partial<Incident>]>([
    ['somebody has acknowledged it', { acknowledged: { by: 'U1', at: 50 } }],
    ['it is assigned', { assigned: { by: 'U1', to: 'U2', at: 50 } }],
    ['it is muted', { muted: { by: 'U1', at: 50 } }],
    ['it is over', { state: 'resolved' }],
  ])('is not sent where %s, and does not come later either', (_why, more) => {
    const step = due({ ...opened, ...more }, 540, rules);
    expect(step).toMatchObject({ notes: [], card: 'none' });
    expect(step.incident).not.toHaveProperty('remindAt');
  });

  test('that is due as a snooze ends leaves it at the end of the snooze', () => {
    const snoozed = { by: 'U1', at: 5, mode: 'hour', until: 540 } as const;
    const step = due({ ...opened, snoozed }, 540, rules);
    expect(step.notes).toEqual([{ what: 'snooze-ended', at: 540, failures: 1 }]);
    expect(step.incident).not.toHaveProperty('remindAt');
  });
});
