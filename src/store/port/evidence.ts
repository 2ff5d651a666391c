/** What was seen of failures, and what was done about them. */
import type { Report } from '../../diagnosis/model/report';
import type { WorkloadSubject } from '../../diagnosis/model/subject';
import type { Affected, Incident } from './incident';

/** What was seen of one failure; kept because the platform drops it. */
export interface KeptEvidence {
  readonly id: string;
  readonly incidentId: string;
  readonly at: number;
  readonly subject: WorkloadSubject;
  readonly run?: string;
  /** Masked. */
  readonly report: Report;
  /** The deciding part of the logs, masked. */
  readonly logs: readonly {
    readonly pod: string;
    readonly container: string;
    readonly text: string;
    readonly truncated: boolean;
  }[];
}

export interface HistoryEntry {
  readonly incident: Incident;
  readonly affected: readonly Affected[];
  readonly evidence: readonly { readonly id: string; readonly at: number; readonly run?: string }[];
}

export interface EvidenceQueries {
  saveEvidence(evidence: KeptEvidence): Promise<void>;
  evidence(id: string): Promise<KeptEvidence | undefined>;
  /** Newest first; `name`: a glob over workloads. Tracked ones are left out. */
  history(channel: string, name: string | undefined, most: number): Promise<readonly HistoryEntry[]>;
  /** Deletes what ended before `before`; what was seen last of an unresolved incident stays. Returns how many rows went. */
  prune(before: number): Promise<number>;
}
