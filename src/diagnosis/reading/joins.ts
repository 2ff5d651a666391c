/** Puts a line together with those before it that it may go on with. */
import type { CleanLine } from './clean';
import { startsAnew } from './signs';

/** Longest line that may be a piece of a wrapped sentence. */
const LONGEST_WRAPPED = 400;
/** Shorter lines were not broken for want of room. */
const SHORTEST_WRAPPED = 18;
/** Lines that a broken sentence may run over. */
export const MOST_WRAPPED = 6;

/** A sentence that runs over a seam. */
interface Joined {
  readonly text: string;
  /** Where the last line begins in it. */
  readonly at: number;
}

/**
 * The line put together with those that it may continue, the nearest first.
 * @param recent the lines before it, the last one nearest
 */
export function* joinsOf(line: CleanLine, recent: readonly CleanLine[]): Generator<Joined> {
  const start = startsAnew(line);
  if (start === 'surely' || (start === 'perhaps' && !mayContinue(recent))) return;
  if (line.text.length > LONGEST_WRAPPED) return;
  let text = '';
  for (let back = recent.length - 1; back >= 0; back -= 1) {
    const before = recent[back] as CleanLine;
    if (before.width < SHORTEST_WRAPPED || before.text.length > LONGEST_WRAPPED || before.level === 'normal')
      return;
    // A line that is drawn across the page ends what stands above it.
    if (isDrawn(before.text)) return;
    text = text === '' ? before.text : `${before.text} ${text}`;
    yield { text: `${text} ${line.text}`, at: text.length + 1 };
    // A terminal breaks in the middle of a word.
    if (back === recent.length - 1 && /[\w/.:"-]$/.test(before.text) && /^[\w/.:"-]/.test(line.text)) {
      yield { text: text + line.text, at: text.length };
    }
    if (startsAnew(before)) return;
  }
}

/** Whether the line is drawn across the page, with or without a title. */
export function isDrawn(text: string): boolean {
  return /^[-=_*#~]{4}|[-=_*#~]{4}$/.test(text);
}

/** A long line that ends without a full stop may go on with a word that elsewhere starts one. */
function mayContinue(recent: readonly CleanLine[]): boolean {
  const before = recent.at(-1);
  return before !== undefined && before.width >= 60 && /[\w,:;"'([/-]$/.test(before.text);
}
