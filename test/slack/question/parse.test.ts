import fc from 'fast-check';
import { commandFor } from '../../../src/slack/question/about';
import type { Command } from '../../../src/slack/question/command';
import { parseCommand } from '../../../src/slack/question/parse';
import { regions } from '../../../src/slack/question/regions';
import { fromSlack } from '../../../src/slack/question/slack-text';
import { formatCommand } from '../../../src/slack/question/verbs';

describe('the command grammar', () => {
  test.each<[string, Command]>([
    ['', { do: 'overview' }],
    ['   ', { do: 'overview' }],
    ['--project shop', { do: 'overview', project: 'shop' }],
    ['--all', { do: 'overview', all: true }],
    ['overview shop --all', { do: 'overview', project: 'shop', all: true }],
    ['shop-api', { do: 'diagnose', name: 'shop-api' }],
    ['Shop-api', { do: 'diagnose', name: 'shop-api' }],
    ['build shop-api', { do: 'diagnose', kind: 'build', name: 'shop-api' }],
    ['BUILD shop-api', { do: 'diagnose', kind: 'build', name: 'shop-api' }],
    ['buildrun r1', { do: 'diagnose', kind: 'buildrun', name: 'r1' }],
    ['build-run r1', { do: 'diagnose', kind: 'buildrun', name: 'r1' }],
    ['build run r1', { do: 'diagnose', kind: 'buildrun', name: 'r1' }],
    ['build run', { do: 'diagnose', kind: 'build', name: 'run' }],
    ['job-run r1', { do: 'diagnose', kind: 'jobrun', name: 'r1' }],
    ['run r1', { do: 'diagnose', name: 'r1' }],
    ['application shop-api', { do: 'diagnose', kind: 'app', name: 'shop-api' }],
    ['fn pay', { do: 'diagnose', kind: 'function', name: 'pay' }],
    [
      'app shop-api -p shop -r EU-DE',
      { do: 'diagnose', kind: 'app', name: 'shop-api', project: 'shop', region: 'eu-de' },
    ],
    [
      '--region=eu-de --project=shop app x',
      { do: 'diagnose', kind: 'app', name: 'x', project: 'shop', region: 'eu-de' },
    ],
    ['app x --project "My Shop"', { do: 'diagnose', kind: 'app', name: 'x', project: 'My Shop' }],
    ['app x —project “My Shop”', { do: 'diagnose', kind: 'app', name: 'x', project: 'My Shop' }],
    ['app x –project=shop', { do: 'diagnose', kind: 'app', name: 'x', project: 'shop' }],
    ['app x —p shop', { do: 'diagnose', kind: 'app', name: 'x', project: 'shop' }],
    ['app `shop-api`', { do: 'diagnose', kind: 'app', name: 'shop-api' }],
    ['"build"', { do: 'diagnose', name: 'build' }],
    ['image de.icr.io/ns/app:1', { do: 'image', reference: 'de.icr.io/ns/app:1' }],
    [
      'image de.icr.io/ns/app:1 --secret pull --push --project shop --region eu-de',
      {
        do: 'image',
        reference: 'de.icr.io/ns/app:1',
        secret: 'pull',
        push: true,
        project: 'shop',
        region: 'eu-de',
      },
    ],
    ['logs shop-api', { do: 'logs', name: 'shop-api' }],
    ['log build shop-api', { do: 'logs', kind: 'build', name: 'shop-api' }],
    ['events jobrun r1', { do: 'events', kind: 'jobrun', name: 'r1' }],
    ['projects', { do: 'projects' }],
    ['help', { do: 'help' }],
    ['help me please', { do: 'help' }],
    ['--help', { do: 'help' }],
    ['build --help', { do: 'help' }],
    ['explain manifest unknown', { do: 'explain', text: 'manifest unknown' }],
    ['ImagePullBackOff', { do: 'explain', text: 'ImagePullBackOff' }],
    ['image_pull_back_off', { do: 'explain', text: 'image_pull_back_off' }],
    ['no space left on device', { do: 'explain', text: 'no space left on device' }],
    ['build failed: exit status 1 in step', { do: 'explain', text: 'build failed: exit status 1 in step' }],
    [
      'docker build --platform linux/amd64 .',
      { do: 'explain', text: 'docker build --platform linux/amd64 .' },
    ],
    ['explain "no space left on device"', { do: 'explain', text: 'no space left on device' }],
    ['explain “manifest unknown”', { do: 'explain', text: 'manifest unknown' }],
    ["explain 'a' and 'b'", { do: 'explain', text: "'a' and 'b'" }],
    ['explain "image": "x" not found "y"', { do: 'explain', text: '"image": "x" not found "y"' }],
    ['line one\nline two', { do: 'explain', text: 'line one\nline two' }],
    ['```\nerror: x\nat y\n```', { do: 'explain', text: 'error: x\nat y' }],
    ['```manifest unknown```', { do: 'explain', text: 'manifest unknown' }],
  ])('reads %j', (typed, command) => {
    expect(parseCommand(typed)).toEqual(command);
  });

  test('a few unknown words are a piece of a log in a message, a mistyped command after a slash', () => {
    expect(parseCommand('manifest unknown', 'message')).toEqual({ do: 'explain', text: 'manifest unknown' });
    expect(parseCommand('frobnicate shop-api')).toMatchObject({
      do: 'mistake',
      nearest: { do: 'diagnose', name: 'frobnicate' },
    });
  });

  test.each<[string, RegExp, string | undefined]>([
    ['biuld shop-api', /no subcommand biuld/, 'build shop-api'],
    ['imge de.icr.io/ns/app:1', /no subcommand imge/, 'image de.icr.io/ns/app:1'],
    ['log biuld shop-api', /no kind of resource called biuld/, 'logs build shop-api'],
    ['shop-api logs', /no subcommand shop-api/, 'logs shop-api'],
    ['build shop-api extra', /one name/, 'build shop-api'],
    ['image de.icr.io/ns/app :1', /no spaces/, 'image de.icr.io/ns/app'],
    ['app x --projet shop', /no option --projet/, 'app x --project shop'],
    ['app x --region eu-d', /no region eu-d\b.*us-south/, 'app x --region eu-de'],
    ['app x --region=eude --project "My Shop"', /no region eude/, 'app x --project "My Shop" --region eu-de'],
    ['app x --region mars', /no region mars/, undefined],
    ['shop-api constructor', /no subcommand shop-api/, 'shop-api'],
    ['app x --project', /--project needs a value/, undefined],
    ['app', /name is missing/, undefined],
    ['image', /Which image/, undefined],
    ['explain', /no text to explain/, undefined],
    ['app x --push', /belongs to image/, undefined],
    ['app x --frobnicate-everything', /no option/, undefined],
  ])('%j is answered with what is wrong and the nearest that works', (typed, problem, nearest) => {
    const parsed = parseCommand(typed);
    if (parsed.do !== 'mistake') throw new Error(`read as ${JSON.stringify(parsed)}`);
    expect(parsed.problem).toMatch(problem);
    expect(parsed.nearest && formatCommand(parsed.nearest)).toBe(nearest);
    if (!parsed.nearest) expect(parsed.usage).toBeTruthy();
  });

  test('a subject becomes the command that asks about it again', () => {
    const project = { id: '4e49b3e0-27a8-48d2-a784-c7ee48bb863b', name: 'shop', region: 'eu-de' };
    expect(formatCommand(commandFor({ kind: 'app', name: 'shop-api', project }))).toBe(
      'app shop-api --project 4e49b3e0-27a8-48d2-a784-c7ee48bb863b --region eu-de',
    );
    expect(
      formatCommand(commandFor({ kind: 'image', reference: 'icr.io/a/b:1', secret: 's', push: true })),
    ).toBe('image icr.io/a/b:1 --secret s --push');
  });
});

describe('for any input', () => {
  const pieces = fc.constantFrom(
    'build',
    'app',
    'image',
    'logs',
    'run',
    'explain',
    'help',
    'shop-api',
    '--project',
    '-r',
    '—region',
    '=',
    '"',
    "'",
    '“',
    '”',
    '`',
    '```',
    '\\',
    ' ',
    '\n',
    '\t',
    '&',
    '<',
    '>',
    'eu-de',
    'ImagePullBackOff',
    'a_b',
    '--push',
    '😀',
    '-',
    '__proto__',
    'constructor',
  );
  const lines = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 12 }).map((all) => all.join('')),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 9 }).map((all) => all.join(' ')),
  );

  test('the parser answers, and what it read is written so that it reads the same again', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('command' as const, 'message' as const), (line, surface) => {
        const parsed = parseCommand(fromSlack(line), surface);
        const command = parsed.do === 'mistake' ? parsed.nearest : parsed;
        if (command) expect(parseCommand(formatCommand(command))).toEqual(command);
      }),
      { numRuns: 3000 },
    );
  });

  test('any name, project and secret survive being written and read', () => {
    const text = fc.string({ minLength: 1, unit: 'binary' }).filter((s) => !/[A-Z]/.test(s));
    const command: fc.Arbitrary<Command> = fc.oneof(
      fc.record({
        do: fc.constantFrom('diagnose' as const, 'logs' as const, 'events' as const),
        kind: fc.constantFrom('build' as const, 'jobrun' as const, 'function' as const),
        name: text,
        project: text,
        region: fc.constantFrom(...regions),
      }),
      fc.record({
        do: fc.constant('image' as const),
        reference: text,
        secret: text,
        push: fc.constant(true as const),
      }),
      fc.record({ do: fc.constant('diagnose' as const), name: text }),
    );
    fc.assert(
      fc.property(command, (given) => {
        expect(parseCommand(formatCommand(given))).toEqual(given);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the account of a project', () => {
  test('is named like its region, and written again', () => {
    const asked = parseCommand('app web --project shop --account Prod');
    expect(asked).toEqual({ do: 'diagnose', kind: 'app', name: 'web', project: 'shop', account: 'prod' });
    expect(formatCommand(asked as Command)).toBe('app web --project shop --account prod');
  });

  test('may be the only thing that is named', () => {
    expect(parseCommand('--account lab')).toEqual({ do: 'overview', account: 'lab' });
  });
});

describe('source, of what is no address of a repository', () => {
  test.each([
    ['source build shop-api', 'shop-api'],
    ['source shop-api', 'shop-api'],
    ['source build shop-api --project shop', 'shop-api'],
  ])('%s: the check of that build was meant', (line, name) => {
    expect(parseCommand(line)).toMatchObject({
      do: 'mistake',
      nearest: { do: 'diagnose', kind: 'build', name, check: true },
    });
  });

  test('the page of a branch or directory is taken apart', () => {
    expect(parseCommand('source https://github.com/shop/api/tree/feature/x/web --secret s')).toEqual({
      do: 'source',
      url: 'https://github.com/shop/api',
      revision: 'feature',
      contextDir: 'x/web',
      secret: 's',
    });
    expect(parseCommand('source https://git.shop.example/group/team/api')).toEqual({
      do: 'source',
      url: 'https://git.shop.example/group/team/api',
    });
  });
});
