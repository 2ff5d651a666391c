/** Words that were probably meant. */
import { distance } from 'fastest-levenshtein';

/** The candidate that is few enough typing errors away; swapped letters count as two. */
export function nearest<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  const most = word.length <= 3 ? 1 : word.length <= 8 ? 2 : 3;
  let best: T | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const errors = distance(word, candidate);
    if (errors < least) {
      best = candidate;
      least = errors;
    }
  }
  return best;
}
