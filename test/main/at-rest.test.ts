import { Embedded } from '../../src/store/embedded';
import { startStack } from '../support/stack';

test('a database that holds nothing is made when somebody asks for what it would hold, not before', async () => {
  const made = jest.spyOn(Embedded, 'open');
  const stack = await startStack();
  try {
    for (const question of ['build shop-api', 'explain no such host', 'overview', 'help'])
      await stack.ask(question);
    expect(made).not.toHaveBeenCalled();
    await stack.ask('watches');
    expect(made).toHaveBeenCalledTimes(1);
  } finally {
    await stack.stop();
  }
});
