import {
  groupsNamed,
  openToMembers,
  permissionOf,
  type Rules,
  readRules,
  toldAt,
  type Who,
} from '../../../src/slack/access/policy';

const shop = { id: 'p-1', name: 'shop-api', region: 'eu-de' };
const pay = { id: 'p-2', name: 'payments', region: 'eu-de' };

const who = (parts: Partial<Who> = {}): Who => ({
  user: 'U0ADA',
  channel: 'C0SHOP',
  groups: new Set(),
  isAdmin: false,
  ...parts,
});

function rulesOf(text: string): Rules {
  const found = readRules(text);
  if ('mistakes' in found) throw new Error(found.mistakes.join('\n'));
  return found.rules;
}

const rules = rulesOf(`
admins: [U0CHI]
rules:
  - projects: shop-*
    see: [C0SHOP, S0SHOP]
    act: [U0BEN]
  - projects: [payments, p-3]
    see: [U0BEN]
    logs: asker
`);

describe('what the access file allows', () => {
  test('a channel sees what it is named for, whoever asks there', () => {
    expect(permissionOf(rules, who()).sees(shop)).toBe(true);
    expect(permissionOf(rules, who()).sees(pay)).toBe(false);
    expect(permissionOf(rules, who({ channel: 'C0GENERAL' })).sees(shop)).toBe(false);
  });

  test('a person and a member of a group see it anywhere', () => {
    expect(permissionOf(rules, who({ channel: 'D1', groups: new Set(['S0SHOP']) })).sees(shop)).toBe(true);
    expect(permissionOf(rules, who({ channel: 'D1', user: 'U0BEN' })).sees(pay)).toBe(true);
    expect(permissionOf(rules, who({ channel: 'D1', groups: new Set(['S0OTHER']) })).sees(shop)).toBe(false);
  });

  test('who acts is said apart, and only whoever sees may act', () => {
    expect(permissionOf(rules, who()).acts(shop)).toBe(false);
    expect(permissionOf(rules, who({ user: 'U0BEN' })).acts(shop)).toBe(true);
    expect(permissionOf(rules, who({ user: 'U0BEN', channel: 'C0GENERAL' })).acts(shop)).toBe(false);
    // Without `act`, whoever sees acts.
    expect(permissionOf(rules, who({ user: 'U0BEN' })).acts(pay)).toBe(true);
  });

  test('a project is meant by a glob of its name or by its id', () => {
    const permission = permissionOf(rules, who({ user: 'U0BEN' }));
    expect(permission.sees({ id: 'p-3', name: 'anything' })).toBe(true);
    expect(permission.sees({ id: 'p-4', name: 'payments-eu' })).toBe(false);
  });

  test('logs are for the asker alone as soon as one rule of the project says so', () => {
    expect(permissionOf(rules, who()).logs(shop)).toBe('channel');
    expect(permissionOf(rules, who()).logs(pay)).toBe('asker');
    const two = rulesOf(
      'rules: [{projects: "*", see: everyone}, {projects: payments, see: everyone, logs: asker}]',
    );
    expect([permissionOf(two, who()).logs(shop), permissionOf(two, who()).logs(pay)]).toEqual([
      'channel',
      'asker',
    ]);
  });

  test('groups are known of everybody whom the rules name, each once', () => {
    const named = rulesOf(
      'admins: [S0ADMIN, U0S]\nrules: [{projects: a, see: [S0TEAM, C0S], act: [S0ACT, S0TEAM]}, {projects: b, see: everyone}]',
    );
    expect(groupsNamed(named)).toEqual(['S0ADMIN', 'S0TEAM', 'S0ACT']);
  });

  test('without rules everything is open to members', () => {
    expect([openToMembers.sees(shop), openToMembers.acts(shop), openToMembers.logs(shop)]).toEqual([
      true,
      true,
      'channel',
    ]);
  });

  test('administrators of the workspace and of the file see and do all', () => {
    for (const admin of [who({ isAdmin: true }), who({ user: 'U0CHI' })]) {
      const permission = permissionOf(rules, admin);
      expect([permission.administers, permission.sees(pay), permission.acts(pay)]).toEqual([
        true,
        true,
        true,
      ]);
    }
    expect(permissionOf(rules, who()).administers).toBe(false);
  });

  test('“everyone” is everyone who may ask at all', () => {
    const open = rulesOf('rules: [{projects: "*", see: everyone, act: [U0BEN]}]');
    expect(permissionOf(open, who({ channel: 'C9' })).sees(pay)).toBe(true);
    expect(permissionOf(open, who({ channel: 'C9' })).acts(pay)).toBe(false);
  });

  test('alerts follow the channel, and an administrator’s right is no right of the channel', () => {
    expect(toldAt(rules, 'C0SHOP', new Set(), shop)).toBe('all');
    expect(toldAt(rules, 'C0GENERAL', new Set(), shop)).toBe('nothing');
    expect(toldAt(rules, 'U0BEN', new Set(), pay)).toBe('all');
    expect(toldAt(rules, 'U0CHI', new Set(), pay)).toBe('nothing');
    const shared = rulesOf('rules: [{projects: payments, see: [C0PAY], logs: asker}]');
    expect(toldAt(shared, 'C0PAY', new Set(), pay)).toBe('no-logs');
    // Only the first letter of an id tells what it is of.
    const letters = rulesOf('rules: [{projects: payments, see: [C0DUW, D0PAY, W0PAY], logs: asker}]');
    const told = ['C0DUW', 'D0PAY', 'W0PAY'].map((place) => toldAt(letters, place, new Set(), pay));
    expect(told).toEqual(['no-logs', 'all', 'all']);
  });
});

describe('an access file with mistakes', () => {
  test.each([
    ['', /the file is empty: it needs “rules:”/],
    ['rules:\n  - projects: "shop\n', /^line \d: /],
    ['admins: [U0ADA]\n', /^line 1: rules: is missing/],
    [
      'rules:\n  - projects: shop\n    see: [C0SHOP, "#general"]\n',
      /^line 3: rules\[1\]\.see\[2\]: “#general” is not the id of a channel/,
    ],
    [
      'rules:\n  - projects: shop\n    see: all\n',
      /^line 3: rules\[1\]\.see: is neither “everyone” nor a list of ids/,
    ],
    [
      'rules:\n  - projects: shop\n    see: everyone\n    logs: nobody\n',
      /^line 4: rules\[1\]\.logs: is neither “channel” nor “asker”/,
    ],
    ['rules:\n  - projects: shop\n    sees: everyone\n', /^line \d: rules\[1\]/],
    ['guests: maybe\nrules: []\n', /^line 1: guests: is neither true nor false/],
    ['admins: [C0SHOP]\nrules: []\n', /^line 1: admins\[1\]: “C0SHOP” is not the id of a user/],
    ['- a\n- b\n', /^line 1: the file: /],
  ])('names each with its line: %j', (text, words) => {
    const found = readRules(text);
    expect('mistakes' in found && found.mistakes[0]).toMatch(words);
  });

  test('never throws, and is never endless', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\nrules: [*d]\n__proto__: {sees: 1}\n`;
    expect('mistakes' in readRules(bomb)).toBe(true);
    const long = `rules:\n${'  - see: x\n'.repeat(200)}`;
    const found = readRules(long);
    expect('mistakes' in found && found.mistakes.length).toBeLessThanOrEqual(20);
  });
});

describe('rules that name accounts', () => {
  const byAccount = rulesOf(`
rules:
  - projects: '*'
    accounts: [prod, prod-*]
    see: everyone
`);
  const sees = (account?: string) => permissionOf(byAccount, who()).sees({ ...shop, account });

  test('hold for projects of these accounts, and for no others', () => {
    expect([sees('prod'), sees('prod-eu'), sees('lab')]).toEqual([true, true, false]);
  });

  test('show nothing of which the account is not known', () => {
    expect(sees()).toBe(false);
    expect(toldAt(byAccount, 'C0SHOP', new Set(), shop)).toBe('nothing');
  });
});
