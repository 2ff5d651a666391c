/** What is written down for a channel: a card, a digest or a line of a thread, now or after quiet hours. */
import { record, tell } from '../../../src/alerts/outbox/post';
import type { Records } from '../../../src/alerts/outbox/records';
import type { Step } from '../../../src/alerts/outbox/step';
import { defaultRules } from '../../../src/alerts/rules';
import type { Incident, NewNotice, Note, Notice, NoticeContent } from '../../../src/store/port';
import { incidentAt } from '../../support/incidents';

const MINUTE = 60_000;
/** Ten o'clock in UTC. */
const NOW = Date.UTC(2026, 0, 5, 10);
const incident = (more: Partial<Incident> = {}): Incident => incidentAt(NOW, more);
const notice = (content: NoticeContent, more: Partial<Notice> = {}) =>
  ({ id: 'n', content, ...more }) as Notice;
const card = (state: Notice['state'] = 'sent') => notice({ type: 'incident', incidentId: 'i1' }, { state });
const joined = (...names: string[]): Note => ({ what: 'joined', at: NOW, names, more: 0 });
const flapping = (turns: number): Note => ({ what: 'flapping', at: NOW, turns });

/** Records of a channel, of which some answer otherwise; what is written stands in `wrote`, in its order. */
function recordsOf(answers: Partial<Records> = {}) {
  const wrote: [string, ...unknown[]][] = [];
  const added: NewNotice[] = [];
  const writes =
    (name: string) =>
    async (...given: unknown[]) =>
      void wrote.push([name, ...given]);
  const tx = {
    saveIncident: writes('saveIncident'),
    saveAffected: writes('saveAffected'),
    touchNotice: writes('touchNotice'),
    replaceContent: writes('replaceContent'),
    absorbCards: writes('absorbCards'),
    addNotice: async (one: NewNotice) => {
      wrote.push(['addNotice', one.content.type]);
      added.push(one);
    },
    channel: async () => undefined,
    notice: async () => undefined,
    pendingNote: async () => undefined,
    pendingEvent: async () => undefined,
    growingDigest: async () => undefined,
    cardsSince: async () => 0,
    heldCards: async () => 0,
    ...answers,
  } as unknown as Records;
  return { tx, wrote, added, names: () => wrote.map(([name]) => name) };
}
const step = (more: Partial<Step> = {}): Step => ({ incident: incident(), notes: [], card: 'open', ...more });
/** From nine to eleven o'clock in UTC. */
const quiet = {
  channel: async () => ({ id: 'C1', timeZone: 'UTC', quiet: { from: '09:00', to: '11:00' } }),
};
const ELEVEN = NOW + 60 * MINUTE;

describe('the reminder of what a digest tells', () => {
  const reminder = { what: 'reminder', at: NOW, after: 10 * MINUTE } as const;
  const one = { ...incident(), noticeId: 'd', remindAfter: 10 * MINUTE };
  const told = async (earlier: Readonly<Record<string, object>> = {}) => {
    const digest = { id: 'd', channel: 'C1', content: { type: 'digest' }, state: 'sent' };
    const { tx, added } = recordsOf({
      notice: async (id: string) => (({ d: digest, ...earlier }) as never)[id],
    });
    await tell(tx, one, [reminder], NOW);
    return added;
  };

  test('is one message in its thread, for all of them', async () => {
    expect(await told()).toMatchObject([
      {
        id: 'd-reminder-1',
        content: { type: 'digest-reminder', digestId: 'd', after: 10 * MINUTE },
        parentId: 'd',
      },
    ]);
  });

  test.each([
    ['waits to be sent', { state: 'pending', createdAt: NOW - 60 * MINUTE }],
    ['was sent a moment ago', { state: 'sent', createdAt: NOW - MINUTE }],
  ])('is not said again while the last one %s', async (_when, earlier) => {
    expect(await told({ 'd-reminder-1': earlier })).toEqual([]);
  });

  test('is said again of what opened later', async () => {
    const earlier = { state: 'sent', createdAt: NOW - 11 * MINUTE };
    expect(await told({ 'd-reminder-1': earlier })).toMatchObject([{ id: 'd-reminder-2' }]);
  });
});

describe('a new incident', () => {
  test('is stored before the card that names it, and once more with the card; it is told at once', async () => {
    const { tx, wrote, added, names } = recordsOf();
    const stored = await record(tx, step(), NOW, defaultRules);
    expect(names()).toEqual(['saveIncident', 'addNotice', 'saveIncident']);
    expect(added).toEqual([
      {
        id: stored.noticeId,
        channel: 'C1',
        content: { type: 'incident', incidentId: 'i1' },
        notBefore: NOW,
        held: false,
        createdAt: NOW,
      },
    ]);
    expect(wrote[2]).toEqual(['saveIncident', stored]);
    expect(stored.noticeId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['UTC', { from: '09:00', to: '11:00' }],
    // An hour ahead in winter.
    ['Europe/Berlin', { from: '10:30', to: '12:00' }],
  ])(
    'waits for the end of quiet hours, as clocks in %s show them, and so do lines of threads',
    async (timeZone, hours) => {
      const { tx, added } = recordsOf({
        channel: async () => ({ id: 'C1', timeZone, quiet: hours }),
        notice: async () => card(),
      });
      await record(tx, step(), NOW, defaultRules);
      await tell(tx, incident({ noticeId: 'n1' }), [flapping(3)], NOW);
      expect(added).toMatchObject([
        { content: { type: 'incident' }, notBefore: ELEVEN, held: true },
        { content: { type: 'note' }, notBefore: ELEVEN, held: true },
      ]);
    },
  );

  test.each([
    [4, 'incident'],
    [5, 'digest'],
  ])(
    'after %i cards within the minute in which it was seen is told by a card of type %s',
    async (cards, type) => {
      const asked: unknown[] = [];
      const cardsSince = async (...given: unknown[]) => {
        asked.push(given);
        return cards;
      };
      const { tx, added, wrote } = recordsOf({ cardsSince });
      const seenAt = NOW - 5 * MINUTE;
      const stored = await record(tx, step(), NOW, defaultRules, seenAt);
      expect(asked).toEqual([['C1', seenAt - MINUTE]]);
      expect(added.map(({ content }) => content.type)).toEqual([type]);
      // The cards that were not sent yet go into the digest.
      const absorbed = wrote.filter(([name]) => name === 'absorbCards');
      expect(absorbed).toEqual(type === 'digest' ? [['absorbCards', 'C1', stored.noticeId]] : []);
      if (type === 'digest') {
        expect(added).toMatchObject([
          {
            content: { reason: 'storm', from: seenAt, until: seenAt + MINUTE },
            notBefore: NOW,
            held: false,
            createdAt: NOW,
          },
        ]);
      }
    },
  );

  test('beside a card that waits for the end of quiet hours makes both one digest of that time', async () => {
    const { tx, added, names } = recordsOf({ ...quiet, heldCards: async () => 1 });
    await record(tx, step(), NOW, defaultRules);
    expect(added).toMatchObject([
      {
        content: { type: 'digest', reason: 'quiet', from: NOW, until: ELEVEN },
        notBefore: ELEVEN,
        held: true,
      },
    ]);
    expect(names()).toContain('absorbCards');
  });

  test.each([
    ['a storm takes it for a minute more', {}, NOW - MINUTE, NOW - 10_000, NOW - 10_000 + MINUTE],
    ['a storm takes none for longer than half an hour', {}, NOW - 29.5 * MINUTE, NOW, NOW + 0.5 * MINUTE],
    // What was seen before they began opens in them.
    ['quiet hours take it until they end', quiet, NOW - 5 * MINUTE, NOW - 90 * MINUTE, ELEVEN],
  ])('joins the digest that grows: %s', async (_what, answers, from, seenAt, until) => {
    const asked: unknown[] = [];
    const reason = answers === quiet ? 'quiet' : 'storm';
    const growingDigest = async (...given: unknown[]) => {
      asked.push(given);
      return notice({ type: 'digest', reason, from, until: from + MINUTE });
    };
    const { tx, added, wrote } = recordsOf({ ...answers, growingDigest });
    const stored = await record(tx, step(), NOW, defaultRules, seenAt);
    expect(asked).toEqual([['C1', reason, reason === 'quiet' ? NOW : seenAt]]);
    expect(stored.noticeId).toBe('n');
    expect(added).toEqual([]);
    expect(wrote).toContainEqual(['replaceContent', 'n', { type: 'digest', reason, from, until }]);
  });
});

describe('a step of one that has a card', () => {
  test.each([
    ['touch', 'n1', ['saveIncident', 'touchNotice']],
    ['touch', undefined, ['saveIncident']],
    ['none', 'n1', ['saveIncident']],
  ] as const)('that is to %s the card %s writes %j', async (how, noticeId, expected) => {
    const { tx, names } = recordsOf();
    const has = incident(noticeId === undefined ? {} : { noticeId });
    await record(tx, step({ card: how, incident: has }), NOW, { ...defaultRules, webhook: 'off' });
    expect(names()).toEqual(expected);
  });

  test('keeps what became of the workload, where the step says so', async () => {
    const { tx, wrote } = recordsOf();
    const affected = { key: 'build/api' } as never;
    await record(tx, step({ card: 'none', affected }), NOW, defaultRules);
    expect(wrote).toContainEqual(['saveAffected', 'i1', affected]);
  });
});

describe('lines of a thread', () => {
  const told = async (notes: readonly Note[], answers: Partial<Records>, more: Partial<Incident> = {}) => {
    const records = recordsOf(answers);
    await tell(records.tx, incident({ noticeId: 'n1', ...more }), notes, NOW);
    return records;
  };
  const sent = { notice: async () => card() };

  test('hang on the card, now or after quiet hours', async () => {
    expect((await told([flapping(3)], sent)).added).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        channel: 'C1',
        content: { type: 'note', incidentId: 'i1', notes: [flapping(3)] },
        parentId: 'n1',
        notBefore: NOW,
        held: false,
        createdAt: NOW,
      },
    ]);
    const { added } = await told([flapping(3)], { ...sent, ...quiet });
    expect(added).toMatchObject([{ notBefore: ELEVEN, held: true, createdAt: NOW }]);
  });

  test.each([
    ['there are none', [], sent, {}],
    ['the incident has no card', [flapping(3)], sent, { noticeId: undefined as never }],
    ['its card is not kept any more', [flapping(3)], {}, {}],
    [
      'a digest shows it, whose thread would be flooded',
      [flapping(3)],
      { notice: async () => notice({ type: 'digest', reason: 'storm', from: 0, until: 1 }) },
      {},
    ],
    [
      'the card is still to be posted and will show by itself who joined',
      [joined('a')],
      { notice: async () => card('pending') },
      {},
    ],
  ])('are not written where %s', async (_why, notes, answers, more) => {
    expect((await told(notes, answers, more)).wrote).toEqual([]);
  });

  test('under a card that is still to be posted tell all but who joined', async () => {
    const { added } = await told([joined('a'), flapping(3)], { notice: async () => card('pending') });
    expect(added).toMatchObject([{ content: { notes: [flapping(3)] } }]);
  });

  test('that are posted already tell who joined', async () => {
    expect((await told([joined('a')], sent)).added).toMatchObject([{ content: { notes: [joined('a')] } }]);
  });

  test.each([
    [29, 'replaceContent'],
    [30, 'addNotice'],
  ])('go into the message that waits while it has less than thirty (%i): %s', async (count, expected) => {
    const waiting = Array.from({ length: count }, (_, at) => flapping(at));
    const { wrote } = await told([flapping(99)], {
      ...sent,
      pendingNote: async () => notice({ type: 'note', incidentId: 'i1', notes: waiting }, { id: 'w' }),
    });
    expect(wrote.map(([name]) => name)).toEqual([expected]);
    if (expected === 'replaceContent')
      expect(wrote[0]).toEqual([
        'replaceContent',
        'w',
        { type: 'note', incidentId: 'i1', notes: [...waiting, flapping(99)] },
      ]);
  });

  test('name who joined one after the other in one line, ten by name and the rest by number', async () => {
    const many = Array.from({ length: 12 }, (_, at) => `b${at}`);
    const before: Note = { ...joined('a0', 'a1'), at: NOW - 5, more: 1 } as Note;
    const { wrote } = await told([{ ...joined(...many), more: 2 } as Note, flapping(3), joined('z')], {
      ...sent,
      pendingNote: async () =>
        notice({ type: 'note', incidentId: 'i1', notes: [flapping(1), before] }, { id: 'w' }),
    });
    const [, , content] = wrote[0] ?? [];
    expect((content as { notes: Note[] }).notes).toEqual([
      flapping(1),
      { what: 'joined', at: NOW, names: ['a0', 'a1', ...many.slice(0, 8)], more: 1 + 2 + 4 },
      flapping(3),
      joined('z'),
    ]);
  });

  test('of ten names tell no number of others', async () => {
    const { added } = await told(
      [joined(...'abcde'), joined(...'fghij')].map((note) => note),
      sent,
    );
    expect(added).toMatchObject([{ content: { notes: [{ names: [...'abcdefghij'], more: 0 }] } }]);
  });
});
