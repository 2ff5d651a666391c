import { EventEmitter } from 'node:events';
import { Masker, Secret } from '../src/diagnosis/model/secrets';
import { createLogger } from '../src/logging';
import { logLostErrors } from '../src/lost-errors';

function lost(event: 'unhandledRejection' | 'uncaughtException', what: unknown) {
  const masker = new Masker();
  masker.learn(new Secret('canary-of-the-shop'));
  const lines: string[] = [];
  const end = jest.fn();
  const source = new EventEmitter();
  logLostErrors(
    source,
    createLogger('info', masker, (line) => lines.push(line)),
    end,
  );
  source.emit(event, what);
  return { log: lines.join(''), end };
}

test('a rejection that nobody waited for is logged, and the service goes on', () => {
  const { log, end } = lost('unhandledRejection', new Error('the registry hung up'));
  expect(log).toContain('the registry hung up');
  expect(end).not.toHaveBeenCalled();
});

test('an exception that nothing caught is logged, and ends the process', () => {
  const { log, end } = lost('uncaughtException', new TypeError('x is undefined'));
  expect(log).toContain('x is undefined');
  expect(end).toHaveBeenCalledTimes(1);
});

test('no secret comes out that way', () => {
  expect(lost('unhandledRejection', new Error('login canary-of-the-shop refused')).log).not.toContain(
    'canary',
  );
});
