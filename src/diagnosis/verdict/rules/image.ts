/** The image itself: its size, its tag, its health. */
import type { Evidence } from '../../model/evidence';
import { present } from '../../model/present';
import type { Candidate, Side } from '../candidate';
import { checked, registryOf } from './rule';

/** A pull of more than this takes long enough to be felt at every start, bytes. */
const LARGE_IMAGE = 2 * 1024 ** 3;

/** Something still starts, and its image is large. */
export function slowPull(evidence: Evidence, side: Side): readonly Candidate[] {
  const size = registryOf(evidence)?.facts?.totalBytes ?? 0;
  if (side !== 'run' || size < LARGE_IMAGE) return [];
  const starting =
    ['pending', 'loading', 'deploying'].includes(present(evidence.jobRun)?.status ?? '') ||
    ['pending', 'loading', 'deploying'].includes(present(evidence.revision)?.status ?? '') ||
    present(evidence.revision)?.reason === 'initial_scale_never_achieved';
  if (!starting) return [];
  return [
    {
      cause: 'pull-slow',
      strength: 'symptom',
      confidence: 'likely',
      proof: {
        source: 'check',
        text: `${(size / 1024 ** 3).toFixed(1)} GB of compressed layers`,
        where: 'registry',
      },
      detail: `The image is ${(size / 1024 ** 3).toFixed(1)} GB compressed, and the instance is still starting.`,
    },
  ];
}

/** The tag names another image than the one that runs: nothing is broken, but a new start runs the new one. */
export function movedTag(evidence: Evidence, side: Side): readonly Candidate[] {
  const check = registryOf(evidence);
  const drift = check?.drift;
  // The check itself may have said it already, with both digests.
  if (check?.findings.some(({ cause }) => cause === 'tag-moved')) return [];
  if (side !== 'run' || !drift?.tagDigest || drift.tagDigest === drift.pinnedDigest) return [];
  if (drift.pinnedExists === false) return [];
  return checked(
    'tag-moved',
    'The tag names another image than the one that the revision runs.',
    'registry check',
    { advisory: true, captured: { digest: drift.tagDigest } },
  );
}

/** Vulnerability Advisor found issues: they are told, and explain no failure. */
export function vulnerableImage(evidence: Evidence): readonly Candidate[] {
  const found = registryOf(evidence)?.icr?.vulnerabilities;
  if (!found || found.count === 0) return [];
  return checked(
    'image-vulnerable',
    `Vulnerability Advisor found ${found.count} issues in the image (${found.status}).`,
    'Vulnerability Advisor',
    { advisory: true },
  );
}
