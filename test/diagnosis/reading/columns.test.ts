import { Columns } from '../../../src/diagnosis/reading/columns';

function without(texts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const columns = new Columns(({ text }) => lines.push(text));
  for (const [at, text] of texts.entries()) if (text !== '') columns.push({ text, number: at + 1 });
  columns.end();
  return lines;
}

const numbered = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => `${from + at}: step ${'abcdef'[at % 6]} runs`);
const steps = (count: number) => numbered(count).map((line) => line.replace(/^\d+: /, ''));

describe('the numbers that a viewer counts lines with', () => {
  test('are taken off for as long as they count on', () => {
    expect(without(numbered(40))).toEqual(steps(40));
  });

  test('are told from a number that a line of its own begins with', () => {
    const said = '500 Internal Server Error';
    expect(without([...numbered(30), said])).toEqual([...steps(30), said]);
  });

  test('count on behind a line that is empty, or broken by a window', () => {
    const texts = [...numbered(30), '', '32: goes on', 'and on', '33: and ends'];
    expect(without(texts)).toEqual([...steps(30), 'goes on', 'and on', 'and ends']);
    expect(without([...numbered(30), '31', '32: goes on'])).toEqual([...steps(30), '31', 'goes on']);
  });
});
