import { isForeign, refuseStrangers, strangerWords, teamsOf } from '../../../src/slack/access/strangers';

const home = { teamId: 'T1' };

describe('which workspaces a request names', () => {
  test.each([
    ['a slash command', { command: '/ce-image', team_id: 'T1' }, ['T1']],
    [
      'a press',
      { type: 'block_actions', team: { id: 'T1' }, user: { id: 'U1', team_id: 'T2' } },
      ['T2', 'T1'],
    ],
    ['an event', { team_id: 'T1', event: { type: 'app_mention', team: 'T3' } }, ['T3']],
    [
      'an event in a shared channel',
      { event: { user_team: 'T2', source_team: 'T2', team: 'T1' } },
      ['T2', 'T2'],
    ],
    ['one that names none', { user: null, team: null }, []],
    ['one that names nothing usable', { team_id: 7, user: { team_id: '' } }, []],
  ])('%s', (_what, body, teams) => {
    expect(teamsOf(body)).toEqual(teams);
  });
});

describe('trust 3: a request is foreign', () => {
  test.each([
    [{ team_id: 'T2' }, true],
    [{ team_id: 'T1' }, false],
    [{ team: { id: 'T1' }, user: { team_id: 'T2' } }, true],
    [{ event: { user_team: 'T2' } }, true],
    [{ event: { user_team: 'T1', team: 'T2' } }, false],
    [{}, false],
  ])('%j: %s', (body, foreign) => {
    expect(isForeign(body, home)).toBe(foreign);
  });

  test('of another organisation, where home is one; its own workspaces are all home', () => {
    const grid = { teamId: 'T1', enterpriseId: 'E1' };
    expect(isForeign({ team_id: 'T2', enterprise_id: 'E1' }, grid)).toBe(false);
    expect(isForeign({ team_id: 'T1', enterprise_id: 'E2' }, grid)).toBe(true);
    expect(isForeign({ enterprise: { id: 'E2' } }, grid)).toBe(true);
    expect(isForeign({ enterprise: { id: 'E1' } }, grid)).toBe(false);
    // What names none is looked up by the person.
    expect(isForeign({ enterprise: null, team_id: 'T2' }, grid)).toBe(false);
    expect(isForeign({ enterprise_id: '' }, grid)).toBe(false);
    expect(isForeign({ enterprise_id: 7 }, grid)).toBe(false);
  });

  test('nowhere, as long as it is not known where home is', () => {
    expect(isForeign({ team_id: 'T2' }, {})).toBe(false);
    expect(isForeign({ enterprise_id: 'E2' }, { enterpriseId: 'E1' })).toBe(false);
  });
});

describe('a stranger’s request', () => {
  const run = async (args: Record<string, unknown>) => {
    const warned: string[] = [];
    const tracked: unknown[] = [];
    const next = jest.fn(async () => undefined);
    const refuse = refuseStrangers(
      async () => home,
      { warn: (text: string) => void warned.push(text) } as never,
      async (work) => {
        tracked.push(work);
        await work();
      },
    );
    await refuse({ context: {}, next, ...args } as never);
    return { next, warned, tracked };
  };
  const foreign = { team_id: 'T2' };

  test('of home passes, and nothing is said', async () => {
    const { next, warned } = await run({ body: { team_id: 'T1' } });
    expect(next).toHaveBeenCalledTimes(1);
    expect(warned).toEqual([]);
  });

  test('a command is refused in its acknowledgement, to the sender alone', async () => {
    const ack = jest.fn(async () => undefined);
    const { next, warned, tracked } = await run({ body: foreign, command: {}, ack });
    expect(ack).toHaveBeenCalledWith({ response_type: 'ephemeral', text: strangerWords });
    expect(next).not.toHaveBeenCalled();
    expect(warned).toEqual(['a request from another workspace was refused']);
    expect(tracked).toHaveLength(1);
  });

  test('a press is acknowledged and answered below, also when Slack takes no answer', async () => {
    const ack = jest.fn(async () => undefined);
    const respond = jest.fn(async () => Promise.reject(new Error('gone')));
    await run({ body: foreign, action: {}, ack, respond });
    expect(ack).toHaveBeenCalledWith();
    expect(respond).toHaveBeenCalledWith({
      response_type: 'ephemeral',
      replace_original: false,
      text: strangerWords,
    });
  });

  test.each([
    [{ type: 'app_mention', channel: 'C1', user: 'U1' }, true],
    [{ type: 'message', channel: 'C1', user: 'U1' }, false],
    [{ type: 'app_mention', channel: 'C1' }, false],
    [{ type: 'app_mention', user: 'U1' }, false],
    [{ type: 'app_mention', channel: { id: 'C1' }, user: 'U1' }, false],
  ])('an event %j is answered: %s', async (event, answered) => {
    const postEphemeral = jest.fn(async () => Promise.reject(new Error('not in channel')));
    await run({ body: { event: { user_team: 'T2' } }, event, client: { chat: { postEphemeral } } });
    if (answered)
      expect(postEphemeral).toHaveBeenCalledWith({ channel: 'C1', user: 'U1', text: strangerWords });
    else expect(postEphemeral).not.toHaveBeenCalled();
  });

  test('a form turns into the words', async () => {
    const ack = jest.fn(async () => undefined);
    await run({ body: { ...foreign, type: 'view_submission' }, view: {}, ack });
    expect(ack).toHaveBeenCalledWith({
      response_action: 'update',
      view: expect.objectContaining({
        blocks: [expect.objectContaining({ text: { type: 'plain_text', text: strangerWords } })],
      }),
    });
  });

  test('anything else is acknowledged, where it can be', async () => {
    const ack = jest.fn(async () => undefined);
    await run({ body: { ...foreign, type: 'block_suggestion' }, ack });
    expect(ack).toHaveBeenCalledWith();
    expect(ack).toHaveBeenCalledTimes(1);
    await run({ body: foreign });
    await run({ body: foreign, ack: 'no function' });
  });
});
