/** Lists of words, in which a word can stand for all that begin with it. */

/** Scripts whose words are written without spaces. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]+$/u;
/** Its words are written with spaces, and with endings joined to them. */
const HANGUL = /^\p{Script=Hangul}+$/u;

/** A list of words in lower case. It can be gone through: each entry as it was given. */
export class WordList implements Iterable<string> {
  readonly #entries: ReadonlySet<string>;
  /** What words begin with, by the first two letters, so that few are compared. */
  readonly #beginnings = new Map<string, string[]>();
  readonly #within: readonly string[];

  /**
   * @param entries a word; one that ends in `*` stands for every word of letters that begins so, one in Hangul as well, and
   *   one of a script without spaces for whatever it stands in
   */
  constructor(entries: Iterable<string>) {
    this.#entries = new Set(entries);
    const all = [...this.#entries];
    this.#within = all.filter((each) => UNSPACED.test(each));
    for (const each of all) {
      const beginning = each.endsWith('*') ? each.slice(0, -1) : HANGUL.test(each) ? each : undefined;
      if (beginning === undefined) continue;
      const key = keyOf(beginning);
      this.#beginnings.set(key, [...(this.#beginnings.get(key) ?? []), beginning]);
    }
  }

  /** @param word in lower case */
  has(word: string): boolean {
    return this.isWhole(word) || (UNSPACED.test(word) && this.#within.some((each) => word.includes(each)));
  }

  /** Whether it is one of the words by itself, and not only holds one. */
  isWhole(word: string): boolean {
    if (this.#entries.has(word)) return true;
    const beginnings = this.#beginnings.get(keyOf(word));
    return (
      beginnings !== undefined &&
      /^[\p{L}\p{M}]+$/u.test(word) &&
      beginnings.some((each) => word.startsWith(each))
    );
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#entries[Symbol.iterator]();
  }
}

function keyOf(word: string): string {
  return HANGUL.test(word) ? word.slice(0, 1) : word.slice(0, 2);
}

/** The words of one or several lists, which blanks part. */
export function words(...lists: readonly string[]): WordList {
  return new WordList(lists.flatMap((list) => list.split(/\s+/)).filter(Boolean));
}
