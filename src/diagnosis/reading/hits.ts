/** Places where a pattern matched, kept in bounded memory. */
import type { CauseId, Phase } from '../model/cause-id';
import type { CleanLine, Level } from './clean';
import type { Rule } from './rules';
import { type Conclusion, Trace } from './traces';

export interface Hit {
  readonly rule: Rule;
  /** The line, cleaned; long ones are cut to the neighbourhood of the match. */
  readonly line: string;
  readonly lineNumber: number;
  /** Counts every line that was looked at, so that hits and successes can be put in order. */
  readonly order: number;
  readonly captured: Readonly<Record<string, string>>;
  readonly level?: Level;
  /** Part of the work that the line or its neighbourhood names. */
  readonly phase?: Phase;
  /** Key of the build step that printed it. */
  readonly step?: string;
  /** Found only after lines had been put together. */
  readonly joined: boolean;
  /** Lines before and after, for a person. */
  readonly before: readonly string[];
  readonly after: string[];
  /** The stack trace of a crash, which may name the exception further down. */
  readonly trace?: Trace;
}

/** What a reader knows of a hit. */
export type Found = Omit<Hit, 'trace'>;

/** What a hit's stack trace comes down to. */
export function conclusionOf({ trace }: Hit): Conclusion | undefined {
  return trace?.conclusion;
}

/** More of the same say nothing new. */
const MOST_OF_A_RULE = 12;
/** Lines that are kept after a hit. */
const LINES_AFTER = 4;

/** The program's own failure: its stack trace says which. */
const CRASH: CauseId = 'container-exit-nonzero';

export class Hits {
  readonly #all: Hit[] = [];
  readonly #counts = new Map<Rule, number>();
  #open: Hit[] = [];
  #traced: Hit[] = [];

  isFull(rule: Rule): boolean {
    return (this.#counts.get(rule) ?? 0) >= MOST_OF_A_RULE;
  }

  add(found: Found): void {
    // A finer cause is proven by the very line that matched.
    const trace = found.rule.cause === CRASH ? new Trace(found.line) : undefined;
    const hit: Hit = { ...found, ...(trace && { trace }) };
    this.#counts.set(hit.rule, (this.#counts.get(hit.rule) ?? 0) + 1);
    this.#all.push(hit);
    this.#open.push(hit);
    if (trace) this.#traced.push(hit);
  }

  /** A line that came after; it is context of the hits that are still young. */
  follow(line: CleanLine, order: number): void {
    if (this.#traced.length > 0) this.#traced = this.#traced.filter(({ trace }) => trace?.read(line));
    if (this.#open.length === 0) return;
    for (const hit of this.#open) if (order > hit.order) hit.after.push(line.text);
    this.#open = this.#open.filter((hit) => hit.after.length < LINES_AFTER);
  }

  /** A later line settled what these hits complained of. */
  removeWhere(settled: (hit: Hit) => boolean): void {
    for (let at = this.#all.length - 1; at >= 0; at -= 1) {
      const hit = this.#all[at] as Hit;
      if (!settled(hit)) continue;
      this.#all.splice(at, 1);
      this.#counts.set(hit.rule, (this.#counts.get(hit.rule) ?? 1) - 1);
    }
    this.#open = this.#open.filter((hit) => this.#all.includes(hit));
    this.#traced = this.#traced.filter((hit) => this.#all.includes(hit));
  }

  get all(): readonly Hit[] {
    return this.#all;
  }
}
