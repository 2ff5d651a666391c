import type { Gathered } from './evidence';

/** The value of a source that answered. */
export function present<T>(gathered: Gathered<T> | undefined): T | undefined {
  return gathered?.state === 'present' ? gathered.value : undefined;
}
