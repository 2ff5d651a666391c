import { createWorld } from '../../playground/src/scenarios';
import { addProject } from '../../playground/src/world';
import { readable, type Stack, startStack } from '../support/stack';

/** The texts in which Slack gives life to `<!channel>`, mentions and links. */
function markedUp(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markedUp);
  if (value === null || typeof value !== 'object') return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  const own = (type === 'mrkdwn' || type === 'markdown') && typeof text === 'string' ? [text] : [];
  return [...own, ...Object.values(value).flatMap(markedUp)];
}

describe('bad input gets a clear answer', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  const answerTo = async (text: string) => readable((await stack.ask(text)).messages);

  test('an unknown subcommand names the nearest', async () => {
    expect(await answerTo('biuld shop-api')).toMatch(/build shop-api/);
  });

  test('an unknown name offers the nearest names', async () => {
    expect(await answerTo('build shop-apu')).toMatch(/shop-api/);
  });

  test('an unknown option, and one without its value, say how it is written', async () => {
    expect(await answerTo('build shop-api --projekt shop')).toMatch(/--project/);
    expect(await answerTo('build shop-api --project')).toMatch(/--project/);
  });

  test('an unknown region lists what there is', async () => {
    expect(await answerTo('build shop-api --region eu-dee')).toMatch(/eu-de/);
  });

  test('the right project in the wrong region is found where it is', async () => {
    expect(await answerTo('app route-map --project logistics-uk --region eu-de')).toMatch(/eu-gb/);
  });

  test('an unknown project offers the nearest names', async () => {
    expect(await answerTo('--project shopp')).toMatch(/shop/);
  });

  test('a project that is not active is told as such', async () => {
    const { report } = await stack.ask('app storefront --project shop-archive');
    expect(report?.cause).toBe('project-not-active');
  });

  test('a build run that was removed explains the retention rule', async () => {
    const { report, messages } = await stack.ask('buildrun shop-api-run-260101-101010');
    expect(report?.cause).toBe('build-run-removed');
    expect(readable(messages)).toMatch(/removes build runs/);
  });

  test.each([
    '<!channel>',
    '*bold* _it_ `code`',
    '<@U123|x> & <https://evil.example|click>',
    "'; DROP TABLE",
    '\u202Eabc',
    'a'.repeat(300),
  ])('a name with control characters is shown as text: %s', async (name) => {
    const { messages } = await stack.ask(`app "${name}"`);
    expect(messages).toHaveLength(1);
    const marked = messages.flatMap(({ text, blocks }) => [text, ...markedUp(blocks)]).join('\n');
    expect(marked).not.toMatch(/<!channel>|<@U123|<https:\/\/evil/);
  });

  test('an image reference that does not parse says what is wrong', async () => {
    const { messages } = await stack.ask('image https://us.icr.io//Shop/API:la:test');
    expect(readable(messages)).toMatch(/scheme|https:\/\//i);
  });

  test('nothing of it was an internal error, and Slack took every answer', () => {
    expect(stack.everythingSaid()).not.toMatch(/Something went wrong on our side/);
    expect(stack.everythingSaid()).not.toMatch(/at \S+ \(.*\.[jt]s:\d+:\d+\)/);
    expect(stack.slack.calls.filter(({ answer }) => !answer.ok)).toEqual([]);
  });
});

describe('a cloud in trouble', () => {
  let stack: Stack | undefined;
  afterEach(async () => {
    await stack?.stop();
    stack = undefined;
  });

  test('an expired API key is named, with what to do', async () => {
    stack = await startStack({ settings: { IBMCLOUD_API_KEY: 'canary-expired-key' } });
    const { messages } = await stack.ask('build shop-api');
    expect(readable(messages)).toMatch(/API key/);
    expect(stack.everythingSaid()).not.toContain('canary-expired-key');
  });

  test('malformed JSON is named, not thrown', async () => {
    stack = await startStack();
    stack.world.faults.on('test', {
      services: ['code-engine'],
      path: '/builds/',
      effect: { kind: 'malformed' },
    });
    const { messages } = await stack.ask('build shop-api');
    expect(messages).toHaveLength(1);
    expect(readable(messages)).toMatch(/JSON|could not be read|malformed/i);
  });

  test('an API that hangs costs the deadline, and what is known is kept', async () => {
    stack = await startStack({ deadlineMs: 3000, requestTimeoutMs: 800 });
    stack.world.faults.on('test', { services: ['kubernetes'], effect: { kind: 'hang' } });
    const { report } = await stack.ask('build shop-api');
    expect(report?.state).toBe('failed');
    expect(report?.missing.map(({ reason }) => reason)).toContain('timeout');
  });

  test('events that are forbidden are missing evidence with a cure', async () => {
    stack = await startStack();
    stack.world.faults.on('test', {
      services: ['kubernetes'],
      path: '/events',
      effect: { kind: 'status', status: 403, code: 'Forbidden', message: 'events is forbidden' },
    });
    const { report, messages } = await stack.ask('build shop-api');
    expect(report?.cause).toBe('dockerfile-not-found');
    expect(report?.missing).toContainEqual(
      expect.objectContaining({ source: 'Events', reason: 'forbidden' }),
    );
    expect(readable(messages)).toMatch(/Writer/);
  });

  test('a project without anything says so', async () => {
    const world = createWorld();
    addProject(world, { name: 'greenfield' });
    stack = await startStack({ world, settings: { CODE_ENGINE_PROJECT: 'greenfield' } });
    const { messages } = await stack.ask('');
    expect(messages).toHaveLength(1);
    expect(readable(messages)).toMatch(/nothing/i);
  });

  test('a 10 MB log is read without choking', async () => {
    const world = createWorld();
    for (const pod of world.project('shop').pods.values()) {
      for (const container of pod.containers) {
        if (!pod.name.startsWith('shop-api') || !container.log) continue;
        const noise = '#7 12.3 still compiling\n'.repeat(450_000);
        container.log = { ...container.log, text: noise + container.log.text };
      }
    }
    stack = await startStack({ world });
    const { report } = await stack.ask('build shop-api');
    expect(report?.cause).toBe('dockerfile-not-found');
    expect(JSON.stringify(report).length).toBeLessThan(100_000);
  });
});
