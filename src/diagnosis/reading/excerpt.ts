/** Of long lines only as much is kept as a person reads. */
import { beginning } from '../model/text';

/** How much of a long line is kept around a match. */
const KEPT = 300;

/** A line, or of a long one what stands around a match. */
export function neighbourhood(text: string, index: number, length: number): string {
  if (text.length <= 2 * KEPT) return text;
  const from = Math.max(0, index - KEPT / 2);
  const to = Math.min(text.length, index + Math.min(length, KEPT) + KEPT);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

/** A line, or the beginning of a long one. */
export function cut(text: string): string {
  return text.length <= 2 * KEPT ? text : `${beginning(text, 2 * KEPT)}…`;
}
