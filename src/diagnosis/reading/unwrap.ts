/**
 * Puts lines together that a window broke. Terminals break at their width, PowerShell breaks what a program prints to
 * its error stream at the width of its own window, both in the middle of words, and people paste it so.
 */
import { isDrawn } from './joins';
import type { RawLine } from './lines';

/** Lines that are looked at before it is told at which width the text was broken. */
const LOOKED_AT = 60;
/** Wider windows are rare, and longer lines are what tools print. */
const WIDEST = 250;
/** Narrower windows only where nearly every line, or PowerShell itself, says so. */
const NARROWEST = 60;
/** Widest window of which it is told by the lines alone, without PowerShell's marks. */
const NARROW = 60;
/** Broken lines of which one is put together, at most. */
const MOST_PIECES = 60;

/** What PowerShell puts around the error stream of a program. */
const powerShell =
  /\bCategoryInfo\b|\bFullyQualified|^(?:At line:|No linha:|En l[ií]nea:|Au caract)|^\+ ~{3}|NativeCommandE/;
/** Lines that nothing before them runs into. */
const begins =
  /^\s{0,8}(?:#\d{1,4} |=> |(?:manifest|config|layer|index)-sha256:|elapsed: |\[|---|===|\* |- |> |>>> |\d{1,4} \||\+ |\$ |At line:|FROM |RUN |COPY |npm |yarn |pnpm |ERROR\b|WARN|INFO\b|error:|fatal:|warning:|remote:|Traceback|File "|at |Caused by|go: |E: |W: |Step |STEP |Normal |Warning |Get:|Err:|The command |Error:|docker: |failed to |\d{4}[-/]\d\d[-/]\d\d|\d\d?:\d\d:\d\d|\d{1,3}\||(?:build|error) {1,8}\d\d-[A-Z]|[A-Z][a-z]{2} \d|time=|level=|ts=|\{|[\w.-]{1,60} {1,20}\| )/;
/** With the marks of PowerShell every line may run into the next but these. */
const beginsAnyhow =
  /^\s{0,8}(?:#\d{1,4} |=> |\[|---|> |>>> |\d{1,4} \||\+ |At line:|FROM |RUN |npm |ERROR|WARN|error:|fatal:|Traceback|File "|at )/;

/** How a line mostly begins that goes on with a sentence. */
const goesOn = /^\s{0,4}[a-z0-9"'`({<./:,;=@-]/;
/** So many broken lines leave no doubt. */
const ENOUGH = 3;

interface Window {
  readonly width: number;
  readonly begins: RegExp;
  /** Shorter lines were not broken. */
  readonly least: number;
  /** Whether it is only likely that there was a window. */
  readonly unsure?: true;
  /** PowerShell itself shows it: a longer line comes from elsewhere, and the window stays. */
  readonly stays?: true;
  /** The lines are to be read one by one as well. */
  readonly pieces?: true;
}

export class Unwrapper {
  readonly #emit: (line: RawLine) => void;
  #held: RawLine[] | undefined = [];
  #window: Window | undefined;
  #whole: RawLine | undefined;
  #last = '';
  #lastNumber = 0;
  #pieces = 0;

  constructor(emit: (line: RawLine) => void) {
    this.#emit = emit;
  }

  push(line: RawLine): void {
    if (this.#held) {
      this.#held.push(line);
      if (this.#held.length >= LOOKED_AT) this.#decide();
    } else this.#pass(line);
  }

  end(): void {
    this.#decide();
    this.#flush();
  }

  #decide(): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    this.#window = windowOf(held.map(({ text }) => text));
    for (const line of held) this.#pass(line);
  }

  #pass(line: RawLine): void {
    const window = this.#window;
    // A line longer than the window shows that there was none.
    if (window && line.text.length > window.width) {
      this.#flush();
      if (window.stays) {
        this.#emit(line);
        return;
      }
      this.#window = undefined;
    }
    if (!this.#window) {
      this.#emit(line);
      return;
    }
    if (
      this.#whole &&
      this.#pieces < MOST_PIECES &&
      line.number - this.#lastNumber <= 1 &&
      runsOn(this.#last, line.text, this.#window)
    ) {
      const { pieces = [this.#whole] } = this.#whole;
      this.#whole = {
        ...joined(this.#whole, line, this.#last, this.#window.width),
        ...(this.#window.pieces && { pieces: [...pieces, line] }),
      };
      this.#pieces += 1;
    } else {
      this.#flush();
      this.#whole = line;
      this.#pieces = 1;
    }
    this.#last = line.text;
    this.#lastNumber = line.number;
  }

  #flush(): void {
    if (this.#whole) this.#emit(this.#whole);
    this.#whole = undefined;
  }
}

/** At the very edge of the window a break may have cut a word in two, or taken the place of a blank. */
function joined({ text, number, or }: RawLine, next: RawLine, last: string, width: number): RawLine {
  const open = last.length >= width && /\S$/.test(last) && /^\S/.test(next.text);
  const spaced = `${(or ?? text).trimEnd()} ${next.text.trimStart()}`;
  if (!open) {
    const whole = `${text.trimEnd()} ${next.text.trimStart()}`;
    return or === undefined ? { text: whole, number } : { text: whole, number, or: spaced };
  }
  return { text: text.trimEnd() + next.text.trimStart(), number, or: spaced };
}

/** Whether the first word of the next line had no room on this one. */
function runsOn(before: string, next: string, { width, begins: anew, least, unsure }: Window): boolean {
  if (before.length < least || before.trim() === '' || next.trim() === '' || anew.test(next)) return false;
  if (isDrawn(before.trim())) return false;
  if (unsure && !goesOn.test(next)) return false;
  const word = /^\s{0,4}\S{1,250}/.exec(next)?.[0].trim() ?? '';
  return before.trimEnd().length + 1 + word.length > width;
}

/** The width at which PowerShell's own underline of a command was broken; what is around it may be wider. */
function underlineOf(lines: readonly string[]): number | undefined {
  const at = lines.findIndex(
    (text, line) => /^\+ {1,8}~{3,250}$/.test(text) && /^~{1,250}$/.test(lines[line + 1] ?? ''),
  );
  const width = lines[at]?.length;
  return width !== undefined && width <= 120 && lines.some((text) => text.length > width) ? width : undefined;
}

/** The window that broke the text; `undefined` when none shows. */
function windowOf(lines: readonly string[]): Window | undefined {
  const full = lines.filter((text) => text.trim() !== '');
  const underlined = underlineOf(full);
  if (underlined) return { width: underlined, begins: beginsAnyhow, least: 0, stays: true, pieces: true };
  const width = Math.max(0, ...full.map((text) => text.length));
  if (width > WIDEST || full.length < 2) return undefined;
  if (width <= 120 && full.some((text) => powerShell.test(text)))
    return { width, begins: beginsAnyhow, least: 0 };
  if (width <= NARROW) {
    const window: Window = { width, begins: beginsAnyhow, least: 0 };
    const broken = full.slice(1).filter((text, at) => runsOn(full[at] as string, text, window)).length;
    return full.length >= 8 && broken >= 0.6 * (full.length - 1) ? window : undefined;
  }
  const sure: Window = { width, begins, least: NARROWEST };
  const broken = full.slice(1).filter((text, at) => runsOn(full[at] as string, text, sure)).length;
  return broken >= ENOUGH ? { ...sure, pieces: true } : { ...sure, pieces: true, unsure: true };
}
