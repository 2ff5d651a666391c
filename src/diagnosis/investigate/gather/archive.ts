/** Logs of pods that are gone, and the beginning of logs that are cut, from where platform logs are kept. */
import type { Evidence, Gathered } from '../../model/evidence';
import { fleetState } from '../../model/fleet';
import type { Gap } from '../../model/missing-reason';
import type { Instant, LogExcerpt } from '../../model/platform';
import { present } from '../../model/present';
import type { ArchiveQuestion } from '../../model/sources';
import type { WorkloadSubject } from '../../model/subject';
import { completed } from './completed-log';
import type { Gatherer } from './gatherer';

const DAY = 86_400_000;
/** IBM Cloud Logs answers a query over eight days at most. Source: its page on query limitations. */
const LONGEST = 7 * DAY;
/** Clocks differ, and a run is created a little before it writes. */
const BEFORE = 5 * 60_000;

/**
 * The evidence with the logs that an archive keeps: in place of the platform's own where those are gone, and in front of
 * them where they are cut.
 * @param need `trouble`: only of what failed, since an archive takes few questions a minute; `all`: somebody wants to read
 */
export async function withArchivedLogs(
  gatherer: Gatherer,
  { kind, name, project }: WorkloadSubject,
  evidence: Evidence,
  need: 'trouble' | 'all',
): Promise<Evidence> {
  const { archive } = gatherer;
  const removed = (kind === 'buildrun' || kind === 'jobrun') && evidence.logs === undefined;
  const gone = evidence.logs?.state === 'missing' && evidence.logs.reason === 'gone';
  const cut = present(evidence.logs)?.some(({ truncated }) => truncated) ?? false;
  if (!archive || !(gone || cut || (removed && need === 'all'))) return evidence;
  const of = writerOf(evidence, removed ? { kind, name } : undefined);
  if (!of || (need === 'trouble' && !of.inTrouble)) return evidence;
  if (!archive.keeps(project.region)) return evidence;
  const now = gatherer.began;
  const since = of.since === undefined ? Number.NaN : Date.parse(of.since) - BEFORE;
  const question: ArchiveQuestion = {
    project,
    of: { kind: of.kind, name: of.name },
    from: Number.isNaN(since) ? now - LONGEST : Math.max(since, now - LONGEST),
    to: now,
  };
  const logs = await gatherer.archivedLines(archive, question);
  if (evidence.logs?.state === 'present') {
    const value = completed(evidence.logs.value, present(logs) ?? []);
    // What the platform gave is told as it is; that the rest was not had concerns only who reads the whole.
    return { ...evidence, logs: { ...evidence.logs, value, ...(need === 'all' && gapOf(value, logs)) } };
  }
  return { ...evidence, logs: kept(logs, of) };
}

/** Why the beginning of a log that is cut is not there. */
function gapOf(
  own: readonly LogExcerpt[],
  archived: Gathered<readonly LogExcerpt[]>,
): { readonly gap: Gap } | undefined {
  if (!own.some(({ truncated }) => truncated)) return undefined;
  if (archived.state === 'missing') {
    const { state: _, ...gap } = archived;
    return { gap };
  }
  return {
    gap: {
      reason: 'gone',
      detail: 'the beginning is not shown: the log is long, and IBM Cloud Logs does not have it either',
      cure: 'Lines arrive in IBM Cloud Logs after 5 to 10 minutes.',
    },
  };
}

function kept(
  logs: Gathered<readonly LogExcerpt[]>,
  { kind, name }: Writer,
): Gathered<readonly LogExcerpt[]> {
  if (logs.state === 'missing') return logs;
  if (logs.value.some(({ truncated }) => truncated)) {
    return {
      ...logs,
      gap: {
        reason: 'malformed',
        detail: `IBM Cloud Logs did not give all lines of ${name}: its answer was cut, or longer than allowed`,
        cure: 'See the rest in the dashboard of IBM Cloud Logs.',
      },
    };
  }
  if (logs.value.length > 0) return logs;
  return {
    state: 'missing',
    reason: 'gone',
    detail: `${kind === 'fleet' ? 'the platform keeps no log of a fleet' : 'the pods are gone'}, and IBM Cloud Logs keeps no line of ${name}`,
    cure: 'Check that platform logs of this region are routed to the instance in CLOUD_LOGS; they arrive after 5 to 10 minutes.',
  };
}

interface Writer {
  readonly kind: ArchiveQuestion['of']['kind'];
  readonly name: string;
  readonly since?: Instant | undefined;
  readonly inTrouble: boolean;
}

/** The run or revision whose pods wrote the log. */
function writerOf(
  evidence: Evidence,
  removed: { readonly kind: 'buildrun' | 'jobrun'; readonly name: string } | undefined,
): Writer | undefined {
  const run = present(evidence.buildRun);
  if (run)
    return { kind: 'build_run', name: run.name, since: run.createdAt, inTrouble: run.status === 'failed' };
  const jobRun = present(evidence.jobRun);
  if (jobRun) {
    const { name, createdAt: since, status } = jobRun;
    return { kind: 'job_run', name, since, inTrouble: status === 'failed' };
  }
  const app = present(evidence.app);
  const revision = present(evidence.revision)?.name ?? app?.latestCreatedRevision;
  if (app && revision) {
    return { kind: 'app_revision', name: revision, inTrouble: app.status !== 'ready' };
  }
  const fleet = present(evidence.fleet);
  if (fleet) {
    const inTrouble = fleetState(fleet) !== 'healthy';
    return { kind: 'fleet', name: fleet.name, since: fleet.createdAt, inTrouble };
  }
  if (!removed) return undefined;
  return { kind: removed.kind === 'buildrun' ? 'build_run' : 'job_run', name: removed.name, inTrouble: true };
}
