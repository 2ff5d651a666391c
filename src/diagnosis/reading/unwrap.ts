/**
 * Puts lines together that a narrow terminal broke. PowerShell breaks what a program prints to its error stream at the
 * width of its window, in the middle of words, and people paste it so.
 */
import type { RawLine } from './lines';

/** Lines that are looked at before it is told whether the text was broken. */
const LOOKED_AT = 60;
/** Wider windows break few enough lines for the reader to put them together by what they say. */
const WIDEST = 100;
/** Broken lines of which one is put together, at most. */
const MOST_PIECES = 60;

/** What PowerShell puts around the error stream of a program. */
const powerShell =
  /\bCategoryInfo\b|\bFullyQualified|^(?:At line:|No linha:|En l[ií]nea:|Au caract)|^\+ ~{3}|NativeCommandE/;
/** Lines that nothing before them runs into. */
const begins =
  /^\s{0,8}(?:#\d{1,4} |=> |\[|---|> |>>> |\d{1,4} \||\+ |At line:|FROM |RUN |npm |ERROR|WARN|error:|fatal:|Traceback|File "|at )/;

export class Unwrapper {
  readonly #emit: (line: RawLine) => void;
  #held: RawLine[] | undefined = [];
  #width: number | undefined;
  #pieces: RawLine | undefined;
  #last = '';
  #count = 0;

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
    this.#width = widthOf(held.map(({ text }) => text));
    for (const line of held) this.#pass(line);
  }

  #pass(line: RawLine): void {
    const width = this.#width;
    if (width === undefined) {
      this.#emit(line);
      return;
    }
    if (this.#pieces && this.#count < MOST_PIECES && runsOn(this.#last, line.text, width)) {
      const seam = this.#last.length >= width ? '' : ' ';
      const text = this.#pieces.text.trimEnd() + (seam || trailing(this.#last)) + line.text.trimStart();
      this.#pieces = { text, number: this.#pieces.number };
      this.#count += 1;
    } else {
      this.#flush();
      this.#pieces = line;
      this.#count = 1;
    }
    this.#last = line.text;
  }

  #flush(): void {
    if (this.#pieces) this.#emit(this.#pieces);
    this.#pieces = undefined;
  }
}

function trailing(text: string): string {
  return text.endsWith(' ') ? ' ' : '';
}

/** Whether the first word of the next line had no room on this one. */
function runsOn(before: string, next: string, width: number): boolean {
  if (before.trim() === '' || next.trim() === '' || begins.test(next)) return false;
  const word = /^\s{0,4}\S{1,200}/.exec(next)?.[0].trim() ?? '';
  return before.trimEnd().length + 1 + word.length > width;
}

/** The width at which the text was broken; `undefined` when it does not look broken. */
export function widthOf(lines: readonly string[]): number | undefined {
  const full = lines.filter((text) => text.trim() !== '');
  const width = Math.max(0, ...full.map((text) => text.length));
  if (width > WIDEST || width < 16 || full.length < 8) return undefined;
  if (full.some((text) => powerShell.test(text))) return width;
  // Without its marks: nearly every line must have had no room for the next word.
  const broken = full.slice(1).filter((text, at) => runsOn(full[at] as string, text, width)).length;
  return width <= 60 && broken >= 0.6 * (full.length - 1) ? width : undefined;
}
