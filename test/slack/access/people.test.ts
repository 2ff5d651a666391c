import { WebAPIPlatformError } from '@slack/web-api';
import { Access, People } from '../../../src/slack/access';
import { readRules } from '../../../src/slack/access/policy';
import type { Home } from '../../../src/slack/workspaces/place';

const shop = { id: 'p-1', name: 'shop', region: 'eu-de' };

/** A Slack that knows these people and groups. */
function slackOf(
  users: Record<string, Record<string, unknown> | string | Error>,
  groups: Record<string, readonly string[] | string> = {},
) {
  const asked: string[] = [];
  const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });
  const client = {
    users: {
      info: async ({ user }: { user: string }) => {
        asked.push(user);
        const found = users[user] ?? 'user_not_found';
        if (found instanceof Error) throw found;
        if (typeof found === 'string') throw refusal(found);
        return { user: found };
      },
    },
    usergroups: {
      users: {
        list: async ({ usergroup }: { usergroup: string }) => {
          asked.push(usergroup);
          const found = groups[usergroup] ?? 'no_such_subteam';
          if (typeof found === 'string') throw refusal(found);
          return { users: found };
        },
      },
    },
  };
  return { asked, client: client as never, groups, users };
}

const lines: string[] = [];
const logger = { warn: (...words: unknown[]) => void lines.push(words.join(' ')) };
beforeEach(() => {
  lines.length = 0;
});

const people = (
  slack: ReturnType<typeof slackOf>,
  { home = { teamId: 'T1' }, now = () => 1000 }: { home?: Home; now?: () => number } = {},
) =>
  new People(
    async () => slack.client,
    async () => home,
    logger,
    now,
  );

describe('who somebody is', () => {
  test.each([
    ['a member', { team_id: 'T1' }, 'member', false],
    ['an administrator', { team_id: 'T1', is_admin: true }, 'member', true],
    ['an owner', { team_id: 'T1', is_owner: true }, 'member', true],
    ['the first owner', { team_id: 'T1', is_primary_owner: true }, 'member', true],
    ['a guest', { team_id: 'T1', is_restricted: true }, 'guest', false],
    ['a guest of one channel', { team_id: 'T1', is_ultra_restricted: true }, 'guest', false],
    [
      'a guest who is called an administrator',
      { team_id: 'T1', is_restricted: true, is_admin: true },
      'guest',
      false,
    ],
    ['somebody who left', { team_id: 'T1', deleted: true }, 'stranger', false],
    ['a stranger of Slack Connect', { team_id: 'T1', is_stranger: true }, 'stranger', false],
    ['somebody of another workspace', { team_id: 'T2' }, 'stranger', false],
    ['an administrator of another workspace', { team_id: 'T2', is_admin: true }, 'stranger', false],
    ['somebody without a workspace', {}, 'stranger', false],
  ])('%s', async (_what, details, kind, isAdmin) => {
    expect(await people(slackOf({ U1: details })).person('U1')).toEqual({ kind, isAdmin });
  });

  test('on Enterprise Grid all workspaces of the organisation are home, and no other', async () => {
    const slack = slackOf({
      U1: { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } },
      U2: { team_id: 'T2', enterprise_user: { enterprise_id: 'E2' } },
      U3: { team_id: 'T2' },
    });
    const known = people(slack, { home: { teamId: 'T1', enterpriseId: 'E1' } });
    expect((await known.person('U1')).kind).toBe('member');
    expect((await known.person('U2')).kind).toBe('stranger');
    expect((await known.person('U3')).kind).toBe('stranger');
    // Who is not on Grid has no organisation in common with anybody.
    expect((await people(slack).person('U3')).kind).toBe('stranger');
  });

  test.each(['user_not_found', 'user_not_visible'])(
    'whom Slack does not show (%s) is a stranger',
    async (word) => {
      expect(await people(slackOf({ U1: word })).person('U1')).toEqual({ kind: 'stranger', isAdmin: false });
    },
  );

  test('without the right to ask nobody is known, which is logged once', async () => {
    const known = people(slackOf({ U1: 'missing_scope', U2: 'missing_scope' }));
    expect(await known.person('U1')).toEqual({ kind: 'unknown', isAdmin: false });
    await known.person('U2');
    expect(lines).toEqual([expect.stringContaining('install the app again with the scope users:read')]);
  });

  test('nor on Enterprise Grid, where the workspace of a request may be anybody’s', async () => {
    const slack = () => slackOf({ U1: 'missing_scope' });
    for (const home of [{ enterpriseId: 'E1' }, { teamId: 'T1', enterpriseId: 'E1' }]) {
      expect((await people(slack(), { home }).person('U1')).kind).toBe('unplaced');
    }
  });

  test('of an installation to a whole organisation only its people are at home, and its administrators are its own', async () => {
    const of = (enterprise_id: string, more = {}) => ({
      team_id: 'T2',
      enterprise_user: { enterprise_id, ...more },
    });
    const slack = slackOf({
      U1: { ...of('E1'), is_admin: true },
      U2: of('E1', { is_admin: true }),
      U3: { ...of('E2', { is_admin: true }), is_admin: true },
      U4: { team_id: 'T2', is_admin: true },
      U5: of('E1', { is_owner: true }),
    });
    const known = people(slack, { home: { enterpriseId: 'E1' } });
    expect(await known.person('U1')).toEqual({ kind: 'member', isAdmin: false });
    expect(await known.person('U2')).toEqual({ kind: 'member', isAdmin: true });
    expect(await known.person('U5')).toEqual({ kind: 'member', isAdmin: true });
    for (const user of ['U3', 'U4']) {
      expect(await known.person(user)).toEqual({ kind: 'stranger', isAdmin: false });
    }
  });

  test('trouble of Slack is no answer, and is not remembered', async () => {
    const slack = slackOf({ U1: 'internal_error', U2: new Error('no network') });
    const known = people(slack);
    await expect(known.person('U1')).rejects.toThrow();
    await expect(known.person('U2')).rejects.toThrow('no network');
    slack.users.U1 = { team_id: 'T1' };
    expect((await known.person('U1')).kind).toBe('member');
    expect(slack.asked).toEqual(['U1', 'U2', 'U1']);
  });

  test('is asked once a minute', async () => {
    let now = 1000;
    const slack = slackOf({ U1: { team_id: 'T1' } });
    const known = people(slack, { now: () => now });
    await Promise.all([known.person('U1'), known.person('U1')]);
    now = 60_000;
    await known.person('U1');
    expect(slack.asked).toHaveLength(1);
    now = 61_001;
    await known.person('U1');
    expect(slack.asked).toHaveLength(2);
  });
});

describe('groups', () => {
  test('of several, those of which somebody is a member', async () => {
    const known = people(slackOf({}, { S1: ['U1', 'U2'], S2: ['U2'], S3: [] }));
    expect(await known.groupsOf('U1', ['S1', 'S2', 'S3'])).toEqual(new Set(['S1']));
    expect(await known.groupsOf('U3', ['S1', 'S2', 'S3'])).toEqual(new Set());
  });

  test('one that cannot be read has no members, which is logged with Slack’s word', async () => {
    const known = people(slackOf({}, { S1: ['U1'], S2: 'missing_scope' }));
    expect(await known.groupsOf('U1', ['S1', 'S2', 'S9'])).toEqual(new Set(['S1']));
    expect(lines.join('\n')).toMatch(
      /S2 cannot be read \(missing_scope\).*\n.*S9 cannot be read \(no_such_subteam\)/,
    );
  });

  test('whoever is removed in mid-thread loses its rights within a minute', async () => {
    let now = 1000;
    const slack = slackOf({ U1: { team_id: 'T1' } }, { S0TEAM: ['U1'] });
    const found = readRules('rules: [{projects: shop, see: [S0TEAM]}]');
    if ('mistakes' in found) throw new Error();
    const access = new Access(people(slack, { now: () => now }), {
      rules: async () => ({ rules: found.rules, mistakes: [], from: 'file' }),
    });
    const asker = { user: 'U1', channel: 'C1' };
    expect((await access.of(asker)).sees(shop)).toBe(true);
    slack.groups.S0TEAM = [];
    now = 61_001;
    expect((await access.of(asker)).sees(shop)).toBe(false);
    expect(await access.told('U1', shop)).toBe('nothing');
  });
});
