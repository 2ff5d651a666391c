import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { questionIn } from '../../src/cli/why';

const page = readFileSync(join(__dirname, '../../docs/command-line.md'), 'utf8');
const fenced = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``, 'g'))].map(([, body = '']) => body);

/** What follows `why` in a shell line, up to the next command or file. */
const commands = [...fenced('sh'), ...fenced('yaml')].join('\n');
const questions = [...commands.matchAll(/\bmain\.js why ([^|>;\n]*)|npm run -s why -- ([^|><;\n#]*)/g)].map(
  ([, a, b]) =>
    (a ?? b ?? '')
      .replaceAll(/"\$\(params\.(\w+)\)"/g, '$1')
      .trim()
      .split(/\s+/),
);

describe('the examples of docs/command-line.md', () => {
  test('are YAML', () => {
    expect(fenced('yaml')).toHaveLength(2);
    for (const example of fenced('yaml')) expect(parse(example)).toBeInstanceOf(Object);
  });

  test('ask what can be asked', () => {
    expect(questions.length).toBeGreaterThan(3);
    const own = new Set(['--json', '--record', '--width']);
    for (const words of questions) {
      const asked = words.filter(
        (word, at) => !own.has(word) && !/^--(?:record|width)$/.test(words[at - 1] ?? ''),
      );
      const [first = ''] = words;
      expect({ words, asked: questionIn(asked).do }).toEqual({
        words,
        asked: ['logs', 'events', 'projects'].includes(first) ? first : 'diagnose',
      });
    }
  });

  test('and each row of the table as well', () => {
    const rows = [...page.matchAll(/`why((?: [^`<]+)?)`/g)].map(([, words = '']) => words.trim());
    for (const row of rows) {
      const words = row.split(/\s+/).filter((word) => word !== '');
      expect({ row, asked: questionIn(words).do }).not.toEqual({ row, asked: 'mistake' });
    }
  });

  test('the form for wrong answers asks for a record, in GitHub’s form', () => {
    const folder = join(__dirname, '../../.github/ISSUE_TEMPLATE');
    const form = parse(readFileSync(join(folder, 'wrong-answer.yml'), 'utf8')) as {
      readonly name: string;
      readonly description: string;
      readonly body: readonly {
        readonly type: string;
        readonly id?: string;
        readonly validations?: { required?: boolean };
      }[];
    };
    expect(form.body.find(({ id }) => id === 'record')).toMatchObject({
      type: 'textarea',
      validations: { required: true },
    });
    expect(form.body[0]).toMatchObject({ type: 'markdown' });
  });
});
