/** Sentences that only one cause has, of the whole catalogue. */
import type { CauseId, Phase } from '../model/cause-id';
import { catalogue } from './index';

export interface CausePhrase {
  readonly cause: CauseId;
  readonly match: RegExp;
  readonly during?: readonly Phase[];
}

export const phrases: readonly CausePhrase[] = [...catalogue.values()].flatMap(({ id, phrases: own = [] }) =>
  own.map((phrase) => ({ cause: id, ...(phrase instanceof RegExp ? { match: phrase } : phrase) })),
);

/** The phrase of a number, as the rulebook was given them. */
export function phraseOf(number: number): CausePhrase {
  return phrases[number] as CausePhrase;
}
