/** What becomes of a message that Slack does not take. Without a database. */
import type { DeliveryError } from '../../../src/alerts/outbox/messenger';
import { defaultRules } from '../../../src/alerts/rules';
import type { Channel, ClaimedNotice } from '../../../src/store/port';
import {
  attempt,
  done,
  failure,
  type Given,
  incident,
  MINUTE,
  NOW,
  SECOND,
  slack,
  trouble,
} from '../support/attempt';

type Kind = DeliveryError['kind'];

describe('Slack does not take it:', () => {
  test.each<[Kind, number | undefined, Partial<ClaimedNotice>, object]>([
    ['limited', 9000, {}, { retryAt: NOW + 9000, channelUntil: NOW + 9000 }],
    ['limited', undefined, {}, { retryAt: NOW + MINUTE, channelUntil: NOW + MINUTE }],
    ['limited', 1, { unclean: true }, { retryAt: NOW + 1, channelUntil: NOW + 1, uncertain: true }],
    ['uncertain', undefined, {}, { retryAt: NOW + 11 * SECOND, uncertain: true }],
    ['uncertain', undefined, { attempts: 3 }, { retryAt: NOW + 18 * SECOND, uncertain: true }],
    ['uncertain', undefined, { ts: '5.0' }, { retryAt: NOW + 11 * SECOND }],
    ['refused', undefined, {}, { retryAt: NOW, dead: true }],
    ['troubled', undefined, {}, { retryAt: NOW + 10 * SECOND }],
    ['troubled', undefined, { attempts: 2, unclean: true }, { retryAt: NOW + 40 * SECOND, uncertain: true }],
    ['troubled', undefined, { createdAt: NOW - defaultRules.retention }, { retryAt: NOW + 10 * SECOND }],
    ['troubled', undefined, { createdAt: NOW - defaultRules.retention - 1 }, { retryAt: NOW, dead: true }],
    ['unauthorized', undefined, {}, { retryAt: NOW + MINUTE, channelUntil: NOW + MINUTE }],
    [
      'unauthorized',
      undefined,
      { attempts: 2, unclean: true },
      { retryAt: NOW + 4 * MINUTE, channelUntil: NOW + 4 * MINUTE, uncertain: true },
    ],
    ['undrawable', undefined, {}, { error: 'undrawable', retryAt: NOW }],
    ['undrawable', undefined, { unclean: true }, { error: 'undrawable', retryAt: NOW, uncertain: true }],
    ['undrawable', undefined, { error: 'undrawable' }, { error: 'undrawable', retryAt: NOW, dead: true }],
  ])('%s (wait %s) of a message %j', async (kind, wait, claim, expected) => {
    const { wrote } = await attempt({ slack: slack(kind, wait), claim });
    expect(wrote).toEqual([failure(expected)]);
  });

  test.each<[Kind, Partial<ClaimedNotice>]>([
    ['gone', {}],
    ['refused', {}],
    ['undrawable', { error: 'undrawable' }],
  ])('%s of an edit leaves the message as it is', async (kind, claim) => {
    const { wrote } = await attempt({ slack: slack(kind), claim: { ts: '5.0', postedIn: 'D1', ...claim } });
    expect(wrote).toEqual([done('5.0', 'D1')]);
  });

  test('an edit that is not possible any more is posted anew', async () => {
    const { wrote } = await attempt({ slack: slack('uneditable'), claim: { ts: '5.0' } });
    expect(wrote).toEqual([['uneditable', 'one', 'n1', NOW]]);
  });

  test('what could not be drawn is drawn without what comes from outside, and says so', async () => {
    const { posted } = await attempt({ claim: { error: 'undrawable' } });
    expect(posted[0]?.view).not.toHaveProperty('report');
    expect(posted[0]?.view).toMatchObject({
      incident: { ...incident, unseen: 'What was seen could not be shown.' },
      affected: [],
    });
    expect((await attempt({ claim: { error: 'a_word' } })).posted[0]?.view).toHaveProperty('report');
    // Only a card holds something from outside.
    const content = { type: 'channel-trouble', channel: 'C9', reason: 'x', waiting: 1 } as const;
    expect((await attempt({ content, claim: { error: 'undrawable' } })).posted[0]?.view).toEqual(content);
  });

  test.each<[Kind, string]>([
    ['refused', 'Slack takes no such message (incident), not even as text'],
    ['troubled', 'Slack did not take a message (incident); it is tried again'],
    ['undrawable', 'a message (incident) could not be drawn'],
    [
      'unauthorized',
      'Slack does not accept the bot’s token; alerts wait. Install the app again and set SLACK_BOT_TOKEN',
    ],
  ])('%s is in the log', async (kind, words) => {
    const error = slack(kind);
    const { problems } = await attempt({ slack: error });
    expect(problems).toEqual([[words, kind === 'undrawable' ? error.cause : error]]);
  });
});

describe('a channel that takes no messages', () => {
  const closed = async (channel: Channel | undefined, more: Given = {}) => {
    const made = await attempt({ slack: slack('closed'), ...(channel && { channel }), ...more });
    const of = (name: string) => made.wrote.filter(([each]) => each === name);
    return { ...made, of };
  };
  const place = { id: 'C1', timeZone: 'Europe/Berlin' };

  test('is kept as one in trouble, and tried again after a minute', async () => {
    const { of, locked } = await closed(undefined);
    expect(of('saved')).toEqual([
      [
        'saved',
        { id: 'C1', timeZone: 'UTC', trouble: { reason: 'a_word', since: NOW, attempts: 1, told: false } },
      ],
    ]);
    expect(of('added')).toEqual([]);
    expect(of('failed')).toEqual([failure({ retryAt: NOW + MINUTE, channelUntil: NOW + MINUTE })]);
    expect(locked).toEqual([['C1']]);
  });

  test('is tried every two minutes at the longest; what may have been posted stays in doubt', async () => {
    const { of } = await closed(
      { ...place, trouble: { ...trouble, attempts: 9 } },
      { claim: { unclean: true } },
    );
    const until = NOW + 2 * MINUTE;
    expect(of('failed')).toEqual([failure({ uncertain: true, retryAt: until, channelUntil: until })]);
    expect(of('saved')).toEqual([
      ['saved', { ...place, trouble: { reason: 'a_word', since: NOW - MINUTE, attempts: 10, told: false } }],
    ]);
  });

  test('is told of after five minutes, once to each who subscribed', async () => {
    const { of } = await closed({ ...place, trouble: { ...trouble, since: NOW - 5 * MINUTE } });
    expect(of('added').map(([, one]) => one)).toEqual(
      ['U1', 'U2'].map((user) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        channel: user,
        content: { type: 'channel-trouble', channel: 'C1', reason: 'a_word', waiting: 7 },
        notBefore: NOW,
        createdAt: NOW,
      })),
    );
    expect(of('saved')).toMatchObject([['saved', { trouble: { told: true } }]]);
  });

  test.each([
    ['before five minutes', { since: NOW - 5 * MINUTE + 1 }, false],
    ['at the first attempt, though since long', { since: NOW - 9 * MINUTE, attempts: 0 }, false],
    ['once more', { since: NOW - 9 * MINUTE, told: true }, true],
  ])('is not told of %s', async (_when, more, told) => {
    const { of } = await closed({ ...place, trouble: { ...trouble, ...more } });
    expect(of('added')).toEqual([]);
    expect(of('saved')).toMatchObject([['saved', { trouble: { told } }]]);
  });

  test('and whoever is to be told of it, but takes no messages either, is given up', async () => {
    const content = { type: 'channel-trouble', channel: 'C9', reason: 'x', waiting: 1 } as const;
    const { wrote } = await closed(undefined, { content });
    expect(wrote).toEqual([failure({ retryAt: NOW, dead: true })]);
  });
});
