import type { Host } from './hosts';

/** Package indexes. */
export function packageHosts(): readonly Host[] {
  return [];
}
