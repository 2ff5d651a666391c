/** Chunks of text -> lines of bounded length, in bounded memory. */

/** Longest stretch of a line that is looked at in one piece, characters. */
export const LONGEST_LINE = 4096;
/** How much two stretches of one long line share, so that no message is cut in two. */
const OVERLAP = 512;

/** One line, or a stretch of a very long one. */
export interface RawLine {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
  /** It had a column before it that every line of the text has. */
  readonly column?: true;
  /** Put together from broken lines, and a second way to do it: a break may have stood for a blank or for nothing. */
  readonly or?: string;
  /** The broken lines themselves, where it is not sure that they belong together. */
  readonly pieces?: readonly Omit<RawLine, 'pieces' | 'or'>[];
}

/** Splits what is pushed into it at line feeds and carriage returns (progress bars). */
export class LineSplitter {
  readonly #emit: (line: RawLine) => void;
  #rest = '';
  #number = 1;
  /** The rest begins with the overlap of a stretch that was already handed on. */
  #continued = false;

  constructor(emit: (line: RawLine) => void) {
    this.#emit = emit;
  }

  push(chunk: string): void {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      this.#append(chunk.slice(from, at));
      this.#endLine();
      if (code === 10) this.#number += 1;
      from = at + 1;
    }
    this.#append(chunk.slice(from));
  }

  /** Lines that were passed over elsewhere; only where a line has just ended. */
  skip(lines: number): void {
    this.#number += lines;
  }

  end(): void {
    this.#endLine();
  }

  #append(piece: string): void {
    let at = 0;
    while (this.#rest.length + piece.length - at > LONGEST_LINE) {
      const room = LONGEST_LINE - this.#rest.length;
      const text = this.#rest + piece.slice(at, at + room);
      at += room;
      this.#emit({ text, number: this.#number });
      this.#rest = text.slice(-OVERLAP);
      this.#continued = true;
    }
    this.#rest += at === 0 ? piece : piece.slice(at);
  }

  #endLine(): void {
    const onlyOverlap = this.#continued && this.#rest.length <= OVERLAP;
    if (this.#rest.length > 0 && !onlyOverlap) this.#emit({ text: this.#rest, number: this.#number });
    this.#rest = '';
    this.#continued = false;
  }
}
