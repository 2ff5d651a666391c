import type { RawLine } from '../../../src/diagnosis/reading/lines';
import { Unwrapper } from '../../../src/diagnosis/reading/unwrap';

function unwrapped(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  const unwrapper = new Unwrapper((line) => lines.push(line));
  for (const [at, line] of text.split('\n').entries()) {
    if (line !== '') unwrapper.push({ text: line, number: at + 1 });
  }
  unwrapper.end();
  return lines;
}

const readings = ({ text, or }: RawLine) => (or === undefined ? [text] : [text, or]);

describe('a line that a window broke', () => {
  test('between words is one again', () => {
    const [line, ...more] = unwrapped(
      'failed to resolve reference "us.icr.io/shop/web:1": failed to do request: Head:\ndial tcp 10.1.1.1:443: i/o timeout',
    );
    expect(more).toEqual([]);
    expect(readings(line as RawLine)).toContain(
      'failed to resolve reference "us.icr.io/shop/web:1": failed to do request: Head: dial tcp 10.1.1.1:443: i/o timeout',
    );
  });

  test('within a word is one again, too', () => {
    const whole = `fatal: unable to access 'https://git.fernwood.example/tides.git/': Could not resolve host: git.fernwood.example`;
    const broken = (whole.match(/.{1,80}/g) ?? []).join('\n');
    expect(unwrapped(broken).flatMap(readings)).toContain(whole);
  });

  test('by PowerShell, at the width of its window', () => {
    const lines = unwrapped(`docker : #0 building
with "desktop-linux"
instance
At line:1 char:1
+ docker build .
    + CategoryInfo
#5 [deps 1/4] FROM do
cker.io/library/node:
20-alpine
#5 DONE 0.1s`);
    expect(lines.flatMap(readings)).toContain('#5 [deps 1/4] FROM docker.io/library/node:20-alpine');
    expect(lines.at(-1)?.text).toBe('#5 DONE 0.1s');
  });
});

describe('lines of their own stay lines', () => {
  test.each([
    [
      'that begin anew',
      'W: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  timeout\nE: Unable to locate package curl',
    ],
    ['that are short', 'one\ntwo\nthree'],
    ['after an empty one', `${'a long line of words '.repeat(5)}\n\nand another thing`],
    ['that are longer than any window', `${'x'.repeat(300)}\nand more of it`],
  ])('%s', (_title, text) => {
    expect(unwrapped(text).map((line) => line.text)).toEqual(text.split('\n').filter((line) => line !== ''));
  });
});
