/**
 * Values behind a name that says "secret", in any notation: `NAME=value`, `name: value`, `"name": "value"`, also
 * escaped, `--name value`, `ENV NAME value`, `{"name": "NAME", "value": "value"}`, `<name>value</name>`, and
 * percent-encoded.
 */
import { everyMatch, type Finder, type Tell } from './finder';
import {
  isDigest,
  isHex,
  isJumbled,
  isMixed,
  isNumber,
  isObjectName,
  isPlace,
  isPlaceholder,
  isReference,
  isSentenceWord,
  isTangled,
  isUuid,
  isWord,
  plainTextOf,
} from './judge';
import { kindOf, type NameKind, nameHints } from './names';
import { endOf, type Notation, notationOf, valueBeforeName } from './notations';

/** Characters of a name on either side of its hint. */
const LONGEST_NAME = 80;
const LONGEST_VALUE = 4000;

const nameEnd = /[A-Za-z0-9_.-]{0,80}/y;
const nameStart = /[A-Za-z0-9_.-]{0,80}$/;
const scheme = /(?:bearer|basic|token|apikey)(?:[ \t]|\r?\n|%20|\+){1,4}/iy;
const quote = /(?:"""|'''|\\*["'`])/y;
/** What makes a value of a value and is no code that fetches one: `Some("x")`. */
const wrapper = /(?:Some|Just|String|Secret|SecureString|str|b|bytes|Password)\((?=["'])/y;
/** A quote between two letters is part of a password that nobody quoted. */
const bareValue = new RegExp(
  `(?:[^\\s"'\`<>]|(?<=[A-Za-z0-9])["'\`<](?=[A-Za-z0-9])){1,${LONGEST_VALUE}}`,
  'y',
);

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
    const before = valueBeforeName(text, start);
    if (before && isSecret(text.slice(...before), { name, kind, start, end }, 'assigned', true, ''))
      report(...before);
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

/** Returns where the secret ends; 0 when there is none. */
function readValue(text: string, name: Name, report: Tell): number {
  const found = notationOf(text, name.name, name.start, name.end);
  if (!found) return 0;
  const { notation } = found;
  const at0 = endOf(wrapper, text, found.at);
  if (at0 === found.at && isCall(text, at0)) return 0;
  let at = at0;
  const quoted = endOf(quote, text, at);
  const mark = text.slice(at, quoted);
  at = endOf(scheme, text, quoted);
  const value = mark === '' ? bare(text, at, name.start) : untilQuote(text, at, mark);
  if (
    value === '' ||
    !isSecret(value, name, notation, mark !== '', text.slice(at + value.length, at + value.length + 8))
  )
    return 0;
  report(at, at + value.length);
  return at + value.length;
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

/** Whether nothing but a quote is left of the line. */
function endsLine(after: string): boolean {
  return /^["'`]?\s{0,4}(?:$|[\r\n#]|\\[nr])/.test(after);
}

/** `token: oauth2: cannot fetch`, `password: !Ref Name`, `password: !vault |`: a chain of errors, a tag of YAML. */
function goesOn(value: string, after: string): boolean {
  return (
    (/^: /.test(after) && /^[a-z0-9]{1,20}$/.test(value)) ||
    (/^![A-Za-z][\w:.-]*$/.test(value) && /^ \S/.test(after))
  );
}

function isSecret(
  value: string,
  { name, kind }: Name,
  notation: Notation,
  quoted: boolean,
  after: string,
): boolean {
  const last = endsLine(after);
  if (isReference(value) || isPlaceholder(value) || isDigest(value) || value.length < 3) return false;
  if (/^[[{]/.test(value) && !quoted) return false;
  if (notation === 'heading') return kind === 'token' && isTangled(value) && last;
  if (notation === 'below')
    return (
      kind !== 'weak' &&
      last &&
      !/[:=]/.test(value) &&
      (quoted ? kind === 'password' || !isObjectName(value) : isMixed(value) && !isHex(value)) &&
      !isPlace(value)
    );
  if (notation === 'colon' && !quoted && goesOn(value, after)) return false;
  // `PASS=…` is one, `pass: …` says how a test went.
  if (/^pass$/i.test(name) && notation === 'assigned')
    return value.length >= 6 && !isNumber(value) && !isPlace(value);
  if (kind === 'weak' && (notation === 'spaced' || notation === 'line'))
    return isTangled(value) && !isPlace(value);
  if (kind === 'weak') return isRandom(value, /key$/i.test(name));
  if (isPlace(value)) return false;
  if (notation === 'spaced' && quoted && kind === 'password') return !isWord(value) && !/\s/.test(value);
  if (notation === 'spaced' || (notation === 'line' && kind !== 'password'))
    return (
      (isMixed(value) || isJumbled(value)) &&
      !isShortHex(value) &&
      !isObjectName(value) &&
      !isPlaceLike(value)
    );
  // The docker flag that mounts one, `--secret id=npm`.
  if (kind === 'secret' && /^(?:id|src|source|type|env|name)=/.test(value)) return false;
  // The variable `SECRET` holds one; a field `secret` names an object of Kubernetes.
  if (kind === 'secret' && name === 'SECRET' && notation === 'assigned')
    return !isWord(value) && !isNumber(value);
  if (kind === 'secret') return !value.split('/').every(isObjectName) && !isWord(value) && !isNumber(value);
  if (kind === 'password') {
    if (notation === 'assigned') return true;
    if (notation === 'line') return !isSentenceWord(value);
    if (notation === 'flag') return quoted || last || !isSentenceWord(value);
    return !isSentenceWord(value) || (last && value.length >= 4);
  }
  if (isNumber(value)) return false;
  if (!isWord(value)) return true;
  // `TOKEN=abcdefgh` in capitals is a variable; `token: unexpected` is a sentence.
  return notation === 'assigned' && value.length >= 8 && (quoted || /^[A-Z0-9_]+$/.test(name));
}

/** Of the length of a commit or a short digest; `the secret is` before a longer one is no sentence about a commit. */
function isShortHex(value: string): boolean {
  return isHex(value) && value.length !== 32 && value.length < 56;
}

/** `get("NAME")`, `getpass()`: code that fetches a value, and no value. */
function isCall(text: string, at: number): boolean {
  return /^(?:await |new )?[A-Za-z_][\w.]{0,80}\((?:["')]|[\w ,.=]{0,80}\))/.test(text.slice(at, at + 180));
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
  if (isTangled(value) || isJumbled(value)) return true;
  const parts = value.split(/[-_.:]/).filter((part) => !isHex(part));
  if (parts.length === 0 || isObjectName(parts.join('-'))) return false;
  return value.length >= 8 && isMixed(value) && !/[/\s(){}[\],]/.test(value);
}
