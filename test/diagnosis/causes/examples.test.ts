import { readExamples } from '../../../scripts/corpus';
import { catalogue } from '../../../src/diagnosis/causes/index';
import { explain } from '../../../src/diagnosis/verdict/text/explain';

const examples = readExamples();

describe('examples', () => {
  test.each(examples.map((one) => [one.id, one] as const))('%s', (_id, { text, cause }) => {
    expect(explain(text).cause).toBe(cause);
  });

  test('every cause that a text shows has at least three', () => {
    const few = [...catalogue.values()]
      .filter(({ follows, phrases }) => follows?.length || phrases?.length)
      .filter(({ id }) => examples.filter(({ cause }) => cause === id).length < 3)
      .map(({ id }) => id);
    expect(few).toEqual([]);
  });

  test('a failing text has its deciding line, and a few lines around it', () => {
    for (const { text, cause } of examples) {
      if (cause === 'healthy-no-problem') continue;
      const { proof, telling, stage } = explain(text);
      expect(proof?.line).toBeTruthy();
      expect(proof?.lineNumber).toBeGreaterThan(0);
      expect(proof?.lineNumber).toBeLessThanOrEqual(text.split('\n').length);
      expect(telling.length).toBeGreaterThan(0);
      expect(telling.length).toBeLessThanOrEqual(12);
      expect(stage).toBe(catalogue.get(cause)?.stage);
    }
  });
});

/** What a text goes through on its way into a chat. */
const damages: readonly (readonly [string, (text: string) => string])[] = [
  [
    'timestamps before every line',
    (text) => each(text, (line, at) => `2026-06-22T10:00:${two(at)}.123456789Z ${line}`),
  ],
  ['a compose prefix', (text) => each(text, (line) => `shop-api-1  | ${line}`)],
  ['Windows line endings', (text) => text.replaceAll('\n', '\r\n')],
  ['colours', (text) => each(text, (line) => `\u001b[31m${line}\u001b[0m`)],
  ['lines of noise before and after', (text) => `${noise}\n${text}\n${noise}`],
  ['re-wrapped at 80 columns', (text) => each(text, (line) => wrap(line, 80))],
  ['re-wrapped at 100 columns', (text) => each(text, (line) => wrap(line, 100))],
  ['cut hard at 80 columns', (text) => each(text, (line) => (line.match(/.{1,80}/g) ?? ['']).join('\n'))],
  ['pasted through Slack', (text) => slack(text)],
  ['quoted in Slack', (text) => each(text, (line) => `> ${line}`)],
  ['indented', (text) => each(text, (line) => `      ${line}`)],
  ['on one line each in JSON', (text) => each(text, (line) => JSON.stringify({ level: 'error', msg: line }))],
  ['with the end of the last line missing', (text) => (text.length > 400 ? text.slice(0, -5) : text)],
];

const noise = [
  'Starting the deployment of shop-api',
  'Reading configuration',
  'Region eu-de, project shop-prod',
  'Done reading',
].join('\n');

function each(text: string, change: (line: string, at: number) => string): string {
  return text.split('\n').map(change).join('\n');
}

function two(at: number): string {
  return String(at % 60).padStart(2, '0');
}

function wrap(line: string, width: number): string {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

function slack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/"([^"\n]*)"/g, '\u201c$1\u201d')
    .replace(/'/g, '\u2019')
    .replace(/https?:\/\/[^\s"'\u2019\u201c\u201d,;)]+/g, (url) => `<${url}|${url}>`);
}

describe('a damaged text', () => {
  test.each(damages)('%s: accuracy falls by no more than 2 points', (_title, damage) => {
    const wrong = examples
      .filter(({ text, cause }) => explain(damage(text)).cause !== cause)
      .map(({ id }) => id);
    expect({ wrong, few: wrong.length <= examples.length * 0.02 }).toEqual({
      wrong: expect.anything(),
      few: true,
    });
  });
});
