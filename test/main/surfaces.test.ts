import { readable, type Stack, startStack } from '../support/stack';

/** Each way in which a person reaches the bot, over HTTP and over Socket Mode: the listeners are the same. */
describe.each([
  ['HTTP', {}],
  ['Socket Mode', { socket: true }],
])('over %s', (_transport, options) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(options);
  });
  afterAll(() => stack.stop());

  const newest = () => {
    const message = stack.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted).at(-1);
    if (!message) throw new Error('the bot said nothing');
    return message;
  };
  const openView = () => [...stack.slack.state.views.values()].filter(({ open }) => open).at(-1);

  test('a slash command is answered in the channel, where its progress stood', async () => {
    const { messages } = await stack.ask('build shop-api');
    expect(messages).toHaveLength(1);
    expect(messages[0]?.onlyFor).toBeUndefined();
    expect(messages[0]?.history.length).toBeGreaterThan(0);
    expect(readable(messages)).toContain('ibmcloud ce build update --name shop-api');
  });

  test('in a channel that the bot may not post to, only the asker sees the card', async () => {
    await stack.slack.people.sendSlashCommand('build shop-api', { channel: 'payments-private' });
    await stack.idle();
    expect(newest()).toMatchObject({ onlyFor: 'U0ADA' });
    expect(readable([newest()])).toContain('Dockerfile');
  });

  test('a mention is answered in its thread', async () => {
    const { message } = await stack.slack.people.sendMention('build shop-api', { channel: 'shop' });
    await stack.idle();
    expect(newest()).toMatchObject({ channel: 'C0SHOP', threadTs: message.ts });
    expect(readable([newest()])).toContain('Dockerfile');
  });

  test('a direct message is answered once', async () => {
    const before = stack.slack.state.messages.length;
    await stack.slack.people.sendDirectMessage('app shop-checkout');
    await stack.idle();
    const answers = stack.slack.state.messages.slice(before).filter(({ byBot }) => byBot);
    expect(answers).toHaveLength(1);
    expect(readable(answers)).toContain('port');
  });

  test('a pasted log is explained', async () => {
    await stack.slack.people.sendDirectMessage(
      'Failed to pull image “us.icr.io/shop/api:2”: rpc error: code = NotFound\nfailed to resolve reference: us.icr.io/shop/api:2: not found',
    );
    await stack.idle();
    expect(readable([newest()])).toMatch(/tag/i);
  });

  test('an event that is delivered again is not answered again', async () => {
    const { event } = await stack.slack.people.sendDirectMessage('help');
    await stack.idle();
    const before = stack.slack.state.messages.length;
    await stack.slack.people.redeliver(event ?? {}, 1);
    await stack.idle();
    expect(stack.slack.state.messages).toHaveLength(before);
  });

  test('Check again replaces the card in place', async () => {
    const { messages } = await stack.ask('build shop-api');
    const [message] = messages;
    if (!message) throw new Error('no card');
    const edits = message.history.length;
    await stack.slack.people.clickButton({ message }, 'Check again');
    await stack.idle();
    expect(message.history.length).toBeGreaterThan(edits);
    expect(readable([message])).toContain('Dockerfile');
  });

  test.each([
    ['Show log', 'failed to read dockerfile'],
    ['All events', 'Created container'],
  ])('%s opens a view that fills itself', async (button, content) => {
    const { messages } = await stack.ask('build shop-api');
    const [message] = messages;
    if (!message) throw new Error('no card');
    await stack.slack.people.clickButton({ message }, button);
    await stack.idle();
    expect(JSON.stringify(openView()?.payload)).toContain(content);
  });

  test('Slack took everything', () => {
    const refused = stack.slack.calls
      .filter(({ answer }) => !answer.ok)
      .map(({ method, answer }) => [method, answer.error]);
    expect(
      refused.filter(([, error]) => error !== 'channel_not_found' && error !== 'not_in_channel'),
    ).toEqual([]);
  });
});

describe('a Socket Mode connection does not last', () => {
  // Slack's client waits some seconds before it connects anew: both wait at once.
  test.concurrent.each([
    ['Slack asks for another', 'refreshConnections' as const],
    ['the network breaks it', 'breakConnections' as const],
  ])(
    '%s: the bot connects anew and goes on answering',
    async (_why, end) => {
      const stack = await startStack({ socket: true });
      try {
        await stack.slack.delivery[end]();
        const { messages } = await stack.ask('build shop-api');
        expect(readable(messages)).toContain('Dockerfile');
      } finally {
        await stack.stop();
      }
    },
    20_000,
  );
});
