import { createHmac } from 'node:crypto';
import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { Masker, Secret } from '../../../src/diagnosis/model/secrets';
import { createSlackApp } from '../../../src/slack/app';
import { memoryLedger, sharedLedger } from '../../../src/slack/event-ledger';
import { failedBuild, noDockerfile } from '../../diagnosis/support/failed-build';
import { sources } from '../../diagnosis/support/world';
import { happened, send } from '../../support/forged';
import { type Bench, recordingLogger, startBench } from '../../support/slack-bench';

const clock = { now: () => Date.now(), deadline: () => new AbortController().signal };
const diagnosis = () =>
  createDiagnosis({ ...sources(failedBuild(noDockerfile)), clock }, { masker: new Masker() });

const lost: unknown[] = [];
const note = (error: unknown) => void lost.push(error);
beforeAll(() => process.on('unhandledRejection', note));
afterAll(() => process.off('unhandledRejection', note));

describe('requests over HTTP', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench(diagnosis());
    lost.length = 0;
  });
  afterEach(() => bench.stop());

  test.each([
    ['app_uninstalled', {}, 'the Slack app was removed from its workspace'],
    ['tokens_revoked', { tokens: { bot: ['U0CEIMAGE'] } }, 'the bot token of its workspace was revoked'],
  ])('%s is logged as what it is', async (type, more, words) => {
    await send(bench, happened({ type, ...more }));
    expect(bench.log.filter((line) => line.includes('SLACK_BOT_TOKEN is not valid any more'))).toEqual([
      expect.stringContaining(words),
    ]);
  });

  test.each(['HTTP', 'Socket Mode'])('a taken port names the setting, over %s', async (way) => {
    const { slack } = bench;
    const port = Number(new URL(bench.url).port);
    const second = createSlackApp({
      settings: {
        botToken: new Secret(slack.botToken),
        ...(way === 'HTTP'
          ? { signingSecret: new Secret(slack.signingSecret) }
          : { appToken: new Secret(slack.appToken) }),
        apiUrl: slack.apiUrl,
        port,
      },
      diagnosis: diagnosis(),
      masker: new Masker(),
      logger: recordingLogger([]),
    });
    await expect(second.start()).rejects.toThrow(`Port ${port} is taken by another process. Set PORT`);
  });

  const signed = (body: string, at: number) => {
    const stamp = String(Math.floor(at / 1000));
    const hmac = createHmac('sha256', bench.slack.signingSecret).update(`v0:${stamp}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${hmac}` };
  };
  const post = async (
    body: string,
    { at = Date.now(), type = 'application/x-www-form-urlencoded', headers = signed(body, at) } = {},
  ) => {
    const answer = await fetch(bench.requestUrl, {
      method: 'POST',
      body,
      headers: { 'content-type': type, ...headers },
      signal: AbortSignal.timeout(5000),
    });
    await answer.text();
    await bench.app.idle();
    return answer.status;
  };
  const spoken = () => bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted);
  let calls = 0;
  const command = (more: Record<string, string> = {}) => {
    calls += 1;
    return String(
      new URLSearchParams({
        command: '/ce-image',
        text: 'build shop-api --project shop',
        team_id: 'T0PLAY',
        user_id: 'U0ADA',
        user_name: 'ada',
        channel_id: 'C0SHOP',
        response_url: 'https://slack.invalid/x',
        trigger_id: `1.${calls}.x`,
        ...more,
      }),
    );
  };

  test('trust 11: a replayed slash command is refused, and answered once', async () => {
    const body = command();
    const headers = signed(body, Date.now());
    const statuses = [];
    for (let turn = 0; turn < 5; turn += 1) statuses.push(await post(body, { headers }));
    expect(statuses).toEqual([200, 409, 409, 409, 409]);
    expect(spoken()).toHaveLength(1);
  });

  test('trust 11: the same command signed anew is one delivery, and answered once', async () => {
    const body = command();
    expect(await post(body)).toBe(200);
    expect(await post(body, { at: Date.now() - 2000 })).toBe(200);
    expect(spoken()).toHaveLength(1);
  });

  test('trust 11: nor is it answered again as a retry of Slack’s', async () => {
    const body = command();
    const headers = {
      ...signed(body, Date.now()),
      'x-slack-retry-num': '1',
      'x-slack-retry-reason': 'http_timeout',
    };
    expect([await post(body, { headers }), await post(body, { headers })]).toEqual([200, 200]);
    expect(spoken()).toHaveLength(1);
  });

  test.each([6 * 60_000, 24 * 3_600_000])(
    'trust 11: a request of the future (%d ms ahead) is refused',
    async (ms) => {
      expect(await post(command(), { at: Date.now() + ms })).toBe(401);
      expect(spoken()).toEqual([]);
    },
  );

  test('a clock that is four minutes ahead or behind is no attack', async () => {
    expect(await post(command(), { at: Date.now() + 4 * 60_000 })).toBe(200);
    expect(await post(command(), { at: Date.now() - 4 * 60_000 })).toBe(200);
    expect(await post(command(), { at: Date.now() - 6 * 60_000 })).toBe(401);
  });

  test.each([
    ['null', 'application/json'],
    ['[]', 'application/json'],
    ['"text"', 'application/json'],
    ['{', 'application/json'],
    ['{}', 'application/json'],
    ['{"event":null}', 'application/json'],
    ['{"event":{"type":7}}', 'application/json'],
    ['payload=null', undefined],
    ['payload={', undefined],
    ['payload=[]', undefined],
    ['payload={"type":"block_actions"}', undefined],
    ['payload={"type":"block_actions","user":{"id":"U0ADA"},"actions":[]}', undefined],
    ['payload={"type":"view_submission","user":{"id":"U0ADA"}}', undefined],
    ['payload={"type":"no_such_kind","user":{"id":"U0ADA"}}', undefined],
    ['command=/ce-image', undefined],
    ['', undefined],
  ])('trust 11: a signed body %s is answered 400 at once, and nothing is left behind', async (body, type) => {
    expect(await post(body, type === undefined ? {} : { type })).toBe(400);
    expect(lost).toEqual([]);
  });

  test('what is not signed is refused before its body is looked at', async () => {
    expect(
      await post(command(), { headers: { 'x-slack-request-timestamp': '1', 'x-slack-signature': 'v0=00' } }),
    ).toBe(401);
    expect(await post('null', { headers: {} as never })).toBe(401);
  });

  test('trust 11: a form that does not tell its channel any more says so', async () => {
    const submission = (privateMetadata: string) => ({
      type: 'view_submission',
      team: { id: 'T0PLAY' },
      user: { id: 'U0ADA', name: 'ada', team_id: 'T0PLAY' },
      trigger_id: `2.${privateMetadata.length}.x`,
      view: {
        id: 'V1',
        type: 'modal',
        callback_id: 'watch',
        private_metadata: privateMetadata,
        state: { values: {} },
      },
    });
    for (const metadata of ['', '{', 'null', '{"channel":7}']) {
      const body = `payload=${encodeURIComponent(JSON.stringify(submission(metadata)))}`;
      const answer = await fetch(bench.requestUrl, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...signed(body, Date.now()) },
      });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toMatch(/too old/);
    }
    expect(lost).toEqual([]);
  });
});

describe('two instances that share a database', () => {
  test('a press that reaches both at once is one act', async () => {
    const shared = memoryLedger();
    const slow = {
      claim: async (id: string) => {
        const first = await shared.claim(id);
        await new Promise((resolve) => setImmediate(resolve));
        return first;
      },
    };
    const instances = [0, 1].map(() => sharedLedger(slow, () => undefined));
    for (const id of ['delivery:1', 'delivery:2', 'request:v0=1']) {
      const claims = await Promise.all([...instances, ...instances].map((each) => each.claim(id)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    }
  });

  test('a database that does not answer, or too late, leaves each instance its own memory', async () => {
    const words: string[] = [];
    const broken = sharedLedger(
      { claim: async () => Promise.reject(new Error('no')) },
      (text) => void words.push(text),
    );
    expect([await broken.claim('a'), await broken.claim('a')]).toEqual([true, false]);
    expect(words).toHaveLength(1);
    const hanging = sharedLedger({ claim: () => new Promise(() => undefined) }, () => undefined);
    expect([await hanging.claim('a'), await hanging.claim('a')]).toEqual([true, false]);
  });
});
