/** Follows a stack trace to the line that says what went wrong: below the frames, or among them. */
import { beginning } from '../model/text';
import type { CleanLine } from './clean';

export interface Conclusion {
  readonly line: string;
  readonly lineNumber: number;
  /** The lines just before it. */
  readonly before: readonly string[];
}

/** Longest trace that is followed, lines. */
const LONGEST_TRACE = 200;
const LONGEST_TEXT = 600;

/** What stands above its frames and does not name the exception. */
const openers = /^Traceback \(most recent call last\)|^node:internal\/\S{1,200}$/;
/** An exception by its usual name. */
const namedException =
  /^(?:Uncaught )?(?:[A-Za-z_][\w.$]{0,150})?(?:Error|Exception|Exit|Interrupt|Failure|Timeout|Refused|NotFound|DoesNotExist|StopIteration)(?: \[\w{1,60}\])?(?::|$)/;
/** An exception by its place: the first line of a Python trace that is not indented. */
const anyException = /^[A-Za-z_][\w.]{0,150}: \S/;
/** Lines that a trace of the JVM or of .NET goes on with. */
const frame =
  /^(?:at [\w$./<>]{1,300}[([]|\.{3} \d{1,6} (?:more|common frames)|--- End of |Suppressed: |Caused by: |---> )/;
/** The exception within another one. */
const inner = /^(?:Caused by: |---> )/;
/** An exception of the JVM or of .NET, with its package. */
const qualifiedException = /^[A-Za-z][\w$]{0,60}(?:\.[\w$]{1,80}){1,12}: \S/;
/** Spring Boot tells in words what failed, below this line and the word `Description:`. */
const springReport = 'APPLICATION FAILED TO START';

/** One trace, from the line after its opening. */
export class Trace {
  #left = LONGEST_TRACE;
  #before: string[] = [];
  #conclusion: Conclusion | undefined;
  readonly #python: boolean;
  readonly #read: (line: CleanLine) => boolean;

  /** @param opening The line that a pattern matched. */
  constructor(opening: string) {
    this.#python = opening.startsWith('Traceback ');
    this.#read = openers.test(opening)
      ? (line) => this.#readUntilException(line)
      : opening.includes(springReport)
        ? (line) => this.#readReport(line)
        : (line) => this.#readFrames(line);
  }

  get conclusion(): Conclusion | undefined {
    return this.#conclusion;
  }

  /** Reads the next line. @returns whether the trace goes on. */
  read(line: CleanLine): boolean {
    this.#left -= 1;
    const goesOn = this.#read(line);
    if (!/^[\^~ ]{1,400}$/.test(line.text)) this.#before = [...this.#before.slice(-1), cut(line.text)];
    return goesOn && this.#left > 0;
  }

  /** The innermost cause is the last one. The exception itself may follow the line that announces it. */
  #readFrames(line: CleanLine): boolean {
    const announced = this.#left === LONGEST_TRACE - 1 && qualifiedException.test(line.text);
    if (announced || inner.test(line.text)) this.#conclude(line);
    return announced || frame.test(line.text);
  }

  #readReport(line: CleanLine): boolean {
    if (this.#before.at(-1) !== 'Description:') return true;
    this.#conclude(line);
    return false;
  }

  #readUntilException(line: CleanLine): boolean {
    const found =
      namedException.test(line.text) || (this.#python && !line.indented && anyException.test(line.text));
    if (found) this.#conclude(line);
    return !found;
  }

  #conclude({ text, number }: CleanLine): void {
    this.#conclusion = { line: cut(text), lineNumber: number, before: this.#before };
  }
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${beginning(text, LONGEST_TEXT)}…`;
}
