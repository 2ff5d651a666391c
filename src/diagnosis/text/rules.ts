/** The catalogue's patterns, ready to be tried on a line. */
import { type CauseId, catalogue, type Phase } from '../causes/index';

export interface Rule {
  readonly cause: CauseId;
  readonly match: RegExp;
  readonly unless?: RegExp;
  readonly phase?: readonly Phase[];
  readonly weight: number;
  /** In small letters: a line without it cannot match. */
  readonly literal?: string;
}

const DEFAULT_WEIGHT = 50;
/** Shorter literals are on nearly every line. */
const SHORTEST_LITERAL = 3;

/** Every pattern of every cause, in the order of the catalogue. */
export const rules: readonly Rule[] = [...catalogue.values()].flatMap(({ id, patterns = [] }) =>
  patterns.map((pattern): Rule => {
    const literal = requiredLiteral(pattern.match.source);
    return {
      cause: id,
      match: pattern.match,
      weight: pattern.weight ?? DEFAULT_WEIGHT,
      ...(pattern.unless && { unless: pattern.unless }),
      ...(pattern.phase && { phase: pattern.phase }),
      ...(literal !== undefined && { literal }),
    };
  }),
);

/**
 * The longest run of plain characters that every match of the expression must contain, in small letters.
 * It only reads the top level: groups, classes and whatever a quantifier follows are left out.
 */
export function requiredLiteral(source: string): string | undefined {
  let best = '';
  let run = '';
  const close = () => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '|') return undefined;
    if (char === '\\') {
      const next = source.charAt(at + 1);
      at += 1;
      if (/[a-zA-Z0-9]/.test(next)) {
        close();
        if (next === 'u') at += 4;
      } else run += next;
    } else if (char === '[') {
      close();
      at = endOfClass(source, at);
    } else if (char === '(') {
      close();
      at = endOfGroup(source, at);
    } else if (char === '?' || char === '{' || char === '*' || char === '+') {
      // What it follows may be absent.
      run = run.slice(0, -1);
      close();
      if (char === '{') at = source.indexOf('}', at);
    } else if (/[.^$)\]}]/.test(char)) close();
    else run += char;
  }
  close();
  return best.length >= SHORTEST_LITERAL ? best.toLowerCase() : undefined;
}

function endOfClass(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source.charAt(at) === '\\') at += 1;
    else if (source.charAt(at) === ']') return at;
  }
  return source.length;
}

function endOfGroup(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = endOfClass(source, at);
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return source.length;
}
