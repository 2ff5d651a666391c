/** Where an image comes from. */
import type { Evidence } from '../../model/evidence';
import { hostOf, isIbmRegistry } from '../../model/image-host';
import { present } from '../../model/present';
import { buildSpec } from '../../model/specs';
import type { Candidate, Side } from '../candidate';
import { checked } from './rule';

/** Local source is pushed to IBM Cloud Container Registry only. */
export function localBuildNeedsIcr(evidence: Evidence, side: Side): readonly Candidate[] {
  const spec = buildSpec(evidence);
  if (side !== 'build' || spec?.sourceType !== 'local' || !spec.outputImage) return [];
  const host = hostOf(spec.outputImage);
  if (isIbmRegistry(host)) return [];
  return checked(
    'local-build-needs-icr',
    `The build takes local source and pushes to ${host}; local source works with IBM Cloud Container Registry only.`,
    'build configuration',
  );
}

/** An app from source waits for its build (cases ). A failed build is the root itself. */
export function waitingForBuild(evidence: Evidence, side: Side): readonly Candidate[] {
  const run = present(evidence.origin?.buildRun);
  if (side !== 'run' || !run || !['pending', 'running'].includes(run.status ?? '')) return [];
  return checked(
    'waiting-for-build',
    `Build run ${run.name}, which makes the image, is still ${run.status}.`,
    `build run ${run.name}`,
  );
}
