import { sift } from '../../../src/diagnosis/reading/sieve';

const dull = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `INFO handled request r${from + at} in 12 ms\n`).join('');

function sifted(text: string): { readonly read: string; readonly lines: number } {
  let read = '';
  let skipped = 0;
  sift(
    text,
    (lines) => {
      read += lines;
    },
    (count) => {
      skipped += count;
    },
  );
  return { read, lines: skipped + read.split('\n').length - 1 };
}

test('a line of interest passes with its neighbours: two before, six after', () => {
  const { read, lines } = sifted(`${dull(0, 50)}connection refused\n${dull(50, 50)}`);
  expect(read).toBe(`${dull(48, 2)}connection refused\n${dull(50, 6)}`);
  expect(lines).toBe(101);
});

test('dull lines are only counted', () => {
  expect(sifted(dull(0, 1000))).toEqual({ read: '', lines: 1000 });
});

test.each([
  '#12 ERROR: exit code: 1',
  'Step 4/9 : RUN make',
  'STEP 2/3: COPY a b',
  '===> BUILDING',
  'x509: bad',
  'FATAL: no',
])('%s is of interest', (line) => {
  expect(sifted(`${dull(0, 9)}${line}\n${dull(9, 9)}`).read).toContain(line);
});

test('every line is either read or counted, whatever the text', () => {
  const text = Array.from({ length: 500 }, (_, at) =>
    at % 37 === 0 ? `error ${at}` : at % 11 === 0 ? '' : `é line ${at}`,
  ).join('\n');
  expect(sifted(`${text}\n`).lines).toBe(500);
});
