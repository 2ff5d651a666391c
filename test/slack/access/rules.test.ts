import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Access, AccessDenied, accessFile, firstOf, noRules, storedRules } from '../../../src/slack/access';
import type { Person } from '../../../src/slack/access/people';
import { type Rules, readRules } from '../../../src/slack/access/policy';

const shop = { id: 'p-1', name: 'shop', region: 'eu-de' };
const yaml = 'rules: [{projects: shop, see: [C0SHOP]}]';

const lines: string[] = [];
const note = (...words: unknown[]) => void lines.push(words.join(' '));
const logger = { error: note, info: note, warn: note };
beforeEach(() => {
  lines.length = 0;
});

function rulesOf(text: string): Rules {
  const found = readRules(text);
  if ('mistakes' in found) throw new Error(found.mistakes.join());
  return found.rules;
}

describe('the access file', () => {
  let folder: string;
  let file: string;
  let now = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    file = join(folder, 'access.yml');
    now = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const source = () => accessFile(file, logger as never, () => now);
  const closed = { admins: [], guests: false, rules: [] };

  test('is read, and read again when it has changed, two seconds later at the latest', async () => {
    writeFileSync(file, yaml);
    const rules = source();
    expect(await rules.rules()).toEqual({ rules: rulesOf(yaml), mistakes: [], from: 'file' });
    expect(lines).toEqual([`${file} is in force: 1 rules`]);
    writeFileSync(file, 'guests: true\nrules: [{projects: pay, see: everyone}]');
    now = 1999;
    expect((await rules.rules())?.rules.guests).toBe(false);
    now = 2000;
    expect((await rules.rules())?.rules.guests).toBe(true);
    expect(lines).toHaveLength(2);
  });

  test('that did not change is not read again', async () => {
    writeFileSync(file, yaml);
    utimesSync(file, 1, 1);
    const rules = source();
    await rules.rules();
    now = 5000;
    await rules.rules();
    expect(lines).toHaveLength(1);
  });

  test('that is taken away closes the door, and one that comes back opens it', async () => {
    writeFileSync(file, yaml);
    const rules = source();
    await rules.rules();
    rmSync(file);
    now = 2000;
    expect(await rules.rules()).toEqual({
      rules: closed,
      mistakes: ['the file does not exist'],
      from: 'file',
    });
    writeFileSync(file, yaml);
    now = 4000;
    expect((await rules.rules())?.mistakes).toEqual([]);
  });

  test('that is too large, no file or malformed lets only administrators in, and the log says why', async () => {
    writeFileSync(file, `# ${'x'.repeat(1024 * 1024)}\n${yaml}`);
    expect(await source().rules()).toMatchObject({
      rules: closed,
      mistakes: ['the file is larger than 1 MiB'],
    });
    rmSync(file);
    expect(await accessFile(folder, logger as never).rules()).toMatchObject({
      mistakes: ['the file cannot be opened (EISDIR)'],
    });
    writeFileSync(file, 'rules: [');
    expect((await source().rules())?.mistakes[0]).toMatch(/^line 1/);
    expect(lines.filter((line) => /only administrators of the workspace get in/.test(line))).toHaveLength(3);
    expect(lines.join('\n')).toMatch(/EISDIR/);
  });

  test('without a rule is said to lock everybody out', async () => {
    writeFileSync(file, 'rules: []');
    expect(await source().rules()).toEqual({ rules: closed, mistakes: [], from: 'file' });
    expect(lines.join('\n')).toMatch(/has no rule: only administrators/);
  });
});

describe('rules in the store', () => {
  const stored = (text: string) => ({ yaml: text, by: 'U1', at: 1 });
  /** A store whose answers the test changes. */
  const table = (first: () => Promise<ReturnType<typeof stored> | undefined>) => {
    const state = { answer: first, asked: 0, saved: undefined as unknown };
    const queries = {
      accessRules: async (workspace: string) => {
        expect(workspace).toBe('');
        state.asked += 1;
        return state.answer();
      },
      saveAccessRules: async (_workspace: string, rules: unknown) => {
        state.saved = rules;
      },
    };
    return { state, queries: async () => queries };
  };

  test('are looked at every two seconds', async () => {
    let now = 0;
    const { state, queries } = table(async () => stored(yaml));
    const source = storedRules(queries, logger as never, () => now);
    expect(await source.rules()).toEqual({ rules: rulesOf(yaml), mistakes: [], from: 'store' });
    state.answer = async () => undefined;
    now = 1999;
    expect(await source.rules()).toBeDefined();
    expect(state.asked).toBe(1);
    now = 2000;
    expect(await source.rules()).toBeUndefined();
  });

  test('that are saved count at once', async () => {
    const { state, queries } = table(async () => undefined);
    const source = storedRules(queries, logger as never, () => 0);
    expect(await source.rules()).toBeUndefined();
    state.answer = async () => stored(yaml);
    await source.save(stored(yaml));
    expect(state.saved).toEqual(stored(yaml));
    expect(await source.rules()).toBeDefined();
    expect(await source.stored()).toEqual(stored(yaml));
  });

  test('that cannot be read any more stay in force, and hold up nobody', async () => {
    let now = 0;
    const { state, queries } = table(async () => stored(yaml));
    const source = storedRules(queries, logger as never, () => now);
    const before = await source.rules();
    state.answer = async () => Promise.reject(new Error('gone'));
    now = 3000;
    expect(await source.rules()).toEqual(before);
    expect(lines.join()).toMatch(/cannot be read/);
    state.answer = () => new Promise(() => undefined);
    now = 6000;
    expect(await source.rules()).toEqual(before);
  });

  test('are asked for no more often while the database fails, nor twice at the same time', async () => {
    let now = 0;
    const { state, queries } = table(async () => Promise.reject(new Error('gone')));
    const source = storedRules(queries, logger as never, () => now);
    await Promise.all([source.rules(), source.rules(), source.rules()]);
    expect(state.asked).toBe(1);
    now = 1999;
    expect(await source.rules()).toMatchObject({ rules: { rules: [] } });
    expect(state.asked).toBe(1);
    now = 2000;
    state.answer = async () => stored(yaml);
    expect(await source.rules()).toMatchObject({ rules: rulesOf(yaml) });
    expect(state.asked).toBe(2);
  });

  test('are asked for again when a look brings nothing', async () => {
    let now = 0;
    const { state, queries } = table(async () => stored(yaml));
    const source = storedRules(queries, logger as never, () => now);
    await source.rules();
    state.answer = () => new Promise(() => undefined);
    for (now = 2000; now < 11_000; now += 3000) await source.rules();
    expect(state.asked).toBe(2);
    state.answer = async () => undefined;
    now = 12_000;
    expect(await source.rules()).toBeUndefined();
  });

  test('of which nobody knows whether there are any let only administrators in', async () => {
    const { queries } = table(async () => Promise.reject(new Error('gone')));
    expect(await storedRules(queries, logger as never, () => 0).rules()).toEqual({
      rules: { admins: [], guests: false, rules: [] },
      mistakes: ['the database, in which they may be, does not answer'],
      from: 'store',
    });
  });

  test('that were broken in the database let only administrators in', async () => {
    const { queries } = table(async () => stored('rules: ['));
    expect(await storedRules(queries, logger as never, () => 0).rules()).toMatchObject({
      rules: { rules: [] },
      mistakes: [expect.stringMatching(/^line 1/)],
    });
  });

  test('of a database that keeps nothing are none, and none can be kept', async () => {
    const source = storedRules(async () => undefined, logger as never);
    expect(await source.rules()).toBeUndefined();
    await expect(source.save(stored(yaml))).rejects.toThrow('keeps nothing');
  });

  test('give way to a file', async () => {
    const of = (from: 'file' | 'store') => ({
      rules: async () => ({ rules: rulesOf(yaml), mistakes: [], from }),
    });
    expect(await firstOf(of('file'), of('store')).rules()).toMatchObject({ from: 'file' });
    expect(await firstOf(noRules, of('store')).rules()).toMatchObject({ from: 'store' });
    expect(await firstOf(noRules, noRules).rules()).toBeUndefined();
  });
});

describe('who is let in', () => {
  const accessOf = (person: Person | Error, text?: string, mistakes: readonly string[] = []) =>
    new Access(
      {
        person: async () => {
          if (person instanceof Error) throw person;
          return person;
        },
        groupsOf: async (_user, groups) => new Set(groups),
      },
      text === undefined
        ? undefined
        : { rules: async () => ({ rules: rulesOf(text), mistakes, from: 'file' as const }) },
    );
  const at = { user: 'U1', channel: 'C0SHOP' };
  const member: Person = { kind: 'member', isAdmin: false };
  const admin: Person = { kind: 'member', isAdmin: true };

  test('without rules, members see and do all, and administrators administer', async () => {
    const permission = await accessOf(member).of(at);
    expect([
      permission.sees(shop),
      permission.acts(shop),
      permission.logs(shop),
      permission.administers,
    ]).toEqual([true, true, 'channel', false]);
    expect((await accessOf(admin).of(at)).administers).toBe(true);
  });

  test.each([
    ['a stranger', { kind: 'stranger', isAdmin: false }, undefined, /own workspace/],
    [
      'a stranger, whatever the rules say',
      { kind: 'stranger', isAdmin: true },
      'guests: true\nrules: []',
      /own workspace/,
    ],
    ['a guest', { kind: 'guest', isAdmin: false }, undefined, /full members only/],
    ['a guest under rules', { kind: 'guest', isAdmin: false }, yaml, /full members only/],
    [
      'somebody who may be of any organisation',
      { kind: 'unplaced', isAdmin: false },
      undefined,
      /users:read/,
    ],
    [
      'somebody who may be of any organisation, though guests are let in',
      { kind: 'unplaced', isAdmin: false },
      'guests: true\nrules: [{projects: shop, see: everyone}]',
      /users:read/,
    ],
    ['somebody unknown under rules', { kind: 'unknown', isAdmin: false }, yaml, /users:read/],
  ] as const)('%s is refused with a reason', async (_who, person, text, words) => {
    const refused = await accessOf(person, text)
      .of(at)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AccessDenied);
    expect((refused as Error).name).toBe('AccessDenied');
    expect((refused as Error).message).toMatch(words);
  });

  test('guests and people who cannot be looked up are let in where the rules say so', async () => {
    const open = `guests: true\n${yaml}`;
    for (const kind of ['guest', 'unknown'] as const) {
      expect((await accessOf({ kind, isAdmin: false }, open).of(at)).sees(shop)).toBe(true);
    }
    // Without rules nothing is to be kept.
    expect((await accessOf({ kind: 'unknown', isAdmin: false }).of(at)).sees(shop)).toBe(true);
  });

  test('when Slack does not tell who somebody is, they are asked to try again', async () => {
    await expect(accessOf(new Error('timeout')).of(at)).rejects.toThrow(/Ask again in a moment/);
  });

  test('rules that cannot be read say so to everybody but administrators', async () => {
    await expect(accessOf(member, 'rules: []', ['line 1: x']).of(at)).rejects.toThrow(
      /rules of ce-image cannot be read/,
    );
    expect((await accessOf(admin, 'rules: []', ['line 1: x']).of(at)).sees(shop)).toBe(true);
  });

  test('what a channel or a person is told', async () => {
    const groups = 'rules: [{projects: shop, see: [S0TEAM]}]';
    expect(await accessOf(member).told('C0SHOP', shop)).toBe('all');
    expect(await accessOf(member, yaml).told('C0SHOP', shop)).toBe('all');
    expect(await accessOf(member, yaml).told('C9', shop)).toBe('nothing');
    expect(await accessOf(member, groups).told('U1', shop)).toBe('all');
    expect(await accessOf(member, groups).told('W1', shop)).toBe('all');
    // A channel is in no group.
    expect(await accessOf(member, groups).told('C1', shop)).toBe('nothing');
    expect(await accessOf(member, yaml).rules()).toMatchObject({ from: 'file' });
  });
});
