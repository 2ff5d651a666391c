/** Which of many short words a text may have: one pass over the text in place of one for each word. */

const SIZE = 1 << 16;
/** In a text of so many characters every word is looked for sooner than the table is made. */
const SHORT = 512;
const hash = (a: number, b: number, c: number): number => ((a << 10) ^ (b << 5) ^ c) & (SIZE - 1);

/**
 * Notes every three characters in a row. Of a short text nothing is noted, and it may have any word.
 * @returns whether the text may have a word; false is certain for words of three characters and more
 */
export function wordsOf(text: string): (word: string) => boolean {
  if (text.length <= SHORT) return () => true;
  const seen = new Uint8Array(SIZE);
  let a = 0;
  let b = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    seen[hash(a, b, c)] = 1;
    a = b;
    b = c;
  }
  return (word) =>
    word.length < 3 ||
    (seen[hash(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2))] === 1 &&
      seen[hash(...lastThree(word))] === 1);
}

function lastThree(word: string): [number, number, number] {
  const end = word.length;
  return [word.charCodeAt(end - 3), word.charCodeAt(end - 2), word.charCodeAt(end - 1)];
}
