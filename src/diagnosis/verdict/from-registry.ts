/** The check that we ran ourselves: the strongest word there is. */

import { traitsOf } from '../causes/index';
import { shortDigest } from '../model/digest';
import type { RegistryCheck, RegistryStep } from '../model/registry-check';
import type { Candidate } from './candidate';
import { isLoginTrouble, isRefusal } from './consequences';

/** Whether a failure of our check may well be our own. */
export function isOnOurWay({ cause, proof }: Candidate): boolean {
  return proof.source === 'check' && traitsOf(cause).onOurWay === true;
}

/** Candidates from a registry check: findings about the secret first, then the first failing step. What we met on
 * our own way to the registry is only a hint, unless something of the platform says the same. */
export function fromRegistry(check: RegistryCheck): readonly Candidate[] {
  const where = `registry check of ${check.image?.canonical ?? check.reference}`;
  const found: Candidate[] = check.findings.map(({ cause, detail }) => ({
    cause,
    strength: 'decisive' as const,
    confidence: 'proven' as const,
    proof: { source: 'check' as const, text: detail, where },
    detail,
    ...(traitsOf(cause).advisory && { advisory: true }),
  }));
  const failed = check.steps.find((step) => step.status === 'failed');
  // Whoever is pinned to a digest that is there needs no tag to start.
  const onlyTheTag = failed?.step === 'manifest' && check.drift?.pinnedExists === true;
  if (failed?.cause && check.firstPush) {
    found.push({
      cause: failed.cause,
      strength: 'decisive',
      confidence: 'proven',
      proof: { source: 'check', text: failed.proof ?? `step ${failed.step} failed`, where },
      advisory: true,
      detail:
        'An upload was opened just now and given up again: the login is allowed to write there. Until something is pushed there is nothing to pull.',
    });
  } else if (failed?.cause) {
    // A login that does not fit is why the registry refuses: the refusal itself is then a symptom.
    const follows = isRefusal(failed.cause) && found.some(({ cause }) => isLoginTrouble(cause));
    const hint = follows || traitsOf(failed.cause).onOurWay === true;
    found.push({
      cause: failed.cause,
      strength: hint ? 'symptom' : 'decisive',
      confidence: hint ? 'possible' : isOfOurAddress(check, failed) ? 'likely' : 'proven',
      proof: { source: 'check', text: failed.proof ?? `step ${failed.step} failed`, where },
      ...(onlyTheTag && {
        advisory: true,
        detail:
          'The registry no longer has the tag, and still has the image that the revision is pinned to: what runs goes on and starts again, and the next deployment will fail.',
      }),
    });
  }
  if (check.drift?.pinnedExists === false && !found.some(({ cause }) => cause === 'image-digest-not-found')) {
    found.unshift({
      cause: 'image-digest-not-found',
      strength: 'decisive',
      confidence: 'proven',
      proof: { source: 'check', text: `${check.drift.pinnedDigest} is gone from the registry`, where },
      detail: driftSentence(check),
    });
  }
  return found;
}

/** That our address is refused shows that there is a rule; whether Code Engine's is refused by it is open. */
function isOfOurAddress({ icr }: RegistryCheck, { cause, proof = '' }: RegistryStep): boolean {
  return cause === 'network-policy-restricted' && !icr?.privateOnly && !/\bprivate-only\b/i.test(proof);
}

function driftSentence({ drift }: RegistryCheck): string {
  const now = drift?.tagDigest
    ? `the tag names ${shortDigest(drift.tagDigest)} now`
    : 'the tag is gone as well';
  return `The revision is pinned to ${shortDigest(drift?.pinnedDigest ?? '')}, which the registry no longer has; ${now}.`;
}
