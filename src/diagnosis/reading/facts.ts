/** Facts, kept in bounded memory together with the lines around them. */
import type { CleanLine } from './clean';
import type { Fact } from './fact';
import { type Conclusion, Trace } from './traces';

/** What a reader knows of a fact when it meets it. */
export type Met = Omit<Fact, 'trace'>;

/** More of the same say nothing new. */
const MOST_ALIKE = 12;
/** Lines that are kept after a fact. */
const LINES_AFTER = 4;

export class Facts {
  readonly #all: Fact[] = [];
  readonly #counts = new Map<string, number>();
  #open: Fact[] = [];
  #traced: Fact[] = [];

  add(met: Met): void {
    const kind = kindOf(met);
    const alike = this.#counts.get(kind) ?? 0;
    if (alike >= MOST_ALIKE) return;
    this.#counts.set(kind, alike + 1);
    const trace = met.went === 'crashed' ? new Trace(met.line) : undefined;
    const fact: Fact = { ...met, ...(trace && { trace }) };
    this.#all.push(fact);
    this.#open.push(fact);
    if (trace) this.#traced.push(fact);
  }

  /** A line that came after; it is context of the facts that are still young. */
  follow(line: CleanLine, order: number): void {
    if (this.#traced.length > 0) this.#traced = this.#traced.filter(({ trace }) => trace?.read(line));
    if (this.#open.length === 0) return;
    for (const fact of this.#open) if (order > fact.order) fact.after.push(line.text);
    this.#open = this.#open.filter((fact) => fact.after.length < LINES_AFTER);
  }

  /** A later line settled what these complained of. */
  removeWhere(settled: (fact: Fact) => boolean): void {
    for (let at = this.#all.length - 1; at >= 0; at -= 1) {
      const fact = this.#all[at] as Fact;
      if (!settled(fact)) continue;
      this.#all.splice(at, 1);
      const kind = kindOf(fact);
      this.#counts.set(kind, (this.#counts.get(kind) ?? 1) - 1);
    }
    this.#open = this.#open.filter((fact) => this.#all.includes(fact));
    this.#traced = this.#traced.filter((fact) => this.#all.includes(fact));
  }

  get all(): readonly Fact[] {
    return this.#all;
  }
}

/** What a fact's stack trace comes down to. */
export function conclusionOf({ trace }: Fact): Conclusion | undefined {
  return trace?.conclusion;
}

function kindOf({ tier, went, to, phrase, phase }: Met): string {
  return `${tier} ${went} ${to.join(' ')} ${phrase ?? ''} ${phase ?? ''}`;
}
