/** `WWW-Authenticate`, read as tolerantly as clients must: RFC 9110, section 11.6.1, and what servers make of it. */

export interface Challenge {
  /** Lower case, for example `bearer` or `basic`. */
  readonly scheme: string;
  /** Names in lower case; values without their quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Longest header that is looked at, characters. */
const MOST_LENGTH = 8192;
const NAME = /^[\w!#$%&'*+.^`|~-]+/;

/**
 * Every challenge of a header. Values may be quoted or bare, with spaces around `=` and `,`; what cannot be
 * read is skipped.
 */
export function parseChallenges(header: string | undefined): readonly Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  let rest = (header ?? '').slice(0, MOST_LENGTH);
  for (rest = rest.trimStart(); rest !== ''; rest = rest.replace(/^[\s,]+/, '')) {
    const name = NAME.exec(rest)?.[0];
    if (name === undefined) {
      rest = rest.slice(1);
      continue;
    }
    rest = rest.slice(name.length);
    const equals = /^\s*=\s*/.exec(rest);
    if (!equals) {
      found.push({ scheme: name.toLowerCase(), parameters: new Map() });
      continue;
    }
    const { value, length } = readValue(rest.slice(equals[0].length));
    rest = rest.slice(equals[0].length + length);
    found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return found;
}

/** A quoted string with its escapes, or everything up to the next comma or space. */
function readValue(text: string): { readonly value: string; readonly length: number } {
  if (!text.startsWith('"')) {
    const bare = /^[^\s,]*/.exec(text)?.[0] ?? '';
    return { value: bare, length: bare.length };
  }
  let value = '';
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') return { value, length: at + 1 };
    if (character === '\\') at += 1;
    value += text[at] ?? '';
  }
  return { value, length: text.length };
}
