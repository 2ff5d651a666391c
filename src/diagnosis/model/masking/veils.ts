/**
 * Text as it was before something was laid over it: colours of a terminal, characters that nobody sees, the NULs of
 * UTF-16, line continuations of a shell, and the escapes of HTML, JSON and addresses. What is found in the plain text
 * is reported where it stands in the given one.
 */
import { everyMatch, type Finder } from './finder';

/** Escapes in escapes: `%253D` is `=` after two passes. */
const DEEPEST = 2;

/**
 * What is laid over text, and what it stands for; one of each:
 * - control sequences of terminals (ECMA-48: CSI, and OSC up to BEL or ST)
 * - NUL, soft hyphen, zero-width and bidirectional characters
 * - a backslash before the end of a line
 * - an entity of HTML, an escaped unit of JSON, a percent-encoded character of ASCII
 */
const veil =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /\x1b\[[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)|[\0\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\\\r?\n|&(?:quot|apos|lt|gt|amp|#\d{2,3}|#x[0-9A-Fa-f]{2});|\\{1,4}u00[2-7][0-9A-Fa-f]|%[2-7][0-9A-Fa-f]/g;
/** Without one of these nothing is hidden: `%2f` alone is in the address of every scoped npm package. */
const hiding =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /[\x1b\0\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\\\r?\n|&(?:quot|apos|lt|#\d|#x)|\\u00|%(?:2[257]|3[ADad]|40)/;

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

/** Looks with `find` into what is below the veils of a text; does nothing when there are none. */
export function beneathVeils(find: Finder, depth = 0): Finder {
  return (text, report) => {
    if (depth === DEEPEST || !hiding.test(text)) return;
    const { plain, starts, offsets } = lifted(text);
    /** Where a position of the plain text is in the given one. */
    const place = (at: number): number => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= at) low = middle;
        else high = middle - 1;
      }
      return at + (offsets[low] as number);
    };
    const seen: Finder = (below, tell) => {
      find(below, tell);
      beneathVeils(find, depth + 1)(below, tell);
    };
    // The last character's place, and one more: what follows a secret and is laid over it stays.
    seen(plain, (from, to) => report(place(from), place(to - 1) + widthAt(text, place(to - 1))));
  };
}

interface Lifted {
  readonly plain: string;
  /** Positions of the plain text from which on `offsets` of the same number count. */
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

function lifted(text: string): Lifted {
  const parts: string[] = [];
  const starts = [0];
  const offsets = [0];
  let at = 0;
  let length = 0;
  everyMatch(veil, text, ({ index, 0: laid }) => {
    const shown = below(laid);
    parts.push(text.slice(at, index), shown);
    length += index - at;
    at = index + laid.length;
    if (shown !== '') {
      starts.push(length);
      offsets.push(index - length);
    }
    length += shown.length;
    starts.push(length);
    offsets.push(at - length);
  });
  parts.push(text.slice(at));
  return { plain: parts.join(''), starts, offsets };
}

/** What a veil stands for. */
function below(laid: string): string {
  if (laid.startsWith('%')) return String.fromCharCode(Number.parseInt(laid.slice(1), 16));
  if (/^\\+u/.test(laid)) return String.fromCharCode(Number.parseInt(laid.slice(-4), 16));
  if (!laid.startsWith('&')) return '';
  const name = laid.slice(1, -1);
  if (name.startsWith('#x')) return String.fromCharCode(Number.parseInt(name.slice(2), 16));
  if (name.startsWith('#')) return String.fromCharCode(Number(name.slice(1)));
  return entities[name] ?? '';
}

/** UTF-16 units that the character at a place takes in the given text: more than one when it is escaped. */
function widthAt(text: string, at: number): number {
  veil.lastIndex = at;
  const match = /^[%&\\]/.test(text.charAt(at)) ? veil.exec(text) : null;
  return match?.index === at && below(match[0]) !== '' ? match[0].length : 1;
}
