/** Whether a workload got so far as to have a pod: only then was there a log that can be gone. */

import { causesOfReason, traitsOf } from '../../causes/index';
import type { Evidence } from '../../model/evidence';
import type { AppInstance, BuildRun, Fleet, JobRun } from '../../model/platform';
import { present } from '../../model/present';

/** The evidence without logs that are called gone and never were. */
export function withoutLogsThatNeverWere(evidence: Evidence): Evidence {
  const { logs, origin } = evidence;
  const gone = logs?.state === 'missing' && logs.reason === 'gone';
  return {
    ...evidence,
    ...(gone && !hadPod(evidence) && { logs: { state: 'present', value: [] } }),
    ...(origin && { origin: withoutLogsThatNeverWere(origin) }),
  };
}

function hadPod(evidence: Evidence): boolean {
  const fleet = present(evidence.fleet);
  if (fleet) return fleetHadInstance(fleet, evidence);
  if ((present(evidence.pods) ?? []).length > 0) return true;
  if (instancesOf(evidence).length > 0) return true;
  if ((present(evidence.events) ?? []).some(({ object }) => object?.startsWith('Pod/'))) return true;
  const buildRun = present(evidence.buildRun);
  if (buildRun) return buildHadPod(buildRun, evidence);
  const jobRun = present(evidence.jobRun);
  if (jobRun) return jobHadPod(jobRun);
  const revision = present(evidence.revision);
  return (
    revision?.status === 'ready' ||
    // Knative looks the image up before it makes a pod.
    /^(?:container_|initial_scale_)/.test(revision?.reason ?? '')
  );
}

/** Those of an older revision tell nothing of the one in question. */
function instancesOf(evidence: Evidence): readonly AppInstance[] {
  const revision = present(evidence.revision)?.name;
  return (present(evidence.instances) ?? []).filter(
    ({ revisionName }) => !revision || !revisionName || revisionName === revision,
  );
}

function buildHadPod(run: BuildRun, evidence: Evidence): boolean {
  if (run.status === 'succeeded' || run.status === 'running') return true;
  if (run.status !== 'failed') return false;
  const detail = present(evidence.buildRunDetail);
  if (detail?.failedPod) return true;
  const said = [
    ...causesOfReason('build-run', run.reason ?? ''),
    ...causesOfReason('shipwright', detail?.reason ?? ''),
  ];
  return !said.some(({ cause, strength }) => strength === 'decisive' && traitsOf(cause).beforePod);
}

function fleetHadInstance({ tasks, status }: Fleet, { fleetWorkers }: Evidence): boolean {
  const ran = (tasks?.running ?? 0) + (tasks?.failed ?? 0) + (tasks?.successful ?? 0) > 0;
  // A worker that cannot get the image says so in its own log.
  return ran || status === 'failed' || (present(fleetWorkers) ?? []).length > 0;
}

function jobHadPod({ running, failed, succeeded, indices }: JobRun): boolean {
  if ((running ?? 0) + (failed ?? 0) + (succeeded ?? 0) > 0) return true;
  return indices.some(({ startedAt, retries, lastFailureReason }) =>
    Boolean(startedAt ?? retries ?? lastFailureReason),
  );
}
