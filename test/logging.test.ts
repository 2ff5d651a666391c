import { LogLevel } from '@slack/bolt';
import { correlated, correlationId } from '../src/correlation';
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
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        level: 'info',
        name: 'ce-image',
        msg: 'two ⏎ lines',
      },
    ]);
    expect(lines[0]).toMatch(/}\n$/);
  });

  test('carries the id of what is under way, and no other', () => {
    const { log, lines } = logger();
    const ids = [1, 2].map(() =>
      correlated(() => {
        log.info('first');
        log.info('second');
        return correlationId();
      }),
    );
    log.info('nobody asked for this');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([ids[0], ids[0], ids[1], ids[1], undefined]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('is readable for people when they want it, and as silent about secrets', () => {
    const lines: string[] = [];
    const masker = new Masker();
    masker.learn(new Secret('canary-token'));
    createLogger('info', masker, (line) => lines.push(line), 'pretty').warn('look here', {
      value: 'canary-token',
    });
    expect(lines).toEqual([expect.stringMatching(/^\[\d\d:\d\d:\d\d\.\d{3}\] WARN.*look here.*\n$/)]);
    expect(lines[0]).not.toContain('canary-token');
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
