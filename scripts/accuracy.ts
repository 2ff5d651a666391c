/**
 * `npm run -s accuracy [-- FILE.jsonl …]`: how often the text engine names the right cause, on the project's own
 * examples and on the corpora in ../shared/corpus (or the files given), with the mistakes it makes.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CauseId } from '../src/diagnosis/model/cause-id';
import { explain } from '../src/diagnosis/reading/explain';
import { type Message, readCorpus, readExamples } from './corpus';

interface Answer {
  readonly message: Message;
  readonly found: CauseId;
}

const shared = join(__dirname, '../../shared/corpus');

function corpora(): readonly string[] {
  const given = process.argv.slice(2);
  if (given.length > 0) return given;
  if (!existsSync(shared)) return [];
  return readdirSync(shared)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => join(shared, file));
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

function report(title: string, messages: readonly Message[]): void {
  const answers: readonly Answer[] = messages.map((message) => ({
    message,
    found: explain(message.text).cause,
  }));
  const right = answers.filter(({ message, found }) => found === message.cause);
  const defended = answers.filter(
    ({ message, found }) => found !== message.cause && message.also.includes(found),
  );
  const healthy = answers.filter(({ message }) => message.cause === 'healthy-no-problem');
  const alarms = healthy.filter(({ found }) => found !== 'healthy-no-problem');
  const missed = answers.filter(
    ({ message, found }) => message.cause !== 'healthy-no-problem' && found === 'healthy-no-problem',
  );

  console.log(`\n${title}: ${answers.length} messages`);
  console.log(`  top-1 accuracy, strict    ${percent(right.length, answers.length)} (${right.length})`);
  console.log(
    `  with defensible answers   ${percent(right.length + defended.length, answers.length)} (${right.length + defended.length})`,
  );
  console.log(`  false alarms on healthy   ${alarms.length} of ${healthy.length}`);
  console.log(`  failures called healthy   ${missed.length} of ${answers.length - healthy.length}`);

  const causes = [...new Set(answers.flatMap(({ message, found }) => [message.cause, found]))].sort();
  console.log(
    `\n  ${'cause'.padEnd(40)}${'n'.padStart(4)}${'precision'.padStart(12)}${'recall'.padStart(10)}`,
  );
  for (const cause of causes) {
    const meant = answers.filter(({ message }) => message.cause === cause);
    const named = answers.filter(({ found }) => found === cause);
    const both = meant.filter(({ found }) => found === cause).length;
    console.log(
      `  ${cause.padEnd(40)}${String(meant.length).padStart(4)}${percent(both, named.length).padStart(12)}${percent(both, meant.length).padStart(10)}`,
    );
  }

  const wrong = answers.filter(({ message, found }) => found !== message.cause);
  if (wrong.length > 0) console.log('\n  confusions (right cause -> named cause)');
  for (const { message, found } of wrong) {
    const note = message.also.includes(found) ? ' (defensible)' : '';
    console.log(`  ${message.cause} -> ${found}${note}: ${message.id}`);
  }
}

for (const path of corpora()) report(basename(path), readCorpus(path));
report('examples of the project', readExamples());
