/**
 * Takes off what every line of a text begins with: the name that a collector, a pipeline or a program that runs several
 * others puts before each line. The lines themselves tell, so that collectors that nobody knows are understood as well.
 */
import type { RawLine } from './lines';

/** Lines that are looked at before it is told whether they have such a column. */
const LOOKED_AT = 24;
/** Fewer lines may begin alike by chance. */
const FEWEST = 3;
/** Names that one text has in its column, at most. */
const MOST_NAMES = 8;

/** A name in brackets, a name and a bar, or a name between two blanks and a bar of a box. */
const named =
  /^(?:\d{4}-\d\d-\d\d[T ][\d:.,]{5,18}(?:Z|[+-]\d\d:?\d\d)? )?(?:\[(?<bracketed>[A-Za-z@][\w.:/@ -]{0,120})\]:? (?:(?:OUT|ERR) )?|(?<barred>[A-Za-z@\d][\w./@:-]{0,80}) {0,30}(?:[|\u2502>]|\u203a) )/;
/** What tools put in brackets that means something: levels, phases, places of a build. */
const meant =
  /^(?:info|debug|trace|warn(?:ing)?|error|err|fatal|crit(?:ical)?|emerg|alert|notice|severe|lifecycle|quiet|internal|auth|linux|builder|detector|analyzer|restorer|exporter|creator|extender|native code|http|notes?|end of output|eval|pipeline|command|section|no-?ssl|y|n)\b|\d\/\d|(?:^|[-_: ])push\b/i;
/** Job and step, as `gh run view --log` writes them before GitHub's own time. */
const tabbed = /^[^\t]{1,120}\t[^\t]{1,160}\t(?=\ufeff?\d{4}-\d\d-\d\dT)/;
const numbered = /^ {0,6}(\d{1,6})(?:[:.)|]| {1,4}) ?/;

export class Columns {
  readonly #emit: (line: RawLine) => void;
  #held: RawLine[] | undefined = [];
  #column: RegExp | undefined;
  /** The viewer's number before the last line that had one, and which line that was. */
  #counted: { readonly number: number; readonly line: number } | undefined;

  constructor(emit: (line: RawLine) => void) {
    this.#emit = emit;
  }

  push(line: RawLine): void {
    if (!this.#held) {
      this.#emit(this.#without(line));
      return;
    }
    this.#held.push(line);
    if (this.#held.length >= LOOKED_AT) this.end();
  }

  /** Passes on what is still held. */
  end(): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    this.#column = columnOf(held);
    for (const line of held) this.#emit(this.#without(line));
  }

  #without(line: RawLine): RawLine {
    const found = this.#column?.exec(line.text);
    if (!found || (this.#column === numbered && !this.#countsOn(Number(found[1]), line.number))) return line;
    const { bracketed, barred } = found.groups ?? {};
    const name = bracketed ?? barred;
    if (name !== undefined && meant.test(name)) return line;
    // The time before the name stays: it says where a message begins.
    const at = name === undefined ? 0 : found[0].lastIndexOf(bracketed === undefined ? name : `[${name}`);
    const text = line.text.slice(0, at) + line.text.slice(found[0].length);
    return { ...line, text, ...(name !== undefined && { column: true }) };
  }

  /** Whether a number follows the one before, or is as far from it as the lines are from each other. */
  #countsOn(number: number, line: number): boolean {
    const before = this.#counted;
    if (before && number !== before.number + 1 && number - before.number !== line - before.line) return false;
    this.#counted = { number, line };
    return true;
  }
}

function columnOf(lines: readonly RawLine[]): RegExp | undefined {
  const texts = lines.map(({ text }) => text).filter((text) => text.trim() !== '');
  if (texts.length > 0 && texts.every((text) => tabbed.test(text))) return tabbed;
  if (texts.length < FEWEST) return undefined;
  const names = texts.map((text) => {
    const { bracketed, barred } = named.exec(text)?.groups ?? {};
    return bracketed ?? barred;
  });
  const distinct = new Set(names);
  if (!distinct.has(undefined) && distinct.size <= MOST_NAMES && distinct.size < texts.length) {
    return [...distinct].some((name) => meant.test(name as string)) ? undefined : named;
  }
  const numbers = texts.map((text) => Number(numbered.exec(text)?.[1] ?? Number.NaN));
  // Numbers that count the lines one by one are a viewer's.
  const counts = numbers.every((number, at) => at === 0 || number === (numbers[at - 1] as number) + 1);
  return counts && !Number.isNaN(numbers[0]) ? numbered : undefined;
}
