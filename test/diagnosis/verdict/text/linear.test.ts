import { Rulebook } from '../../../../src/diagnosis/reading/rulebook';
import { book, explain } from '../../../../src/diagnosis/verdict/text/explain';
import { adversarialBeginnings, adversarialSeeds, filled } from '../../../support/adversarial-text';

const patterns = book.rules.map(({ kind, match }) => [kind, match] as const);

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

test('no wording repeats without bound, and none remembers where it was', () => {
  const guilty = patterns.filter(([, { source, flags }]) => unbounded(source) || /[gy]/.test(flags));
  expect(guilty).toEqual([]);
});

test('only a few wordings have no plain word and are tried on every line', () => {
  expect(book.untied.length).toBeLessThanOrEqual(20);
  expect(new Rulebook([{ match: /no plain word: ./, means: 0 }]).untied.length).toBe(
    new Rulebook([]).untied.length,
  );
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

  test('each wording meets the longest piece that the reader hands on, made of its own unfinished beginning', () => {
    const unfinished = adversarialBeginnings(patterns);
    expect(unfinished).toHaveLength(patterns.length);
    for (const { pattern, piece } of unfinished) expect(() => pattern.test(piece(4000))).not.toThrow();
  });
});
