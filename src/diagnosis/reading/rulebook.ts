/** Every wording that a line is tried against, found by the plain words that it cannot do without. */
import type { Thing, Went } from './fact';
import { requiredLiterals, WordFinder } from './literals';
import { thingWords } from './things';
import { type Saying, type Tool, tools } from './tools/index';
import { ways } from './ways/index';

/** A sentence that has one meaning, whatever stands around it. `means` is the caller's own number for it. */
export interface Phrase {
  readonly match: RegExp;
  readonly means: number;
}

export type ReadingRule = {
  readonly number: number;
  /** Number of the expression that it is a branch of, as that is written down. */
  readonly written: number;
  readonly match: RegExp;
} & (
  | { readonly kind: 'way'; readonly went: Went }
  | { readonly kind: 'thing'; readonly thing: Thing }
  | { readonly kind: 'saying'; readonly saying: Saying; readonly tool: Tool }
  | { readonly kind: 'speaks'; readonly tool: Tool }
  | { readonly kind: 'starts'; readonly tool: Tool }
  | { readonly kind: 'phrase'; readonly means: number }
);

type Kind = ReadingRule extends infer R
  ? R extends unknown
    ? Omit<R, 'number' | 'written' | 'match'>
    : never
  : never;

export class Rulebook {
  readonly rules: readonly ReadingRule[];
  /** Rules that must be tried on every line. */
  readonly #always: readonly ReadingRule[];
  readonly #finder: WordFinder;
  /** Left out, for measuring what is known without them. */
  #without: ReadonlySet<number> = new Set();
  #matched: Set<number> | undefined;

  constructor(phrases: readonly Phrase[]) {
    const rules: ReadingRule[] = [];
    let written = 0;
    const add = (match: RegExp, kind: Kind) => {
      written += 1;
      for (const source of alternatives(match.source)) {
        rules.push({
          number: rules.length,
          written,
          match: new RegExp(source, match.flags),
          ...kind,
        } as ReadingRule);
      }
    };
    for (const { went, says } of ways) add(says, { kind: 'way', went } as Kind);
    for (const { thing, says } of thingWords) add(says, { kind: 'thing', thing } as Kind);
    for (const tool of tools) {
      for (const saying of tool.says ?? []) add(saying.match, { kind: 'saying', saying, tool } as Kind);
      if (tool.speaks) add(tool.speaks, { kind: 'speaks', tool } as Kind);
      if (tool.starts) add(tool.starts, { kind: 'starts', tool } as Kind);
    }
    for (const { match, means } of phrases) add(match, { kind: 'phrase', means } as Kind);
    const literals = rules.map(({ match }) => requiredLiterals(match.source));
    this.rules = rules;
    this.#always = rules.filter((_, at) => literals[at] === undefined);
    this.#finder = new WordFinder(
      literals.flatMap((words, at) => (words ?? []).map((word): [string, number] => [word, at])),
    );
  }

  /** Rules that may match the text: those of which a word is in it, in no particular order. */
  *candidates(text: string): Generator<ReadingRule> {
    for (const at of this.#finder.find(text.toLowerCase())) {
      if (!this.#without.has(at)) yield this.rules[at] as ReadingRule;
    }
    for (const rule of this.#always) if (!this.#without.has(rule.number)) yield rule;
  }

  /** Rules that no plain word stands for; few are wanted, as each is tried on every line. */
  get untied(): readonly ReadingRule[] {
    return this.#always;
  }

  /** Collects the numbers of the rules that match from now on. */
  watch(): ReadonlySet<number> {
    this.#matched = new Set();
    return this.#matched;
  }

  /** A rule of `candidates` matched. */
  note(rule: ReadingRule): void {
    this.#matched?.add(rule.number);
  }

  leaveOut(numbers: ReadonlySet<number>): void {
    this.#without = numbers;
  }
}

/** The branches of an expression that stand beside each other at its top. */
function alternatives(source: string): readonly string[] {
  const branches: string[] = [];
  let depth = 0;
  let inClass = false;
  let from = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === '|' && depth === 0) {
      branches.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...branches, source.slice(from)];
}
