import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** The rows of the table below a heading, without its head. */
function table(heading: string): readonly (readonly string[])[] {
  const [, below = ''] = page.split(`## ${heading}\n`);
  const lines = below.slice(0, Math.max(0, below.indexOf('\n## ')) || undefined).split('\n');
  const rows = lines
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
  return rows.slice(2).map((cells) => cells.map((cell) => cell.trim()));
}

/** Files of tests that a cell names; a folder stands for those in it. */
function testsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(test\/[^`]+)`/g)].flatMap(([, path = '']) => {
    const full = join(root, path);
    if (!existsSync(full)) throw new Error(`docs/security.md names ${path}, which does not exist`);
    if (!statSync(full).isDirectory()) return [path];
    const inside = readdirSync(full, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.test.ts'),
    );
    expect(inside.length).toBeGreaterThan(0);
    return inside.map((name) => join(path, name));
  });
}

function commandsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`npm run -s ([\w:-]+)/g)].map(([, name = '']) => name);
}

const saysTrust = (file: string, finding: string) =>
  new RegExp(`['"\`]trust ${finding}: `).test(readFileSync(join(root, file), 'utf8'));

describe('docs/security.md', () => {
  const threats = table('Threats');
  const findings = table('What an attack found, and what must hold');

  test('names what exists: tests and commands', () => {
    expect(threats.length).toBeGreaterThan(20);
    for (const [, , shown = ''] of threats) testsIn(shown);
    for (const command of commandsIn(page))
      expect([command, scripts[command]]).toEqual([command, expect.any(String)]);
  });

  test.each(threats.map(([threat = '', done = '', shown = '']) => [threat, done, shown] as const))(
    'says of “%s” what is done, and what shows it',
    (_threat, done, shown) => {
      expect(done.length).toBeGreaterThan(10);
      expect(testsIn(shown).length + commandsIn(shown).length).toBeGreaterThan(0);
    },
  );

  test('has all fifteen findings', () => {
    expect(findings.map(([number]) => number)).toEqual(Array.from({ length: 15 }, (_, at) => String(at + 1)));
  });

  test.each(findings.map(([number = '', found = '', hold = '']) => [number, found, hold] as const))(
    'finding %s (%s) has a test whose name says what must hold, in a file that is named',
    (number, _found, hold) => {
      const named = testsIn(hold);
      expect(named.filter((file) => saysTrust(file, number))).not.toEqual([]);
    },
  );

  test('no test of a finding is left out', () => {
    const all = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join('test', name));
    const left = findings.flatMap(([number = '', , hold = '']) => {
      const named = new Set(testsIn(hold));
      return all
        .filter((file) => saysTrust(file, number) && !named.has(file))
        .map((file) => `${number}: ${file}`);
    });
    expect(left).toEqual([]);
  });
});
