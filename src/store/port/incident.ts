/** Incidents: one cause that breaks one thing, as one channel sees it. */
import type { CauseId } from '../../diagnosis/model/cause-id';
import type { Confidence, Standing } from '../../diagnosis/model/report';
import type { ProjectRef, WorkloadSubject } from '../../diagnosis/model/subject';
import type { Muting } from './mute';
import type { Called } from './subscription';

/** What is broken: a workload of its own, or something that many share. */
export type Thing =
  | { readonly kind: 'workload'; readonly key: string; readonly subject: WorkloadSubject }
  | { readonly kind: 'secret'; readonly name: string; readonly project: ProjectRef }
  | { readonly kind: 'registry'; readonly host: string }
  | { readonly kind: 'git-host'; readonly host: string }
  | { readonly kind: 'quota'; readonly of: string };

export type SnoozeMode = 'hour' | 'tomorrow' | 'change';

/** How an incident ended. */
export interface Resolution {
  /** `fixed`: proven by a later success. `removed`: what was broken was deleted. `superseded`: it fails for
   * another reason, which has an incident of its own. `unwatched`: nobody looks any more. `by-hand`: a person
   * says so. */
  readonly how: 'fixed' | 'removed' | 'superseded' | 'unwatched' | 'by-hand';
  readonly at: number;
  /** The run or check that proves it; of `unwatched` and `by-hand` the person. */
  readonly by?: string;
  /** What differs from the failure, a phrase each: `new commit 1a2b3c4`. */
  readonly changes: readonly string[];
}

/** One cause that breaks one thing, as one channel sees it. */
export interface Incident {
  readonly id: string;
  readonly channel: string;
  /** Hash of cause and thing. */
  readonly key: string;
  readonly cause: CauseId;
  /** What is wrong: of a workload with its names, of what is shared the category. */
  readonly title: string;
  /** How the workload stood when it failed last; absent in incidents of earlier versions. */
  readonly standing?: Standing;
  /** The worst that was told since it was opened; absent: as it stood then. */
  readonly worst?: Standing;
  readonly confidence: Confidence;
  readonly thing: Thing;
  /** The workload that failed last, for the card's buttons. */
  readonly subject: WorkloadSubject;
  /** `tracking`: known, and nobody is told (too few failures, or muted). */
  readonly state: 'tracking' | 'open' | 'resolved';
  readonly openedAt: number;
  readonly lastFailureAt: number;
  readonly resolvedAt?: number;
  readonly resolution?: Resolution;
  readonly failures: number;
  /** How often it was opened: 1, and one more for every time that it came back. */
  readonly episodes: number;
  /** When it was resolved or came back, newest last; the recent ones. */
  readonly turns: readonly number[];
  /** It comes and goes: it is resolved only after it stayed well for a while. */
  readonly flapping: boolean;
  /** Flapping, and well since then. */
  readonly wellSince?: number;
  readonly acknowledged?: { readonly by: string; readonly at: number };
  readonly snoozed?: {
    readonly by: string;
    readonly at: number;
    readonly mode: SnoozeMode;
    /** Absent for `change`. */
    readonly until?: number;
  };
  /** Who is to mend it, and who said so. */
  readonly assigned?: { readonly to: string; readonly by: string; readonly at: number };
  /** Its cause, or its workload. */
  readonly muted?: Muting;
  /** Whom it calls, as its watch wants it; absent: nobody. */
  readonly notify?: readonly Called[];
  /** Milliseconds after which they are called once more. */
  readonly remindAfter?: number;
  /** When they are called once more, unless somebody takes it on before. */
  readonly remindAt?: number;
  /** Name of the webhook that is told of it. */
  readonly webhook?: string;
  /** The commit that was built: its first digits, and who made it, never with an address. */
  readonly commit?: { readonly id?: string; readonly by: string };
  /** Page of the workload that failed last in IBM Cloud's console. */
  readonly console?: string;
  /** When something is due by itself: the end of a snooze, of a flapping incident's trial, or a reminder. */
  readonly dueAt?: number;
  /** The message that shows it. */
  readonly noticeId?: string;
  /** What was seen when it failed last. */
  readonly evidenceId?: string;
  /** What was seen could not be stored, or nothing could be found out: why, in a sentence. */
  readonly unseen?: string;
}

/** What a failure or success looked like, for telling what changed. */
export type Fingerprint = Readonly<Record<string, string>>;

/** A workload that an incident breaks. */
export interface Affected {
  /** What stays the same from run to run; see `ownerKey` of alerts. */
  readonly key: string;
  /** The workload, as a person would ask about it. */
  readonly subject: WorkloadSubject;
  readonly failures: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Name of the last run that failed. */
  readonly lastRun?: string;
  readonly fingerprint: Fingerprint;
  /** It was not looked at by itself, but shares everything with others that were. */
  readonly inferred?: boolean;
  /** It succeeded since. */
  readonly recoveredAt?: number;
}

export interface IncidentQueries {
  /** Keeps other transactions from these channels' incidents until this one ends. */
  lockChannels(channels: readonly string[]): Promise<void>;
  incident(id: string): Promise<Incident | undefined>;
  /** Those of the keys that some channel's open or tracked incident breaks. */
  brokenAmong(affectedKeys: readonly string[]): Promise<readonly string[]>;
  saveIncident(incident: Incident): Promise<void>;
  affected(incidentId: string): Promise<readonly Affected[]>;
  /** How many workloads each incident breaks. */
  affectedCounts(incidentIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  saveAffected(incidentId: string, affected: Affected): Promise<void>;
  /** Incidents with something due by itself. */
  incidentsDue(now: number): Promise<readonly Incident[]>;
  /** Open incidents of a channel, oldest first. */
  openIncidents(channel: string): Promise<readonly Incident[]>;
  incidentsOfNotice(noticeId: string): Promise<readonly Incident[]>;
  /** Incidents of a channel that were opened or resolved in the time, those still open included. */
  incidentsBetween(channel: string, from: number, to: number): Promise<readonly Incident[]>;
  /** Open and tracked incidents of a channel, oldest first. */
  unresolvedIncidents(channel: string): Promise<readonly Incident[]>;
}
