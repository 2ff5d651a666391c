import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { Masker } from '../../../src/diagnosis/model/secrets';
import { accessFile } from '../../../src/slack/access';
import { failedBuild, noDockerfile } from '../../diagnosis/support/failed-build';
import { sources } from '../../diagnosis/support/world';
import { type Bench, startBench } from '../../support/slack-bench';

const shop = { id: 'p-1', name: 'shop', region: 'eu-de', status: 'active' };
const pay = { id: 'p-2', name: 'payments', region: 'eu-de', status: 'active' };

describe('who is answered', () => {
  let bench: Bench;
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'access-'));
    file = join(folder, 'access.yml');
  });
  afterEach(async () => {
    await bench.stop();
    rmSync(folder, { recursive: true });
  });

  const start = async (rules?: string) => {
    if (rules !== undefined) writeFileSync(file, rules);
    const world = sources(
      failedBuild(noDockerfile, {
        projects: async () => ({ projects: [shop, pay], failures: [] }),
        inventory: async () => ({
          builds: [{ name: 'shop-api' }],
          buildRuns: [],
          apps: [],
          jobs: [],
          jobRuns: [],
          functions: [],
          fleets: [],
        }),
      }),
    );
    const clock = { now: () => Date.now(), deadline: () => new AbortController().signal };
    bench = await startBench(createDiagnosis({ ...world, clock }, { masker: new Masker() }), {
      app: rules === undefined ? {} : { accessFile: file },
    });
  };
  const messages = () => bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);
  const ask = async (text: string, place: { user?: string; channel?: string } = {}) => {
    const before = messages().length;
    await bench.slack.people.sendSlashCommand(text, place);
    await bench.app.idle();
    return messages().slice(before);
  };
  const said = (all: ReturnType<typeof messages>) =>
    all.map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`).join('\n');
  const isPerson = (user: string, details: Record<string, unknown>) => {
    const person = bench.slack.state.users.get(user);
    if (person) person.details = details;
  };
  /** A request that Slack signed, with a body of the test's own. */
  const post = async (body: string, type = 'application/x-www-form-urlencoded') => {
    const { port } = new URL(bench.requestUrl);
    const stamp = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', bench.slack.signingSecret)
      .update(`v0:${stamp}:${body}`)
      .digest('hex');
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(stamp),
        'x-slack-signature': `v0=${signature}`,
      },
    });
    const text = await answer.text();
    await bench.app.idle();
    return { status: answer.status, text };
  };

  test('trust 3: without a file members of the workspace see all', async () => {
    await start();
    expect(said(await ask('projects'))).toMatch(/shop[\s\S]*payments|payments[\s\S]*shop/);
  });

  test('trust 3: a slash command of a foreign workspace is refused, to the sender alone', async () => {
    await start();
    const before = messages().length;
    const body = new URLSearchParams({
      command: '/ce-image',
      text: 'projects',
      team_id: 'T0STRANGE',
      user_id: 'U0ADA',
      channel_id: 'C0SHOP',
      response_url: 'https://slack.invalid/x',
      trigger_id: '1.2.x',
    });
    const answer = await post(String(body));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringMatching(/own workspace/),
    });
    expect(messages().slice(before)).toEqual([]);
  });

  test('trust 3: a mention by an outsider in a shared channel is refused, to them alone', async () => {
    await start();
    const event = {
      type: 'app_mention',
      channel: 'C0SHOP',
      user: 'U0ADA',
      user_team: 'T0STRANGE',
      ts: '1764000000.000100',
      text: '<@U0CEIMAGE> projects',
    };
    await bench.slack.people.sendEvent(event);
    await bench.app.idle();
    expect(messages().map(({ onlyFor, text }) => [onlyFor, text])).toEqual([
      ['U0ADA', expect.stringMatching(/own workspace/)],
    ]);
  });

  test('trust 3: a button pressed by an outsider does nothing', async () => {
    await start();
    const asked = await ask('build shop-api --project shop');
    const [card] = asked;
    const payload = {
      type: 'block_actions',
      team: { id: 'T0PLAY' },
      user: { id: 'U9', team_id: 'T0STRANGE' },
      trigger_id: '1.2.x',
      response_url: 'https://slack.invalid/x',
      container: { type: 'message', channel_id: card?.channel, message_ts: card?.ts },
      channel: { id: card?.channel },
      actions: [
        {
          type: 'button',
          action_id: 'check_again',
          value: 'build shop-api --project shop',
          block_id: 'b',
          action_ts: '1',
        },
      ],
    };
    const before = messages().length;
    await post(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
    expect(messages().slice(before)).toEqual([]);
    expect(bench.log.join('')).toContain('from another workspace was refused');
  });

  test.each([
    ['a guest', { is_restricted: true }, /full members only/],
    ['a guest of one channel', { is_ultra_restricted: true }, /full members only/],
    ['somebody of another workspace', { team_id: 'T0STRANGE' }, /own workspace/],
    ['a stranger of Slack Connect', { is_stranger: true }, /own workspace/],
  ])('trust 3: %s is refused by default, and told so alone', async (_who, details, words) => {
    await start();
    isPerson('U0BEN', details);
    const answer = await ask('build shop-api --project shop', { user: 'U0BEN' });
    expect(said(answer)).toMatch(words);
    expect(said(answer)).not.toContain('Dockerfile');
    expect(answer.every(({ onlyFor }) => onlyFor === 'U0BEN')).toBe(true);
  });

  test('guests are answered where the file says so', async () => {
    await start('guests: true\nrules: [{projects: shop, see: [C0SHOP]}]');
    isPerson('U0BEN', { is_restricted: true });
    expect(said(await ask('build shop-api --project shop', { user: 'U0BEN' }))).toContain('Dockerfile');
  });

  test('a project outside one’s rights is not found, not listed and not suggested', async () => {
    await start('rules: [{projects: shop, see: [C0SHOP]}]');
    expect(said(await ask('projects'))).not.toContain('payments');
    const missing = said(await ask('build shop-api --project payment'));
    expect(missing).not.toContain('payments');
    const hidden = said(await ask('build shop-api --project payments'));
    const unknown = said(await ask('build shop-api --project nonsense'));
    expect(hidden.replaceAll('payments', 'X').replace(/"block_id":"[^"]*"/g, '')).toBe(
      unknown.replaceAll('nonsense', 'X').replace(/"block_id":"[^"]*"/g, ''),
    );
    expect(said(await ask('build shop-api --project shop', { channel: 'C0GENERAL' }))).not.toContain(
      'Dockerfile',
    );
  });

  test('buttons carry no authority: what the value names is checked anew when it is pressed', async () => {
    await start('rules: [{projects: [shop, payments], see: [C0SHOP]}]');
    const [card] = await ask('build shop-api --project payments');
    writeFileSync(file, 'rules: [{projects: shop, see: [C0SHOP]}] # changed');
    await later();
    await bench.slack.people.clickButton({ message: card as never }, 'Check again');
    await bench.app.idle();
    expect(said(messages().slice(-1))).not.toContain('Dockerfile');
  });

  test('who is in no group of the rules sees nothing', async () => {
    await start('rules: [{projects: shop, see: [S0TEAM]}]');
    bench.slack.state.groups.set('S0TEAM', ['U0ADA']);
    expect(said(await ask('build shop-api --project shop'))).toContain('Dockerfile');
    expect(said(await ask('build shop-api --project shop', { user: 'U0BEN' }))).not.toContain('Dockerfile');
  });

  test('whoever is removed from a group in mid-thread is told nothing more, asked or pressed', async () => {
    await start('rules: [{projects: shop, see: [S0TEAM]}]');
    bench.slack.state.groups.set('S0TEAM', ['U0ADA']);
    const mention = async (text: string, threadTs?: string) => {
      const before = messages().length;
      const sent = await bench.slack.people.sendMention(text, threadTs ? { threadTs } : {});
      await bench.app.idle();
      return { ts: sent.message.ts, answers: messages().slice(before) };
    };
    const begun = await mention('build shop-api --project shop');
    const [card] = begun.answers;
    expect(said(begun.answers)).toContain('Dockerfile');
    expect(said((await mention('logs', begun.ts)).answers)).toContain('failed to solve');
    bench.slack.state.groups.set('S0TEAM', []);
    const now = performance.now.bind(performance);
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);
    try {
      const asked = (await mention('logs', begun.ts)).answers;
      expect(said(asked)).not.toMatch(/failed to solve|Dockerfile/);
      const before = messages().length;
      await bench.slack.people.clickButton({ message: card as never }, 'Check again');
      await bench.app.idle();
      expect(asked.length).toBeGreaterThan(0);
      expect(said(messages().slice(before))).not.toMatch(/failed to solve|Dockerfile/);
    } finally {
      clock.mockRestore();
    }
  });

  test('logs that are for the asker alone are not shown in the channel', async () => {
    await start('rules: [{projects: shop, see: [C0SHOP], logs: asker}]');
    const log = await ask('logs build shop-api --project shop');
    expect(
      log
        .filter((each) => said([each]).includes('failed to solve'))
        .every(({ onlyFor }) => onlyFor === 'U0ADA'),
    ).toBe(true);
    expect(said(log)).toContain('failed to solve');
    const report = await ask('build shop-api --project shop');
    expect(said(report.filter(({ onlyFor }) => !onlyFor))).not.toContain('failed to solve');
  });

  test('logs that are for the asker alone are not quoted by a card or a list of failures either', async () => {
    await start('rules: [{projects: shop, see: [C0SHOP], logs: asker}]');
    const line = /failed to read dockerfile|no such file or directory/;
    for (const question of [
      'build shop-api --project shop',
      'overview shop',
      'what changed build shop-api',
    ]) {
      const answer = await ask(question);
      expect(said(answer.filter(({ onlyFor }) => !onlyFor))).not.toMatch(line);
    }
    expect(said(await ask('logs build shop-api --project shop'))).toMatch(line);
  });

  test.each([
    ['that is malformed', 'rules:\n  - projects: shop\n    see: "#shop"\n', /line 3: rules\[1\]\.see/],
    ['that is empty', '', /the file is empty/],
    ['that locks everybody out', 'rules: []', /has no rule/],
  ])(
    'a file %s lets administrators of the workspace in and nobody else, and the log says why',
    async (_what, text, words) => {
      await start(text);
      expect(said(await ask('build shop-api --project shop', { user: 'U0BEN' }))).not.toContain('Dockerfile');
      isPerson('U0ADA', { is_admin: true });
      expect(said(await ask('build shop-api --project shop'))).toContain('Dockerfile');
      expect(bench.log.join('')).toMatch(words);
      expect(bench.log.join('')).toMatch(/only administrators of the workspace get in/);
    },
  );

  test.each([
    [
      'names what Slack does not know counts for the rest',
      'admins: [U0GONE]\nrules: [{projects: shop, see: [C0NOWHERE, S0NOBODY, U0ADA]}]',
      [/C0NOWHERE, a channel that Slack does not show/, /S0NOBODY, a user group/, /U0GONE, a person/],
      true,
    ],
    [
      'names nothing else locks everybody out but administrators of the workspace',
      'rules: [{projects: shop, see: [C0NOWHERE, S0NOBODY]}]',
      [/C0NOWHERE/, /S0NOBODY/, /no access rule lets anybody in: only administrators/],
      false,
    ],
  ])('a file that %s, and the log says what', async (_what, text, words, sees) => {
    await start(text);
    const question = 'build shop-api --project shop';
    expect(said(await ask(question)).includes('Dockerfile')).toBe(sees);
    isPerson('U0BEN', { is_admin: true });
    expect(said(await ask(question, { user: 'U0BEN' }))).toContain('Dockerfile');
    const rules = said(await ask('access', { user: 'U0BEN' }));
    for (const each of words) expect(bench.log.join('\n')).toMatch(each);
    expect(rules).toMatch(/Slack does not know/);
    expect(rules).toMatch(words[0] as RegExp);
    // Said once, however often it is asked.
    expect(bench.log.filter((line) => line.includes('C0NOWHERE'))).toHaveLength(1);
  });

  test('a file that cannot be read is told of at the start, before anybody asks', async () => {
    await start('rules: [{projects: shop, sees: [C0SHOP]}]');
    expect(bench.log.join('')).toMatch(/access\.yml: .*sees/);
    expect(bench.log.join('')).toContain('only administrators of the workspace get in');
  });

  test('a file that does not exist is one that cannot be read', async () => {
    await start();
    const lines: string[] = [];
    const logger = { error: (line: string) => void lines.push(line), info: () => undefined };
    const found = await accessFile(join(folder, 'nowhere.yml'), logger as never).rules();
    expect(found?.mistakes).toEqual(['the file does not exist']);
    expect(lines.join()).toContain('only administrators');
  });
});

/** The file is looked at again after two seconds. */
const later = () => new Promise((resolve) => setTimeout(resolve, 2050));
