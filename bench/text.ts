/**
 * How the time to read a text grows with its length, as ratios of two times of one run on one machine: 5 for
 * five times the text is proportional, 25 would be quadratic. Run by `npm run bench:text`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Masker } from '../src/diagnosis/model/secrets';
import { book, explain } from '../src/diagnosis/verdict/text/explain';
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

/** A log of a server that is well. */
function healthyLog(megabytes: number): string {
  const lines: string[] = [];
  for (let size = 0, at = 0; size < megabytes * MEGABYTE; at += 1) {
    const line = `2026-06-22T10:00:00.${at}Z INFO handled request ${at} of customer ${at * 7919} in 12 ms\n`;
    lines.push(line);
    size += line.length;
  }
  return lines.join('');
}

/** Processor time of this process, or of a child, in milliseconds: other work on the machine does not count. */
function processorTime(work: () => unknown): number {
  const { user, system } = process.cpuUsage();
  work();
  const spent = process.cpuUsage({ user, system });
  return (spent.user + spent.system) / 1000;
}

const alternatives =
  'error|fail|fatal|exception|denied|refused|timeout|timed out|not found|cannot|unable|killed|panic|invalid|missing|unknown|exit code|traceback';
{
  const log = healthyLog(50);
  const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'healthy.log');
  writeFileSync(file, log);
  explain(log.slice(0, MEGABYTE));
  const ours = Math.min(...Array.from({ length: ROUNDS }, () => processorTime(() => explain(log))));
  const grep = Math.min(
    ...Array.from({ length: ROUNDS }, () => {
      const { stdout } = spawnSync(
        'bash',
        ['-c', `TIMEFORMAT='%U %S'; { time grep -cE '${alternatives}' '${file}' >/dev/null; } 2>&1`],
        {
          encoding: 'utf8',
        },
      );
      return stdout
        .trim()
        .split(' ')
        .reduce((sum, seconds) => sum + 1000 * Number(seconds), 0);
    }),
  );
  rmSync(file);
  const megabytes = log.length / 1e6;
  console.log(`A healthy log of ${megabytes.toFixed(0)} MB, processor time`);
  print(
    `times as long as grep -cE with 18 alternatives (${(megabytes / (ours / 1000)).toFixed(0)} MB/s against ${(megabytes / (grep / 1000)).toFixed(0)})`,
    ours / grep,
  );
  const five = log.slice(0, 5 * MEGABYTE);
  print(
    'milliseconds for 5 MB of it',
    Math.min(...Array.from({ length: ROUNDS }, () => processorTime(() => explain(five)))),
  );
}

console.log('\nTime for 5 MB, as a multiple of that for 1 MB (proportional: 5)');
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

const patterns = book.rules.map(({ kind, match }) => [kind, match] as const);
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
