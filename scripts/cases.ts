/**
 * Plays every documented troubleshooting case and compares the cause that the bot finds with the one that it
 * should find. A case is a playground scenario, asked by a signed slash command through the whole path, or,
 * where no API shows it, a text to explain. Exits with 1 when a case is wrong or missing.
 */

import { explainExamples, scenarios } from '../playground/src/scenarios';
import { explain } from '../src/diagnosis/verdict/text/explain';
import { withAskedBot } from './asked-bot';
import { exitWith } from './exit-with';

/** Documented cases: 20 of image pulls, 29 of builds, 19 of apps, 14 of jobs, 3 of functions, 3 of projects. */
const documented = Object.entries({ I: 20, B: 29, A: 19, J: 14, F: 3, P: 3 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}-${index + 1}`),
);

interface Row {
  readonly id: string;
  readonly played: string;
  readonly expected: string;
  readonly found: string;
}

function play(): Promise<readonly Row[]> {
  return withAskedBot(async ({ ask, askAsProfile }) => {
    const rows: Row[] = [];
    for (const { case: id, command, cause, login } of scenarios) {
      const report = await (login === undefined ? ask : askAsProfile)(command);
      rows.push({ id, played: `/ce-image ${command}`, expected: cause, found: report?.cause ?? 'no report' });
    }
    return rows;
  });
}

async function main(): Promise<number> {
  const played = await play();
  const explained = explainExamples.map(
    ({ case: id, text, cause }): Row => ({
      id,
      played: `explain “${text.split('\n', 1)[0]}”`,
      expected: cause,
      found: explain(text).cause,
    }),
  );
  const rows = [...played, ...explained];
  const further = rows.filter(({ id }) => id === 'none').map((row) => ({ ...row, id: '–' }));
  const ordered = documented.flatMap((id): readonly Row[] => {
    const mine = rows.filter((row) => row.id === id);
    return mine.length > 0 ? mine : [{ id, played: '', expected: '', found: 'missing' }];
  });
  const right = (row: Row) => row.expected !== '' && row.expected === row.found;
  for (const row of [...ordered, ...further]) {
    const played = row.played.length > 72 ? `${row.played.slice(0, 71)}…` : row.played;
    process.stdout.write(
      `${right(row) ? '✓' : '✗'} ${row.id.padEnd(5)} ${played.padEnd(73)} ${row.expected.padEnd(30)} ${right(row) ? '' : row.found}`.trimEnd() +
        '\n',
    );
  }
  const solved = documented.filter((id) => ordered.filter((row) => row.id === id).every(right));
  const found = further.filter(right);
  process.stdout.write(`\n${solved.length} of ${documented.length} documented cases\n`);
  process.stdout.write(`${found.length} of ${further.length} further scenarios\n`);
  return solved.length === documented.length && found.length === further.length ? 0 : 1;
}

exitWith(main);
