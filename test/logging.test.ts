import { LogLevel } from '@slack/bolt';
import { Masker, Secret } from '../src/diagnosis/model/secrets';
import { createLogger } from '../src/logging';

function logger(level: `${LogLevel}` = 'info') {
  const lines: string[] = [];
  const masker = new Masker();
  masker.learn(new Secret('canary-token'));
  return { log: createLogger(level, masker, (line) => lines.push(line)), lines };
}

describe('the log', () => {
  test('writes one line an entry, with its time and level', () => {
    const { log, lines } = logger();
    log.info('two\nlines');
    expect(lines).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z info {2}ce-image: two ⏎ lines\n$/)]);
  });

  test('leaves out what is below its level', () => {
    const { log, lines } = logger('warn');
    log.info('hidden');
    log.setLevel(LogLevel.DEBUG);
    log.debug('shown');
    expect(lines).toHaveLength(1);
  });

  test('tells an error by name, message and cause, and no other field', () => {
    const { log, lines } = logger();
    const cause = Object.assign(new Error('ECONNREFUSED'), {
      config: { headers: { Authorization: 'canary-header' } },
    });
    log.error('failed', new TypeError('no answer', { cause }));
    expect(lines[0]).toContain('failed TypeError: no answer (Error: ECONNREFUSED)');
    expect(lines[0]).not.toContain('canary-header');
  });

  test('masks secrets in strings and objects', () => {
    const { log, lines } = logger();
    log.info('key', { nested: { value: 'canary-token' } });
    expect(lines[0]).not.toContain('canary-token');
  });

  test('cuts what is too long to read', () => {
    const { log, lines } = logger();
    log.info('x'.repeat(100_000));
    expect(lines[0]?.length).toBeLessThan(4200);
  });
});
