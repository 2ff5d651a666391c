/**
 * As much of Lucene's query language as `field:"value"` and `"some words"` need, joined by AND and OR, and turned round by
 * NOT. A value is a phrase: a field matches that holds its words in a row, as the service's analyzer takes them apart, so
 * `name:"api"` finds `shop-api`, too. Only `field.keyword` is compared as a whole. Source: Cloud Logs docs, Lucene queries
 * and keyword types.
 */

export type Matches = (fields: Readonly<Record<string, string>>) => boolean;

const TOKEN =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s(])|(?:([\w.]+):)?(?:"((?:[^"\\]|\\.)*)"|((?:[^\s()":\\]|\\.)+)))/y;

interface Token {
  readonly kind: '(' | ')' | 'AND' | 'OR' | 'NOT' | 'term';
  readonly field: string;
  readonly value: string;
}

/** What a query asks for; undefined: it does not compile. */
export function clause(query: string): Matches | undefined {
  const tokens = tokensOf(query);
  if (!tokens) return undefined;
  const rest = [...tokens];
  const matches = either(rest);
  return rest.length === 0 ? matches : undefined;
}

function tokensOf(query: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.trimEnd().length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(query);
    if (!found) return undefined;
    const [whole, open, close, word, field = '', quoted, bare = ''] = found;
    const kind = open ? '(' : close ? ')' : ((word as Token['kind'] | undefined) ?? 'term');
    tokens.push({ kind, field, value: (quoted ?? bare).replace(/\\(.)/g, '$1') });
    at += whole.length;
  }
  return tokens;
}

function either(rest: Token[]): Matches | undefined {
  let left = both(rest);
  while (left && rest[0]?.kind === 'OR') {
    rest.shift();
    const [one, other]: readonly (Matches | undefined)[] = [left, both(rest)];
    left = one && other && ((fields) => one(fields) || other(fields));
  }
  return left;
}

function both(rest: Token[]): Matches | undefined {
  let left = single(rest);
  while (left && rest[0]?.kind === 'AND') {
    rest.shift();
    const [one, other]: readonly (Matches | undefined)[] = [left, single(rest)];
    left = one && other && ((fields) => one(fields) && other(fields));
  }
  return left;
}

function single(rest: Token[]): Matches | undefined {
  const token = rest.shift();
  if (token?.kind === 'NOT') {
    const turned = single(rest);
    return turned && ((fields) => !turned(fields));
  }
  if (token?.kind === '(') {
    const inside = either(rest);
    return rest.shift()?.kind === ')' ? inside : undefined;
  }
  if (token?.kind !== 'term') return undefined;
  const { field, value } = token;
  const words = wordsIn(value);
  // Nothing is left of a value without words, and nothing is found by it.
  if (words.length === 0) return () => false;
  if (field.endsWith('.keyword')) {
    const name = field.slice(0, -'.keyword'.length);
    return (fields) => fields[name] === value && value.length <= LONGEST_KEYWORD;
  }
  if (field !== '') return (fields) => holds(wordsIn(fields[field] ?? ''), words);
  return (fields) => Object.values(fields).some((each) => holds(wordsIn(each), words));
}

/** Of longer fields no keyword is made. */
const LONGEST_KEYWORD = 256;

/** The words of a text: letters and digits, joined by a dot, an apostrophe or an underscore between them. */
function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[.'’][\p{L}\p{N}_]+)*/gu) ?? [];
}

function holds(own: readonly string[], words: readonly string[]): boolean {
  return own.some((_, at) => words.every((word, index) => own[at + index] === word));
}
