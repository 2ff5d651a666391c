/** The plain signs of failure of a text, in bounded memory: the first ones and the last ones. */

/** A plain sign of failure, whatever the cause. */
export interface ReadFailure {
  readonly text: string;
  readonly lineNumber: number;
  readonly order: number;
  readonly step?: string;
}

const MOST_FAILURES = 12;

export class Failures {
  #all: ReadFailure[] = [];

  get all(): readonly ReadFailure[] {
    return this.#all;
  }

  add(failure: ReadFailure): void {
    this.#all.push(failure);
    if (this.#all.length > MOST_FAILURES) this.#all.splice(MOST_FAILURES / 2, 1);
  }

  /** What the last one said is said again, further down. */
  moveLast(failure: ReadFailure): void {
    this.#all.splice(-1, 1, failure);
  }

  /** A later line settled what these told of. */
  removeWhere(settled: (failure: ReadFailure) => boolean): void {
    this.#all = this.#all.filter((failure) => !settled(failure));
  }
}
