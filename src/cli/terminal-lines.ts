/** Styled text in lines of a terminal: broken, indented, measured and painted. */

export type Style = 'bold' | 'italic' | 'strike' | 'code' | 'dim' | 'link' | 'underline';

/** Text in one style. */
export interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
  /** Where a link leads. */
  readonly url?: string;
}

/** A line ready to print. */
export type Line = readonly Span[];

const ansi: Readonly<Record<Style, readonly [string, string]>> = {
  bold: ['\u001b[1m', '\u001b[22m'],
  dim: ['\u001b[2m', '\u001b[22m'],
  italic: ['\u001b[3m', '\u001b[23m'],
  underline: ['\u001b[4m', '\u001b[24m'],
  strike: ['\u001b[9m', '\u001b[29m'],
  code: ['\u001b[36m', '\u001b[39m'],
  link: ['\u001b[34m', '\u001b[39m'],
};

/**
 * Breaks spans into lines between words; a word that is too long is broken within.
 * @param whole leaves addresses unbroken, so that they can be opened and copied
 */
export function wrap(spans: readonly Span[], width: number, whole = false): Line[] {
  const lines: Span[][] = [[]];
  let used = 0;
  let space: Span | undefined;
  /** Pieces of one word, which may change its style within. */
  let word: Span[] = [];
  const put = (span: Span) => {
    (lines[lines.length - 1] as Span[]).push(span);
    used += columns(span.text);
  };
  const fresh = () => {
    lines.push([]);
    used = 0;
    space = undefined;
  };
  const putWord = () => {
    const long = lineColumns(word);
    if (used + columns(space?.text ?? '') + long <= width) {
      if (space && word.length > 0) put(space);
      for (const span of word) put(span);
    } else {
      if (used > 0) fresh();
      const unbroken = whole && word.some(({ text }) => /https?:\/\//.test(text));
      for (const span of word) {
        const parts = unbroken || long <= width ? [[span]] : hardWrap(span.text, width, span.styles, used);
        parts.forEach((line, at) => {
          if (at > 0) fresh();
          for (const each of line) put(each);
        });
      }
    }
    if (word.length > 0) space = undefined;
    word = [];
  };
  for (const { text, styles, url } of spans) {
    for (const piece of clean(text).match(/\n|[^\S\n\u00a0]+|(?:[^\s]|\u00a0)+/g) ?? []) {
      if (piece === '\n') {
        putWord();
        fresh();
      } else if (/^[^\S\u00a0]+$/.test(piece)) {
        putWord();
        if (used > 0) space = { text: `${space?.text ?? ''}${piece}`, styles };
      } else word.push({ text: piece, styles, ...(url !== undefined && { url }) });
    }
  }
  putWord();
  while (lines.length > 0 && (lines[lines.length - 1] as Span[]).length === 0) lines.pop();
  return lines;
}

/**
 * Breaks a text that keeps its spaces: after a space where one is near the end of the line, else anywhere.
 * @param taken columns of the first line that hold something else
 */
export function hardWrap(text: string, width: number, styles: readonly Style[], taken = 0): Line[] {
  const lines: Line[] = [];
  let line = '';
  let used = taken;
  for (const character of text) {
    const wide = columns(character);
    if (used + wide > width) {
      const space = line.lastIndexOf(' ') + 1;
      const end = space > line.length / 2 ? space : line.length;
      lines.push([{ text: line.slice(0, end), styles }]);
      line = line.slice(end);
      used = columns(line);
    }
    line += character;
    used += wide;
  }
  lines.push([{ text: line, styles }]);
  return lines;
}

/** Each line behind `by`. */
export function indent(lines: readonly Line[], by = '  '): Line[] {
  return lines.map((line) => [{ text: by, styles: [] }, ...line]);
}

/** The first line behind a mark, the others behind as many blanks. */
export function hanging(lines: readonly Line[], mark: string): Line[] {
  return lines.map((line, at) => [{ text: at === 0 ? mark : ' '.repeat(mark.length), styles: [] }, ...line]);
}

/** The parts that are not empty, with `between` between them. */
export function joined(parts: readonly Span[][], between: string): Span[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at === 0 ? part : [...plain(between), ...part]));
}

/** One span; none for an empty text. */
export function plain(text: string, ...styles: Style[]): Span[] {
  return text ? [{ text, styles }] : [];
}

/** Each span with one more style. */
export function styled(spans: readonly Span[], style: Style): Span[] {
  return spans.map((span) => ({ ...span, styles: [...span.styles, style] }));
}

/** Each span in the colour of what matters less. */
export function dim(spans: readonly Span[]): Span[] {
  return styled(spans, 'dim');
}

/** @param links links that a terminal opens (OSC 8), where they lead to the web */
export function paint(line: Line, color: boolean, links = false): string {
  return line
    .map(({ text, styles, url }) => {
      const shown = text.replaceAll('\u00a0', ' ');
      if (!color) return shown;
      const painted = styles.reduce((inside, style) => ansi[style][0] + inside + ansi[style][1], shown);
      const target = links && url && /^https?:/.test(url) ? clean(url) : '';
      return target ? `\u001b]8;;${target}\u001b\\${painted}\u001b]8;;\u001b\\` : painted;
    })
    .join('');
}

/** Without control characters, so that no text can drive the terminal. Line breaks and tabs stay. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

const wideCharacter =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const noColumn = /\p{Mark}|[\u200b-\u200f]|\ufe0f/u;

/** Columns that a text takes in a terminal. */
export function columns(text: string): number {
  let total = 0;
  for (const character of text) total += noColumn.test(character) ? 0 : wideCharacter.test(character) ? 2 : 1;
  return total;
}

/** Columns of the terminal that a line takes. */
export function lineColumns(line: Line): number {
  return line.reduce((sum, span) => sum + columns(span.text), 0);
}
