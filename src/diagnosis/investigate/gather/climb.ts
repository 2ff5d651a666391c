/** A ladder of source that is climbed before it is known how its tree is looked at. */
import type { SourceLadder } from '../../model/sources';

type Look = (ladder: SourceLadder) => Promise<unknown>;

/** Holds the tree open until somebody looks, or nobody wants to any more. */
export class Climb {
  readonly #result: Promise<unknown>;
  #decide: (look: Look | undefined) => void = () => undefined;

  /** @param climb climbs, and calls what it is given at the end of the ladder */
  constructor(climb: (look: Look) => Promise<unknown>) {
    const decided = new Promise<Look | undefined>((resolve) => {
      this.#decide = resolve;
    });
    this.#result = climb(async (ladder) => (await decided)?.(ladder));
    // Whoever looks hears of its failure.
    this.#result.catch(() => undefined);
  }

  async look<T>(look: (ladder: SourceLadder) => Promise<T>): Promise<T> {
    this.#decide(look);
    return (await this.#result) as T;
  }

  /** Nobody will look. */
  leave(): void {
    this.#decide(undefined);
  }
}
