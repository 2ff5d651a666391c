/** The check that we ran ourselves: the strongest word there is. */
import type { RegistryCheck } from '../registry-check';
import type { Candidate } from './candidate';

/** Candidates from a registry check: findings about the secret first, then the first failing rung. */
export function fromRegistry(check: RegistryCheck): readonly Candidate[] {
  const where = `registry check of ${check.image?.canonical ?? check.reference}`;
  const found: Candidate[] = check.findings.map(({ cause, detail }) => ({
    cause,
    strength: 'decisive' as const,
    confidence: 'proven' as const,
    proof: { source: 'check' as const, text: detail, where },
    detail,
    ...(cause === 'tag-moved' || cause === 'image-vulnerable' ? { advisory: true } : {}),
  }));
  const failed = check.steps.find((step) => step.status === 'failed');
  if (failed?.cause) {
    found.push({
      cause: failed.cause,
      strength: 'decisive',
      confidence: 'proven',
      proof: { source: 'check', text: failed.proof ?? `step ${failed.step} failed`, where },
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

function driftSentence({ drift }: RegistryCheck): string {
  const now = drift?.tagDigest ? `the tag names ${short(drift.tagDigest)} now` : 'the tag is gone as well';
  return `The revision is pinned to ${short(drift?.pinnedDigest ?? '')}, which the registry no longer has; ${now}.`;
}

/** First twelve hex digits of a digest, as tools show it. */
export function short(digest: string): string {
  return digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}
