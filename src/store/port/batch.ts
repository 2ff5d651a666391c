/**
 * Many observations of one look, recorded together: what the store holds of them is read in a few statements and written
 * in a few, however many there are.
 */
import type { KeptEvidence } from './evidence';
import type { Affected, Incident } from './incident';
import type { Mute } from './mute';
import type { NewNotice, Notice, NoticeContent } from './notice';
import type { Channel } from './subscription';

/** What the observations are about. */
export interface BatchScope {
  readonly channels: readonly string[];
  /** Of the incidents that its failures would be. */
  readonly incidentKeys: readonly string[];
  /** Of its workloads. */
  readonly affectedKeys: readonly string[];
  /** What was resolved until then has ended. */
  readonly resolvedAfter: number;
  /** Cards that opened before then do not count. */
  readonly cardsSince: number;
  /** Digests that take no incidents at this instant any more have ended. */
  readonly seenAt: number;
  readonly now: number;
}

export interface AffectedBy {
  readonly incidentId: string;
  readonly affected: Affected;
}

/** What the store holds of them. */
export interface BatchState {
  readonly channels: readonly Channel[];
  readonly mutes: readonly (Mute & { readonly channel: string })[];
  /** Those of the keys, and those that break the workloads; the oldest first. */
  readonly incidents: readonly Incident[];
  /** The batch's workloads only. */
  readonly affected: readonly AffectedBy[];
  /** How many workloads outside the batch each incident breaks. */
  readonly othersBroken: ReadonlyMap<string, number>;
  /** Messages that show the incidents, digests that still grow, cards that count; the oldest first. */
  readonly notices: readonly Notice[];
  /** Thread lines of the incidents that were not sent yet, kept from being sent until the transaction ends. */
  readonly pendingNotes: readonly Notice[];
}

/** What becomes of them. */
export interface BatchChanges {
  /** In an order in which no key belongs to two unresolved incidents of a channel meanwhile. */
  readonly incidents: readonly Incident[];
  readonly affected: readonly AffectedBy[];
  readonly evidence: readonly KeptEvidence[];
  readonly newNotices: readonly NewNotice[];
  /** Messages that show something that changed; `content` absent: the same as before. */
  readonly changedNotices: readonly { readonly id: string; readonly content?: NoticeContent }[];
}

export interface BatchQueries {
  readBatch(scope: BatchScope): Promise<BatchState>;
  writeBatch(changes: BatchChanges): Promise<void>;
}
