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

test('notes of an incident that is not kept any more are told to nobody: they may quote what the channel does not see', async () => {
  const gone = { incident: async () => undefined } as never;
  const notes = [{ what: 'cause-changed', at: 1, from: 'a line of a log', to: 'another' }];
  expect(await viewOf(gone, noticed({ type: 'note', incidentId: 'i', notes }), 0, audience)).toBeUndefined();
});
