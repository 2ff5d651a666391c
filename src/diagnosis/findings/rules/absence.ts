/** What it means that the very resource that was asked about is not to be had. */
import type { Evidence, Gathered } from '../../evidence';
import type { Candidate } from '../candidate';
import { checked } from './rule';

/** Runs are removed after a while; definitions are only removed by hand. */
export function removedRun(evidence: Evidence): readonly Candidate[] {
  if (isGone(evidence.buildRun)) {
    return checked(
      'build-run-removed',
      'Code Engine does not have this build run any more; it removes build runs by itself.',
      'Code Engine API',
    );
  }
  if (isGone(evidence.jobRun)) {
    return checked(
      'job-run-removed',
      'Code Engine does not have this job run any more; it removes job runs by itself.',
      'Code Engine API',
    );
  }
  return [];
}

function isGone(gathered: Gathered<unknown> | undefined): boolean {
  return gathered?.state === 'missing' && (gathered.reason === 'not-found' || gathered.reason === 'gone');
}

/** The key may list the project and not look into it. */
export function projectAccessDenied(evidence: Evidence): readonly Candidate[] {
  const { build, buildRun, app, job, jobRun, function: fn } = evidence;
  const refused = [build, buildRun, app, job, jobRun, fn].find(
    (one) => one?.state === 'missing' && one.reason === 'forbidden',
  );
  if (refused?.state !== 'missing') return [];
  return checked(
    'project-access-denied',
    `Code Engine refuses to show it: ${refused.detail}.`,
    'Code Engine API',
  );
}
