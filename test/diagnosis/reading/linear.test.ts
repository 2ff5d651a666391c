import { catalogue } from '../../../src/diagnosis/causes/index';
import { explain } from '../../../src/diagnosis/reading/explain';
import { adversarialBeginnings, adversarialSeeds, filled } from '../../support/adversarial-text';

const patterns = [...catalogue.values()].flatMap(({ id, patterns: own = [] }) =>
  own.flatMap(({ match, unless }) => [match, ...(unless ? [unless] : [])].map((one) => [id, one] as const)),
);

/** `*`, `+` or `{n,}` outside of a character class and not escaped. */
function unbounded(source: string): boolean {
  const bare = source.replace(/\\./g, 'x').replace(/\[(?:[^\]])*\]/g, 'x');
  return /[*+]|\{\d*,\}/.test(bare);
}

test('the judge knows an unbounded quantifier when it sees one', () => {
  expect(unbounded('a.*b')).toBe(true);
  expect(unbounded('a{2,}')).toBe(true);
  expect(unbounded('[ab]+')).toBe(true);
  expect(unbounded('a\\+b{0,200}[+*]')).toBe(false);
});

test('no pattern repeats without bound, and none remembers where it was', () => {
  const guilty = patterns.filter(([, { source, flags }]) => unbounded(source) || /[gy]/.test(flags));
  expect(guilty).toEqual([]);
});

const MEGABYTE = 1024 * 1024;

/** A pattern that backtracks without bound would not end in hours; how long it takes is told by `npm run bench:text`. */
describe('a hostile text is read to its end', () => {
  test.each(adversarialSeeds)('5 MB of a single line of %s', (_title, seed) => {
    expect(explain(filled(seed, 5 * MEGABYTE)).cause).toEqual(expect.any(String));
  });

  test.each(adversarialSeeds)('a megabyte of many lines of %s', (_title, seed) => {
    expect(explain(filled(`${seed.repeat(3)}\n`, MEGABYTE)).cause).toEqual(expect.any(String));
  });

  test('each pattern meets the longest piece that the reader hands on, made of its own unfinished beginning', () => {
    const unfinished = adversarialBeginnings(patterns);
    expect(unfinished).toHaveLength(patterns.length);
    for (const { pattern, piece } of unfinished) expect(() => pattern.test(piece(4000))).not.toThrow();
  });
});
