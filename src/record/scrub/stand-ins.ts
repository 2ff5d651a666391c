/** What stands in a record in place of names, ids and secrets: the same for the same, and a person can tell them apart. */

/** Around the number of a stand-in while a text is worked on, so that nothing is replaced twice. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const marks = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** Text that holds marks in place of what was replaced. */
export class StandIns {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #counts = new Map<string, number>();

  /** @param taken whether a word stands in what is recorded already. */
  constructor(private readonly taken: (word: string) => boolean = () => false) {}

  /** How many there are of each kind. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  /** The stand-in's number for an original; `make` says how the first, second … of its kind reads. */
  of(kind: string, original: string, make: (count: number) => string): number {
    const key = `${kind} ${original}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    let text: string;
    let count = this.#counts.get(kind) ?? 0;
    let made = this.#made.get(kind) ?? 0;
    do {
      made += 1;
      text = make(made);
      // A stand-in that is not counted comes out the same each time.
    } while (this.taken(text) && make(made + 1) !== text);
    count += 1;
    this.#made.set(kind, made);
    this.#counts.set(kind, count);
    this.#numbers.set(key, this.#texts.length);
    this.#texts.push(text);
    return this.#texts.length - 1;
  }

  readonly #made = new Map<string, number>();

  mark(number: number): string {
    return `${OPEN}${number}${CLOSE}`;
  }

  /** The text with its stand-ins. */
  written(text: string): string {
    return text.replace(marks, (_, number: string) => this.#texts[Number(number)] ?? '');
  }
}
