/** Sentences that only one cause has, and that no grammar says. */
import type { CauseId, Phase } from '../model/cause-id';

export interface CausePhrase {
  readonly cause: CauseId;
  readonly match: RegExp;
  readonly during?: readonly Phase[];
}

export const phrases: readonly CausePhrase[] = [];

export function phraseOf(number: number): CausePhrase {
  return phrases[number] as CausePhrase;
}
