import type { Message } from '../../playground/src/slack';
import type { Fault } from '../../playground/src/slack/faults';
import { manifestScopes } from '../../playground/src/slack/scopes';
import type { Alerts } from '../../src/alerts';
import { type AlertStore, storeOn } from '../../src/store';
import { type Database, openDatabase } from '../../src/store/database';
import { FakeCloud, HOUR, MINUTE } from '../alerts/support/bench';
import { alertsBehind } from '../support/alerts-behind';
import { PauseTime } from '../support/pause-time';
import { failedBuild, fakeDiagnosis, shopRef } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';
import { emptied } from '../support/stores';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: undefined });
}, 60_000);
afterAll(() => database.close());

/** What a review of Slack's documents found, each from the bot's own side of the wire to what a person sees. */
describe('alerts, on the wire', () => {
  let bench: Bench;
  let alerts: Alerts;
  let cloud: FakeCloud;
  let store: AlertStore;
  let now: number;
  const problems: string[] = [];
  const refused: string[] = [];

  async function start(without: readonly string[] = []): Promise<void> {
    await emptied(database);
    problems.length = 0;
    refused.length = 0;
    now = Date.now();
    cloud = new FakeCloud();
    store = storeOn({ ...database, close: async () => undefined });
    bench = await startBench(fakeDiagnosis(), {
      slack: {
        clock: { now: () => now },
        scopes: manifestScopes().filter((scope) => !without.includes(scope)),
      },
      app: {
        alerts: async () => alerts,
        metrics: {
          acknowledged: () => undefined,
          answered: () => undefined,
          degraded: () => undefined,
          notSent: (of, kind) => void refused.push(`${of} ${kind}`),
          ready: () => undefined,
        },
      },
    });
    alerts = alertsBehind(bench, { store, cloud, now: () => now, problems });
  }
  afterEach(() => bench.stop());

  const pass = async (ms: number, step = 30_000) => {
    for (const end = now + ms; now < end; ) {
      now = Math.min(end, now + step);
      await alerts.tick();
    }
  };
  const ask = async (text: string, place = {}) => {
    const before = bench.slack.state.messages.length;
    await bench.slack.people.sendSlashCommand(text, place);
    await bench.app.idle();
    return bench.slack.state.messages.slice(before).filter(({ deleted }) => !deleted);
  };
  const words = (messages: readonly (Message | undefined)[]) =>
    JSON.stringify(messages.map((each) => each?.blocks));
  const build = async (status: 'failed' | 'succeeded', more = {}) => {
    cloud.project(shopRef).build('shop-api', status, now, more);
    await pass(2 * MINUTE);
  };
  const opened = async (channel = 'C0SHOP') => {
    await ask('watch shop', { channel });
    await pass(MINUTE);
    await build('failed');
    return cards(channel)[0] as Message;
  };
  const cards = (channel = 'C0SHOP') =>
    bench.slack.state.messages.filter(
      (each) => each.channel === channel && !each.deleted && !each.threadTs && /^[❌✅]/u.test(each.text),
    );
  const inThread = (card: Message) =>
    bench.slack.state.messages.filter(({ threadTs }) => threadTs === card.ts);
  const calls = (method: string) => bench.slack.calls.filter((call) => call.method === method);

  describe('slack B2: a watch in a direct message', () => {
    test.each([
      ['of two', 'D0ADA'],
      ['of several', 'G0GROUP'],
    ])('%s works with the scopes of the manifest, and its alerts arrive there', async (_how, channel) => {
      await start();
      const [answer] = await ask('watch shop', { channel });
      expect(words([answer])).toContain('shop');
      expect(words([answer])).not.toMatch(/cannot be posted|missing/);
      await pass(MINUTE);
      await build('failed');
      expect(cards(channel)).toHaveLength(1);
    });
  });

  describe('slack W1: what people must notice is seen in the channel', () => {
    const noticed = (card: Message) =>
      inThread(card).map(({ text, broadcast }) => [text.slice(0, 2), broadcast === true]);

    test('what comes back', async () => {
      await start();
      const card = await opened();
      await build('succeeded');
      await build('failed');
      expect(inThread(card).map(({ broadcast }) => broadcast === true)).toEqual([false, true]);
      expect(inThread(card)[1]?.text).toMatch(/^❌ It is back/);
      expect(bench.slack.state.visible('C0SHOP').map(({ ts }) => ts)).toContain(inThread(card)[1]?.ts);
    });

    test('another reason', async () => {
      await start();
      const card = await opened();
      await build('failed', { cause: 'dockerfile-not-found' });
      expect(noticed(card)).toContainEqual([expect.any(String), true]);
    });

    test('a snooze that ended while it still fails', async () => {
      await start();
      const card = await opened();
      await bench.slack.people.selectOption({ message: card }, 'For 1 hour', { menu: 'incident_snooze' });
      await bench.app.idle();
      await build('failed');
      await pass(2 * HOUR, 5 * MINUTE);
      const [snoozed, ended] = inThread(card);
      expect([snoozed?.broadcast === true, ended?.broadcast]).toEqual([false, true]);
    });

    test('and what nobody must notice is not', async () => {
      await start();
      const card = await opened();
      await bench.slack.people.clickButton({ message: card }, 'Acknowledge');
      await bench.app.idle();
      await build('failed');
      await build('succeeded');
      expect(inThread(card).length).toBeGreaterThan(1);
      expect(inThread(card).filter(({ broadcast }) => broadcast)).toEqual([]);
    });
  });

  describe('slack W2: an alert is tried until it arrives', () => {
    test.each<[string, Fault['answer']]>([
      ['rate_limited', { error: 'rate_limited' }],
      ['team_added_to_org', { error: 'team_added_to_org' }],
      ['external_channel_migrating', { error: 'external_channel_migrating' }],
      ['update_failed', { error: 'update_failed' }],
      ['a word that no list knows', { error: 'flux_capacitor_empty' }],
      ['HTTP 400', { status: 400 }],
      ['HTTP 404', { status: 404 }],
      ['HTTP 503', { status: 503 }],
      ['is_inactive, which is a closed channel', { error: 'is_inactive' }],
    ])('however often Slack answers %s', async (_word, answer) => {
      await start();
      await ask('watch shop');
      await pass(MINUTE);
      bench.slack.faults.add({ method: 'chat.postMessage', times: 8, answer });
      cloud.project(shopRef).build('shop-api', 'failed', now);
      await pass(HOUR, 2 * MINUTE);
      expect(calls('chat.postMessage').filter(({ answer: { ok } }) => ok).length).toBeGreaterThan(0);
      expect(cards()).toHaveLength(1);
      expect(refused.length).toBeGreaterThan(0);
      expect(new Set(refused)).toEqual(
        new Set([expect.stringMatching(/^alert (?:limited|troubled|uncertain|closed)$/)]),
      );
    });

    test('an edit that met trouble is made once it is over', async () => {
      await start();
      const card = await opened();
      bench.slack.faults.add({ method: 'chat.update', times: 8, answer: { error: 'update_failed' } });
      await build('succeeded');
      expect(card.text).toMatch(/^❌/);
      await pass(HOUR, 2 * MINUTE);
      expect(card.text).toMatch(/^✅/);
    });
  });

  describe('slack W3: a message that is refused for its blocks', () => {
    test.each([
      'invalid_blocks',
      'invalid_blocks_format',
      'invalid_arguments',
      'msg_blocks_too_long',
      'msg_too_long',
    ])('with %s arrives as plain words, as an alert and as its edit', async (error) => {
      await start();
      await ask('watch shop');
      await pass(MINUTE);
      bench.slack.faults.add({ method: 'chat.postMessage', times: 3, answer: { error } });
      await build('failed');
      const [card] = cards();
      expect(card?.text).toMatch(/^❌ Build shop-api/);
      bench.slack.faults.add({ method: 'chat.update', times: 2, answer: { error } });
      await build('succeeded');
      expect(card?.text).toMatch(/^✅ Build shop-api/);
      expect(cards()).toHaveLength(1);
    });
  });

  test.each(['invalid_blocks', 'msg_blocks_too_long'])(
    'slack W3: an alert arrives even where Slack answers %s to bare text for a while',
    async (error) => {
      await start();
      await ask('watch shop');
      await pass(MINUTE);
      bench.slack.faults.add({ method: 'chat.postMessage', times: 30, answer: { error } });
      await build('failed');
      expect(cards()).toEqual([]);
      await pass(HOUR, 2 * MINUTE);
      expect(cards()).toHaveLength(1);
    },
  );

  describe('slack W4: a search that is not allowed', () => {
    test('does not block a channel that takes posts', async () => {
      await start(['channels:history']);
      await ask('watch shop');
      await pass(MINUTE);
      bench.slack.faults.add({ method: 'chat.postMessage', times: 1, answer: { cut: true } });
      await build('failed');
      await pass(10 * MINUTE);
      expect(calls('conversations.history').map(({ answer }) => answer.error)).toContain('missing_scope');
      expect(cards()).toHaveLength(1);
      expect((await store.channel('C0SHOP'))?.trouble).toBeUndefined();
    });
  });

  describe('an app outside the Marketplace, which reads 15 messages a minute', () => {
    const lostBelow = async (talk: number) => {
      await start();
      bench.slack.state.app.outsideMarketplace = true;
      await ask('watch shop');
      await pass(MINUTE);
      bench.slack.faults.add({ method: 'chat.postMessage', times: 1, answer: { lost: true } });
      cloud.project(shopRef).build('shop-api', 'failed', now);
      while (cards().length === 0) await pass(1000, 1000);
      for (let at = 0; at < talk; at += 1) {
        bench.slack.state.say({ channel: 'C0SHOP', user: 'U0BEN', byBot: false, text: 'lunch?', blocks: [] });
      }
    };

    test('finds what it posted below the talk of a busy channel: it searches on where it stopped', async () => {
      await lostBelow(40);
      await pass(10 * MINUTE);
      expect(calls('conversations.history').filter(({ answer }) => answer.ok)).toHaveLength(3);
      expect(cards()).toHaveLength(1);
      await build('succeeded');
      expect(cards()[0]?.text).toMatch(/^✅/);
    });

    test('posts once more, and says so, where it does not find it in five minutes', async () => {
      await lostBelow(100);
      await pass(10 * MINUTE);
      expect(cards()).toHaveLength(2);
      expect(problems.join()).toContain('put off the search');
    });
  });

  describe('what is found again by', () => {
    test('is left out where Slack does not take it: the alert arrives', async () => {
      await start();
      await ask('watch shop');
      await pass(MINUTE);
      bench.slack.state.rules.noMetadata = true;
      await build('failed');
      expect(cards()).toHaveLength(1);
      await build('succeeded');
      expect(cards()[0]?.text).toMatch(/^✅/);
      expect(cards()[0]?.blocks.length).toBeGreaterThan(1);
      expect(bench.log.join('')).toMatch(/invalid_metadata_format/);
    });
  });

  describe('a card that Slack does not let be edited', () => {
    test('goes on in a new one when the time for edits is over', async () => {
      await start();
      const card = await opened();
      bench.slack.state.rules.editWindowMs = MINUTE;
      await pass(10 * MINUTE);
      await build('succeeded');
      await pass(5 * MINUTE);
      expect(card.text).toMatch(/^❌/);
      expect(cards().map(({ text }) => text.slice(0, 1))).toContain('✅');
    });
  });
});

describe('answers, on the wire', () => {
  let bench: Bench;
  afterEach(() => bench.stop());
  const answers = () => bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);

  test('slack W3: what is refused for its blocks arrives as words, however it is sent, and Slack’s own messages are logged', async () => {
    bench = await startBench(fakeDiagnosis());
    const { faults, people } = bench.slack;
    const refuse = (method: string, times = 2) =>
      faults.add({ method, times, answer: { error: 'invalid_blocks' } });
    refuse('chat.update');
    await people.sendSlashCommand('app shop-api');
    await bench.app.idle();
    expect(answers().at(-1)?.text).toMatch(/^❌ App shop-api/);
    refuse('chat.postMessage', 3);
    await people.sendMention('app shop-api');
    await bench.app.idle();
    expect(answers().at(-1)?.text).toMatch(/^❌ App shop-api/);
    // Answers to the asker alone go through a response_url.
    faults.add({ method: 'response_url', times: 1, answer: { status: 400 } });
    await people.sendSlashCommand('help');
    await bench.app.idle();
    expect(answers().at(-1)).toMatchObject({ onlyFor: 'U0ADA', text: expect.stringMatching(/^Tells why/) });
    faults.add({ method: 'views.open', times: 1, answer: { error: 'invalid_arguments' } });
    await people.sendSlashCommand('image');
    await bench.app.idle();
    expect([...bench.slack.state.views.values()]).toHaveLength(1);
    expect(bench.log.join('')).toMatch(/Slack did not take a card in its form “whole”: invalid_blocks/);
  });

  test('slack W3: an answer arrives even where Slack refuses bare text for its blocks for a while', async () => {
    bench = await startBench(fakeDiagnosis(), { app: { time: new PauseTime() } });
    bench.slack.faults.add({ method: 'chat.postMessage', times: 12, answer: { error: 'invalid_blocks' } });
    await bench.slack.people.sendMention('app shop-api');
    await bench.app.idle();
    expect(answers().at(-1)?.text).toMatch(/^❌ App shop-api/);
  });

  test('slack W3: what was a word in a log is one in the plainest form as well', async () => {
    const line = '<!channel> <@U0BEN> <https://evil.example|click>';
    const whole = failedBuild();
    const report = {
      ...whole,
      log: { where: 'pod', lines: [line] },
      findings: whole.findings.map((each) => ({ ...each, explanation: `It says ${line}.` })),
    };
    bench = await startBench(fakeDiagnosis({ investigate: async () => report }));
    for (const times of [2, 3, 4]) {
      bench.slack.faults.clear();
      bench.slack.faults.add({ method: 'chat.postMessage', times, answer: { error: 'invalid_blocks' } });
      await bench.slack.people.sendMention('build shop-api');
      await bench.app.idle();
      const { text = '', blocks } = answers().at(-1) ?? {};
      const sections = (blocks ?? []).filter(({ type }) => type === 'section');
      expect(text + JSON.stringify(sections)).not.toMatch(/<!channel>|<@U0BEN>|<https:\/\/evil/);
      expect(text + JSON.stringify(blocks)).toContain('channel');
    }
  });

  test('slack W3: a card of Japanese logs is within what Slack takes, counted in bytes', async () => {
    const lines = Array.from({ length: 200 }, (_, at) => `${at} ${'エラーが発生しました。'.repeat(20)}`);
    bench = await startBench(
      fakeDiagnosis({ investigate: async () => ({ ...failedBuild(), log: { where: 'pod', lines } }) }),
    );
    await bench.slack.people.sendSlashCommand('build shop-api');
    await bench.app.idle();
    const refused = bench.slack.calls.filter(({ answer }) => !answer.ok);
    expect(refused).toEqual([]);
    expect(JSON.stringify(answers().at(-1)?.blocks)).toContain('エラー');
  });

  test.each<[string, Fault['answer']]>([
    ['answers 503', { status: 503 }],
    ['answers 429', { status: 429, retryAfter: 30 }],
    ['refuses connections', { cut: true }],
    ['refuses the token', { error: 'token_revoked' }],
    ['hangs', { hang: true }],
  ])(
    'slack B1: while Slack %s, readiness says so, and liveness that the process lives',
    async (_how, answer) => {
      let now = Date.now();
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
      bench = await startBench(fakeDiagnosis(), { socketMode: true, app: { time: new PauseTime() } });
      const status = async (path: string) => {
        // An answer of readiness stands for five seconds.
        now += 6000;
        const answer = await fetch(`${bench.url}${path}`);
        return [answer.status, ((await answer.json()) as { slack?: string }).slack];
      };
      expect(await status('/ready')).toEqual([200, 'ready']);
      bench.slack.faults.add({ method: 'apps.connections.open', answer });
      const struck = bench.slack.faults.next();
      void bench.slack.delivery.breakConnections();
      await struck;
      expect(await status('/ready')).toEqual([503, 'not ready']);
      expect(await status('/health')).toEqual([200, undefined]);
      bench.slack.faults.clear();
      // A call that hangs is waited for, and a token that is refused is not asked about for ever.
      if (!('hang' in answer || 'error' in answer)) {
        while (!bench.app.connection().open) await new Promise((resolve) => setImmediate(resolve));
        expect(await status('/ready')).toEqual([200, 'ready']);
      }
      clock.mockRestore();
    },
  );
});
