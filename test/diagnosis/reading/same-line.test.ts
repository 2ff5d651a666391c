import { fixedWords, hasSameWords, longestStretch } from '../../../src/diagnosis/reading/same-line';

describe('two lines say the same', () => {
  test.each([
    [
      'times and ids differ',
      '12:01:44 ERR request 8f3a failed: connection refused',
      '07:12:00 ERR request 91cc failed: connection refused',
    ],
    [
      'a secret was masked in one',
      'login with [secret] failed for user shop',
      'login with hunter2 failed for user shop',
    ],
    [
      'one stands behind a prefix of its collector',
      'npm ERR! missing script: "build"',
      '2026-11-24T09:00:00Z stderr F npm ERR! missing script: "build"',
    ],
    [
      'one has colours',
      'Error: cannot find module express',
      '\u001b[31mError: cannot find module express\u001b[0m',
    ],
  ])('%s', (_why, one, other) => {
    expect(hasSameWords(other, fixedWords(one))).toBe(true);
  });

  test.each([
    ['another module is missing', 'Error: cannot find module express', 'Error: cannot find module lodash'],
    ['it only begins alike', 'connection refused by database', 'connection refused'],
    ['words stand in another order', 'pull failed after push', 'push failed after pull'],
  ])('not when %s', (_why, one, other) => {
    expect(hasSameWords(other, fixedWords(one))).toBe(false);
  });
});

test('lines of nothing but numbers are compared by their first words, behind the prefix of a collector too', () => {
  const numbers = '7 '.repeat(900);
  expect(fixedWords(numbers)).toHaveLength(150);
  const long = `failed ${'over and '.repeat(100)}out`;
  expect(hasSameWords(`2026-11-24T09:00:00Z stderr F ${long}`, fixedWords(long))).toBe(true);
});

describe('what is looked for', () => {
  test('is the longest row of words that do not change, as it stands in the line', () => {
    expect(longestStretch('#12 3.4 npm ERR! missing script: "build" in /app at 09:00')).toBe(
      'npm ERR! missing script: "build" in /app at',
    );
  });

  test('is nothing where no row of words tells the line apart', () => {
    expect(longestStretch('exit status 1 code 2')).toBe('exit status');
    expect(longestStretch('failed: 137')).toBeUndefined();
    expect(longestStretch('')).toBeUndefined();
  });

  test('is no longer than the service takes, and ends with a whole word', () => {
    const long = longestStretch(`cannot ${'resolve '.repeat(100)}`) ?? '';
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long.endsWith(' resolve')).toBe(true);
  });
});
