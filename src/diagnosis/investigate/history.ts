/** Since when something fails like this, as an archive of logs tells. */
import type { Evidence } from '../model/evidence';
import { present } from '../model/present';
import type { FailureHistory, Report } from '../model/report';
import type { ArchivedLine, ArchiveSearch } from '../model/sources';
import { isWorkload } from '../model/subject';
import { fixedWords, hasSameWords, longestStretch } from '../reading/same-line';
import type { Gatherer } from './gather/gatherer';

/** IBM Cloud Logs answers a query over eight days at most. Source: its page on query limitations. */
const DAYS = 7;
const DAY = 86_400_000;

interface AskedHistory {
  readonly history?: FailureHistory;
  readonly missing: Report['missing'];
}

/** The report with the history of its failure. What is only late, or not asked for now, is no gap of a card. */
export async function withHistory(
  gatherer: Gatherer,
  report: Report,
  evidence: Evidence,
  signal: AbortSignal,
): Promise<Report> {
  const { history, missing } = await askHistory(gatherer, report, evidence, signal);
  const told = missing.filter(
    ({ reason, detail }) =>
      reason !== 'timeout' &&
      reason !== 'rate-limited' &&
      !report.missing.some((one) => one.detail === detail),
  );
  return {
    ...report,
    ...(history?.seen && { history }),
    ...(told.length > 0 && { missing: [...report.missing, ...told] }),
  };
}

/**
 * Looks for the failing line among what the same build, app, job or fleet wrote within a week: at most two queries.
 * Nothing is asked of what is well, of what failed without a line of log, or without an archive.
 */
export async function askHistory(
  gatherer: Gatherer,
  report: Report,
  evidence: Evidence,
  signal: AbortSignal,
): Promise<AskedHistory> {
  const { archive } = gatherer;
  const { subject } = report;
  const line = failingLine(report);
  const failed = report.root ? (evidence.origin ?? evidence) : evidence;
  const writer = writerOf(failed);
  if (!archive || !isWorkload(subject) || line === undefined || !writer) return { missing: [] };
  const stretch = longestStretch(line);
  if (stretch === undefined || !archive.keeps(subject.project.region)) return { missing: [] };
  const to = gatherer.now();
  const from = to - DAYS * DAY;
  const question = { project: subject.project, of: writer.of, words: [stretch], from, to };
  const found = await gatherer.ask(() => archive.search(question, signal));
  // Of an account without an archive nobody expects that.
  if (found.state === 'missing' && found.reason === 'not-configured') return { missing: [] };
  if (found.state === 'missing') {
    const { state: _, ...gap } = found;
    return { missing: [{ source: 'Earlier failures', ...gap }] };
  }
  const words = fixedWords(line);
  const same = found.value.lines.filter(({ text }) => hasSameWords(text, words));
  const seen = seenIn(same, writer.run);
  return {
    history: {
      line,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...(seen && { seen }),
      cut: found.value.cut,
    },
    missing: [],
  };
}

/** The line of log that proves the cause; where none is known, the last of the most telling ones. */
function failingLine({ state, findings: [first], log }: Report): string | undefined {
  if (state !== 'failed' && state !== 'warning') return undefined;
  const proof = first?.proof.find(({ source, consequence }) => source === 'log' && !consequence);
  // What is proven otherwise may well have logged something else beside it.
  if (first && first.cause !== 'unknown') return proof?.text;
  return proof?.text ?? log?.lines.at(-1);
}

function seenIn(lines: readonly ArchivedLine[], run: string | undefined): FailureHistory['seen'] {
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return undefined;
  const of = [...new Set(lines.flatMap((line) => line.of ?? []))];
  const days = new Map<string, number>();
  for (const { at } of lines) days.set(at.slice(0, 10), (days.get(at.slice(0, 10)) ?? 0) + 1);
  return {
    first: first.at,
    last: last.at,
    times: lines.length,
    of,
    days: [...days].map(([day, times]) => ({ day, times })),
    ...(run !== undefined && of.length === 1 && of[0] === run && { new: true as const }),
  };
}

/** What wrote the line, as an archive knows it; `run`: the very run, where runs have names of their own. */
function writerOf(
  evidence: Evidence,
): { readonly of: ArchiveSearch['of']; readonly run?: string } | undefined {
  const buildRun = present(evidence.buildRun);
  if (buildRun) {
    const { name: run, buildName } = buildRun;
    return {
      of: buildName ? { kind: 'build', name: buildName } : { kind: 'build_run', name: run },
      run,
    };
  }
  const jobRun = present(evidence.jobRun);
  if (jobRun) {
    const { name: run, jobName } = jobRun;
    return { of: jobName ? { kind: 'job', name: jobName } : { kind: 'job_run', name: run }, run };
  }
  const app = present(evidence.app);
  if (app) return { of: { kind: 'app', name: app.name } };
  const fleet = present(evidence.fleet);
  return fleet && { of: { kind: 'fleet', name: fleet.name } };
}
