/** One attempt to send a message: what is asked of Slack, and what is written down. Without a database. */
import { DeliveryError } from '../../../src/alerts/outbox/messenger';
import { defaultRules } from '../../../src/alerts/rules';
import type { Note, NoticeContent } from '../../../src/store/port';
import {
  attempt,
  bench,
  done,
  failure,
  MINUTE,
  NOW,
  report,
  SECOND,
  slack,
  trouble,
} from '../support/attempt';

const note = (...what: Note['what'][]): NoticeContent => ({
  type: 'note',
  incidentId: 'i1',
  notes: what.map((each) => ({ what: each, at: NOW }) as Note),
});

describe('a message', () => {
  test('is posted, and kept with where it stands', async () => {
    const { posted, wrote, claims, searches, problems } = await attempt({});
    expect(claims).toEqual([['one', NOW, defaultRules.lease, defaultRules.pace]]);
    expect(posted).toEqual([
      {
        noticeId: 'n1',
        channel: 'C1',
        incidentId: 'i1',
        view: expect.objectContaining({ type: 'incident', report }),
      },
    ]);
    expect(wrote).toEqual([done('5.0', 'D1')]);
    expect([searches, problems]).toEqual([[], []]);
  });

  test('that stands is edited where it stands, which may be elsewhere than it was asked for', async () => {
    const at = { ts: '5.0', postedIn: 'D1' };
    const { edited, posted, wrote } = await attempt({ claim: at });
    expect(edited).toEqual([[expect.objectContaining({ noticeId: 'n1' }), { channel: 'D1', ts: '5.0' }]]);
    expect(posted).toEqual([]);
    expect(wrote).toEqual([done('5.0', 'D1')]);
    expect((await attempt({ claim: { ts: '5.0' } })).edited[0]?.[1]).toEqual({ channel: 'C1', ts: '5.0' });
  });

  test('that is about no incident names none', async () => {
    const content = { type: 'channel-trouble', channel: 'C9', reason: 'x', waiting: 1 } as const;
    const { posted } = await attempt({ content });
    expect(posted).toEqual([{ noticeId: 'n1', channel: 'C1', view: content }]);
  });

  test.each<[NoticeContent, boolean]>([
    [note('came-back'), true],
    [note('acknowledged', 'reminder'), true],
    [note('cause-changed'), true],
    [note('snooze-ended'), true],
    [note('mute-ended'), true],
    [note('flapping'), true],
    [note('worse'), true],
    [note('acknowledged', 'joined'), false],
    [note('resolved'), false],
    [{ type: 'incident', incidentId: 'i1' }, false],
  ])('of a thread, %j, is shown in the channel as well: %s', async (content, broadcast) => {
    const { posted } = await attempt({ content, claim: { parent: { ts: '4.0', channel: 'C1' } } });
    expect(posted).toMatchObject([{ threadTs: '4.0', broadcast }]);
    expect((await attempt({ content })).posted[0]).not.toHaveProperty('broadcast');
  });

  test('of what the channel does not see, or of what is not there any more, is given up', async () => {
    const over = [failure({ error: 'there is nothing to show any more', retryAt: NOW, dead: true })];
    for (const given of [
      { told: 'nothing' },
      { content: { type: 'incident', incidentId: 'gone' } },
    ] as const) {
      const { posted, wrote } = await attempt(given);
      expect(posted).toEqual([]);
      expect(wrote).toEqual(over);
    }
  });

  test('ends the trouble of its channel', async () => {
    const place = { id: 'C1', timeZone: 'UTC' };
    const { wrote, locked } = await attempt({ channel: { ...place, trouble } });
    expect(wrote.slice(1)).toEqual([['saved', place]]);
    expect(locked).toEqual([['C1']]);
    expect((await attempt({ channel: place })).wrote).toHaveLength(1);
  });
});

test('all that waits is sent, until there is nothing more or the bot stops', async () => {
  const none = bench({ waiting: 0 });
  expect(await none.outbox.sendOne()).toBe(false);
  const signal = new AbortController();
  const { outbox, posted } = bench({ waiting: 3 });
  expect(await outbox.sendDue(signal.signal)).toBe(3);
  expect(posted).toHaveLength(3);
  signal.abort();
  const stopped = bench({ waiting: 3 });
  expect(await stopped.outbox.sendDue(signal.signal)).toBe(0);
  expect(stopped.claims).toEqual([]);
});

describe('a post whose end is not known', () => {
  const unclean = { unclean: true, attemptAt: NOW - MINUTE };

  test('is looked for from five minutes before, for clocks differ; what is found is edited, whatever it shows', async () => {
    const { searches, posted, wrote } = await attempt({
      claim: unclean,
      found: { channel: 'D1', ts: '4.0' },
    });
    expect(searches).toEqual([[expect.objectContaining({ noticeId: 'n1' }), NOW - 6 * MINUTE]]);
    expect(posted).toEqual([]);
    expect(wrote).toEqual([done('4.0', 'D1', 0)]);
  });

  test('and that is not found is posted', async () => {
    const { posted, searches } = await attempt({ claim: unclean });
    expect([posted.length, searches.length]).toEqual([1, 1]);
  });

  test('is not looked for where nothing was tried', async () => {
    const { searches } = await attempt({ claim: { unclean: true } });
    expect(searches).toEqual([]);
    expect((await attempt({ claim: { unclean: false, attemptAt: NOW } })).searches).toEqual([]);
  });

  test('where the bot is not allowed to look is posted, and said', async () => {
    const { posted, problems } = await attempt({ claim: unclean, found: slack('closed') });
    expect(posted).toHaveLength(1);
    expect(problems).toEqual([
      [
        'the bot is not allowed to look for what it posted; a message may stand there twice',
        expect.any(DeliveryError),
      ],
    ]);
  });

  test('is not posted when the search fails for any other reason', async () => {
    const { posted, wrote } = await attempt({ claim: unclean, found: slack('limited', 4 * SECOND) });
    expect(posted).toEqual([]);
    // The channel takes other messages meanwhile.
    expect(wrote).toEqual([failure({ uncertain: true, retryAt: NOW + 4 * SECOND })]);
    await expect(bench({ claim: unclean, found: new Error('no database') }).outbox.sendOne()).rejects.toThrow(
      'no database',
    );
  });

  test.each([
    [12 * SECOND, 1],
    [12 * SECOND - 1, 0],
  ])('%i ms before another may take over: posts are made %i times', async (left, times) => {
    const { posted, wrote } = await attempt({ claim: { claimedUntil: NOW + left } });
    expect(posted).toHaveLength(times);
    expect(wrote).toHaveLength(times);
  });
});
