import type { Message } from '../../playground/src/slack';
import { manifestScopes } from '../../playground/src/slack/scopes';
import { SourceError } from '../../src/diagnosis/model/evidence';
import { Masker, Secret } from '../../src/diagnosis/model/secrets';
import { createSlackApp } from '../../src/slack/app';
import { sharedLedger } from '../../src/slack/event-ledger';
import {
  type FakeDiagnosis,
  failedApp,
  fakeDiagnosis,
  healthy,
  shop,
  shopRef,
  transcript,
  workload,
} from '../support/reports';
import { type Bench, recordingLogger, startBench } from '../support/slack-bench';

let bench: Bench;
afterEach(() => bench.stop());

/** Everything that was answered so far is shown once the app is idle. */
async function settled(): Promise<void> {
  await bench.app.idle();
}

function shown(channel = 'C0SHOP', viewer = 'U0ADA'): Message[] {
  return bench.slack.state.messages.filter(
    (each) =>
      each.channel === channel && !each.deleted && each.byBot && (!each.onlyFor || each.onlyFor === viewer),
  );
}

/** Work that waits until the test lets it go on. */
function gated(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

function said(message: Message | undefined): string {
  return JSON.stringify(message?.blocks ?? []);
}

describe.each([
  ['over HTTP', false],
  ['over Socket Mode', true],
])('a slash command %s', (_name, socketMode) => {
  let diagnosis: FakeDiagnosis;
  beforeEach(async () => {
    diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis, { socketMode });
  });

  test('is acknowledged empty, shows progress, and the card takes its place', async () => {
    const acknowledged = await bench.slack.people.sendSlashCommand('app shop-api');
    expect(acknowledged).toEqual({ status: 200 });
    await settled();
    const [card, ...others] = shown();
    expect(others).toEqual([]);
    expect(card?.history.map((each) => each.text)).toEqual(['🔎 Looking at app shop-api…']);
    expect(card?.text).toMatch(/^❌ App shop-api \(shop\) is down: /);
    expect(said(card)).toContain('The registry refuses the credentials');
    expect(diagnosis.asked.map((each) => each.question)).toEqual(['locate', 'investigate']);
  });

  test('asks for what was typed, project and region included', async () => {
    await bench.slack.people.sendSlashCommand('jobrun r1 —project “My Shop” -r EU-GB');
    await settled();
    expect(diagnosis.asked[0]).toEqual({
      question: 'locate',
      of: { kind: 'jobrun', name: 'r1', project: 'My Shop', region: 'eu-gb' },
    });
  });

  test('help and typing errors are for the asker only', async () => {
    await bench.slack.people.sendSlashCommand('help');
    await bench.slack.people.sendSlashCommand('biuld shop-api');
    await settled();
    expect(shown().map((each) => each.onlyFor)).toEqual(['U0ADA', 'U0ADA']);
    expect(shown('C0SHOP', 'U0BEN')).toEqual([]);
    expect(said(shown()[1])).toContain('build shop-api');
  });
});

describe('a slash command', () => {
  test('where the bot is not in the channel is answered to the asker, with the way to invite it', async () => {
    bench = await startBench(fakeDiagnosis(), {
      slack: { scopes: manifestScopes().filter((scope) => scope !== 'chat:write.public') },
    });
    await bench.slack.people.sendSlashCommand('app shop-api', { channel: 'general' });
    await bench.slack.people.sendSlashCommand('app shop-api', { channel: 'payments-private' });
    await settled();
    for (const channel of ['C0GENERAL', 'C0SECRET']) {
      const [card, ...others] = shown(channel);
      expect(others).toEqual([]);
      expect(card?.onlyFor).toBe('U0ADA');
      expect(said(card)).toContain('/invite');
    }
  });

  test('of a bot whose token was revoked is answered to the asker, and no invitation is asked for', async () => {
    bench = await startBench(fakeDiagnosis());
    bench.slack.faults.add({ method: 'chat.postMessage', answer: { error: 'token_revoked' } });
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    const [card, ...others] = shown();
    expect(others).toEqual([]);
    expect(card?.onlyFor).toBe('U0ADA');
    expect(card?.text).toMatch(/^❌ App shop-api \(shop\) is down: /);
    expect(said(card)).not.toContain('/invite');
  });

  test('with several matches shows a menu to the asker, and the choice is replaced by the card', async () => {
    const located = {
      found: 'several' as const,
      candidates: [
        { subject: workload('app', 'shop-api'), status: 'failed' },
        { subject: workload('build', 'shop-api'), status: 'ready' },
      ],
    };
    const diagnosis = fakeDiagnosis({
      locate: async (query) =>
        query.kind ? { found: 'one', subject: workload(query.kind, query.name) } : located,
    });
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('shop-api');
    await settled();
    const [menu] = shown();
    expect(menu?.onlyFor).toBe('U0ADA');
    await bench.slack.people.selectOption({ message: menu as Message }, 'Build shop-api');
    await settled();
    expect(shown()).toHaveLength(1);
    expect(menu?.text).toMatch(/^❌/);
    expect(diagnosis.asked.at(-1)).toEqual({ question: 'investigate', of: workload('build', 'shop-api') });
  });

  test('for an unknown name offers the nearest names as buttons that work', async () => {
    const diagnosis = fakeDiagnosis({
      locate: async (query) =>
        query.name === 'shop-apo'
          ? {
              found: 'none',
              query,
              project: shop,
              nearest: [{ subject: workload('app', 'shop-api') }],
              retention: 'Finished build runs are kept for a while only.',
            }
          : { found: 'one', subject: workload('app', query.name) },
    });
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('shop-apo');
    await settled();
    const [none] = shown();
    expect(said(none)).toContain('kept for a while');
    await bench.slack.people.clickButton({ message: none as Message }, 'App shop-api');
    await settled();
    expect(none?.text).toMatch(/^❌ App shop-api/);
  });

  test('takes the one name that is nearly the one that was typed, and says so', async () => {
    const diagnosis = fakeDiagnosis({
      locate: async (query) => ({
        found: 'none',
        query,
        project: shop,
        nearest: [{ subject: workload('app', 'storefront') }],
      }),
    });
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('app storefornt');
    await settled();
    expect(diagnosis.asked.at(-1)).toEqual({ question: 'investigate', of: workload('app', 'storefront') });
    expect(said(shown().at(-1))).toContain('Nothing is called `storefornt`. This is app `storefront`.');
  });

  test('of which several are called so is remembered: what is said next tells which', async () => {
    const both = [{ subject: workload('app', 'gift-wrap') }, { subject: workload('build', 'gift-wrap') }];
    const diagnosis = fakeDiagnosis({
      locate: async (query) =>
        query.kind === undefined
          ? { found: 'several', candidates: both }
          : { found: 'one', subject: workload(query.kind, query.name) },
    });
    bench = await startBench(diagnosis);
    const { message } = await bench.slack.people.sendMention('why is gift-wrap failing?');
    await settled();
    await bench.slack.people.sendMention('the build', { threadTs: message.ts });
    await settled();
    expect(diagnosis.asked.at(-1)).toEqual({ question: 'investigate', of: workload('build', 'gift-wrap') });
  });

  test('asks again in the project that is chosen', async () => {
    const diagnosis = fakeDiagnosis({
      locate: async (query) =>
        query.project
          ? { found: 'one', subject: workload('app', query.name) }
          : { found: 'project-required', projects: [shop], failedRegions: [] },
    });
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('shop-api');
    await settled();
    await bench.slack.people.selectOption({ message: shown()[0] as Message }, 'shop (eu-de)');
    await settled();
    expect(shown()[0]?.text).toMatch(/^❌/);
  });

  test('without a name shows what is failing; a row opens its report in the thread', async () => {
    bench = await startBench(fakeDiagnosis());
    await bench.slack.people.sendSlashCommand('');
    await settled();
    const [list] = shown();
    expect(said(list)).toContain('App shop-api (shop) failed: ');
    await bench.slack.people.clickButton({ message: list as Message }, 'Why?');
    await settled();
    const [, report] = shown();
    expect(report?.threadTs).toBe(list?.ts);
    expect(report?.text).toMatch(/^❌ App shop-api/);
  });

  test('about an image takes the secret from the project that is meant', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('image de.icr.io/shop/api:1 --secret shop-registry --push');
    await settled();
    expect(diagnosis.asked.at(-1)).toEqual({
      question: 'investigate',
      of: {
        kind: 'image',
        reference: 'de.icr.io/shop/api:1',
        secret: 'shop-registry',
        push: true,
        project: workload('app', 'x').project,
      },
    });
  });

  test('for a log or events answers with the newest part', async () => {
    bench = await startBench(fakeDiagnosis({ transcript: async () => transcript(5000) }));
    await bench.slack.people.sendSlashCommand('logs buildrun r1');
    await bench.slack.people.sendSlashCommand('events app shop-api');
    await settled();
    const log = shown().find((each) => said(each).includes('Show log'));
    const events = shown().find((each) => each !== log);
    expect(said(log)).toContain('log line 5000');
    expect(said(log)).toContain('Show log');
    expect(said(events)).toContain('Failed to pull image');
  });
});

describe('failures', () => {
  test('a source that cannot answer is named, with the cure and a way to try again', async () => {
    let broken = true;
    const diagnosis = fakeDiagnosis({
      investigate: async (subject) => {
        if (broken)
          throw new SourceError('unauthorized', 'IAM refuses the API key.', 'Set a new IBMCLOUD_API_KEY.');
        return failedApp(subject);
      },
    });
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    const [card] = shown();
    expect(said(card)).toContain('IAM refuses the API key.');
    expect(said(card)).toContain('Set a new IBMCLOUD_API_KEY.');
    broken = false;
    await bench.slack.people.clickButton({ message: card as Message }, 'Try again');
    await settled();
    expect(card?.text).toMatch(/^❌ App shop-api/);
  });

  test('a fault of ours shows a reference that is in the log, and nothing of its inside', async () => {
    bench = await startBench(
      fakeDiagnosis({
        locate: async () => {
          throw new TypeError('boom at secret-place');
        },
      }),
    );
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    const [card] = shown();
    const reference = /reference ([0-9a-f]{8})/.exec(card?.text ?? '')?.[1];
    expect(reference).toBeTruthy();
    expect(bench.log.join('\n')).toContain(reference as string);
    expect(said(card)).not.toContain('boom');
    expect(said(card)).not.toContain('at ');
  });

  test('a message that was deleted meanwhile is posted anew', async () => {
    const gate = gated();
    const diagnosis = fakeDiagnosis({
      investigate: async (subject) => {
        await gate.passed;
        return failedApp(subject);
      },
    });
    bench = await startBench(diagnosis);
    const progress = bench.slack.state.next((change) => change.type === 'message');
    const sent = bench.slack.people.sendSlashCommand('app shop-api');
    const change = await progress;
    await sent;
    if (change.type !== 'message') throw new Error('no progress');
    bench.slack.state.remove(change.message);
    gate.open();
    await settled();
    expect(shown().map((each) => each.text.slice(0, 14))).toEqual(['❌ App shop-api']);
  });

  test('Slack’s rate limit is waited for', async () => {
    bench = await startBench(fakeDiagnosis());
    bench.slack.faults.rateLimit('chat.postMessage', 1, 1);
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    expect(shown()[0]?.text).toMatch(/^❌/);
  });

  test('when Slack refuses to take messages the asker still gets the card', async () => {
    bench = await startBench(fakeDiagnosis());
    bench.slack.faults.add({ method: 'chat.update', answer: { status: 503 } });
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    expect(
      shown()
        .filter((each) => each.onlyFor)
        .map((each) => each.text.slice(0, 14)),
    ).toEqual(['❌ App shop-api']);
  });
});

describe('a mention', () => {
  test('is answered in its thread, once', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    const sent = await bench.slack.people.sendMention('app shop-api');
    await bench.slack.people.redeliver(sent.event as Record<string, unknown>);
    await settled();
    const answers = shown();
    expect(answers).toHaveLength(1);
    expect(answers[0]?.threadTs).toBe(sent.message.ts);
    expect(answers[0]?.text).toMatch(/^❌ App shop-api/);
  });

  test('in a thread is answered in that thread', async () => {
    bench = await startBench(fakeDiagnosis());
    const first = await bench.slack.people.sendMention('help');
    await bench.slack.people.sendMention('app shop-api', { threadTs: first.message.ts });
    await settled();
    expect(shown().map((each) => each.threadTs)).toEqual([first.message.ts, first.message.ts]);
  });

  test('with an image that Slack made a link of', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendMention('image de.icr.io/shop/api:1.4.2');
    await settled();
    expect(diagnosis.asked.at(-1)?.of).toMatchObject({ reference: 'de.icr.io/shop/api:1.4.2' });
  });

  test('with a project that is named in another case', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendMention('image de.icr.io/shop/api:1.4.2 --project Shop');
    await settled();
    expect(diagnosis.asked.find(({ question }) => question === 'investigate')?.of).toMatchObject({
      project: shopRef,
    });
  });
});

describe('a direct message', () => {
  test('with a pasted log is explained', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    const log = 'Step 4/9 : COPY package.json <none>\nCOPY failed: file not found & so on';
    await bench.slack.people.sendDirectMessage(log);
    await settled();
    expect(diagnosis.asked).toEqual([{ question: 'investigate', of: { kind: 'text', text: log } }]);
    expect(shown('D0ADA')).toHaveLength(1);
  });

  test('with nothing but the state in which something ended is told what it means, and what fails now', async () => {
    bench = await startBench(fakeDiagnosis());
    await bench.slack.people.sendDirectMessage('ImagePullBackOff');
    await settled();
    const [card] = shown('D0ADA');
    expect(card?.text).toMatch(/^“ImagePullBackOff” alone does not say why\. Which one is it\?/);
    expect(JSON.stringify(card?.blocks)).toContain('could not be pulled');
    expect(JSON.stringify(card?.blocks)).not.toContain('APP_NAME');
  });

  test('that comes as a mention as well is answered once', async () => {
    bench = await startBench(fakeDiagnosis());
    const { message } = await bench.slack.people.sendDirectMessage('app shop-api');
    await bench.slack.people.sendEvent({
      type: 'app_mention',
      user: 'U0ADA',
      text: message.text,
      ts: message.ts,
      channel: 'D0ADA',
    });
    await settled();
    expect(shown('D0ADA')).toHaveLength(1);
  });

  test.each([
    ['a bot', { user: 'U0ADA', bot_id: 'B0OTHER' }],
    ['a bot message', { subtype: 'bot_message', bot_id: 'B0OTHER', user: 'U0ADA' }],
    ['itself', { user: 'U0CEIMAGE' }],
    ['an edit', { subtype: 'message_changed', user: 'U0ADA', message: { text: 'x' } }],
    ['a delete', { subtype: 'message_deleted', user: 'U0ADA' }],
    ['a join', { subtype: 'channel_join', user: 'U0ADA' }],
    ['nobody', { user: undefined }],
  ])('from %s is not answered', async (_who, fields) => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendEvent({
      type: 'message',
      channel: 'D0ADA',
      channel_type: 'im',
      text: 'app shop-api',
      ts: '1764000000.000100',
      ...fields,
    });
    await settled();
    expect(diagnosis.asked).toEqual([]);
    expect(shown('D0ADA')).toEqual([]);
  });

  test('a message in a channel without a mention is nobody’s business', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendEvent({
      type: 'message',
      channel: 'C0SHOP',
      channel_type: 'channel',
      user: 'U0ADA',
      text: 'app shop-api',
      ts: '1764000000.000100',
    });
    await settled();
    expect(diagnosis.asked).toEqual([]);
  });
});

describe('buttons', () => {
  test('Check again looks once however often it is pressed, and replaces the card', async () => {
    let investigations = 0;
    const gate = gated();
    const diagnosis = fakeDiagnosis({
      investigate: async (subject) => {
        investigations += 1;
        if (investigations === 1) return failedApp(subject);
        await gate.passed;
        return { ...healthy(), subject };
      },
    });
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    const [card] = shown();
    const again = bench.slack.state.next((change) => change.type === 'message_changed');
    const message = { ...(card as Message) };
    await Promise.all([
      bench.slack.people.clickButton({ message }, 'Check again'),
      bench.slack.people.clickButton({ message }, 'Check again'),
    ]);
    await again;
    gate.open();
    await settled();
    expect(investigations).toBe(2);
    expect(shown()).toHaveLength(1);
    expect(card?.text).toMatch(/^✅/);
  });

  test('Show log opens at once, then holds the log; its pages can be turned', async () => {
    bench = await startBench(fakeDiagnosis({ transcript: async () => transcript(4000) }));
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    const [card] = shown();
    await bench.slack.people.clickButton({ message: card as Message }, 'Show log');
    await settled();
    const [view] = [...bench.slack.state.views.values()];
    if (!view) throw new Error('no modal');
    expect(JSON.stringify(view.payload)).toContain('log line 4000');
    expect(JSON.stringify(view.payload)).not.toContain('log line 1\\n');
    await bench.slack.people.clickButton({ view }, '← Older');
    await settled();
    expect(JSON.stringify(view.payload)).not.toContain('log line 4000');
    expect(JSON.stringify(view.payload)).toContain('page 2 of');
    await bench.slack.people.clickButton({ view }, 'Newer →');
    await settled();
    expect(JSON.stringify(view.payload)).toContain('log line 4000');
  });

  test('All events shows the events', async () => {
    bench = await startBench(fakeDiagnosis());
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    await bench.slack.people.clickButton({ message: shown()[0] as Message }, 'All events');
    await settled();
    const [view] = [...bench.slack.state.views.values()];
    expect(JSON.stringify(view?.payload)).toContain('Failed to pull image');
  });

  test('when no modal can be opened the log comes as a message for the asker', async () => {
    bench = await startBench(fakeDiagnosis());
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    bench.slack.faults.add({ method: 'views.open', answer: { error: 'expired_trigger_id' } });
    await bench.slack.people.clickButton({ message: shown()[0] as Message }, 'Show log');
    await settled();
    const [, log] = shown();
    expect(log?.onlyFor).toBe('U0ADA');
    expect(said(log)).toContain('log line 3');
  });

  test('a source that fails fills the modal with the reason', async () => {
    bench = await startBench(
      fakeDiagnosis({
        transcript: async () => {
          throw new SourceError('timeout', 'Code Engine did not answer in time.');
        },
      }),
    );
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    await bench.slack.people.clickButton({ message: shown()[0] as Message }, 'Show log');
    await settled();
    const [view] = [...bench.slack.state.views.values()];
    expect(JSON.stringify(view?.payload)).toContain('did not answer in time');
  });

  test('Open in console is acknowledged and does nothing else', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    const before = diagnosis.asked.length;
    const acknowledged = await bench.slack.people.clickButton(
      { message: shown()[0] as Message },
      'Open in console',
    );
    expect(acknowledged.status).toBe(200);
    expect(diagnosis.asked).toHaveLength(before);
  });
});

describe('the app', () => {
  test('refuses a wrong signature', async () => {
    bench = await startBench(fakeDiagnosis());
    const url = bench.slack.delivery.requestUrl as string;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
      },
      body: 'command=%2Fce-image&text=help',
    });
    expect(response.status).toBe(401);
  });

  test.each([false, true])('answers its health check (Socket Mode: %s)', async (socketMode) => {
    bench = await startBench(fakeDiagnosis(), { socketMode });
    const response = await fetch(new URL('/health', bench.slack.delivery.requestUrl));
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  test('asks nothing when the acknowledgement fails, and lives on', async () => {
    const diagnosis = fakeDiagnosis();
    bench = await startBench(diagnosis);
    const body = {
      command: '/ce-image',
      text: 'app shop-api',
      channel_id: 'C0SHOP',
      user_id: 'U0ADA',
      team_id: 'T0PLAY',
    };
    await bench.app.bolt.processEvent({
      body,
      ack: async () => {
        throw new Error('the connection is gone');
      },
    });
    expect(diagnosis.asked).toEqual([]);
    expect(bench.log.join('\n')).toContain('the connection is gone');
    await bench.slack.people.sendSlashCommand('app shop-api');
    await settled();
    expect(shown()).toHaveLength(1);
  });

  test('answers a mention although the ledger of events is down', async () => {
    const broken = {
      claim: async () => {
        throw new Error('no database');
      },
    };
    const ledger = sharedLedger(broken, () => undefined);
    bench = await startBench(fakeDiagnosis(), { app: { ledger } });
    await bench.slack.people.sendMention('app shop-api');
    await settled();
    expect(shown()).toHaveLength(1);
  });

  test('says at start that the token is wrong', async () => {
    bench = await startBench(fakeDiagnosis());
    const app = createSlackApp({
      settings: {
        botToken: new Secret('xoxb-of-somebody-else'),
        signingSecret: new Secret(bench.slack.signingSecret),
        apiUrl: bench.slack.apiUrl,
        port: 0,
      },
      diagnosis: fakeDiagnosis(),
      masker: new Masker(),
      logger: recordingLogger([]),
    });
    await expect(app.start()).rejects.toThrow('Slack does not accept SLACK_BOT_TOKEN (invalid_auth).');
  });

  test('stopping waits for the answers that are under way', async () => {
    const gate = gated();
    bench = await startBench(
      fakeDiagnosis({
        investigate: async (subject) => {
          await gate.passed;
          return failedApp(subject);
        },
      }),
    );
    const progress = bench.slack.state.next((change) => change.type === 'message');
    await bench.slack.people.sendSlashCommand('app shop-api');
    await progress;
    const stopped = bench.app.stop();
    gate.open();
    await stopped;
    expect(shown()[0]?.text).toMatch(/^❌/);
  });

  test('no secret reaches Slack or the log, whatever source it comes from', async () => {
    const canary = 'canary-Pa55word-7731';
    const report = failedApp();
    const [finding] = report.findings;
    bench = await startBench(
      fakeDiagnosis({
        investigate: async (subject) => ({
          ...report,
          subject,
          headline: `refused: ${canary}`,
          findings: [
            { ...(finding as (typeof report.findings)[number]), explanation: `key ${canary} is wrong` },
          ],
          events: [{ message: `login with ${canary} failed` }],
          log: { where: 'pod', lines: [`password=${canary}`, Buffer.from(canary).toString('base64')] },
        }),
        transcript: async () => ({
          ...transcript(),
          logs: [
            {
              pod: 'p',
              container: 'c',
              previous: false,
              text: `token: ${canary}\n`.repeat(50_000),
              truncated: false,
            },
          ],
        }),
        locate: async (query) => {
          if (query.name === 'bad') throw new SourceError('failed', `refused ${canary}`, `rotate ${canary}`);
          if (query.name === 'worse') throw new Error(`refused ${canary}`);
          return { found: 'one', subject: workload('app', query.name) };
        },
      }),
    );
    bench.masker.learn(canary);
    for (const text of ['app shop-api', 'logs shop-api', 'app bad', 'app worse', `app ${canary}`]) {
      await bench.slack.people.sendSlashCommand(text);
      await settled();
    }
    await bench.slack.people.clickButton({ message: shown()[0] as Message }, 'Show log');
    await settled();
    const everything = JSON.stringify(bench.slack.calls.map((call) => call.arguments)) + bench.log.join('\n');
    expect(everything).toContain('[secret]');
    expect(everything).not.toContain(canary);
  });
});
