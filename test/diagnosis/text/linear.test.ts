import { readExamples } from '../../../scripts/corpus';
import { catalogue } from '../../../src/diagnosis/causes/index';
import { explain } from '../../../src/diagnosis/text/explain';

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

/** Milliseconds. */
function took(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** Texts that begin like many messages and never come to their point. */
const seeds: readonly (readonly [string, string])[] = [
  ['one character', 'a'],
  ['blanks', ' '],
  ['quotes', '"\'"\''],
  ['a pull that never ends', 'failed to pull image "registry/name: '],
  ['words of trouble', 'error failed denied not found timeout exit code manifest '],
  ['nested brackets', '[({<[({<'],
  ['numbers', '404 500 127 137 '],
  ['paths', '/a/b.c:1:2: '],
  ['digests', 'sha256:0123456789abcdef '],
];

describe('5 MB take about five times as long as 1 MB', () => {
  const grows = (seed: string, ending: string) => {
    const text = (size: number) => (seed + ending).repeat(Math.ceil(size / (seed.length + ending.length)));
    const one = text(MEGABYTE);
    const five = text(5 * MEGABYTE);
    explain(one.slice(0, 50_000));
    // Twice the proportion leaves room for the collector of garbage; quadratic growth would be 25 every time.
    let ratio = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && ratio >= 10; attempt += 1) {
      const short = took(() => explain(one));
      ratio = Math.min(ratio, took(() => explain(five)) / Math.max(short, 20));
    }
    return ratio;
  };

  test.each(seeds)(
    'a single line of %s',
    (_title, seed) => {
      expect(grows(seed, '')).toBeLessThan(10);
    },
    120_000,
  );

  test.each(seeds)(
    'many lines of %s',
    (_title, seed) => {
      expect(grows(seed.repeat(3), '\n')).toBeLessThan(10);
    },
    120_000,
  );
});

test('each pattern alone is linear on its own unfinished beginnings', () => {
  const beginnings = readExamples().map(({ text }) =>
    text.slice(0, Math.ceil(text.length * 0.7)).replaceAll('\n', ' '),
  );
  const slow: { id: string; source: string; ratio: number }[] = [];
  for (const [id, pattern] of patterns) {
    const own = beginnings.find((text) => pattern.test(`${text} `)) ?? 'error failed to pull image "a/b:c": ';
    // The engine hands on pieces of 4 KB at most.
    const piece = (length: number) =>
      own
        .repeat(Math.ceil(length / own.length))
        .slice(0, length)
        .replace(/not found|denied/g, 'not foun');
    const measure = () => {
      const short = took(() => repeat(40, () => pattern.test(piece(800))));
      const long = took(() => repeat(40, () => pattern.test(piece(4000))));
      return { long, ratio: long / Math.max(short, 1) };
    };
    let { long, ratio } = measure();
    // A pause of the garbage collector does not come twice in the same place.
    if (ratio > 25 && long > 40) ({ long, ratio } = measure());
    if (ratio > 25 && long > 40) slow.push({ id, source: pattern.source, ratio });
  }
  expect(slow).toEqual([]);
}, 120_000);

function repeat(times: number, work: () => void): void {
  for (let at = 0; at < times; at += 1) work();
}
