/** Quotas of the project and of the registry account. */
import type { Evidence } from '../../model/evidence';
import { present } from '../../model/present';
import { amountOf, isUsedUp, usage } from '../../model/project-quota';
import { bytes } from '../../model/quantity';
import type { Candidate, Side } from '../candidate';
import { checked, registryOf } from './rule';

/** Limit of builds' objects in a project. Docs: limits and quotas. */
const MOST_BUILD_RUNS = 100;

/** Something waits, and the project has no room for it. */
export function fullQuota(evidence: Evidence, side: Side): readonly Candidate[] {
  if (!waits(evidence, side)) return [];
  const quotas = present(evidence.quotas) ?? [];
  const named = refusedFor(evidence);
  const meant = quotas.find(({ resource }) => resource === named?.resource);
  if (named && meant) {
    return checked(
      'project-quota-exceeded',
      `It asks for ${amountOf(meant.resource, named.requested)}, and the project has used ${usage(meant)}.`,
      'resource quota',
      { captured: { resource: meant.resource, limit: meant.hard } },
    );
  }
  const full = quotas.filter(isUsedUp);
  const [first] = full;
  if (!first) return [];
  return checked(
    'project-quota-exceeded',
    `The project’s quota is used up: ${full.map(usage).join(', ')}.`,
    'resource quota',
    {
      captured: { resource: first.resource, limit: first.hard },
    },
  );
}

/** What Kubernetes names when it refuses for a quota: other quotas may be used up as well, and are not in the way. */
function refusedFor(
  evidence: Evidence,
): { readonly resource: string; readonly requested: string } | undefined {
  const said = [
    ...(present(evidence.events) ?? []).map(({ message }) => message),
    ...(present(evidence.revisionDetail)?.conditions ?? []).map(({ message }) => message ?? ''),
    present(evidence.buildRunDetail)?.message ?? '',
  ];
  for (const text of said) {
    const [, resource, requested] =
      /\bexceeded quota: [^,]{1,100}, requested: ([\w./-]{1,100})=([\w.]{1,20})/.exec(text) ?? [];
    if (resource !== undefined && requested !== undefined) return { resource, requested };
  }
  return undefined;
}

/** Whether it waits to be started. What has a pod is past every quota of the project. */
function waits(evidence: Evidence, side: Side): boolean {
  if ((present(evidence.pods) ?? []).length > 0) return false;
  if (side === 'build') {
    const run = present(evidence.buildRun);
    return run?.status === 'pending' && run.startTime === undefined;
  }
  const revision = present(evidence.revision);
  return (
    present(evidence.jobRun)?.status === 'pending' ||
    revision?.status === 'loading' ||
    (revision?.status === 'failed' && /waiting/.test(revision.reason ?? '')) ||
    present(evidence.app)?.reason === 'waiting_for_resources'
  );
}

/** The registry account may store no more, or send no more this month. */
export function fullRegistryQuota(evidence: Evidence, side: Side): readonly Candidate[] {
  const icr = registryOf(evidence)?.icr;
  const full = (part: { used: number; limit: number } | undefined) =>
    part && part.limit > 0 && part.used >= part.limit;
  if (side === 'build' && full(icr?.storage)) {
    return checked(
      'registry-quota-storage',
      `The registry account stores ${bytes(icr?.storage?.used ?? 0)} of ${bytes(icr?.storage?.limit ?? 0)}.`,
      'IBM Cloud Container Registry quota',
      { advisory: present(evidence.buildRun)?.status === 'succeeded' },
    );
  }
  // Pulls over the private network are not counted.
  const isCounted = registryOf(evidence)?.image?.registry.startsWith('private.') !== true;
  if (side === 'run' && isCounted && full(icr?.traffic)) {
    return checked(
      'registry-quota-traffic',
      `The registry account has pulled ${bytes(icr?.traffic?.used ?? 0)} of ${bytes(icr?.traffic?.limit ?? 0)} this month.`,
      'IBM Cloud Container Registry quota',
    );
  }
  return [];
}

/** A build run that stays pending without a pod. */
export function neverStarted(evidence: Evidence, side: Side): readonly Candidate[] {
  const run = present(evidence.buildRun);
  if (side !== 'build' || run?.status !== 'pending' || run.startTime) return [];
  if ((present(evidence.pods) ?? []).length > 0) return [];
  return [
    {
      cause: 'build-run-not-started',
      strength: 'symptom',
      confidence: 'possible',
      proof: { source: 'platform', text: 'pending, and no pod was made yet', where: `build run ${run.name}` },
      detail: `The build run has not started; a project keeps at most ${MOST_BUILD_RUNS} build runs.`,
    },
  ];
}
