import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '../../src');

const besideAlerts = ['rules', 'time', 'calendar', 'state'].map((file) => `alerts/${file}`);

/** Rooms, and which other rooms each may import. `main` knows all and is left out. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'diagnosis/model': [],
  'diagnosis/reading': ['diagnosis/model'],
  'diagnosis/remedy': ['diagnosis/model'],
  // Checks on a tree of source, pure; what a registry's answer means of a base image is a trait of the cause.
  'diagnosis/source': ['diagnosis/model', 'diagnosis/causes'],
  'diagnosis/causes': ['diagnosis/model', 'diagnosis/reading', 'diagnosis/remedy'],
  'diagnosis/verdict': ['diagnosis/model', 'diagnosis/reading', 'diagnosis/remedy', 'diagnosis/causes'],
  'diagnosis/investigate': [
    'diagnosis/model',
    'diagnosis/reading',
    'diagnosis/remedy',
    'diagnosis/causes',
    'diagnosis/source',
    'diagnosis/verdict',
  ],
  // How every API of IBM Cloud is asked: a leaf that the adapters share.
  http: ['diagnosis'],
  // Which addresses may be asked, and one exchange with a checked address: a leaf that both ladders stand on.
  net: ['diagnosis'],
  codeengine: ['diagnosis', 'http'],
  logs: ['diagnosis', 'http'],
  vpc: ['diagnosis', 'http'],
  registry: ['diagnosis', 'net'],
  source: ['diagnosis', 'net'],
  store: ['diagnosis'],
  // Listens to the adapters' clients, and answers in their place; knows none of the adapters.
  record: ['diagnosis', 'net'],
  alerts: ['diagnosis', 'store/port'],
  // A look makes incidents, an incident makes messages; nothing leads back. What they share lies beside them.
  'alerts/watch': ['diagnosis', 'store/port', 'alerts/incident', 'alerts/outbox', ...besideAlerts],
  'alerts/incident': ['diagnosis', 'store/port', 'alerts/outbox', ...besideAlerts],
  'alerts/outbox': ['diagnosis', 'store/port', ...besideAlerts],
  slack: ['diagnosis', 'alerts', 'correlation'],
  'slack/question': ['diagnosis', 'alerts'],
  // Buttons carry command lines, so cards may use the command grammar, which is pure as well.
  // Of the core they know its words, what a cause is called, how something stands, and how commands are printed.
  'slack/cards': [
    'diagnosis/model',
    'diagnosis/causes',
    'diagnosis/verdict/standing',
    'diagnosis/remedy',
    'alerts',
    'slack/question',
    'slack/access',
  ],
  'slack/sending': ['diagnosis', 'alerts', 'slack/cards', 'slack/dependencies', 'slack/workspaces'],
  'slack/access': ['diagnosis', 'alerts', 'config-file', 'slack/workspaces'],
  'slack/answer': [
    'correlation',
    'diagnosis',
    'alerts',
    'slack/access',
    'slack/question',
    'slack/cards',
    'slack/sending',
    'slack/dependencies',
    'slack/failure',
    'slack/heard',
    'slack/audit',
    'slack/workspaces',
  ],
  // Slack's own kinds, one handler a file: what reaches them is asked of the answer, and none knows the other's kind,
  // but for the views that a command, a button or a shortcut opens.
  'slack/commands': ['slack/dependencies', 'slack/question', 'slack/answer', 'slack/sending', 'slack/views'],
  'slack/events': ['slack/dependencies', 'slack/answer'],
  'slack/messages': ['slack/dependencies', 'slack/answer'],
  'slack/shortcuts': [
    'slack/dependencies',
    'slack/question',
    'slack/heard',
    'slack/answer',
    'slack/sending',
    'slack/views',
  ],
  'slack/options': ['diagnosis', 'alerts', 'slack/dependencies', 'slack/work', 'slack/cards', 'slack/views'],
  'slack/views': [
    'diagnosis',
    'alerts',
    'slack/access',
    'slack/question',
    'slack/cards',
    'slack/sending',
    'slack/answer',
    'slack/dependencies',
    'slack/failure',
    // Where a form was opened is a place of a workspace.
    'slack/workspaces',
  ],
  'slack/actions': [
    'diagnosis',
    'alerts',
    'slack/access',
    'slack/question',
    'slack/cards',
    'slack/sending',
    'slack/answer',
    'slack/views',
    'slack/dependencies',
    'slack/failure',
    'slack/audit',
  ],
  // The connection to Slack: it carries requests, and knows nothing of what they ask.
  'slack/transport': [
    'diagnosis/model/secrets',
    'diagnosis/model/text',
    'alerts',
    'slack/event-ledger',
    'slack/scopes',
  ],
  // What others wrote: words, files, the messages above.
  'slack/heard': ['slack/question', 'slack/sending'],
  // Encrypted installations and the places of workspaces know nothing of what is said there.
  'slack/workspaces': ['diagnosis/model/secrets'],
  'config-file.ts': [],
  'accounts.ts': ['diagnosis/model/secrets', 'config-file'],
  'settings.ts': ['diagnosis/model/secrets', 'accounts', 'webhook-settings'],
  'webhook-settings.ts': ['diagnosis/model/secrets'],
  // Sends what alerts write down; a leaf as the ladders are.
  webhook: ['diagnosis', 'alerts', 'net', 'webhook-settings'],
  // The same questions and cards as in Slack, without its connection.
  // `doctor` tries the webhooks and the database.
  cli: [
    'alerts',
    'diagnosis',
    'record',
    'slack',
    'store',
    'core',
    'logging',
    'settings',
    'webhook',
    'webhook-settings',
  ],
  // Moves the database, and asks nothing.
  'cli/data.ts': ['store', 'settings'],
  // The type of what all traffic passes through, and no more of the records.
  'core.ts': [
    'accounts',
    'diagnosis',
    'codeengine',
    'logs',
    'net',
    'record/wire',
    'registry',
    'source',
    'vpc',
    'settings',
    'exchange-log',
  ],
  'exchange-log.ts': ['diagnosis/model'],
  'lost-errors.ts': [],
  'correlation.ts': ['diagnosis/model'],
  'tracing.ts': ['diagnosis/model'],
  'logging.ts': ['correlation', 'diagnosis/model'],
  // Counts what passes; nobody but the composition root knows of it.
  'metrics.ts': ['alerts', 'diagnosis/model'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') || name.endsWith('.tsx'))
  .map((name) => name.split(sep).join('/'));

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8');
  const statements = text.matchAll(
    /(?:import|export)\s[^;'"]*?from\s+['"](\.[^'"]+)['"]|import\s+['"](\.[^'"]+)['"]|(?:import|require)\(['"](\.[^'"]+)['"]\)/g,
  );
  return [...statements].map((match) => ({
    from,
    to: relative(root, join(root, dirname(from), match[1] ?? match[2] ?? match[3] ?? ''))
      .split(sep)
      .join('/'),
  }));
});

function roomOf(file: string): string {
  const [room, inner] = file.split('/');
  if (`${room}/${inner}` in allowed) return `${room}/${inner}`;
  return file.includes('/') ? (file.split('/')[0] as string) : file;
}

/** Each way back to where it began, once. */
function circlesAmong(all: readonly Pick<Import, 'from' | 'to'>[]): readonly string[][] {
  const next = new Map(all.map(({ from }) => [from, [] as string[]]));
  for (const { from, to } of all) {
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
  for (const file of next.keys()) visit(file, []);
  return circles;
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

  test('every room is named here', () => {
    const divided = ['diagnosis', 'slack', 'alerts'];
    const rooms = new Set(
      files.flatMap((file) => {
        const [outer = '', inner] = file.split('/');
        const isRoom = divided.includes(outer) && file.split('/').length > 2;
        return isRoom ? [outer, `${outer}/${inner}`] : [outer];
      }),
    );
    // The composition root knows all; the core is its rooms, each of which is named.
    const known = new Set([...Object.keys(allowed), 'main.ts', 'diagnosis']);
    expect([...rooms].filter((room) => !known.has(room))).toEqual([]);
  });

  test('no file reaches itself through its imports, type imports included', () => {
    expect(circlesAmong(imports)).toEqual([]);
  });

  test('a circle is seen, also one of types', () => {
    const circle = [
      { from: 'a.ts', to: 'b' },
      { from: 'b/index.ts', to: 'c' },
      { from: 'c.ts', to: 'a' },
      { from: 'c.ts', to: 'd' },
    ];
    expect(circlesAmong(circle)).toEqual([['a.ts', 'b/index.ts', 'c.ts', 'a.ts']]);
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
