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
