/** How a message is looked for whose post has no known end. */
import { DeliveryError, type Message } from '../../../src/alerts/outbox/messenger';
import { Search } from '../../../src/alerts/outbox/search';

const posted = { channel: 'C1', ts: '5.0' };
const message = (noticeId = 'n1') => ({ noticeId }) as Message;
const late = new DeliveryError('limited', 'ratelimited', 4000);

/** A Slack that answers a search with `answer`. */
function bench(answer: typeof posted | Error | undefined) {
  const state = { answer, now: 0 };
  const asked: unknown[][] = [];
  const problems: [string, unknown][] = [];
  const search = new Search(
    {
      find: async (...given) => {
        asked.push(given);
        if (state.answer instanceof Error) throw state.answer;
        return state.answer;
      },
    },
    () => state.now,
    (what, error) => void problems.push([what, error]),
  );
  return { state, asked, problems, search };
}

describe('a search', () => {
  test('finds it, or tells that it is to be posted', async () => {
    const { search, asked, state, problems } = bench(posted);
    expect(await search.lookFor(message(), 7)).toEqual({ found: posted });
    expect(asked).toEqual([[message(), 7]]);
    state.answer = undefined;
    expect(await search.lookFor(message(), 7)).toBe('to post');
    expect(problems).toEqual([]);
  });

  test('that is put off goes on later, and is given up after the fifth time, which is said once', async () => {
    const { search, asked, problems, state } = bench(late);
    const again = { putOffMs: 4000, word: 'ratelimited' };
    for (const putOffMs of [4000, 4000, 4000, 8000]) {
      expect(await search.lookFor(message(), 7)).toEqual({ ...again, putOffMs });
      state.now += 60_000;
    }
    expect(problems).toEqual([]);
    expect(await search.lookFor(message(), 7)).toBe('to post');
    expect(problems).toEqual([
      ['Slack put off the search for what was posted 5 times; a message may stand there twice', late],
    ]);
    expect(await search.lookFor(message(), 7)).toBe('to post');
    expect(asked).toHaveLength(5);
    expect(problems).toHaveLength(1);
    // Of each message by itself.
    expect(await search.lookFor(message('n2'), 7)).toEqual(again);
  });

  test('goes on for four minutes, however often it is put off: a storm is over sooner', async () => {
    const { search, state } = bench(late);
    for (let time = 0; time < 20; time += 1) {
      expect(await search.lookFor(message(), 7)).toMatchObject({ word: 'ratelimited' });
      state.now += 10_000;
    }
    state.now += 40_000;
    expect(await search.lookFor(message(), 7)).toBe('to post');
  });

  test('waits a minute where Slack does not say for how long', async () => {
    const { search } = bench(new DeliveryError('limited', 'ratelimited'));
    expect(await search.lookFor(message(), 7)).toEqual({ putOffMs: 60_000, word: 'ratelimited' });
  });

  test('begins anew when the doubt is a new one', async () => {
    const { search } = bench(late);
    for (let time = 0; time < 5; time += 1) await search.lookFor(message(), 7);
    search.forget('n1');
    expect(await search.lookFor(message(), 7)).toMatchObject({ putOffMs: 4000 });
  });

  test('that the bot is not allowed to make is said, and not waited for; any other trouble is the caller’s', async () => {
    const closed = new DeliveryError('closed', 'missing_scope');
    const { search, problems, state } = bench(closed);
    expect(await search.lookFor(message(), 7)).toBe('to post');
    expect(problems).toEqual([
      ['the bot is not allowed to look for what it posted; a message may stand there twice', closed],
    ]);
    for (const error of [new DeliveryError('uncertain', 'no answer'), new Error('no database')]) {
      state.answer = error;
      await expect(search.lookFor(message(), 7)).rejects.toBe(error);
    }
  });
});

test.each([
  ['gone', 'thread_not_found'],
  ['refused', 'invalid_arguments'],
  ['closed', 'missing_scope'],
] as const)(
  'a search that fails because it is %s (%s) leaves the message to be posted',
  async (kind, word) => {
    const { search, problems } = bench(new DeliveryError(kind, word));
    expect(await search.lookFor(message(), 7)).toBe('to post');
    expect(problems).toHaveLength(1);
  },
);

test('a search that Slack answers with a word that no list knows is put off, and given up in the end', async () => {
  const { search, state } = bench(new DeliveryError('troubled', 'accesslimited'));
  for (let time = 0; time < 4; time += 1) {
    expect(await search.lookFor(message(), 7)).toEqual({ putOffMs: 60_000, word: 'accesslimited' });
    state.now += 60_000;
  }
  expect(await search.lookFor(message(), 7)).toBe('to post');
});
