/** Finds the cause of failures: each is investigated, unless many alike were found to have one cause. */
import type { Inquiry } from '../../diagnosis/model/diagnosis';
import { type Follow, type Piece, unfollowed } from '../../diagnosis/model/follow';
import type { Report } from '../../diagnosis/model/report';
import { ending } from '../../diagnosis/model/text';
import type { KeptEvidence, Thing } from '../../store/port';
import type { AlertRules } from '../rules';
import { imageHost } from './fingerprint';
import type { Observation } from './observation';
import { incidentKey, thingOf } from './thing';

/** An observation, and for failures what was found. */
export interface Examined {
  readonly observation: Observation;
  readonly finding?: {
    readonly report: Report;
    readonly thing: Thing;
    readonly key: string;
    readonly logs: KeptEvidence['logs'];
    /** Taken from others that are alike. */
    readonly inferred: boolean;
    /** Of the work that looked at it; see {@link Piece}. */
    readonly workId?: string | undefined;
    /** Nothing could be found out: why, in a sentence. */
    readonly unseen?: string;
  };
  /** What kept it from being investigated; there is no finding then. */
  readonly failure?: unknown;
}

/** Of the diagnosis core, what alerts ask: why it failed, and the logs that were read for that. */
export interface Investigator {
  inquire(): Pick<Inquiry, 'investigate' | 'transcript'>;
}

export interface ExaminerOptions {
  /** Its answers are masked. */
  readonly diagnosis: Investigator;
  readonly rules: Pick<AlertRules, 'investigations' | 'sample' | 'batch' | 'recorded'>;
  readonly follow?: Follow;
}

/** The end of each log that is kept, characters. */
const KEPT_LOG = 16_000;
/** Logs that are kept of one failure. */
const KEPT_LOGS = 4;

export class Examiner {
  constructor(private readonly options: ExaminerOptions) {}

  /** Prepares for all failures of one look. */
  begin(all: readonly Observation[]): { examine: Storm['examine'] } {
    return new Storm(all, this.options);
  }
}

type Finding = NonNullable<Examined['finding']>;

class Storm {
  /** Failures alike, where they are many: what was found of the first ones. */
  readonly #alike = new Map<
    string,
    { readonly many: boolean; readonly found: NonNullable<Examined['finding']>[] }
  >();

  constructor(
    all: readonly Observation[],
    private readonly options: ExaminerOptions,
  ) {
    const counts = new Map<string, number>();
    for (const each of all) counts.set(likeness(each), (counts.get(likeness(each)) ?? 0) + 1);
    for (const [like, count] of counts)
      this.#alike.set(like, { many: count > options.rules.batch, found: [] });
  }

  /**
   * Examines as many of the first ones as are to be stored together: until enough were investigated, or there are enough
   * of them. What cannot be investigated comes back with its failure, and holds up nothing else.
   */
  async examine(all: readonly Observation[], signal: AbortSignal): Promise<readonly Examined[]> {
    const results: Examined[] = [];
    const { investigations, batch, recorded } = this.options.rules;
    let investigated = 0;
    while (results.length < Math.min(all.length, recorded) && investigated < batch) {
      signal.throwIfAborted();
      const part = all.slice(results.length, Math.min(results.length + investigations, recorded));
      const done = await Promise.all(part.map((each) => this.#alone(each)));
      signal.throwIfAborted();
      results.push(...done);
      investigated += done.filter((each) => 'failure' in each || each.finding?.inferred === false).length;
    }
    return results;
  }

  async #alone(observation: Observation): Promise<Examined> {
    try {
      return await this.#one(observation);
    } catch (failure) {
      return { observation, failure };
    }
  }

  async #one(observation: Observation): Promise<Examined> {
    if (observation.what === 'succeeded' || observation.what === 'removed') return { observation };
    const group = this.#alike.get(likeness(observation));
    const known = group?.many ? agreed(group.found, this.options.rules.sample) : undefined;
    if (known) return { observation, finding: { ...known, logs: [], inferred: true } };
    const { follow = unfollowed } = this.options;
    const finding = await follow('alert', (piece) => this.#investigate(observation, piece));
    group?.found.push(finding);
    return { observation, finding };
  }

  async #investigate(observation: Observation, { id, tell }: Piece): Promise<Finding> {
    const inquiry = this.options.diagnosis.inquire();
    const report = await reportOf(observation, inquiry);
    const thing = thingOf(observation, report);
    tell({ kind: observation.kind, cause: report.cause });
    return {
      report,
      thing,
      key: incidentKey(report.cause, thing),
      logs: await logsOf(observation, inquiry),
      inferred: false,
      workId: id,
    };
  }
}

/** A failure of which nothing could be found out: it is told all the same. `why`: a sentence. */
export function unexplained({ observation }: Examined, why: string, now: number): Examined {
  const report: Report = {
    subject: observation.subject,
    state: 'failed',
    standing: 'failed',
    headline: `${observation.subject.name} failed; why could not be looked into.`,
    cause: 'unknown',
    confidence: 'unknown',
    findings: [],
    disagreements: [],
    ruledOut: [],
    missing: [{ source: 'Investigation', reason: 'failed', detail: why }],
    facts: [],
    events: [],
    at: new Date(now).toISOString(),
    tookMs: 0,
  };
  const thing = thingOf(observation, report);
  const key = incidentKey(report.cause, thing);
  return { observation, finding: { report, thing, key, logs: [], inferred: false, unseen: why } };
}

/** A run that failed has failed, even when nothing of that can be found any more. */
async function reportOf(
  { evidenceOf, kind, what }: Observation,
  inquiry: ReturnType<Investigator['inquire']>,
): Promise<Report> {
  const report = await inquiry.investigate(evidenceOf);
  const gone = report.cause === 'healthy-no-problem' && what === 'failed' && kind !== 'apps';
  return gone ? { ...report, cause: 'unknown', confidence: 'unknown' } : report;
}

/** What the platform will drop, as the investigation read it; without it the report alone is kept. */
async function logsOf(
  { evidenceOf }: Observation,
  inquiry: ReturnType<Investigator['inquire']>,
): Promise<KeptEvidence['logs']> {
  try {
    const { logs } = await inquiry.transcript(evidenceOf);
    return logs.slice(0, KEPT_LOGS).map(({ pod, container, text, truncated }) => ({
      pod,
      container,
      text: ending(text, KEPT_LOG),
      truncated: truncated || text.length > KEPT_LOG,
    }));
  } catch {
    return [];
  }
}

/** Everything that the lists tell of why: equal for failures that one shared thing brings about. */
function likeness(observation: Observation): string {
  const { fingerprint, kind, reason, what, subject } = observation;
  return [
    what,
    kind,
    subject.project.id,
    reason,
    imageHost(fingerprint),
    fingerprint.secret,
    fingerprint['source secret'],
  ].join('\n');
}

/**
 * The finding of the first ones, when they all say the same of a shared thing. One of which nothing could be found
 * out, because a source did not answer, contradicts nothing.
 */
function agreed<F extends { readonly key: string; readonly thing: Thing; readonly report: Report }>(
  found: readonly F[],
  sample: number,
): F | undefined {
  const told = found.filter(({ report }) => report.cause !== 'unknown');
  const [first] = told;
  if (!first || told.length < sample || first.thing.kind === 'workload') return undefined;
  return told.every(({ key }) => key === first.key) ? first : undefined;
}
