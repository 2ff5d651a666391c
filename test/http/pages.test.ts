import { z } from 'zod';
import { SourceError } from '../../src/diagnosis/model/evidence';
import { complete, elements, everyPage, listing, whole } from '../../src/http/pages';

const topic = { who: 'the registry of cats', what: 'the cats' };
const page = (items: readonly string[], next?: string) => ({ items, unread: [], next });
const broken = new SourceError('unauthorized', 'the login is not accepted');

test('pages are read to the last', async () => {
  const pages = [page(['a'], '2'), page(['b'], '3'), page(['c'])];
  expect(await everyPage(topic, async (next) => pages[Number(next ?? 1) - 1] ?? page([]))).toEqual({
    items: ['a', 'b', 'c'],
    unread: [],
  });
});

test('what was read stays when a later page cannot be had, and it is said', async () => {
  const read = await everyPage(topic, async (next) => {
    if (next !== undefined) throw broken;
    return page(['a'], '2');
  });
  expect(read).toEqual({ items: ['a'], unread: [], broke: broken });
  expect(() => whole(read)).toThrow(broken);
});

test('the first page that cannot be had is an error', async () => {
  await expect(everyPage(topic, () => Promise.reject(broken))).rejects.toBe(broken);
});

test('what is no refusal is never taken for the end of a list', async () => {
  const bug = new TypeError('a bug');
  const read = everyPage(topic, async (next) => {
    if (next !== undefined) throw bug;
    return page(['a'], '2');
  });
  await expect(read).rejects.toBe(bug);
});

test.each<[string, (next?: string) => string, string]>([
  ['a page that repeats', () => 'again', 'in a circle'],
  ['pages in a circle', (next) => (next === 'one' ? 'two' : 'one'), 'in a circle'],
  ['pages without end', (next) => String(Number(next ?? 0) + 1), 'more than 5 pages'],
])('%s', async (_what, follow, said) => {
  const read = everyPage(topic, async (next) => page([], follow(next)), 5);
  await expect(read).rejects.toMatchObject({ reason: 'malformed', message: expect.stringContaining(said) });
});

const cat = z.object({ name: z.string(), kittens: elements(z.object({ name: z.string() })) });

test('an element that cannot be read costs nobody the others, in a list and within an element', () => {
  const heard = [
    { name: 'Tom' },
    { age: 3 },
    7,
    { name: 'Kit', kittens: [{ name: 'x' }, { name: 1 }, null] },
  ];
  expect(listing(heard, cat)).toEqual({
    items: [{ name: 'Tom' }, { name: 'Kit', kittens: [{ name: 'x' }] }],
    unread: ['name', 'the element itself'],
  });
});

test('a list of which nothing can be read is not an empty one', () => {
  expect(whole({ items: [], unread: [] })).toEqual([]);
  expect(() => whole(listing([{ age: 3 }], cat))).toThrow('“name”');
});

test('a list that must be complete has no element that cannot be read', () => {
  expect(complete(listing([{ name: 'Tom' }], cat))).toEqual([{ name: 'Tom', kittens: undefined }]);
  expect(() => complete(listing([{ name: 'Tom' }, { age: 3 }], cat))).toThrow('1 of 2 that were listed');
  expect(() => complete({ items: ['Tom'], unread: [], broke: broken })).toThrow(broken);
});
