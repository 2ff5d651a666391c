/** How long the masker needs for 5 MB of a build's log, and how that grows. Run by `npm run -s bench:masker`. */
import { chance } from '../scripts/canaries/random';
import { Masker } from '../src/diagnosis/model/secrets';

const line =
  '2026-11-02T10:00:00.123456789Z #12 34.56 npm http fetch GET 200 https://registry.npmjs.org/@babel%2fcore 1234ms (cache miss) token sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n';
const MEGABYTE = 1024 * 1024;
const text = (length: number) => line.repeat(Math.ceil(length / line.length)).slice(0, length);

const masker = new Masker();
for (let seed = 0; seed < 200; seed += 1)
  masker.learn(chance(seed).text('abcdefghijklmnopqrstuvwxyz0123456789', 30));

function fastest(length: number): number {
  const given = text(length);
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    masker.mask(given);
    return performance.now() - start;
  });
  return Math.min(...times);
}

const one = fastest(MEGABYTE);
const five = fastest(5 * MEGABYTE);
console.log(
  `5 MB with 200 known values: ${Math.round(five)} ms; ${(five / one).toFixed(1)} times as long as 1 MB (proportional: 5)`,
);
