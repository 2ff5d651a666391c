/** How one way to fail is declared. */
import type { Went } from '../fact';

/** One wording of a way to fail. */
export interface Way {
  readonly went: Went;
  readonly says: RegExp;
}

/** Several wordings of one way. */
export function way(went: Went, ...wordings: readonly RegExp[]): readonly Way[] {
  return wordings.map((says) => ({ went, says }));
}
