import { createDiagnosis } from '../../src/diagnosis/investigate';
import { Masker } from '../../src/diagnosis/model/secrets';
import { Readiness } from '../../src/slack/readiness';
import { sources } from '../diagnosis/support/world';
import { startBench } from '../support/slack-bench';

const logger = (lines: string[] = []) => ({
  warn: (...words: unknown[]) => void lines.push(words.join(' ')),
  info: (...words: unknown[]) => void lines.push(words.join(' ')),
});

describe('trust 10: readiness', () => {
  test('is apart from liveness, and names Slack, IAM and the database each', async () => {
    let broken = false;
    const diagnosis = createDiagnosis(sources({}), { masker: new Masker() });
    const bench = await startBench(diagnosis, {
      app: {
        ready: {
          iam: async () => undefined,
          database: async () => {
            if (broken) throw new Error('postgres://user:geheim@db does not answer');
          },
        },
      },
    });
    const get = async (path: string) => {
      const answer = await fetch(`${bench.url}${path}`);
      return [answer.status, JSON.parse(await answer.text())];
    };
    expect(await get('/ready')).toEqual([
      200,
      { status: 'ready', slack: 'ready', iam: 'ready', database: 'ready' },
    ]);
    broken = true;
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6000);
    const [status, states] = await get('/ready').finally(() => jest.restoreAllMocks());
    expect(status).toBe(503);
    // Anybody may ask: the reason is in the log.
    expect(states).toEqual({ status: 'not ready', slack: 'ready', iam: 'ready', database: 'not ready' });
    expect(bench.log.join('')).toContain('database is not ready');
    expect(await get('/health')).toEqual([200, { status: 'ok' }]);
    await bench.stop();
  });

  test('asks once however often it is asked, and again after five seconds', async () => {
    let asked = 0;
    let now = 0;
    const iam = async () => {
      asked += 1;
    };
    const readiness = new Readiness({ iam }, logger(), () => now);
    await Promise.all([readiness.states(), readiness.states()]);
    now = 4999;
    await readiness.states();
    expect(asked).toBe(1);
    now = 5000;
    await readiness.states();
    expect(asked).toBe(2);
  });

  test('what hangs is not ready, and a change is logged once each way', async () => {
    jest.useFakeTimers();
    try {
      let now = 0;
      let work: () => Promise<void> = () => new Promise(() => undefined);
      const lines: string[] = [];
      const readiness = new Readiness({ iam: () => work() }, logger(lines), () => now);
      for (let turn = 0; turn < 2; turn += 1) {
        now += 5000;
        const states = readiness.states();
        await jest.advanceTimersByTimeAsync(3000);
        expect(await states).toEqual({ iam: 'not ready' });
      }
      work = async () => undefined;
      now += 5000;
      expect(await readiness.states()).toEqual({ iam: 'ready' });
      expect(lines).toEqual([expect.stringContaining('no answer within 3 s'), 'iam is ready again']);
    } finally {
      jest.useRealTimers();
    }
  });
});
