/** The catalogue as pages for people. */

import { type Cause, catalogue } from '../src/diagnosis/causes/index';
import { type Stage, stages } from '../src/diagnosis/model/cause-id';
import { printSteps } from '../src/diagnosis/remedy/print';
import { examplesOf } from './corpus';

const stageTitles: Readonly<Record<Stage, string>> = {
  source: 'Source: the code cannot be fetched',
  build: 'Build: the image cannot be made',
  push: 'Push: the registry does not take the image',
  pull: 'Pull: the image cannot be fetched',
  run: 'Run: the container does not start or stay',
  platform: 'Platform: shown by state or by a check',
  none: 'No problem',
};

const made = '<!-- Made by `npm run -s docs:causes` from src/diagnosis/causes; changes belong there. -->';

/** Every page of docs/causes/ by its name: one a cause, and the index. */
export function causesPages(): ReadonlyMap<string, string> {
  const causes = [...catalogue.values()];
  return new Map([
    ['README.md', index(causes)],
    ...causes.map((cause): [string, string] => [`${cause.id}.md`, page(cause)]),
  ]);
}

/** The index: by stage, and by the first words that are seen. */
function index(causes: readonly Cause[]): string {
  return joined([
    '# Causes',
    '',
    made,
    '',
    `Every finding names one of these ${causes.length} causes.`,
    '',
    ...stages.flatMap((stage) => [
      `## ${stageTitles[stage]}`,
      '',
      ...causes
        .filter((cause) => cause.stage === stage)
        .map(({ id, title }) => `- [${title}](${id}.md) \`${id}\``),
      '',
    ]),
    '## By the first words seen',
    '',
    ...causes
      .flatMap((cause) => firstWords(cause).map((words) => ({ words, id: cause.id })))
      .sort((a, b) => a.words.localeCompare(b.words, 'en') || a.id.localeCompare(b.id))
      .map(({ words, id }) => `- ${words}: [${id}](${id}.md)`),
  ]);
}

/** What stands in code in the sentence on how it shows. */
function firstWords({ shows }: Cause): readonly string[] {
  return [...shows.matchAll(/`[^`]{3,80}`/g)].map(([words]) => words);
}

function page(cause: Cause): string {
  const [example] = examplesOf(cause);
  const reasons = (cause.reasons ?? []).flatMap(({ value }) => reasonWords(value));
  return joined([
    `# ${cause.title}`,
    '',
    made,
    '',
    `\`${cause.id}\` · ${stageTitles[cause.stage]} · [all causes](README.md)`,
    '',
    cause.meaning,
    '',
    '## What it looks like',
    '',
    cause.shows,
    '',
    ...(example ? ['```text', ...example.split('\n').slice(0, 12), '```', ''] : []),
    ...(reasons.length > 0 ? [`Words of the platform: ${reasons.join(', ')}.`, ''] : []),
    '## How it is proven',
    '',
    cause.proof,
    '',
    ...(cause.ruleOut ? ['## What to rule out', '', ...cause.ruleOut.map((each) => `- ${each}`), ''] : []),
    '## How to fix it',
    '',
    'Names in CAPITALS are for you to fill in; on a card they are your own.',
    '',
    ...printSteps(cause.fix({ captured: {} })).flatMap(({ text, command }, at) => [
      `${at + 1}. ${text}`,
      ...(command ? ['', '   ```sh', ...command.split('\n').map((line) => `   ${line}`), '   ```', ''] : []),
    ]),
    '',
    ...(cause.cases ? [`Documented cases: ${cause.cases.join(', ')}.`, ''] : []),
    `Source: <${cause.doc}>`,
  ]);
}

/** Markdown without two empty lines in a row. */
function joined(lines: readonly string[]): string {
  return `${lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trimEnd()}\n`;
}

/** Plain words; of an expression those alternatives that are plain words. */
function reasonWords(value: string | RegExp): readonly string[] {
  const words =
    typeof value === 'string' ? [value] : value.source.replace(/^\^(?:\(\?:)?|\)?\$$/g, '').split('|');
  return words.filter((word) => /^\w{3,80}$/.test(word)).map((word) => `\`${word}\``);
}
