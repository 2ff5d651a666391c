import type { Message } from '../../playground/src/slack';
import { newFile } from '../../playground/src/slack/files';
import { manifestScopes } from '../../playground/src/slack/scopes';
import { type FakeDiagnosis, fakeDiagnosis, workload } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';

let bench: Bench;
let diagnosis: FakeDiagnosis;
afterEach(() => bench.stop());

async function start(...without: string[]): Promise<void> {
  diagnosis = fakeDiagnosis();
  const scopes = manifestScopes().filter((scope) => !without.includes(scope));
  bench = await startBench(diagnosis, { slack: { scopes } });
}

function shown(channel = 'C0SHOP', viewer = 'U0ADA'): Message[] {
  return bench.slack.state.messages.filter(
    (each) =>
      each.channel === channel && each.byBot && !each.deleted && (!each.onlyFor || each.onlyFor === viewer),
  );
}

const said = (message: Message | undefined) => JSON.stringify(message?.blocks ?? []);
const investigated = () =>
  diagnosis.asked.filter(({ question }) => question === 'investigate').map(({ of }) => of);
const log = 'Step 4/9 : COPY package.json .\nCOPY failed: file not found in build context';

/** Somebody else, or another app, says something in the channel. */
function say(text: string, more: Partial<Message> = {}): Message {
  return bench.slack.state.say({ channel: 'C0SHOP', user: 'U0BEN', byBot: false, text, blocks: [], ...more });
}

async function mention(text: string, threadTs?: string): Promise<void> {
  await bench.slack.people.sendMention(text, threadTs ? { threadTs } : {});
  await bench.app.idle();
}

describe('a mention below a message', () => {
  test('reads the message that a person wrote, when it says nothing itself', async () => {
    await start();
    const { ts } = say('why is app shop-api down?');
    await mention('', ts);
    expect(investigated()).toEqual([workload('app', 'shop-api')]);
  });

  test('reads the log that stands above it in the channel', async () => {
    await start();
    say(log);
    await mention('');
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
  });

  test('that points at it reads it as well, past what says nothing', async () => {
    await start();
    const { ts } = say(log);
    say('thanks for telling', { threadTs: ts });
    await mention('why does this fail?', ts);
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
  });

  test('of another app reads its attachments and blocks', async () => {
    await start();
    const attachment = {
      title: '[FIRING] Deployment',
      fields: [{ title: 'App', value: 'shop-api' }],
      fallback: 'x',
    };
    const { ts } = say('', { otherBot: 'B0MONITOR', attachments: [attachment] });
    await mention('', ts);
    expect(investigated()).toEqual([workload('app', 'shop-api')]);
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: '*Alert*' } },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: log }] }],
      },
    ];
    const other = say('Alert', { otherBot: 'B0MONITOR', blocks });
    await mention('', other.ts);
    expect(investigated().at(-1)).toEqual({ kind: 'text', text: `Alert\n${log}` });
  });

  test('reads nothing older than fifteen minutes outside of a thread', async () => {
    diagnosis = fakeDiagnosis();
    let now = Date.UTC(2026, 2, 2, 10);
    bench = await startBench(diagnosis, { slack: { clock: { now: () => now } } });
    say(log);
    now += 16 * 60_000;
    await mention('');
    expect(investigated()).toEqual([]);
  });

  test('says which scope is missing, and what helps, where it is not allowed to read', async () => {
    await start('channels:history');
    const { ts } = say(log);
    await mention('', ts);
    expect(said(shown().at(-1))).toMatch(/channels:history.*Diagnose this message/);
  });

  test('asks again what the thread is about, when nothing new was said', async () => {
    await start();
    const { ts } = say('app shop-api is down');
    await mention('app shop-api', ts);
    await mention('', ts);
    expect(investigated()).toEqual([workload('app', 'shop-api'), workload('app', 'shop-api')]);
  });
});

describe('a file', () => {
  const file = { name: 'build.log', content: log };
  async function send(
    text: string,
    ...files: { name: string; content: string | Buffer; snippet?: boolean }[]
  ) {
    await bench.slack.people.sendDirectMessage(text, { files });
    await bench.app.idle();
    return shown('D0ADA');
  }

  test('of text is read and explained', async () => {
    await start();
    await send('', file);
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
  });

  test('beside a question about it is read; beside a name both are asked', async () => {
    await start();
    await send('what is wrong here?', { ...file, snippet: true });
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
    const cards = await send('app shop-api says this', file);
    expect(cards).toHaveLength(3);
    expect(investigated().slice(1)).toEqual([workload('app', 'shop-api'), { kind: 'text', text: log }]);
  });

  test('of the message above a mention is read', async () => {
    await start();
    const { ts } = say('it failed again', { files: [newFile(bench.slack.state, 'U0BEN', file)] });
    await mention('', ts);
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
  });

  test('as Windows writes text is read', async () => {
    await start();
    await send('', { name: 'out.txt', content: Buffer.from(`\ufeff${log}`, 'utf16le') });
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
  });

  test.each([
    ['a picture', { name: 'screen.png', content: 'x' }, 'It is no text'],
    ['bytes that are no text', { name: 'core.log', content: Buffer.from([1, 0, 2, 0, 0]) }, 'It is no text'],
    ['more than 5 MB', { name: 'all.log', content: 'x'.repeat(5 * 1024 * 1024 + 1) }, 'longer than 5 MB'],
    ['nothing', { name: 'empty.log', content: '' }, 'The file is empty'],
  ])('that is %s is refused with what helps', async (_what, given, words) => {
    await start();
    const [card] = await send('', given);
    expect(said(card)).toContain(words);
    expect(investigated()).toEqual([]);
  });

  test('is not read without the scope, and the scope is named', async () => {
    await start('files:read');
    const [card] = await send('', file);
    expect(said(card)).toContain('files:read');
    expect(investigated()).toEqual([]);
  });

  test.each([
    'https://files.example.com/build.log',
    'http://files.slack.com/x/build.log',
    'https://files.slack.com@evil.example/x',
  ])('of %s is not fetched: the token stays with Slack', async (url) => {
    await start();
    const { team } = bench.slack.state;
    const files = [
      { id: 'F1', name: 'build.log', mimetype: 'text/plain', size: 10, url_private_download: url },
    ];
    await bench.slack.people.sendEvent({
      type: 'message',
      subtype: 'file_share',
      channel: 'D0ADA',
      channel_type: 'im',
      user: 'U0ADA',
      team: team.id,
      text: '',
      ts: '1772445600.000100',
      files,
    });
    await bench.app.idle();
    expect(said(shown('D0ADA').at(-1))).toContain('own file host');
  });
});

describe('the shortcut Diagnose this message', () => {
  test('answers in the thread of the message', async () => {
    await start();
    const message = say(log);
    await bench.slack.people.useMessageShortcut(message, 'diagnose_message');
    await bench.app.idle();
    expect(investigated()).toEqual([{ kind: 'text', text: log }]);
    expect(shown().at(-1)?.threadTs).toBe(message.ts);
  });

  test('answers the asker alone where the bot is not in the channel', async () => {
    await start('chat:write.public');
    const message = say(log, { channel: 'C0GENERAL' });
    await bench.slack.people.useMessageShortcut(message, 'diagnose_message');
    await bench.app.idle();
    expect(shown('C0GENERAL').at(-1)?.onlyFor).toBe('U0ADA');
    expect(shown('C0GENERAL', 'U0BEN')).toEqual([]);
  });

  test('of a message without words says what to type', async () => {
    await start();
    await bench.slack.people.useMessageShortcut(say(''), 'diagnose_message');
    await bench.app.idle();
    expect(said(shown().at(-1))).toContain('no text to read');
  });
});

describe('the form Check an image', () => {
  const typed = (value: string) => ({ value: { type: 'plain_text_input', value } });
  const open = () => [...bench.slack.state.views.values()].filter((view) => view.open);

  test('opens from a shortcut, and answers as a direct message', async () => {
    await start();
    await bench.slack.people.useGlobalShortcut('check_image');
    await bench.app.idle();
    const [view] = open();
    await bench.slack.people.submitView(view as never, {
      image_reference: typed('us.icr.io/team/web:1'),
      image_secret: typed('icr-team'),
      image_push: { value: { type: 'checkboxes', selected_options: [{ value: 'push' }] } },
    });
    await bench.app.idle();
    expect(investigated()).toMatchObject([
      { kind: 'image', reference: 'us.icr.io/team/web:1', secret: 'icr-team', push: true },
    ]);
    expect(shown('D0ADA')).toHaveLength(1);
    expect(open()).toEqual([]);
  });

  test('offers the projects that fit what is typed, and asks the one that is chosen', async () => {
    await start();
    await bench.slack.people.useGlobalShortcut('check_image');
    await bench.app.idle();
    const [view] = open();
    const { body } = await bench.slack.people.suggestOptions({ view: view as never }, 'sho', {
      menu: 'value',
    });
    const [offered] = (body as { options: readonly { value: string }[] }).options;
    expect(offered).toBeDefined();
    await bench.slack.people.submitView(view as never, {
      image_reference: typed('https://us.icr.io/team/web:1'),
      image_project: { value: { type: 'external_select', selected_option: offered } },
    });
    await bench.app.idle();
    expect(investigated()).toMatchObject([
      { kind: 'image', reference: 'us.icr.io/team/web:1', project: { id: offered?.value } },
    ]);
  });

  test('opens for the command without a reference', async () => {
    await start();
    await bench.slack.people.sendSlashCommand('image');
    await bench.app.idle();
    expect(open()).toHaveLength(1);
    expect(shown()).toEqual([]);
  });

  test('says in the form what is wrong with the reference', async () => {
    await start();
    await bench.slack.people.useGlobalShortcut('check_image');
    await bench.app.idle();
    const [view] = open();
    await bench.slack.people.submitView(view as never, { image_reference: typed('us.icr.io/team web') });
    expect(view?.errors).toEqual({ image_reference: 'An image reference has no spaces.' });
  });
});
