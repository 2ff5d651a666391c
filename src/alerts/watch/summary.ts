/** What fails when a channel begins to watch: told once, in one message. */
import { randomUUID } from 'node:crypto';
import { failingOf } from '../../diagnosis/investigate/overview';
import type { Activity } from '../../diagnosis/model/sources';
import type { AlertQueries, Subscription, SummaryItem } from '../../store/port';
import { wanted } from './wanted';

const MOST_NAMED = 20;

/** Writes the summary of a new subscription. Inside a transaction. */
export async function baselineSummary(
  tx: AlertQueries,
  subscription: Subscription,
  activity: Activity,
  now: number,
): Promise<void> {
  const failing = failingNow(subscription, activity);
  await tx.addNotice({
    id: randomUUID(),
    channel: subscription.channel,
    content: {
      type: 'summary',
      project: subscription.project,
      failing: failing.slice(0, MOST_NAMED),
      more: Math.max(0, failing.length - MOST_NAMED),
      by: subscription.createdBy,
    },
    notBefore: now,
    createdAt: now,
  });
  await tx.markSummed(subscription.channel, subscription.project.id);
}

function failingNow(subscription: Subscription, activity: Activity): readonly SummaryItem[] {
  const runs = activity.buildRuns ?? [];
  const jobRuns = activity.jobRuns ?? [];
  const inventory = {
    // The lists of definitions were not asked for: every name that has run stands for one.
    builds: [...new Set(runs.flatMap(({ buildName }) => buildName ?? []))].map((name) => ({ name })),
    jobs: [...new Set(jobRuns.flatMap(({ jobName }) => jobName ?? []))].map((name) => ({ name })),
    buildRuns: newestFirst(runs),
    jobRuns: newestFirst(jobRuns),
    apps: activity.apps ?? [],
    functions: [],
    fleets: activity.fleets ?? [],
  };
  const kinds = {
    build: 'builds',
    buildrun: 'builds',
    app: 'apps',
    function: 'apps',
    job: 'jobs',
    jobrun: 'jobs',
    fleet: 'fleets',
  } as const;
  return failingOf(inventory, subscription.project)
    .filter(({ subject }) => wanted(subscription, { kind: kinds[subject.kind], subject }))
    .map(({ subject, platformState, since, hint }) => ({
      subject,
      platformState,
      ...(since !== undefined && { since }),
      ...(hint !== undefined && { hint }),
    }));
}

function newestFirst<T extends { readonly createdAt?: string }>(runs: readonly T[]): T[] {
  return [...runs].sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
}
