/** Pauses between attempts, milliseconds. */

const LONGEST_PAUSE = 15 * 60_000;

/** Twice as long each time. */
export function pause(attempts: number, first: number): number {
  return Math.min(first * 2 ** Math.min(attempts, 20), LONGEST_PAUSE);
}
