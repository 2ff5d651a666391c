import { WebAPIPlatformError } from '@slack/web-api';
import { type Rules, readRules, UnknownNames } from '../../../src/slack/access';

const rulesOf = (text: string): Rules => {
  const found = readRules(text);
  if ('mistakes' in found) throw new Error(found.mistakes.join());
  return found.rules;
};

/** A Slack that knows what `known` names, and answers for the others with `word`. */
function slackOf(known: Readonly<Record<string, object>> = {}, word = '') {
  const asked: string[] = [];
  const answer =
    (unknown: string) => async (given: { channel?: string; user?: string; usergroup?: string }) => {
      const id = given.channel ?? given.user ?? given.usergroup ?? '';
      asked.push(id);
      if (word === 'down') throw new Error('no answer');
      if (!known[id]) throw new WebAPIPlatformError({ ok: false, error: word || unknown });
      return { user: known[id] };
    };
  const client = {
    conversations: { info: answer('channel_not_found') },
    users: { info: answer('user_not_found') },
    usergroups: {
      list: async (given: object) => {
        expect(given).toEqual({ include_disabled: true });
        asked.push('groups');
        if (word !== '') throw new Error(word);
        return { usergroups: Object.keys(known).map((id) => ({ id })) };
      },
    },
  };
  const log: string[] = [];
  const logger = {
    warn: (text: string) => void log.push(text),
    error: (text: string) => void log.push(`error: ${text}`),
  };
  return { names: new UnknownNames(async () => client as never, logger as never), asked, log };
}
const nobody = 'error: no access rule lets anybody in: only administrators of the workspace get in';

describe('what access rules name and Slack does not know', () => {
  test('is told once for each, with what it is; what Slack knows is not', async () => {
    const rules = rulesOf(
      'admins: [U0ADMIN]\nrules: [{projects: a, see: [C0HERE, C0GONE, S0TEAM, S0GONE], act: [U0ADA, C0GONE]}, {projects: b, see: everyone}]',
    );
    const { names, asked, log } = slackOf({ C0HERE: {}, S0TEAM: {}, U0ADMIN: {}, U0ADA: { deleted: true } });
    const words = [
      'S0GONE, a user group that there is not',
      'C0GONE, a channel that Slack does not show the bot: there is none, or it is private and the bot is not in it',
      'U0ADA, a person who is not in the workspace',
    ];
    expect(await names.of(rules)).toEqual(words);
    expect(log).toEqual(words.map((each) => `the access rules name ${each}`));
    expect(asked).toEqual(['groups', 'U0ADMIN', 'C0HERE', 'C0GONE', 'U0ADA']);
  });

  test('is asked once for the same rules, however often they are read, and anew for others', async () => {
    const { names, asked } = slackOf();
    const text = 'rules: [{projects: a, see: [G0GONE]}]';
    const rules = rulesOf(text);
    await Promise.all([names.of(rules), names.of(rules), names.of(rulesOf(text))]);
    await names.of(rulesOf(text));
    expect(asked).toEqual(['G0GONE']);
    await names.of(rulesOf('rules: [{projects: a, see: [D0GONE]}]'));
    expect(asked).toEqual(['G0GONE', 'D0GONE']);
  });

  test.each<[string, readonly string[]]>([
    ['rules: [{projects: a, see: [C0GONE]}, {projects: b, see: [U0GONE]}]', [nobody]],
    ['rules: [{projects: a, see: [C0GONE]}, {projects: b, see: [U0HERE]}]', []],
    ['rules: [{projects: a, see: [C0GONE]}, {projects: b, see: everyone}]', []],
    // Who may act sees nothing by that.
    ['rules: [{projects: a, see: [C0GONE], act: [U0HERE]}]', [nobody]],
    ['admins: [U0HERE]\nrules: []', []],
  ])('%s: says that nobody gets in: %j', async (text, expected) => {
    const { names, log } = slackOf({ U0HERE: {} });
    await names.of(rulesOf(text));
    expect(log.filter((each) => each.startsWith('error'))).toEqual(expected);
  });

  test.each(['missing_scope', 'ratelimited', 'down'])(
    'is not guessed where Slack does not tell (%s)',
    async (word) => {
      const { names, log } = slackOf({}, word);
      expect(await names.of(rulesOf('rules: [{projects: a, see: [C0GONE, U0GONE, S0GONE]}]'))).toEqual([]);
      expect(log).toEqual([]);
    },
  );

  test('is asked for of forty people and channels at most, and of no groups where none is named', async () => {
    const { names, asked } = slackOf();
    const many = Array.from({ length: 70 }, (_, at) => `U0A${at + 10}`).join(', ');
    expect(await names.of(rulesOf(`rules: [{projects: a, see: [${many}]}]`))).toHaveLength(40);
    expect(asked).toHaveLength(40);
  });
});
