/**
 * The bot's own processor time for a diagnosis whose log has 500 kB, and for a card: `npm run -s bench:cpu`. The sources are in
 * memory, so nothing of an exchange is in it. Processor time, not time: what else runs changes little.
 */
import { createDiagnosis } from '../src/diagnosis/investigate';
import { Masker, Secret } from '../src/diagnosis/model/secrets';
import { reportCard } from '../src/slack/cards/report';
import { failedBuild } from '../test/diagnosis/support/failed-build';
import { ref, sources } from '../test/diagnosis/support/world';

const TIMES = 40;

/** Milliseconds of processor each, the median, after a warm-up. */
async function processorOf(work: () => unknown, repeated: number): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const before = process.cpuUsage();
    for (let again = 0; again < repeated; again += 1) await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000 / repeated);
  }
  const later = times.slice(TIMES / 4).sort((a, b) => a - b);
  return later[Math.floor(later.length / 2)] ?? Number.NaN;
}

/** 500 kB as a build prints them: steps, downloads, warnings, and the error at the end. */
function longLog(): string {
  const lines: string[] = [];
  let length = 0;
  for (let at = 0; length < 500_000; at += 1) {
    const line =
      at % 7 === 0
        ? `#12 ${(at / 10).toFixed(1)} npm warn deprecated package-${at}@1.${at % 9}.0: this version is no longer supported`
        : `#12 ${(at / 10).toFixed(1)} added package-${at} from registry in ${at % 900} ms`;
    lines.push(line);
    length += line.length + 1;
  }
  return `${lines.join('\n')}\n#13 ERROR: failed to read dockerfile: open Dockerfile: no such file or directory\n`;
}

async function main(): Promise<void> {
  const masker = new Masker();
  masker.learn(new Secret('a-secret-that-is-nowhere-in-it'));
  const log = longLog();
  const ask = () =>
    createDiagnosis(sources(failedBuild(log)), { masker, defaultProject: 'shop' }).investigate({
      kind: 'build',
      name: 'shop-api',
      project: ref,
    });
  const report = await ask();
  console.log(
    `a diagnosis with a log of ${Math.round(log.length / 1000)} kB (${report.cause}): ${(await processorOf(ask, 1)).toFixed(1)} ms (aim: 25)`,
  );
  console.log(`its card: ${(await processorOf(() => reportCard(report), 20)).toFixed(2)} ms (aim: 3)`);
}

void main();
