/** The lines that a person is shown of a text. */
import type { Fact } from '../../reading/fact';
import { conclusionOf } from '../../reading/facts';

/** Shorter lines may well stand twice. */
const SHORTEST_SENTENCE = 20;

/** The deciding line with what stands around it; of a long stack trace its beginning and its end. */
export function tellingLines(fact: Fact): readonly string[] {
  const { before, line, after } = fact;
  const end = conclusionOf(fact);
  if (!end || after.includes(end.line)) return [...before, line, ...after];
  const frames = end.before.filter((frame) => !after.slice(0, 2).includes(frame));
  return [...before, line, ...after.slice(0, 2), '…', ...frames, end.line];
}

/** Leaves out rules drawn across the log, and lines that only say an earlier one again with a few words more. */
export function withoutRepetition(lines: readonly string[]): readonly string[] {
  const told: string[] = [];
  for (const line of lines) {
    const again = told.some((earlier) => earlier.length > SHORTEST_SENTENCE && line.startsWith(earlier));
    if (!again && !/^[-=_*#]{4,400}$/.test(line)) told.push(line);
  }
  return told;
}
