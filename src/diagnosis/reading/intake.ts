/** Takes a text in chunks and passes on its lines: short texts in full, of long ones the beginning, the end and what is of interest. */
import { LineSplitter, type RawLine } from './lines';
import { sift } from './sieve';

/** Texts of up to so many characters are read in full, and of longer ones the beginning. */
const SHORT = 32 * 1024;
/** The end of a long text that is read in full, characters. */
const LAST = 8 * 1024;

export class Intake {
  readonly #splitter: LineSplitter;
  readonly #skipped: () => void;
  #readInFull = 0;
  /** The last lines so far, of which it is not yet known whether more follow. */
  #held = '';

  /**
   * @param line takes each line that is to be read
   * @param skipped is told when lines were passed over: what comes next does not continue what came before
   */
  constructor(line: (raw: RawLine) => void, skipped: () => void) {
    this.#splitter = new LineSplitter(line);
    this.#skipped = skipped;
  }

  /** Whether so much was read already that lines of one shape say nothing new. */
  get isLong(): boolean {
    return this.#readInFull >= SHORT;
  }

  push(chunk: string): void {
    // Text in two bytes a character that was taken for text in one.
    const whole = chunk.includes('\0') ? chunk.replaceAll('\0', '') : chunk;
    let text = whole;
    if (this.#readInFull < SHORT) {
      const end = whole.indexOf('\n', SHORT - this.#readInFull) + 1 || whole.length;
      const inFull = whole.slice(0, end);
      this.#readInFull += inFull.length;
      this.#splitter.push(inFull);
      if (!inFull.endsWith('\n')) {
        // The limit lies within a line: all of it is read.
        this.#readInFull = Math.min(this.#readInFull, SHORT - 1);
      }
      text = whole.slice(end);
    }
    if (text !== '') this.#sift(text);
  }

  end(): void {
    this.#splitter.push(this.#held);
    this.#held = '';
    this.#splitter.end();
  }

  /** Passes over the lines of a long text that say nothing, but for its last ones. */
  #sift(text: string): void {
    const held = this.#held + text;
    if (held.length < 2 * LAST) {
      this.#held = held;
      return;
    }
    const end = held.lastIndexOf('\n', held.length - LAST) + 1;
    if (end === 0) {
      // A line without end: the splitter takes it in pieces.
      this.#splitter.push(held);
      this.#held = '';
      return;
    }
    this.#held = held.slice(end);
    sift(
      held.slice(0, end),
      (lines) => this.#splitter.push(lines),
      (count) => {
        this.#splitter.skip(count);
        this.#skipped();
      },
    );
  }
}
