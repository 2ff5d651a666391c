import fc from 'fast-check';
import { requiredLiterals, WordFinder } from '../../../src/diagnosis/reading/literals';

describe('words that a match cannot do without', () => {
  test.each([
    ['\\bmanifest unknown\\b', ['manifest unknown']],
    ['a.{0,20}permission denied', ['permission denied']],
    ['colou?rs fade', ['rs fade']],
    ['(?:very )?long', ['long']],
    ['[Ff]ailed to', ['failed to']],
    ['no (?:such host|answer|route to host)', ['such host', 'answer', 'route to host']],
    ['one thing|another', ['one thing', 'another']],
    ['one thing|..', undefined],
    ['[abc]{3}', undefined],
    ['(?<!not )permitted', ['permitted']],
    ['(?<image>\\S{1,20}): gone', [': gone']],
  ])('%j', (source, words) => {
    expect(requiredLiterals(source)).toEqual(words);
  });
});

test('all words of a text are found, whatever else is in it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', 'é'), maxLength: 40 }),
      (words, text) => {
        const finder = new WordFinder(words.map((one, at) => [one, at]));
        const plainly = words.flatMap((one, at) => (text.includes(one) ? [at] : []));
        expect([...finder.find(text)].sort((a, b) => a - b)).toEqual(plainly);
      },
    ),
  );
});
