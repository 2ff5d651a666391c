import { connect } from 'node:net';
import { createDiagnosis } from '../../src/diagnosis/investigate';
import { Masker } from '../../src/diagnosis/model/secrets';
import { onStopSignal } from '../../src/main';
import { sources } from '../diagnosis/support/world';
import { startBench } from '../support/slack-bench';

describe('trust 7: a stop', () => {
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal);
  });

  test('ends after 25 seconds, whatever hangs', () => {
    jest.useFakeTimers();
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    onStopSignal(() => new Promise(() => undefined));
    process.emit('SIGTERM');
    jest.advanceTimersByTime(24_999);
    expect(exit).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(exit).toHaveBeenCalledWith(1);
  });

  test('ends as soon as everything is finished, and at once at the second signal', async () => {
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    let finish: () => void = () => undefined;
    onStopSignal(() => new Promise((resolve) => (finish = resolve)));
    process.emit('SIGINT');
    expect(exit).not.toHaveBeenCalled();
    process.emit('SIGTERM');
    expect(exit).toHaveBeenLastCalledWith(1);
    finish();
    await new Promise((resolve) => setImmediate(resolve));
    expect(exit).toHaveBeenLastCalledWith(0);
  });

  test.each([false, true])(
    'is not held up by a request that never ends (Socket Mode: %s)',
    async (socketMode) => {
      const diagnosis = createDiagnosis(sources({}), { masker: new Masker() });
      const bench = await startBench(diagnosis, { socketMode });
      const { port } = new URL(bench.url);
      const half = connect(Number(port), '127.0.0.1');
      half.on('error', () => undefined);
      await new Promise<void>((resolve) => half.once('connect', resolve));
      half.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
      const startedAt = Date.now();
      await bench.stop();
      expect(Date.now() - startedAt).toBeLessThan(10_000);
      half.destroy();
    },
  );
});
