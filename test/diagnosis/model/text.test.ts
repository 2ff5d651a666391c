import fc from 'fast-check';
import {
  beginning,
  ending,
  harmless,
  oneLine,
  shortened,
  wellFormed,
  wellFormedDeep,
  wellFormedJson,
} from '../../../src/diagnosis/model/text';

/** Any UTF-16 units, with a liking for those that make trouble. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(
        '\0',
        '\ud83d',
        '\ude00',
        '😀',
        '👨‍👩‍👧‍👦',
        '🇩🇪',
        'é',
        '\u202e',
        '\r\n',
        'plain ',
        '\u200d',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('trust 1: text that every database and every reader of JSON takes', () => {
  test('also as JSON, in which they are escapes; what is no escape, and what is well, stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = JSON.stringify({ [text]: [text] });
        expect(JSON.parse(wellFormedJson(json))).toEqual(wellFormedDeep({ [text]: [text] }));
      }),
    );
    const spelled = JSON.stringify({ log: '\\u0000 \\ud83d' });
    expect(JSON.parse(wellFormedJson(spelled))).toEqual(JSON.parse(spelled));
    expect(wellFormedJson('no JSON \\u0000 \0 \ud83d')).toBe('no JSON \\u0000  \ufffd');
  });

  test('has no NUL and no half character, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const clean of [wellFormed(text), harmless(text)]) {
          expect(clean).not.toContain('\0');
          expect(clean.isWellFormed()).toBe(true);
          expect(() => encodeURIComponent(clean)).not.toThrow();
        }
      }),
    );
  });

  test('is the text itself when that is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll('\0', '');
        expect(wellFormed(plain)).toBe(plain);
      }),
    );
    expect(harmless('a\tb\nc — 日本語 😀 é')).toBe('a\tb\nc — 日本語 😀 é');
  });

  test('is well-formed in every corner of plain data', () => {
    const data = { 'k\0ey': ['\ud83d', { deep: 'a\0b' }], n: 1, none: null };
    expect(wellFormedDeep(data)).toEqual({ key: ['\ufffd', { deep: 'ab' }], n: 1, none: null });
  });
});

describe('trust 1: cuts', () => {
  test('never split a character, and never exceed the size', () => {
    fc.assert(
      fc.property(anyText, fc.nat(80), (text, most) => {
        const clean = wellFormed(text);
        for (const cut of [beginning(clean, most), ending(clean, most)]) {
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut.isWellFormed()).toBe(true);
        }
        expect(clean.startsWith(beginning(clean, most))).toBe(true);
        expect(clean.endsWith(ending(clean, most))).toBe(true);
      }),
    );
  });

  test.each([
    ['an emoji', 'ab😀cd', 3, 'ab', 'cd'],
    ['a family', 'a👨‍👩‍👧‍👦b', 5, 'a', 'b'],
    ['a letter with its accent', 'xe\u0301y', 2, 'x', 'y'],
    ['a flag', 'x🇩🇪y', 3, 'x', 'y'],
    ['a line break of Windows', 'ab\r\ncd', 3, 'ab', 'cd'],
  ])('never go through %s', (_what, text, most, first, last) => {
    expect(beginning(text, most)).toBe(first);
    expect(ending(text, most)).toBe(last);
  });

  test('give all there is room for', () => {
    expect(beginning('abcdef', 3)).toBe('abc');
    expect(ending('abcdef', 3)).toBe('def');
    expect(beginning('abc', 3)).toBe('abc');
    expect(ending('abc', 9)).toBe('abc');
    expect(beginning('abc', 0)).toBe('');
    expect(ending('abc', 0)).toBe('');
    // A character that is longer than the cut looks back is cut between code points.
    const endless = `a${'\u0301'.repeat(500)}`;
    expect(beginning(endless, 300)).toHaveLength(300);
  });
});

describe('trust 14: text that looks like what it is', () => {
  test.each([
    ['bidirectional controls', 'approve \u202egnp.exe\u202c \u2066x\u2069 \u200fy', 'approve gnp.exe x y'],
    ['control characters', 'a\u0007b\u001b[31mc\u009bd\u007f', 'ab[31mcd'],
    ['what is not seen', 'ad\u200bmin \ufeffx\u2028y', 'admin xy'],
  ])('has no %s', (_what, text, clean) => {
    expect(harmless(text)).toBe(clean);
  });
});

test('a proof is one line, and its end is no half of a character', () => {
  expect(oneLine(' a\n\tb\u0000c ', 20)).toBe('a b c');
  expect(oneLine('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 14)).toBe('👩‍👩‍👧‍👦…');
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('abcd', 3)).toBe('ab…');
});
