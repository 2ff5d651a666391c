/**
 * Whether two lines say the same: words with digits (times, ids, sizes, versions) and secrets differ from one run to
 * the next, the others do not.
 */
import { undoPaste } from './clean';

/** Stands for a word that may be another one next time. */
const ANY = '\u0000';
/** Longer lines are compared by their beginning, characters. */
const MOST_READ = 2_000;
/** So many words are compared: of a line of nothing but numbers each place would be tried with all of them. */
const MOST_WORDS = 150;
/** Words that a collector may have put before the line. */
const MOST_BEFORE = 50;
/** A stretch that is looked for: with fewer words or characters it is found everywhere. */
const FEWEST_WORDS = 2;
const FEWEST_CHARACTERS = 8;
const MOST_CHARACTERS = 200;

/** The words of a line, in which `ANY` stands for each that may change. */
export function fixedWords(line: string, most = MOST_WORDS): readonly string[] {
  return undoPaste(line.slice(0, MOST_READ))
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, most)
    .map((word) => (/\d|\[secret\]|…/.test(word) ? ANY : word));
}

/** Whether a line holds all the words in their order, with any other word where one may change. */
export function hasSameWords(line: string, words: readonly string[]): boolean {
  const own = fixedWords(line, MOST_WORDS + MOST_BEFORE);
  return own.some((_, at) => words.every((word, index) => own[at + index] === word));
}

/** The longest row of words that do not change, as it stands in the line; undefined: too short to be told apart. */
export function longestStretch(line: string): string | undefined {
  const stretches = fixedWords(line)
    .join(' ')
    .split(ANY)
    .map((each) => cut(each.trim()));
  const longest = stretches.reduce((best, each) => (each.length > best.length ? each : best), '');
  const isTelling = longest.length >= FEWEST_CHARACTERS && longest.split(' ').length >= FEWEST_WORDS;
  return isTelling ? longest : undefined;
}

/** At most `MOST_CHARACTERS`, whole words. */
function cut(stretch: string): string {
  if (stretch.length <= MOST_CHARACTERS) return stretch;
  return stretch.slice(0, stretch.lastIndexOf(' ', MOST_CHARACTERS));
}
