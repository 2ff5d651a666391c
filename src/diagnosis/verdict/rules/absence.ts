/** What it means that the very resource that was asked about is not to be had. */
import type { Evidence, Gathered } from '../../model/evidence';
import { present } from '../../model/present';
import { kindNames, type WorkloadKind } from '../../model/subject';
import type { Candidate } from '../candidate';
import { checked } from './rule';

type Missing = Extract<Gathered<unknown>, { state: 'missing' }>;

/**
 * Runs are removed after a while; definitions are only removed by hand. That a run is not there does not show that
 * it ever was: only what still speaks of it does.
 */
export function removedRun(kind: WorkloadKind, evidence: Evidence): readonly Candidate[] {
  if (kind !== 'buildrun' && kind !== 'jobrun') return [];
  const run = kind === 'buildrun' ? evidence.buildRun : evidence.jobRun;
  if (!isGone(run)) return [];
  const what = kindNames[kind];
  const cause = kind === 'buildrun' ? 'build-run-removed' : 'job-run-removed';
  const trace = traceOf(run, evidence);
  const proof = { source: 'check', text: run.detail, where: 'Code Engine API' } as const;
  if (trace) {
    return checked(
      cause,
      `The ${what} is gone: ${trace}. Code Engine removes ${what}s by itself.`,
      proof.where,
      { proof },
    );
  }
  const definition = present(evidence.build)?.name ?? present(evidence.job)?.name;
  const kept = definition
    ? ` The ${kind === 'buildrun' ? 'build' : 'job'} ${definition} is still there.`
    : '';
  return checked(
    cause,
    `There is no ${what} of this name. Code Engine removes ${what}s by itself, so it may be gone; or it never existed, and the name is misspelt.${kept}`,
    proof.where,
    { proof, confidence: 'possible' },
  );
}

/** What shows that the run once was there. */
function traceOf(run: Missing, evidence: Evidence): string | undefined {
  if (run.reason === 'gone') return run.detail;
  if (evidence.rememberedBy) return `the ${evidence.rememberedBy} still names it`;
  if ((present(evidence.pods) ?? []).length > 0) return 'its pods are still there';
  return (present(evidence.events) ?? []).length > 0 ? 'events of the last hour still tell of it' : undefined;
}

function isGone(gathered: Gathered<unknown> | undefined): gathered is Missing {
  return gathered?.state === 'missing' && (gathered.reason === 'not-found' || gathered.reason === 'gone');
}

/** The key may list the project and not look into it. */
export function projectAccessDenied(evidence: Evidence): readonly Candidate[] {
  const { build, buildRun, app, job, jobRun, function: fn, fleet } = evidence;
  const refused = [build, buildRun, app, job, jobRun, fn, fleet].find(
    (one) => one?.state === 'missing' && one.reason === 'forbidden',
  );
  if (refused?.state !== 'missing') return [];
  const detail = `${refused.detail.charAt(0).toUpperCase()}${refused.detail.slice(1)}.`;
  return checked('project-access-denied', detail, 'Code Engine API');
}
