/** What the parts of the masker share: each finds stretches of text, and none changes it. */

/** A stretch `[from, to)` of UTF-16 units that must not be shown. */
export type Tell = (from: number, to: number) => void;

/** Reports every secret of one kind. Time must grow with the text's length, never faster. */
export type Finder = (text: string, report: Tell) => void;

/** Calls `each` for every match of a global expression; `each` may use the same expression on another text. */
export function everyMatch(expression: RegExp, text: string, each: (match: RegExpExecArray) => void): void {
  let at = 0;
  while (at <= text.length) {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (!match) return;
    at = match.index + Math.max(1, match[0].length);
    each(match);
  }
}
