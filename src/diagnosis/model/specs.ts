import type { Evidence } from './evidence';
import type { BuildSpec, WorkloadSpec } from './platform';
import { present } from './present';

/** What the build run was made of: its own fields, filled up from its build configuration. */
export function buildSpec(evidence: Evidence): BuildSpec | undefined {
  const build = present(evidence.build);
  const run = present(evidence.buildRun);
  return build || run ? { ...build, ...run } : undefined;
}

/** The spec that runs: the newest revision's or run's, else the definition's. */
export function workloadSpec(evidence: Evidence): WorkloadSpec | undefined {
  return (
    present(evidence.revision) ??
    present(evidence.jobRun) ??
    present(evidence.app) ??
    present(evidence.job) ??
    present(evidence.fleet)
  );
}
