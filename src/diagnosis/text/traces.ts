/** Follows a stack trace to the line that says what went wrong: below the frames, or among them. */
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
/** Lines that a trace of the JVM goes on with. */
const jvmFrame = /^(?:at [\w$./<>]{1,300}\(|\.{3} \d{1,6} (?:more|common frames)|Suppressed: |Caused by: )/;

/** One trace, from the line after its opening. */
export class Trace {
  #left = LONGEST_TRACE;
  #before: string[] = [];
  #conclusion: Conclusion | undefined;
  readonly #python: boolean;
  readonly #jvm: boolean;

  /** @param opening The line that a pattern matched. */
  constructor(opening: string) {
    this.#python = opening.startsWith('Traceback ');
    this.#jvm = !openers.test(opening);
  }

  get conclusion(): Conclusion | undefined {
    return this.#conclusion;
  }

  /** Reads the next line. @returns whether the trace goes on. */
  read(line: CleanLine): boolean {
    this.#left -= 1;
    const goesOn = this.#jvm ? this.#readJvm(line) : this.#readUntilException(line);
    if (!/^[\^~ ]{1,400}$/.test(line.text)) this.#before = [...this.#before.slice(-1), cut(line.text)];
    return goesOn && this.#left > 0;
  }

  /** The innermost cause is the last one. */
  #readJvm(line: CleanLine): boolean {
    if (!jvmFrame.test(line.text)) return false;
    if (line.text.startsWith('Caused by: ')) this.#conclude(line);
    return true;
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
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
