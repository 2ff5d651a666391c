import { type Audience, everybody } from '../../../src/alerts/outbox/audience';
import { viewOf } from '../../../src/alerts/outbox/view';

const project = (name: string) => ({ id: name, name, region: 'eu-de' });
const subject = (name: string) => ({ kind: 'build', name: 'api', project: project(name) }) as const;
const incident = (id: string, of: string, more: object = {}) =>
  ({
    id,
    subject: subject(of),
    state: 'open',
    cause: 'compile-error',
    openedAt: 10,
    thing: { kind: 'workload' },
    failures: 1,
    ...more,
  }) as never;
const noticed = (content: object, more: object = {}) =>
  ({ id: 'n', channel: 'C1', content, ...more }) as never;

/** C1 does not see what is hidden. */
const audience: Audience = async (_place, { name }) => (name === 'hidden' ? 'nothing' : 'all');

/** A store of these incidents, each of which breaks workloads of these projects. */
const storeOf = (incidents: readonly never[], broken: Readonly<Record<string, readonly string[]>>) =>
  ({
    incidentsOfNotice: async () => incidents,
    incidentsBetween: async () => incidents,
    affectedCounts: async () => new Map(Object.entries(broken).map(([id, all]) => [id, all.length])),
    affected: async (id: string) => (broken[id] ?? []).map((name) => ({ subject: subject(name) })),
  }) as never;

describe('a list of alerts counts and names only what the channel sees', () => {
  const mixed = storeOf(
    [
      incident('seen', 'shop'),
      incident('fixed', 'shop', { state: 'resolved', resolvedAt: 15 }),
      incident('secret', 'hidden'),
      incident('gone', 'hidden', { state: 'resolved', resolvedAt: 15 }),
    ],
    { seen: ['shop', 'hidden', 'hidden'], fixed: ['shop'], secret: ['hidden'], gone: ['hidden'] },
  );
  const onlyHidden = storeOf([incident('secret', 'hidden')], { secret: ['hidden'] });
  const digest = noticed({ type: 'digest', reason: 'storm', from: 0, until: 1 });
  const daily = noticed({ type: 'daily', from: 5, to: 20 });

  test('a digest of a storm, with the workloads that each breaks', async () => {
    const view = await viewOf(mixed, digest, 0, audience);
    expect(view).toMatchObject({ total: 2, resolved: 1 });
    expect((view as unknown as { worst: { broken: number }[] }).worst.map(({ broken }) => broken)).toEqual([
      1, 1,
    ]);
    expect(JSON.stringify(view)).not.toContain('hidden');
    expect(await viewOf(mixed, digest, 0, everybody)).toMatchObject({
      total: 4,
      resolved: 2,
      worst: [{ broken: 3 }, {}, {}, {}],
    });
  });

  test('a digest calls, once, whom the watches of its open incidents call', async () => {
    const group = { kind: 'group', id: 'S1' };
    const ada = { kind: 'user', id: 'U0ADA' };
    const store = storeOf(
      [
        incident('a', 'shop', { notify: [group] }),
        incident('b', 'shop', { notify: [group, ada] }),
        incident('c', 'shop', {
          notify: [{ kind: 'user', id: 'U0TAKEN' }],
          acknowledged: { at: 11, by: 'U1' },
        }),
        incident('d', 'hidden', { notify: [{ kind: 'user', id: 'U0HIDDEN' }] }),
        incident('e', 'shop', {
          notify: [{ kind: 'user', id: 'U0OVER' }],
          state: 'resolved',
          resolvedAt: 15,
        }),
      ],
      {},
    );
    expect(await viewOf(store, digest, 0, audience)).toMatchObject({ calls: [group, ada], mentions: true });
    const sent = noticed({ type: 'digest', reason: 'storm', from: 0, until: 1 }, { sentAt: 5 });
    expect(await viewOf(store, sent, 0, audience)).toMatchObject({ mentions: false });
  });

  test('a digest of nothing else is not sent', async () => {
    expect(await viewOf(onlyHidden, digest, 0, audience)).toBeUndefined();
  });

  test('the list of a day', async () => {
    const view = await viewOf(mixed, daily, 0, audience);
    expect(view).toMatchObject({ opened: 2, resolved: 1, openTotal: 1, open: [{ broken: 1 }] });
    expect(JSON.stringify(view)).not.toContain('hidden');
    expect(await viewOf(onlyHidden, daily, 0, audience)).toMatchObject({
      opened: 0,
      resolved: 0,
      openTotal: 0,
      open: [],
    });
  });
});

describe('a list names', () => {
  const named = async (
    incidents: readonly never[],
    broken: Readonly<Record<string, readonly string[]>> = {},
  ) => {
    const view = await viewOf(
      storeOf(incidents, broken),
      noticed({ type: 'digest', reason: 'quiet', from: 3, until: 9 }),
      0,
      audience,
    );
    const { worst, ...rest } = view as unknown as { worst: { incident: { id: string }; broken: number }[] };
    return { ids: worst.map(({ incident: { id } }) => id), broken: worst.map((each) => each.broken), rest };
  };
  const app = { subject: { ...subject('shop'), kind: 'app' } };

  test('what is open first, then what matters more, then what is older', async () => {
    const { ids, rest } = await named(
      [
        incident('over', 'shop', { ...app, state: 'resolved', resolvedAt: 11 }),
        incident('young', 'shop', { openedAt: 12 }),
        incident('old', 'shop', { openedAt: 11 }),
        incident('wide', 'shop', { openedAt: 13 }),
        incident('down', 'shop', { openedAt: 14, ...app }),
      ],
      { wide: ['shop', 'shop'] },
    );
    expect(ids).toEqual(['down', 'wide', 'old', 'young', 'over']);
    expect(rest).toEqual({
      type: 'digest',
      reason: 'quiet',
      from: 3,
      mentions: true,
      total: 5,
      resolved: 1,
    });
  });

  test('ten, and counts all', async () => {
    const { ids, rest } = await named(Array.from({ length: 11 }, (_, at) => incident(`i${at}`, 'shop')));
    expect(ids).toHaveLength(10);
    expect(rest).toMatchObject({ total: 11 });
  });

  test('how many workloads each breaks; of one that breaks none that is known, none', async () => {
    const { broken } = await named([incident('a', 'shop'), incident('b', 'shop'), incident('c', 'shop')], {
      a: ['shop', 'shop', 'hidden'],
      b: ['shop'],
    });
    expect(broken).toEqual([2, 1, 0]);
  });

  test('what a channel sees, asked once for each project', async () => {
    const asked: string[] = [];
    const counting: Audience = async (place, { name }) => {
      asked.push(`${place} ${name}`);
      return 'no-logs';
    };
    const store = storeOf([incident('a', 'shop'), incident('b', 'shop'), incident('c', 'pay')], {});
    await viewOf(store, noticed({ type: 'digest', reason: 'storm', from: 0, until: 1 }), 0, counting);
    expect(asked).toEqual(['C1 shop', 'C1 pay']);
  });
});

test('the list of a day counts what was opened and resolved in it, and names what is open', async () => {
  const store = storeOf(
    [
      incident('before', 'shop', { openedAt: 4 }),
      incident('first', 'shop', { openedAt: 5 }),
      incident('mended', 'shop', { openedAt: 4, state: 'resolved', resolvedAt: 19 }),
      incident('later', 'shop', { openedAt: 6, state: 'resolved', resolvedAt: 20 }),
    ],
    {},
  );
  expect(await viewOf(store, noticed({ type: 'daily', from: 5, to: 20 }), 0, everybody)).toEqual({
    type: 'daily',
    from: 5,
    to: 20,
    opened: 2,
    resolved: 1,
    open: [
      { incident: expect.objectContaining({ id: 'before' }), broken: 0 },
      { incident: expect.objectContaining({ id: 'first' }), broken: 0 },
    ],
    openTotal: 2,
  });
});

describe('a card', () => {
  const shown = (more: object = {}, at: object = {}) =>
    viewOf(
      {
        incident: async (id: string) => (id === 'i' ? incident('i', 'shop', more) : undefined),
        affected: async () => [{ key: 'a' }],
        evidence: async (id: string) => (id === 'e' ? { report: 'what was seen' } : undefined),
      } as never,
      noticed({ type: 'incident', incidentId: 'i' }, at),
      7,
      everybody,
    );

  test('shows the incident as it is, what it breaks, and what was seen as long as it is kept', async () => {
    const whole = {
      type: 'incident',
      incident: expect.objectContaining({ id: 'i' }),
      affected: [{ key: 'a' }],
    };
    expect(await shown({ evidenceId: 'e' })).toEqual({
      ...whole,
      report: 'what was seen',
      mentions: true,
      at: 7,
    });
    expect(await shown({ evidenceId: 'gone' })).toEqual({ ...whole, mentions: true, at: 7 });
    expect(await shown()).not.toHaveProperty('report');
  });

  test.each([
    ['when it is posted first', {}, {}, true],
    ['not when it is posted anew', {}, { sentAt: 5 }, false],
    // An edit calls nobody, so its names may stand as mentions.
    ['in an edit', {}, { sentAt: 5, ts: '5.0' }, true],
    ['not when somebody has taken it on', { acknowledged: { by: 'U1', at: 1 } }, {}, false],
    ['not when it is over', { state: 'resolved' }, {}, false],
  ])('mentions whom it calls: %s', async (_when, more, at, mentions) => {
    expect(await shown(more, at)).toMatchObject({ mentions });
  });

  test('of what is not kept any more is none', async () => {
    const store = { incident: async () => undefined } as never;
    expect(await viewOf(store, noticed({ type: 'incident', incidentId: 'i' }), 0, everybody)).toBeUndefined();
  });
});

describe('lines of a thread', () => {
  const reminder = { what: 'reminder', at: 1, after: 1 };
  const back = { what: 'came-back', at: 1, after: 1, subject: 'api' };
  const said = async (notes: readonly object[], more: object = {}) => {
    const store = { incident: async () => incident('i', 'shop', more) } as never;
    const view = await viewOf(store, noticed({ type: 'note', incidentId: 'i', notes }), 0, everybody);
    return view && (view as unknown as { notes: object[] }).notes;
  };

  test('remind nobody where somebody has come meanwhile, or it is over', async () => {
    expect(await said([reminder, back])).toEqual([reminder, back]);
    expect(await said([reminder, back], { assigned: { by: 'U1', to: 'U2', at: 1 } })).toEqual([back]);
    expect(await said([reminder, back], { state: 'resolved' })).toEqual([back]);
    expect(await said([reminder], { state: 'resolved' })).toBeUndefined();
  });
});

test('the reminder of a digest tells what is open and not taken on, and calls whom it calls once', async () => {
  const calls = [{ kind: 'group', id: 'S1' }];
  const store = {
    incidentsOfNotice: async () => [
      incident('open', 'shop', { notify: calls }),
      incident('another', 'shop', { notify: calls }),
      incident('taken', 'shop', { acknowledged: { by: 'U1', at: 1 } }),
      incident('over', 'shop', { state: 'resolved' }),
    ],
    affectedCounts: async () => new Map(),
  };
  const content = { type: 'digest-reminder', digestId: 'd', after: 600_000 };
  const view = await viewOf(store as never, noticed(content), 0, everybody);
  expect(view).toMatchObject({ type: 'digest-reminder', openTotal: 2, calls, after: 600_000 });
  const none = { ...store, incidentsOfNotice: async () => [incident('over', 'shop', { state: 'resolved' })] };
  expect(await viewOf(none as never, noticed(content), 0, everybody)).toBeUndefined();
});

test('what is for a webhook is never for Slack; a message of which nothing is to be looked up is itself', async () => {
  const none = {} as never;
  expect(await viewOf(none, noticed({ type: 'webhook', incidentId: 'i' }), 0, everybody)).toBeUndefined();
  const trouble = { type: 'channel-trouble', channel: 'C9', reason: 'is_archived', waiting: 1 };
  expect(await viewOf(none, noticed(trouble), 0, everybody)).toEqual(trouble);
});

test('when an incident is no longer kept, its notes are not sent: they may quote what the channel does not see', async () => {
  const gone = { incident: async () => undefined } as never;
  const notes = [{ what: 'cause-changed', at: 1, from: 'a line of a log', to: 'another' }];
  expect(await viewOf(gone, noticed({ type: 'note', incidentId: 'i', notes }), 0, audience)).toBeUndefined();
});
