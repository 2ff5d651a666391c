/**
 * `npm run -s accuracy [-- --leave-one-out] [-- --mistakes] [-- FILE.jsonl …]`: how often a text is read right, on the
 * project's own examples, the set of the lab and the files given.
 *
 * `--leave-one-out` judges every message without the wordings and declarations that only this message uses, among all
 * messages given: what is left is what has been learnt of the kind, not of the message.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { causeOf } from '../src/diagnosis/causes/index';
import { type Judged, judge, judgeLeftOut, type Score, scoreOf } from './accuracy-score';
import { type Message, readCorpus, readExamples } from './corpus';

const lab = join(__dirname, '../lab/texts.jsonl');
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const files = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

function print(title: string, judged: readonly Judged[]): void {
  const score = scoreOf(judged);
  console.log(`\n${title}: ${score.all} messages`);
  console.log(
    `  read right                 ${percent(score.right + score.defended, score.all)} (${score.right} the very cause, ${score.defended} another that can be defended)`,
  );
  console.log(`  false alarms on healthy    ${score.alarms} of ${score.healthy}`);
  console.log(`  failures called healthy    ${score.missed} of ${score.all - score.healthy}`);
  console.log(`  wrong and likely           ${score.wrongLikely} (${percent(score.wrongLikely, score.all)})`);
  if (!options.includes('--brief')) {
    table('by stage', judged, ({ message }) => causeOf(message.cause).stage);
    table('by tool', judged, ({ tool }) => tool);
  }
  if (options.includes('--mistakes')) mistakes(judged);
}

function table(title: string, judged: readonly Judged[], keyOf: (one: Judged) => string): void {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  console.log(
    `\n  ${title.padEnd(24)}${'n'.padStart(5)}${'right'.padStart(10)}${'wrong, likely'.padStart(16)}`,
  );
  for (const [key, group] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
    const { all, right, defended, wrongLikely }: Score = scoreOf(group);
    console.log(
      `  ${key.padEnd(24)}${String(all).padStart(5)}${percent(right + defended, all).padStart(10)}${String(wrongLikely).padStart(16)}`,
    );
  }
}

function mistakes(judged: readonly Judged[]): void {
  const wrong = judged.filter(({ verdict }) => verdict === 'wrong');
  if (wrong.length > 0) console.log('\n  mistakes (right cause -> named cause)');
  for (const { message, found, confidence } of wrong) {
    console.log(`  ${message.cause} -> ${found} (${confidence}): ${message.id}`);
  }
}

const sets: (readonly [title: string, messages: readonly Message[]])[] = [
  ['examples of the project', readExamples()],
  ...(existsSync(lab) ? [['texts of the lab', readCorpus(lab)] as const] : []),
  ...files.map((file) => [basename(file), readCorpus(file)] as const),
];

if (options.includes('--leave-one-out')) {
  const all = sets.flatMap(([, messages]) => messages);
  print('each message without what only it uses', judgeLeftOut(all));
} else {
  for (const [title, messages] of sets) print(title, messages.map(judge));
}
