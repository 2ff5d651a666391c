import { setImmediate as turn } from 'node:timers/promises';
import { InFlight } from '../../src/http/in-flight';

const never = new AbortController().signal;

describe('equal questions that are under way at one time', () => {
  test('are one question with one answer', async () => {
    const inFlight = new InFlight();
    const ask = jest.fn(async () => 'answer');
    const all = await Promise.all([1, 2, 3].map(() => inFlight.ask('key', ask, never, 'somebody')));
    expect(all).toEqual(['answer', 'answer', 'answer']);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('are asked anew afterwards', async () => {
    const inFlight = new InFlight();
    const ask = jest.fn(async () => 'answer');
    await inFlight.ask('key', ask, never, 'somebody');
    await inFlight.ask('key', ask, never, 'somebody');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('fail together', async () => {
    const inFlight = new InFlight();
    const ask = () => Promise.reject(new Error('broken'));
    const all = await Promise.allSettled([1, 2].map(() => inFlight.ask('key', ask, never, 'somebody')));
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('go on for the others when one has no more time', async () => {
    const inFlight = new InFlight();
    let answer: (value: string) => void = () => undefined;
    const ask = () => new Promise<string>((resolve) => (answer = resolve));
    const hurried = new AbortController();
    const first = inFlight.ask('key', ask, hurried.signal, 'somebody');
    const second = inFlight.ask('key', ask, never, 'somebody');
    hurried.abort();
    await expect(first).rejects.toMatchObject({ reason: 'timeout' });
    answer('answer');
    await expect(second).resolves.toBe('answer');
  });

  test('are ended when nobody waits any more, and the last one hears how', async () => {
    const inFlight = new InFlight();
    const ask = (signal: AbortSignal) =>
      new Promise<string>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('ended half-way')));
      });
    const hurried = new AbortController();
    const asked = inFlight.ask('key', ask, hurried.signal, 'somebody');
    await turn();
    hurried.abort();
    await expect(asked).rejects.toThrow('ended half-way');
  });
});
