/** As much of Lucene's query language as `field:"value"` needs, joined by AND and OR, and turned round by NOT. */

export type Matches = (fields: Readonly<Record<string, string>>) => boolean;

const TOKEN =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s(])|([\w.]+):(?:"((?:[^"\\]|\\.)*)"|((?:[^\s()"\\]|\\.)+)))/y;

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
  return (fields) => fields[field]?.toLowerCase() === value.toLowerCase();
}
