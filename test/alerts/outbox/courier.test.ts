/** What becomes of one event, whatever its webhook answers. */
import type { Told } from '../../../src/alerts/outbox/audience';
import { Courier } from '../../../src/alerts/outbox/courier';
import { eventOf } from '../../../src/alerts/outbox/event';
import { WebhookError } from '../../../src/alerts/outbox/webhooks';
import { defaultRules } from '../../../src/alerts/rules';
import type { AlertStore, Channel, Incident } from '../../../src/store/port';

const NOW = Date.UTC(2026, 0, 5, 10);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const id = '22222222-2222-4222-8222-222222222222';
const LINE = 'TypeError: customer Jane Doe has no address';
const project = { id: 'p', name: 'shop', region: 'eu-de' };
const subject = { kind: 'build', name: 'api', project } as const;
const incident: Incident = {
  id: '11111111-1111-4111-8111-111111111111',
  channel: 'C1',
  key: 'k',
  cause: 'compile-error',
  title: LINE,
  confidence: 'likely',
  thing: { kind: 'workload', key: 'build/api', subject },
  subject,
  state: 'resolved',
  openedAt: NOW,
  lastFailureAt: NOW,
  resolution: { how: 'superseded', by: LINE, at: NOW, changes: [] },
  failures: 1,
  episodes: 1,
  turns: [],
  flapping: false,
};
const event = eventOf(incident, 'incident.resolved', id, NOW);

/** One event that waits, and a webhook that answers `answer`. */
function bench(
  given: {
    answer?: (signal: AbortSignal) => Promise<void>;
    claim?: object;
    told?: Told;
    place?: Channel;
    waiting?: number;
    pace?: (name: string) => void;
  } = {},
) {
  const wrote: [string, ...unknown[]][] = [];
  const claims: unknown[][] = [];
  const sent: { name: string; id: string; body: string }[] = [];
  const asked: string[] = [];
  const problems: string[] = [];
  const tells: object[] = [];
  let waiting = given.waiting ?? 1;
  const writes =
    (name: string) =>
    async (...all: unknown[]) =>
      void wrote.push([name, ...all]);
  const store = {
    claimNotice: async (...all: unknown[]) => {
      claims.push(all);
      if (claims.length > 9) throw new Error('it claims without end');
      waiting -= 1;
      return waiting < 0
        ? undefined
        : {
            id,
            channel: 'webhook:ops',
            content: { type: 'webhook', incidentId: incident.id, webhook: 'ops', event },
            version: 3,
            attempts: 0,
            createdAt: NOW,
            ...given.claim,
          };
    },
    noticeShown: writes('shown'),
    noticeFailed: writes('failed'),
    saveChannel: writes('saved'),
    channel: async (place: string) => {
      asked.push(place);
      return given.place;
    },
  } as unknown as AlertStore;
  const courier = new Courier({
    store,
    webhooks: {
      names: ['ops'],
      send: async (name, delivery, signal) => {
        sent.push({ name, ...delivery });
        await given.answer?.(signal);
      },
    },
    rules: defaultRules,
    time: { now: () => NOW, sleep: async () => undefined },
    owner: 'one',
    audience: async (place, of) => (place === 'C1' && of.id === 'p' ? (given.told ?? 'all') : 'nothing'),
    follow: (_name, work) => work({ tell: (what) => void tells.push(what) }),
    onProblem: (what) => void problems.push(what),
  });
  const signal = new AbortController();
  return { send: () => courier.sendDue(signal.signal), signal, wrote, claims, sent, asked, problems, tells };
}
const refusing =
  (...given: ConstructorParameters<typeof WebhookError>) =>
  async () => {
    throw new WebhookError(...given);
  };

describe('an event that its webhook takes', () => {
  test('is sent as it was written, under its id, and is done', async () => {
    const { send, sent, wrote, claims, tells, problems } = bench();
    expect(await send()).toBe(1);
    expect(sent).toEqual([{ name: 'ops', id, body: JSON.stringify(event) }]);
    expect(claims[0]).toEqual(['one', NOW, defaultRules.lease, 0, 'webhooks']);
    expect(wrote).toEqual([
      [
        'shown',
        'one',
        id,
        { version: 3, at: NOW, ts: String(NOW), postedIn: 'webhook:ops', quietUntil: NOW },
      ],
    ]);
    expect(tells).toEqual([{ event: 'incident.resolved' }]);
    expect(problems).toEqual([]);
  });

  test('ends the trouble that its webhook had', async () => {
    const trouble = { reason: 'HTTP 500', since: 1, attempts: 4, told: false };
    const { send, wrote, asked } = bench({ place: { id: 'webhook:ops', timeZone: 'UTC', trouble } });
    await send();
    expect(asked).toEqual(['webhook:ops']);
    expect(wrote[1]).toEqual(['saved', { id: 'webhook:ops', timeZone: 'UTC' }]);
    expect((await written({ place: { id: 'webhook:ops', timeZone: 'UTC' } })).map(([name]) => name)).toEqual([
      'shown',
    ]);
  });

  const written = async (given: Parameters<typeof bench>[0]) => {
    const { send, wrote } = bench(given);
    await send();
    return wrote;
  };

  test('where the channel is not to read logs quotes none', async () => {
    const { send, sent } = bench({ told: 'no-logs' });
    await send();
    const [{ body = '' } = {}] = sent;
    expect(body).not.toContain('Jane');
    expect(JSON.parse(body)).toMatchObject({ id, incident: { resolved: { by: 'another cause' } } });
  });

  test('of what its channel does not see any more is sent to nobody, and is over', async () => {
    const { send, sent, wrote, asked } = bench({ told: 'nothing' });
    expect(await send()).toBe(1);
    expect(sent).toEqual([]);
    expect(wrote).toEqual([
      ['failed', 'one', id, { error: 'not allowed', uncertain: false, retryAt: NOW, dead: true }],
    ]);
    // The webhook itself is as well as it was.
    expect(asked).toEqual([]);
  });
});

test('all that waits is sent, until there is nothing more or the bot stops', async () => {
  const many = bench({ waiting: 3 });
  expect(await many.send()).toBe(3);
  const stopped = bench({ waiting: 3, answer: async () => stopped.signal.abort() });
  expect(await stopped.send()).toBe(1);
  expect(stopped.sent).toHaveLength(1);
});

test('what is none of its own is left alone', async () => {
  const { send, wrote } = bench({ claim: { content: { type: 'daily', from: 0, to: 1 } } });
  expect(await send()).toBe(0);
  expect(wrote).toEqual([]);
});

test('a claim that fails on our own side ends by itself: nothing is said of the webhook', async () => {
  const { send, wrote } = bench({
    answer: async () => {
      throw new Error('the database is gone');
    },
  });
  await expect(send()).rejects.toThrow('the database is gone');
  expect(wrote).toEqual([]);
});

describe('an event that its webhook does not take', () => {
  const failed = async (given: Parameters<typeof bench>[0]) => {
    const made = bench(given);
    expect(await made.send()).toBe(1);
    const failure = made.wrote.find(([name]) => name === 'failed')?.[3] as {
      retryAt: number;
      channelUntil?: number;
      dead?: boolean;
    };
    const saved = made.wrote.find(([name]) => name === 'saved')?.[1];
    return { ...made, failure, saved };
  };

  test.each([
    [0, 5 * SECOND],
    [1, 10 * SECOND],
    [7, 640 * SECOND],
    [8, 15 * MINUTE],
    [5000, 15 * MINUTE],
  ])('after %i attempts waits %i ms, and those behind it as well', async (attempts, ms) => {
    const { failure } = await failed({ answer: refusing('again', 'HTTP 500'), claim: { attempts } });
    expect(failure).toEqual({
      error: 'HTTP 500',
      uncertain: false,
      retryAt: NOW + ms,
      channelUntil: NOW + ms,
    });
  });

  test.each([
    [1, 1],
    [14 * MINUTE, 14 * MINUTE],
    [16 * MINUTE, 15 * MINUTE],
  ])('and asks for %i ms waits %i ms', async (wanted, ms) => {
    const { failure } = await failed({ answer: refusing('again', 'HTTP 429', wanted) });
    expect(failure.retryAt).toBe(NOW + ms);
  });

  test.each<[ConstructorParameters<typeof WebhookError>[0], object, boolean]>([
    ['gone', {}, true],
    ['unknown', {}, true],
    ['again', { attempts: 4 }, false],
    ['refused', { attempts: 3 }, false],
    ['refused', { attempts: 4 }, true],
    ['again', { createdAt: NOW - defaultRules.webhookPatience }, false],
    ['again', { createdAt: NOW - defaultRules.webhookPatience - 1 }, true],
  ])('because it is %s, with %j, is given up: %s', async (kind, claim, over) => {
    const { failure, problems } = await failed({ answer: refusing(kind, 'a word'), claim });
    expect(failure.dead ?? false).toBe(over);
    if (over) {
      // Those behind it may go at once.
      expect(failure).toEqual({ error: 'a word', uncertain: false, retryAt: NOW, dead: true });
      expect(problems).toEqual(['the webhook ops did not take an event (a word); it is given up']);
    }
  });

  test.each([
    [0, 1],
    [1, 0],
    [9, 0],
    [10, 1],
  ])('at attempt %i is in the log %i times', async (attempts, times) => {
    const { problems } = await failed({ answer: refusing('again', 'HTTP 500'), claim: { attempts } });
    expect(problems).toEqual(
      Array(times).fill('the webhook ops did not take an event (HTTP 500); it is sent again'),
    );
  });

  test('is seen in the list of watches: why, since when and how often', async () => {
    const answer = refusing('again', 'HTTP 500');
    expect((await failed({ answer })).saved).toEqual({
      id: 'webhook:ops',
      timeZone: 'UTC',
      trouble: { reason: 'HTTP 500', since: NOW, attempts: 1, told: false },
    });
    const trouble = { reason: 'no answer in time', since: 1, attempts: 4, told: true };
    const place = { id: 'webhook:ops', timeZone: 'Europe/Berlin', trouble };
    expect((await failed({ answer, place })).saved).toEqual({
      ...place,
      trouble: { reason: 'HTTP 500', since: 1, attempts: 5, told: false },
    });
  });
});
