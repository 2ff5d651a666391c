/**
 * `npm run -s accuracy [-- --leave-one-out] [-- --no-lab] [-- --mistakes] [-- --brief] [-- FILE.jsonl …]`: how often a text is read
 * right, on the project's own examples, the set of the lab and the files given. `--ratchet` only compares the project's
 * own sets with the figures of `accuracy-ratchet.json`, and fails where one has fallen. `--wrapped` puts around each text
 * of the lab what collectors, pipelines and people put around it, and counts where the cause stays.
 *
 * `--leave-one-out` judges every message without the wordings and declarations that only this message uses, among all
 * messages given: what is left is what has been learnt of the kind, not of the message. With `--no-lab` it does so
 * without the texts of the lab, in which one wording stands for several versions of a tool.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { causeOf } from '../src/diagnosis/causes/index';
import { explain } from '../src/diagnosis/verdict/text/explain';
import { type Judged, judge, judgeLeftOut, type Score, scoreOf } from './accuracy-score';
import { type Message, readCorpus, readExamples } from './corpus';
import { fitsAround, wrappings } from './wrappings';

/** Texts that real tools printed, with the cause that was planted; see `npm run lab`. */
const lab = join(__dirname, '../test/diagnosis/reading/lab');
/** What the figures must not fall below. */
const ratchetFile = join(__dirname, 'accuracy-ratchet.json');
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

function labTexts(): readonly Message[] {
  if (!existsSync(lab) || options.includes('--no-lab')) return [];
  return readdirSync(lab)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readCorpus(join(lab, name)));
}

/** Per cent, rounded down to a tenth, so that the file says no more than was reached. */
const share = ({ all, right, defended }: Score) => Math.floor((1000 * (right + defended)) / all) / 10;

/** Compares with the figures that were reached before; `--ratchet=raise` writes better ones down. */
function ratchet(figures: Readonly<Record<string, Figures>>): void {
  const before = JSON.parse(readFileSync(ratchetFile, 'utf8')) as Record<string, Figures>;
  const fallen: string[] = [];
  for (const [title, now] of Object.entries(figures)) {
    const then = before[title];
    if (!then) continue;
    if (now.right < then.right) fallen.push(`${title}: ${now.right} % right, ${then.right} % before`);
    for (const key of ['alarms', 'missed', 'wrongLikely'] as const) {
      if (now[key] > then[key]) fallen.push(`${title}: ${key} ${now[key]}, ${then[key]} before`);
    }
  }
  if (fallen.length > 0) {
    console.error(`Texts are read worse than before:\n${fallen.join('\n')}`);
    process.exitCode = 1;
  } else if (options.includes('--ratchet=raise')) {
    writeFileSync(ratchetFile, `${JSON.stringify({ ...before, ...figures }, null, 2)}\n`);
  }
}

/** Whether the cause stays, by what is put around the text. */
function wrapped(messages: readonly Message[]): void {
  const plain = messages.map(({ text }) => explain(text).cause);
  let all = 0;
  let kept = 0;
  for (const wrapping of wrappings) {
    const lost: string[] = [];
    const tried = messages.filter((message) => fitsAround(wrapping, message));
    for (const message of tried) {
      const { cause } = explain(wrapping.wrap(message.text));
      const stays =
        cause === plain[messages.indexOf(message)] || [message.cause, ...message.also].includes(cause);
      if (!stays) lost.push(`${message.id} -> ${cause}`);
    }
    all += tried.length;
    kept += tried.length - lost.length;
    console.log(
      `${wrapping.name.padEnd(34)}${String(tried.length - lost.length).padStart(6)} of ${tried.length}`,
    );
    if (options.includes('--mistakes')) for (const one of lost) console.log(`    ${one}`);
  }
  console.log(`\nthe cause stays in ${kept} of ${all} (${percent(kept, all)})`);
}

interface Figures {
  readonly right: number;
  readonly alarms: number;
  readonly missed: number;
  /** Per cent, rounded up to a tenth. */
  readonly wrongLikely: number;
}

const figuresOf = (judged: readonly Judged[]): Figures => {
  const score = scoreOf(judged);
  const wrongLikely = Math.ceil((1000 * score.wrongLikely) / score.all) / 10;
  return { right: share(score), alarms: score.alarms, missed: score.missed, wrongLikely };
};

const sets: (readonly [title: string, messages: readonly Message[]])[] = [
  ['examples of the project', readExamples()],
  ...(labTexts().length > 0 ? [['texts of the lab', labTexts()] as const] : []),
  ...files.map((file) => [basename(file), readCorpus(file)] as const),
];

if (options.some((option) => option.startsWith('--ratchet'))) {
  const own = sets.slice(0, sets.length - files.length);
  const figures = own.map(([title, messages]): [string, Figures] => [title, figuresOf(messages.map(judge))]);
  const leftOut = judgeLeftOut(own.flatMap(([, messages]) => messages));
  ratchet(Object.fromEntries([...figures, ['leave-one-out', figuresOf(leftOut)]]));
} else if (options.includes('--wrapped')) {
  wrapped(labTexts());
} else if (options.includes('--leave-one-out')) {
  const all = sets.flatMap(([, messages]) => messages);
  print('each message without the branches that only it uses', judgeLeftOut(all));
  print('each message without the whole expressions that only it uses', judgeLeftOut(all, true));
} else {
  for (const [title, messages] of sets) print(title, messages.map(judge));
}
