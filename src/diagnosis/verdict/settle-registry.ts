/** Lets our own registry check and the messages about the registry speak to each other. */

import { causeOf, traitsOf } from '../causes/index';
import { capitalised } from '../model/text';
import type { Candidate } from './candidate';
import { isAboutRegistry, isGeneral, isOpenAnswer } from './consequences';

export interface Settled {
  readonly settled: readonly Candidate[];
  /** A sentence each. */
  readonly disagreements: readonly string[];
}

/**
 * Settles what the registry's part in the failure is.
 * @param accessible the check passed every step that was asked.
 */
export function settleRegistry(candidates: readonly Candidate[], accessible: boolean): Settled {
  const check = candidates.find((one) => isOurCheck(one) && one.strength === 'decisive');
  const others = candidates.filter((one) => one.strength === 'decisive' && one.proof.source !== 'check');
  const said = others.filter(({ cause }) => isAboutRegistry(cause));
  // What only shows from inside explains why we come through.
  const explained = candidates.some((one) => isOurs(one) && traitsOf(one.cause).hiddenFromOutside);
  if (!check) {
    const disagreements = accessible && !explained ? mendedSince(said) : [];
    return { settled: candidates, disagreements };
  }

  const failedElsewhere = others.some((one) => !isAboutRegistry(one.cause) && !isGeneral(one.cause));
  const blocked = candidates.some(({ cause }) => traitsOf(cause).keepsFromStarting);
  if (blocked || (said.length === 0 && failedElsewhere)) {
    // The work failed before it came to the registry: what we found is the next obstacle, not this one.
    const settled = candidates.map((one) => (isOurCheck(one) ? { ...one, secondary: true } : one));
    return { settled, disagreements: [] };
  }
  const plain = said.find(({ cause }) => cause !== check.cause && !isOpenAnswer(cause));
  if (plain) {
    // A plain statement stands: we ask from another place, at another time.
    const disagreement = `${capitalised(speaker(plain))} says “${causeOf(plain.cause).title}”; our own check found “${causeOf(check.cause).title}”.`;
    return { settled: candidates.filter((one) => one !== check), disagreements: [disagreement] };
  }
  // Open answers are settled by the check: their words become proof of the same finding.
  const settled = candidates.map(
    (one): Candidate =>
      said.includes(one) && one.cause !== check.cause
        ? { ...one, cause: check.cause, confidence: 'possible' }
        : one,
  );
  return { settled, disagreements: [] };
}

function mendedSince(said: readonly Candidate[]): readonly string[] {
  const [first] = said;
  if (!first || traitsOf(first.cause).hiddenFromOutside) return [];
  return [
    `The registry lets the same credential in now, while ${speaker(first)} says “${causeOf(first.cause).title}”. It may have been fixed since, or it comes and goes: try again first.`,
  ];
}

/** A check of ours shows it, and it decides. */
function isOurs({ proof, strength }: Candidate): boolean {
  return proof.source === 'check' && strength === 'decisive';
}

function isOurCheck(candidate: Candidate): boolean {
  return candidate.proof.source === 'check' && !candidate.advisory && isAboutRegistry(candidate.cause);
}

function speaker({ proof }: Candidate): string {
  return proof.source === 'platform' ? 'the platform' : proof.source === 'log' ? 'the log' : 'an event';
}
