/** Lists that come from outside, of which a part may not have been readable. */
import type { Gap } from './missing-reason';

/** A list; `gap` says what is missing of it. Without one it is whole, as any plain list. */
export type Listed<T> = readonly T[] & { readonly gap?: Gap };

/** A list with what is missing of it. The gap is no element: it does not appear where elements are walked or written. */
export function listed<T>(items: readonly T[], gap: Gap | undefined): Listed<T> {
  if (!gap) return items;
  return Object.defineProperty([...items], 'gap', { value: gap }) as Listed<T>;
}

/** What is missing of an answer, where it is a list that says so. */
export function gapOf(answer: unknown): Gap | undefined {
  return Array.isArray(answer) ? (answer as Listed<unknown>).gap : undefined;
}
