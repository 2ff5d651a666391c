import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '../../src');

/** Rooms, and which other rooms each may import. `main` knows all and is left out. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  diagnosis: [],
  codeengine: ['diagnosis'],
  registry: ['diagnosis'],
  store: ['diagnosis'],
  alerts: ['diagnosis', 'store/port'],
  slack: ['diagnosis', 'alerts'],
  // Buttons carry command lines, so cards may use the command grammar, which is pure as well.
  'slack/cards': ['diagnosis', 'alerts', 'slack/question/command', 'slack/question/regions'],
  'settings.ts': ['diagnosis/model/secrets'],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') || name.endsWith('.tsx'))
  .map((name) => name.split(sep).join('/'));

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  const statements = text.matchAll(
    /(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/g,
  );
  return [...statements].map((match) => ({
    from,
    to: relative(root, join(root, dirname(from), match[2] ?? match[3] ?? ''))
      .split(sep)
      .join('/'),
    typeOnly: match[1] !== undefined,
  }));
});

function roomOf(file: string): string {
  if (file.startsWith('slack/cards/')) return 'slack/cards';
  return file.includes('/') ? (file.split('/')[0] as string) : file;
}

describe('who may import whom', () => {
  test('there is something to check', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(imports.length).toBeGreaterThan(30);
  });

  test.each(Object.entries(allowed))('%s keeps to its own', (room, others) => {
    const strangers = imports.filter(({ from, to }) => {
      if (roomOf(from) !== room) return false;
      const inOwn = to === room || to.startsWith(`${room}/`);
      return !inOwn && !others.some((other) => to === other || to.startsWith(`${other}/`));
    });
    expect(strangers).toEqual([]);
  });

  test('the product knows nothing of the playground, and the playground nothing of the product', () => {
    expect(imports.filter(({ to }) => to.includes('playground'))).toEqual([]);
    const playground = join(root, '../playground/src');
    const strangers = readdirSync(playground, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => {
        const up = name.split(sep).length;
        return readFileSync(join(playground, name), 'utf8').includes(`from '${'../'.repeat(up)}`);
      });
    expect(strangers).toEqual([]);
  });

  test('the core speaks no HTTP and no Slack, and reads no clock, file or environment', () => {
    const outside =
      /from ['"](?:axios|undici|@slack\/|node:(?:http|https|net|tls|dns|fs|child_process))|\bDate\.now\(|new Date\(\)|\bsetTimeout\(|process\.env/;
    const guilty = files.filter(
      (file) =>
        file.startsWith('diagnosis/') &&
        // The catalogue finds its causes by their files, once, when it is loaded.
        file !== 'diagnosis/causes/index.ts' &&
        outside.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(guilty).toEqual([]);
  });

  test('only settings.ts reads the environment', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(join(root, file), 'utf8')));
    expect(readers).toEqual(['settings.ts']);
  });
});
