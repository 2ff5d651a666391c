/** The frames of a trace, and what was thrown above them. */

/** A line, and where it stands, from 1. */
interface TextLine {
  readonly line: string;
  readonly lineNumber: number;
}

/** A frame of a trace in JavaScript. */
const frame = /^at \S/;

/** A frame tells that a program threw; what it threw stands in the line above the first one. */
export function aboveFrames({ line, lineNumber }: TextLine, around: readonly string[]): TextLine {
  const at = around.indexOf(line);
  if (!frame.test(line) || at < 0) return { line, lineNumber };
  const above = around.slice(0, at).findLastIndex((each) => !frame.test(each));
  const thrown = around[above];
  if (thrown === undefined || !/\p{L}{3}/u.test(thrown)) return { line, lineNumber };
  return { line: thrown, lineNumber: lineNumber - (at - above) };
}
