import { addRegistrySecret } from '../../playground/src/world';
import { readable, type Stack, startStack } from '../support/stack';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const newest = () => {
  const message = stack.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted).at(-1);
  if (!message) throw new Error('the bot said nothing');
  return message;
};

describe('Re-run build, on a card that somebody asked for', () => {
  test('starts one run however often it is pressed, and tells of it below', async () => {
    const { messages } = await stack.ask('build shop-api');
    const [message] = messages;
    if (!message) throw new Error('no card');
    const before = stack.world.project('shop').buildRuns.size;
    await Promise.all([1, 2].map(() => stack.slack.people.clickButton({ message }, 'Re-run build')));
    await stack.idle();
    expect(stack.world.project('shop').buildRuns.size).toBe(before + 1);
    expect(readable([newest()])).toMatch(/Build shop-api runs again[\s\S]*shop-api-run-/);
    expect(newest().threadTs).toBe(message.ts);
    await stack.slack.people.clickButton({ message }, 'Re-run build');
    await stack.idle();
    expect(readable([newest()])).toContain('No second run was started');
    // The first press starts the embedded database.
  }, 60_000);

  test('is not offered for what is no build', async () => {
    const { messages } = await stack.ask('app shop-checkout');
    expect(readable(messages)).not.toContain('Re-run build');
  });
});

describe('Check source, on the card of a failed build', () => {
  test('is answered below the card: every step with its mark, and the fault with file, line and link', async () => {
    const { messages } = await stack.ask('build stock-badge --project warehouse');
    const [message] = messages;
    if (!message) throw new Error('no card');
    // The card itself has the source already, folded with what was seen.
    expect(readable([message])).toMatch(/Source[\s\S]*github\.com\/fernwood-shop\/stock-badge/);
    const before = stack.reports.length;
    await stack.slack.people.clickButton({ message }, 'Check source');
    await stack.idle();
    expect(newest().threadTs).toBe(message.ts);
    const report = stack.reports.slice(before).at(-1);
    expect(report?.subject).toMatchObject({ kind: 'source', of: { build: { name: 'stock-badge' } } });
    expect(report?.source?.steps.every(({ status }) => status === 'passed' || status === 'not-needed')).toBe(
      true,
    );
    expect(report?.findings[0]).toMatchObject({
      cause: 'dockerfile-copy-missing-file',
      confidence: 'proven',
      file: 'Dockerfile',
      line: 7,
    });
    const card = readable([newest()]);
    expect(card).toContain('COPY config/production.yaml');
    expect(card).toMatch(/ibmcloud target -r eu-de -g \S+/);
    expect(card).toMatch(/github\.com\/fernwood-shop\/stock-badge\/blob\/[0-9a-f]{40}\/Dockerfile#L7/);
  });

  test('a step that fails on the way is named with its proof', async () => {
    const { messages } = await stack.ask('build fraud-check --project payments');
    const [message] = messages;
    if (!message) throw new Error('no card');
    await stack.slack.people.clickButton({ message }, 'Check source');
    await stack.idle();
    expect(readable([newest()])).toMatch(/refuses the key ssh-ed25519 SHA256:/);
  });

  test('is not offered for what has no build', async () => {
    const { messages } = await stack.ask('app shop-checkout');
    expect(readable(messages)).not.toContain('Check source');
  });
});

describe('image REF without a secret', () => {
  test('takes the one that the project has for the host, and names it', async () => {
    const { messages, report } = await stack.ask('image private.de.icr.io/shop/shop-checkout:5.0.3');
    expect(report?.cause).toBe('healthy-no-problem');
    expect(readable(messages)).toContain('ce-auto-icr-private-eu-de');
  });

  test('asks with buttons where the project has several', async () => {
    addRegistrySecret(stack.world, stack.world.project('shop'), 'icr-second', {
      server: 'private.de.icr.io',
    });
    const { messages, report } = await stack.ask('image private.de.icr.io/shop/nobody-uses-it:1');
    expect(report).toBeUndefined();
    const [message] = messages;
    if (!message) throw new Error('no card');
    expect(readable([message])).toMatch(/With which login/);
    const reports = stack.reports.length;
    await stack.slack.people.clickButton({ message }, 'ce-auto-icr-private-eu-de');
    await stack.idle();
    expect(stack.reports.slice(reports).at(-1)?.subject).toMatchObject({
      secret: 'ce-auto-icr-private-eu-de',
    });
  });
});
