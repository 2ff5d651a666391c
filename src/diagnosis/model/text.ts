/**
 * Text that every database, every JSON reader and every screen takes. Logs and events hold whatever a program wrote:
 * NUL, which Postgres refuses in any text; half a surrogate pair, which it refuses in JSON and `encodeURIComponent`
 * throws on; and characters that make a screen show another text than there is.
 */
import { gapOf, listed } from './listed';

/** No NUL, and U+FFFD in place of half a character. */
export function wellFormed(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** {@link wellFormed} for every string of plain data, keys included. */
export function wellFormedDeep<T>(value: T): T {
  return mapStrings(value, wellFormed);
}

/** {@link wellFormed} for every string in a JSON text, keys included. What is no JSON is cleaned as a text. */
export function wellFormedJson(json: string): string {
  // An escape of NUL or of half a character; what is written out is seen by `wellFormed`.
  if (!/\\u(?:0000|d[89a-f])/i.test(json)) return wellFormed(json);
  try {
    return JSON.stringify(wellFormedDeep(JSON.parse(json)));
  } catch {
    return wellFormed(json);
  }
}

/** Bidirectional controls reorder what is shown ("Trojan Source", CVE-2021-42574); the others are not shown at all. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** {@link wellFormed}, without control characters other than line breaks and tabs, and without bidirectional controls. */
export function harmless(text: string): string {
  return text.replace(invisible, '').toWellFormed();
}

/** With a capital at its beginning, as a sentence has. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** At most the first `most` UTF-16 units, cut where a character that a person sees ends. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, boundaryBefore(text, most));
}

/** The whole text, or as much of its beginning as leaves room for an ellipsis: at most `most` UTF-16 units. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most - 1)}…`;
}

/** A proof or quote: one line without control characters, of at most `most` UTF-16 units. */
export function oneLine(text: string, most: number): string {
  return shortened(text.replace(/[\s\p{Cc}]+/gu, ' ').trim(), most);
}

/** At most the last `most` UTF-16 units, cut where a character that a person sees begins. */
export function ending(text: string, most: number): string {
  if (text.length <= most) return text;
  const from = text.length - most;
  const before = boundaryBefore(text, from);
  if (before === from) return text.slice(from);
  const [first] = graphemes.segment(text.slice(before, before + LONGEST_GRAPHEME));
  return text.slice(before + (first?.segment.length ?? 0));
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** UTF-16 units; a family with skin tones has 25. Longer ones are cut between code points. */
const LONGEST_GRAPHEME = 64;

/** The last end of a grapheme at or before `at`. */
function boundaryBefore(text: string, at: number): number {
  // Plain letters on both sides: the usual case, and quick.
  if (text.charCodeAt(at) < 0x300 && text.charCodeAt(at - 1) < 0x300 && text.charCodeAt(at) !== 10) return at;
  let start = Math.max(0, at - LONGEST_GRAPHEME);
  if (isLow(text.charCodeAt(start))) start += 1;
  let boundary = start;
  for (const { index, segment } of graphemes.segment(text.slice(start, at + LONGEST_GRAPHEME))) {
    if (start + index > at) break;
    boundary = start + index;
    if (start + index + segment.length === at) return at;
  }
  if (boundary > start || start === 0) return boundary;
  return isLow(text.charCodeAt(at)) ? at - 1 : at;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** A text as an expression that means itself. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A copy of plain data in which every string, keys included, is what `change` makes of it. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) {
    const gap = gapOf(value);
    const items = value.map((each) => mapStrings(each, change));
    return listed(items, gap && mapStrings(gap, change)) as T;
  }
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [change(key), mapStrings(each, change)]);
  return Object.fromEntries(entries) as T;
}

/** Boxes and classes are not taken apart. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An address or a part of one without its percent signs, or as it stands where those mean nothing. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
