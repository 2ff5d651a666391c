/** Whether a card says something already: nothing is said twice. */

import { shortDigests } from './text';

/** Share of a sentence's words that another one must have to say about the same. */
export const ALIKE = 0.75;
/** Fewer words are only the same where they stand together. */
const FEW_WORDS = 4;

/**
 * Whether one of `texts` says what `text` says, give or take marks, case and order, and a few words.
 *
 * @param share of its words that must be there, 1 for all.
 */
export function saidIn(texts: readonly string[], text: string, share = ALIKE): boolean {
  const words = wordsOf(text);
  if (words.length === 0) return true;
  return texts.some((each) => {
    const others = wordsOf(each);
    // One word proves nothing by being found: `timeout` stands in many a sentence. A code is one word.
    if (!/\s/.test(text.trim())) return others.join() === words.join();
    if (words.length < FEW_WORDS) return ` ${others.join(' ')} `.includes(` ${words.join(' ')} `);
    const there = new Set(others);
    return words.filter((word) => there.has(word)).length >= words.length * share;
  });
}

function wordsOf(text: string): string[] {
  const words = shortDigests(text.slice(0, 4000)).toLowerCase();
  return words.match(/[\p{L}\p{N}]+/gu) ?? [];
}
