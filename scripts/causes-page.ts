/** The catalogue as a page for people. */

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

/** docs/causes.md, in Markdown. */
export function causesPage(): string {
  const causes = [...catalogue.values()];
  const byStage = stages.map((stage) => [stage, causes.filter((cause) => cause.stage === stage)] as const);
  return [
    '# Causes',
    '',
    `<!-- Made by \`npm run -s docs:causes\` from src/diagnosis/causes; changes belong there. -->`,
    '',
    `Every finding names one of these ${causes.length} causes. Names in CAPITALS are for you to fill in; on a card they are your own.`,
    '',
    ...byStage.flatMap(([stage, members]) => [
      `- [${stageTitles[stage]}](#${slug(stageTitles[stage])}): ${members.map(({ id }) => `[${id}](#${id})`).join(', ')}`,
    ]),
    '',
    ...byStage.flatMap(([stage, members]) => [
      `## ${stageTitles[stage]}`,
      '',
      ...members.flatMap((cause) => section(cause)),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function section(cause: Cause): readonly string[] {
  const [example] = examplesOf(cause);
  const steps = cause.fix({ captured: {} });
  const reasons = (cause.reasons ?? []).flatMap(({ value }) => reasonWords(value));
  return [
    `### ${cause.id}`,
    '',
    `**${cause.title}.** ${cause.meaning}`,
    '',
    `*How it shows:* ${cause.shows}`,
    '',
    ...(example ? ['```text', ...example.split('\n').slice(0, 12), '```', ''] : []),
    ...(reasons.length > 0 ? [`*Words of the platform:* ${reasons.join(', ')}`, ''] : []),
    `*How it is proven:* ${cause.proof}`,
    '',
    ...(cause.ruleOut ? [`*What to rule out:* ${cause.ruleOut.join('; ')}.`, ''] : []),
    '*How to mend it:*',
    '',
    ...printSteps(steps).flatMap(({ text, command }, at) => [
      `${at + 1}. ${text}`,
      ...(command ? ['', '   ```sh', `   ${command}`, '   ```', ''] : []),
    ]),
    '',
    ...(cause.cases ? [`*Documented cases:* ${cause.cases.join(', ')}.`, ''] : []),
    `*Source:* <${cause.doc}>`,
    '',
  ].filter((line, at, all) => line !== '' || all[at - 1] !== '');
}

/** Plain words; of an expression those alternatives that are plain words. */
function reasonWords(value: string | RegExp): readonly string[] {
  const words =
    typeof value === 'string' ? [value] : value.source.replace(/^\^(?:\(\?:)?|\)?\$$/g, '').split('|');
  return words.filter((word) => /^\w{3,80}$/.test(word)).map((word) => `\`${word}\``);
}
