/**
 * Values behind a name that says "secret", in any notation: `NAME=value`, `name: value`, `"name": "value"`, also
 * escaped, `--name value`, `ENV NAME value`, `{"name": "NAME", "value": "value"}`, `<name>value</name>`, and
 * percent-encoded.
 */
import { everyMatch, type Finder, type Report } from './finder';
import {
  isDigest,
  isHex,
  isMixed,
  isNumber,
  isObjectName,
  isPlace,
  isPlaceholder,
  isReference,
  isTangled,
  isUuid,
  isWord,
  plainTextOf,
} from './judge';
import { kindOf, type NameKind, nameHints } from './names';

/** Characters of a name on either side of its hint. */
const LONGEST_NAME = 80;
const LONGEST_VALUE = 4000;

const nameEnd = /[A-Za-z0-9_.-]{0,80}/y;
const nameStart = /[A-Za-z0-9_.-]{0,80}$/;
/** Between a name and its value, apart from plain spaces: the kind of notation. */
const assigned =
  /(?:\\*["'`]|%22|&quot;)?\]?[ \t]{0,20}(?:=>|:=|\?=|\+=|={1,2}|:{1,2}|%3D|%3A|<-)(?:[ \t]{0,20}|[ \t]{0,4}[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,40})/iy;
const valueField =
  /(?:\\*["'`])?[ \t]{0,8},?(?:\s|\\n|#){0,80}(?:-[ \t])?\\*["'`]?[Vv]alue\\*["'`]?[ \t]{0,8}[:=][ \t]{0,8}/y;
const nextArgument = /(?:\\*["'`][ \t]{0,8},[ \t\r\n]{0,40}(?=\\*["'`])|\r?\n[ \t]{0,40}-[ \t]{1,8})/y;
const element = />/y;
const space = /[ \t]{1,20}/y;
const scheme = /(?:bearer|basic|token|apikey)(?:[ \t]|%20|\+){1,4}/iy;
const quote = /(?:\\*["'`]|%22|&quot;)/y;
const bareValue = new RegExp(`[^\\s"'\`<>]{1,${LONGEST_VALUE}}`, 'y');

type Notation = 'assigned' | 'colon' | 'flag' | 'spaced';

export const namedValues: Finder = (text, report) => {
  let after = 0;
  everyMatch(nameHints, text, ({ index, 0: hint }) => {
    // The rest of a name that was read already.
    if (index < after) return;
    const start = index - startOfName(text, index);
    const end = endOf(nameEnd, text, index + hint.length);
    after = end;
    const name = text.slice(start, end).replace(/[.-]+$/, '');
    const kind = kindOf(name);
    if (kind === undefined) return;
    // Words of a value are no names.
    after = Math.max(after, readValue(text, { name, kind, start, end: start + name.length }, report));
  });
};

interface Name {
  readonly name: string;
  readonly kind: NameKind;
  readonly start: number;
  readonly end: number;
}

function startOfName(text: string, index: number): number {
  return nameStart.exec(text.slice(Math.max(0, index - LONGEST_NAME), index))?.[0].length ?? 0;
}

/** Where a sticky expression that matches at `at` ends; `at` when it does not. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

/** Returns where the secret ends; 0 when there is none. */
function readValue(text: string, name: Name, report: Report): number {
  const found = notationOf(text, name);
  if (!found) return 0;
  const { notation } = found;
  let { at } = found;
  const quoted = endOf(quote, text, at);
  const mark = text.slice(at, quoted);
  at = endOf(scheme, text, quoted);
  const value = mark === '' ? bare(text, at, name.start) : untilQuote(text, at, mark);
  if (value === '' || !isSecret(value, name, notation, mark !== '', endsLine(text, at + value.length)))
    return 0;
  report(at, at + value.length);
  return at + value.length;
}

/** How the value is given, and where it begins. */
function notationOf(
  text: string,
  { name, start, end }: Name,
): { readonly notation: Notation; readonly at: number } | undefined {
  const field = endOf(valueField, text, end);
  if (field > end) return { notation: 'assigned', at: field };
  const sign = endOf(assigned, text, end);
  if (sign > end) {
    const colon = /:\s*$/.test(text.slice(end, sign)) && !/["'`]/.test(text.slice(end, sign));
    return { notation: colon ? 'colon' : 'assigned', at: sign };
  }
  const isFlag = /^--?[a-z]/i.test(name);
  const argument = endOf(nextArgument, text, end);
  if (isFlag && argument > end) return { notation: 'flag', at: argument };
  if (text[start - 1] === '<' && endOf(element, text, end) > end)
    return { notation: 'assigned', at: end + 1 };
  const gap = endOf(space, text, end);
  if (gap === end) return undefined;
  if (isFlag) return { notation: 'flag', at: gap };
  const before = text.slice(Math.max(0, start - 12), start);
  if (/(?:^|\s)(?:ENV|ARG|export|setx?|SET)\s{1,4}$/.test(before)) return { notation: 'flag', at: gap };
  return { notation: 'spaced', at: gap };
}

/** A value without quotes: up to a space, or to what separates it from the next one. */
function bare(text: string, at: number, nameStart: number): string {
  bareValue.lastIndex = at;
  let [value = ''] = bareValue.exec(text) ?? [];
  // Escaped line breaks and quotes end it.
  value = cut(value, /\\[nrt"']|%26|&quot;|&amp;/);
  if (/[?&;]$/.test(text.slice(Math.max(0, nameStart - 1), nameStart))) value = cut(value, /[&#;]/);
  value = cut(value, /[,;&](?=$|[\w.-]{1,40}[=:])/);
  return value.replace(/[)\]},.;:]+$/, '');
}

function cut(value: string, at: RegExp): string {
  const index = value.search(at);
  return index < 0 ? value : value.slice(0, index);
}

/** Up to the same quote, on the same line. */
function untilQuote(text: string, at: number, mark: string): string {
  const window = text.slice(at, at + LONGEST_VALUE);
  let to = window.indexOf(mark);
  // A quote that is escaped once more is part of the value.
  while (to > 0 && !mark.startsWith('\\') && window[to - 1] === '\\') to = window.indexOf(mark, to + 1);
  const value = to < 0 ? window : window.slice(0, to);
  return cut(value, /\r?\n/);
}

function endsLine(text: string, at: number): boolean {
  return /^["'`]?\s{0,4}(?:$|[\r\n#]|\\[nr])/.test(text.slice(at, at + 8));
}

function isSecret(
  value: string,
  { name, kind }: Name,
  notation: Notation,
  quoted: boolean,
  last: boolean,
): boolean {
  if (isReference(value) || isPlaceholder(value) || isDigest(value) || value.length < 3) return false;
  if (/^[[{]/.test(value) && !quoted) return false;
  if (kind === 'weak' && notation === 'spaced') return isTangled(value) && !isPlace(value);
  if (kind === 'weak') return isRandom(value, /key$/i.test(name));
  if (isPlace(value)) return false;
  if (notation === 'spaced')
    return isMixed(value) && !isHex(value) && !isObjectName(value) && !isPlaceLike(value);
  if (kind === 'secret') return !isObjectName(value) && !isWord(value) && !isNumber(value);
  if (kind === 'password') {
    if (notation === 'assigned' || notation === 'flag')
      return notation === 'assigned' || quoted || !isSentenceWord(value);
    return !isSentenceWord(value) || (last && value.length >= 4);
  }
  if (isNumber(value)) return false;
  if (!isWord(value)) return true;
  // `TOKEN=abcdefgh` in capitals is a variable; `token: unexpected` is a sentence.
  return notation === 'assigned' && value.length >= 8 && (quoted || /^[A-Z0-9_]+$/.test(name));
}

/** What could be read as a word of a sentence. */
function isSentenceWord(value: string): boolean {
  return /^[A-Za-z]?[a-z]+[.,!?]?$/.test(value);
}

function isPlaceLike(value: string): boolean {
  return /^[\w.-]+(?::\d+)?\/[\w./:@-]+$/.test(value);
}

/**
 * For names that mean many things: long, mixed as only chance does it, and no path or name.
 * @param digests the name is one that digests have as well, for example of a cache
 */
function isRandom(value: string, digests: boolean): boolean {
  if (isPlace(value) || isUuid(value) || isNumber(value) || isWord(value)) return false;
  if (isHex(value)) return !digests && value.length >= 32;
  const plain = value.length >= 8 ? plainTextOf(value) : undefined;
  if (plain !== undefined) return /^[^\s:]{1,100}:\S{3,}$/.test(plain);
  if (isTangled(value)) return true;
  const parts = value.split(/[-_.:]/).filter((part) => !isHex(part));
  if (parts.length === 0 || isObjectName(parts.join('-'))) return false;
  return value.length >= 8 && isMixed(value) && !/[/\s(){}[\],]/.test(value);
}
