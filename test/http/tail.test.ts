import { Readable } from 'node:stream';
import fc from 'fast-check';
import { lastLines, readTail } from '../../src/http/tail';

const stream = (...chunks: readonly (string | Buffer)[]) =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('the tail of a stream', () => {
  test('is all of it when it is short', async () => {
    expect(await readTail(stream('one\n', 'two'), 100)).toEqual({ text: 'one\ntwo', cut: false });
  });

  test('of exactly the limit is not cut', async () => {
    expect(await readTail(stream('12345'), 5)).toEqual({ text: '12345', cut: false });
  });

  test('begins with a whole line', async () => {
    expect(await readTail(stream('one\ntwo\nthree\n'), 9)).toEqual({ text: 'three\n', cut: true });
  });

  test('of one endless line begins with a whole character', async () => {
    expect(await readTail(stream('ääää'), 3)).toEqual({ text: 'ä', cut: true });
  });

  test('of nothing is nothing', async () => {
    expect(await readTail(stream(), 5)).toEqual({ text: '', cut: false });
  });

  test('is always an end of the stream, within the limit, however it comes in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'é', '😀') })),
        fc.integer({ min: 1, max: 40 }),
        async (chunks, limit) => {
          const whole = chunks.join('');
          const { text, cut } = await readTail(stream(...chunks), limit);
          expect(whole.endsWith(text)).toBe(true);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
          expect(cut).toBe(Buffer.byteLength(whole) > limit);
        },
      ),
    );
  });
});

describe('the last lines of a text', () => {
  test.each([
    ['a\nb\nc', 2, 'b\nc', true],
    ['a\nb\nc\n', 2, 'b\nc\n', true],
    ['a\nb\n', 2, 'a\nb\n', false],
    ['a\nb', 5, 'a\nb', false],
    ['\n\n\n', 2, '\n\n', true],
    ['\na', 1, 'a', true],
    ['\na', 2, '\na', false],
    ['', 3, '', false],
  ])('%j, %d of them, are %j', (text, most, kept, cut) => {
    expect(lastLines(text, most)).toEqual({ text: kept, cut });
  });
});
