import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '../../src');

/** Rooms, and which other rooms each may import. `main` knows all and is left out. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  diagnosis: [],
  // How every API of IBM Cloud is asked: a leaf that the adapters share.
  http: ['diagnosis'],
  codeengine: ['diagnosis', 'http'],
  logs: ['diagnosis', 'http'],
  registry: ['diagnosis'],
  store: ['diagnosis'],
  alerts: ['diagnosis', 'store/port'],
  slack: ['diagnosis', 'alerts'],
  'slack/question': ['diagnosis', 'alerts'],
  // Buttons carry command lines, so cards may use the command grammar, which is pure as well.
  'slack/cards': ['diagnosis', 'alerts', 'slack/question'],
  'slack/sending': ['diagnosis', 'alerts', 'slack/cards', 'slack/dependencies'],
  'slack/access': ['diagnosis', 'alerts'],
  'slack/answer': [
    'diagnosis',
    'alerts',
    'slack/access',
    'slack/question',
    'slack/cards',
    'slack/sending',
    'slack/dependencies',
    'slack/failure',
  ],
  'settings.ts': ['diagnosis/model/secrets'],
  // The same questions and cards as in Slack, without its connection.
  cli: ['diagnosis', 'slack', 'core', 'logging', 'settings'],
  'core.ts': ['diagnosis', 'codeengine', 'logs', 'registry', 'settings'],
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
  const [room, inner] = file.split('/');
  if (`${room}/${inner}` in allowed) return `${room}/${inner}`;
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

  test('no file of slack reaches itself through its imports', () => {
    const next = new Map(files.map((file) => [file, [] as string[]]));
    for (const { from, to } of imports) {
      const target = [`${to}.ts`, `${to}/index.ts`].find((file) => next.has(file));
      if (target) next.get(from)?.push(target);
    }
    const circles: string[][] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) circles.push([...path.slice(at), file]);
      if (at >= 0 || done.has(file)) return;
      for (const each of next.get(file) ?? []) visit(each, [...path, file]);
      done.add(file);
    };
    for (const file of files.filter((each) => each.startsWith('slack/'))) visit(file, []);
    expect(circles.filter(([first]) => first?.startsWith('slack/'))).toEqual([]);
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
