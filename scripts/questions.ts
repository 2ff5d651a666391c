/**
 * `npm run -s questions [FILE…]`: the share of questions that lead to the right thing, by file, and those that do not.
 * The first lines of test/slack/question/inputs/1-first.txt tell how such a file is written.
 */
import { basename } from 'node:path';
import { measureQuestions, ownFiles } from '../test/support/questions';

const given = process.argv.slice(2);
let allRight = 0;
let all = 0;
for (const file of given.length > 0 ? given : ownFiles) {
  const { right, wrong } = measureQuestions(file);
  for (const { surface, input, wanted, got } of wrong) {
    process.stdout.write(
      `[${surface}] ${input}\n    wanted: ${wanted || '(overview)'}\n    got:    ${got || '(overview)'}\n`,
    );
  }
  process.stdout.write(`${basename(file)}: ${share(right, right + wrong.length)}\n`);
  allRight += right;
  all += right + wrong.length;
}
process.stdout.write(`${share(allRight, all)} lead to the right thing\n`);

function share(right: number, of: number): string {
  return `${right} of ${of} questions (${((100 * right) / of).toFixed(1)} %)`;
}
