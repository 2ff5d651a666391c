/** The shape of a rule, and what rules share. */
import type { Evidence } from '../../model/evidence';
import { present } from '../../model/present';
import type { RegistryCheck } from '../../model/registry-check';
import type { Candidate, Side } from '../candidate';

export type Rule = (evidence: Evidence, side: Side) => readonly Candidate[];

/** One candidate that facts prove: `detail` is both its proof and what the card says. */
export function checked(
  cause: Candidate['cause'],
  detail: string,
  where: string,
  more: Partial<Candidate> = {},
): readonly Candidate[] {
  return [
    {
      cause,
      strength: 'decisive',
      confidence: 'proven',
      proof: { source: 'check', text: detail, where },
      detail,
      ...more,
    },
  ];
}

/** What the registry ladder found, if it was climbed. */
export function registryOf(evidence: Evidence): RegistryCheck | undefined {
  return present(evidence.registry);
}
