import { cleanLine, undoPaste } from '../../../src/diagnosis/reading/clean';
import { unfoldJson } from '../../../src/diagnosis/reading/structured';

const clean = (text: string) => cleanLine({ text, number: 1 });

describe('prefixes come off', () => {
  test.each([
    ['2026-06-22T10:00:00.123456789Z boom', 'boom'],
    ['[2026-06-22 10:00:00,123 +0000] boom', 'boom'],
    ['2026/06/22 10:00:00 boom', 'boom'],
    ['Jun 22 10:00:00 node1 kubelet[812]: boom', 'boom'],
    ['10:00:00.123 boom', 'boom'],
    ['1782131052.114 boom', 'boom'],
    ['E0622 10:00:00.123456   12345 pod_workers.go:191] boom', 'boom'],
    ['ERRO[0012] boom', 'boom'],
    ['#12 3.456 boom', 'boom'],
    ['24.77 boom', 'boom'],
    ['shop-api-1  | boom', 'boom'],
    ['[builder] boom', 'boom'],
    ['##[error]boom', 'boom'],
    ['shop-api-1  | 2026-06-22T10:00:00Z ERRO[0001] boom', 'boom'],
    ['\u001b[31;1mboom\u001b[0m', 'boom'],
    ['> boom', 'boom'],
  ])('%j', (text, rest) => {
    expect(clean(text).text).toBe(rest);
  });

  test.each([
    ['  14 | >>> COPY --from=buidler /app /app', '14 | >>> COPY --from=buidler /app /app'],
    ['at 10:00 the build began', 'at 10:00 the build began'],
  ])('but nothing else: %j', (text, rest) => {
    expect(clean(text).text).toBe(rest);
  });
});

describe('how serious a line says it is', () => {
  test.each([
    ['  Normal   Pulled  9s  kubelet  Successfully pulled', 'normal'],
    ['  Warning  Failed  9s  kubelet  Error: ErrImagePull', 'error'],
    ['npm warn deprecated x', 'warning'],
    ['WARN[0000] version is obsolete', 'warning'],
    ['time="…" level=info msg="hello"', 'info'],
    ['boom', undefined],
  ])('%j is %s', (text, level) => {
    expect(clean(text).level).toBe(level);
  });
});

test('what a chat does to quotes, brackets, dashes and links is undone', () => {
  expect(
    undoPaste(
      '\u201ca\u201d \u2018b\u2019 &lt;c&gt; &amp; \u2014from <https://icr.io/v2/|https://icr.io/v2/>',
    ),
  ).toBe('"a" \'b\' <c> & --from https://icr.io/v2/');
});

describe('JSON lines', () => {
  const words = (text: string) => unfoldJson({ text, number: 4 })?.map((line) => line.text);

  test('give their message, output and error, a line each', () => {
    expect(
      words('{"level":"error","msg":"git command failed","output":"a\\nb","error":"exit 128","ts":1}'),
    ).toEqual(['git command failed', 'a', 'b', 'exit 128']);
  });

  test('of a registry keep code and message together', () => {
    expect(words('{"errors":[{"code":"DENIED","message":"no"}]}')).toEqual(['DENIED: no']);
  });

  test('that are none stay as they are', () => {
    expect(words('{"broken": ')).toBeUndefined();
    expect(words('{} trailing')).toBeUndefined();
  });
});
