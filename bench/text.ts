/**
 * How the time to read a text grows with its length, as ratios of two times of one run on one machine: 5 for
 * five times the text is proportional, 25 would be quadratic. Run by `npm run bench:text`.
 */
import { catalogue } from '../src/diagnosis/causes/index';
import { Masker } from '../src/diagnosis/model/secrets';
import { explain } from '../src/diagnosis/reading/explain';
import { adversarialBeginnings, adversarialSeeds, filled } from '../test/support/adversarial-text';

const MEGABYTE = 1024 * 1024;
const ROUNDS = 3;

/** The shortest of some rounds, in milliseconds: a pause of the garbage collector is nobody's fault. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** How many times as long `work` takes for the `times`-fold length. */
function growth(work: (length: number) => unknown, length: number, times: number): number {
  work(length);
  return fastest(() => work(length * times)) / fastest(() => work(length));
}

function print(what: string, ratio: number): void {
  console.log(`${ratio.toFixed(1).padStart(6)}  ${what}`);
}

console.log('Time for 5 MB, as a multiple of that for 1 MB (proportional: 5)');
for (const [title, seed] of adversarialSeeds) {
  print(
    `a single line of ${title}`,
    growth((length) => explain(filled(seed, length)), MEGABYTE, 5),
  );
  const lines = `${seed.repeat(3)}\n`;
  print(
    `many lines of ${title}`,
    growth((length) => explain(filled(lines, length)), MEGABYTE, 5),
  );
}

const hostile = ['password=', 'eyJ', '//a:', '-----BEGIN ', '"token":"', 'bearer '];
print(
  'masking of texts that look like secrets',
  growth(
    (length) => new Masker().mask(hostile.map((piece) => filled(piece, length / hostile.length)).join('')),
    MEGABYTE,
    5,
  ),
);

const patterns = [...catalogue.values()].flatMap(({ id, patterns: own = [] }) =>
  own.flatMap(({ match, unless }) => [match, ...(unless ? [unless] : [])].map((one) => [id, one] as const)),
);
const slowest = adversarialBeginnings(patterns)
  .map(({ id, pattern, piece }) => ({
    what: `${id}: ${pattern.source.slice(0, 90)}`,
    ratio: growth(
      (length) => {
        const text = piece(length);
        for (let at = 0; at < 40; at += 1) pattern.test(text);
      },
      800,
      5,
    ),
  }))
  .sort((a, b) => b.ratio - a.ratio);
console.log(
  `\nTime for 4,000 characters, as a multiple of that for 800: the worst five of ${patterns.length} patterns`,
);
for (const { what, ratio } of slowest.slice(0, 5)) print(what, ratio);
