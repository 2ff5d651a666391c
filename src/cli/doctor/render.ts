/** Draws what the checks found, a line each and its cure below. */
import type { Part } from './check';
import type { Outcome } from './outcome';

export type Result = Outcome & { readonly name: string };

const signs = { passed: '✓', failed: '✗', skipped: '–' } as const;
/** ANSI green, red, grey. */
const colours = { passed: 32, failed: 31, skipped: 90 } as const;
/** Before a name: the sign, the state and spaces. */
const HEAD_COLUMNS = 12;

const titles: Readonly<Record<Part, string>> = { slack: 'Slack', ibm: 'IBM Cloud' };

/** The line above the checks of a part. */
export function renderTitle(part: Part, { color }: { readonly color: boolean }): string {
  return color ? `\u001b[1m${titles[part]}\u001b[0m\n` : `${titles[part]}\n`;
}

/** The results as lines for a terminal. */
export function renderDoctor(
  results: readonly Result[],
  {
    color,
    width,
    nameColumns,
  }: { readonly color: boolean; readonly width: number; readonly nameColumns: number },
): string {
  const beside = HEAD_COLUMNS + nameColumns;
  const paint = (text: string, code: number) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  // A narrow terminal has what is told below the name.
  const narrow = width < beside + 30;
  const indent = narrow ? 4 : beside;
  return results
    .map((result) => {
      const { state, name, detail } = result;
      const head = `${paint(`${signs[state]} ${state.padEnd(8)}`, colours[state])}  ${name.padEnd(narrow ? 0 : nameColumns)}`;
      const [first = '', ...rest] = wrap(detail, width - indent);
      const below = [...(narrow ? [first] : []), ...rest];
      const cure = 'cure' in result && result.cure ? wrap(`→ ${result.cure}`, width - indent) : [];
      return [
        narrow ? head : `${head}${first}`,
        ...below.map((line) => ' '.repeat(indent) + line),
        ...cure.map((line, at) => ' '.repeat(indent) + paint(`${at > 0 ? '  ' : ''}${line}`, 1)),
      ]
        .map((line) => `${line.trimEnd()}\n`)
        .join('');
    })
    .join('');
}

/** A command between backticks stays in one piece, so that it can be copied. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
