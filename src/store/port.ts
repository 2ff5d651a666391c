/**
 * What alerts keep, and the questions they ask of it. Instants are milliseconds since 1970 by the caller's clock.
 * Every method rejects with StoreError only.
 */
import type { CauseId } from '../diagnosis/model/cause-id';
import type { MissingReason } from '../diagnosis/model/evidence';
import type { Confidence, Report } from '../diagnosis/model/report';
import type { ProjectRef, WorkloadSubject } from '../diagnosis/model/subject';

/** The database did not answer. The message is safe to show and says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Parts of a project that can be watched: build runs, apps, job runs. */
export const watchedKinds = ['builds', 'apps', 'jobs'] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** One channel's wish to hear of one project. */
export interface Subscription {
  readonly channel: string;
  readonly project: ProjectRef;
  readonly kinds: readonly WatchedKind[];
  /** Glob over names of builds, apps and jobs; absent: all. */
  readonly name?: string;
  /** Glob over names that are left out. */
  readonly exclude?: string;
  /** Failures in a row before a card is posted; 1 or more. */
  readonly minFailures: number;
  readonly createdBy: string;
  readonly createdAt: number;
  /** The channel has been told what failed at the beginning. */
  readonly summed?: boolean;
}

/** How a channel wants to hear of things. */
export interface ChannelPreferences {
  /** Wall times `HH:MM` in `timeZone`, between which no card is posted. */
  readonly quiet?: { readonly from: string; readonly to: string };
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Wall time of the daily digest, `HH:MM`; absent: none. */
  readonly digestAt?: string;
}

export interface Channel extends ChannelPreferences {
  readonly id: string;
  /** When the next daily digest is due. */
  readonly nextDigestAt?: number;
  /** Set while the channel cannot be posted to. */
  readonly trouble?: ChannelTrouble;
}

export interface ChannelTrouble {
  /** Slack's word, for example `is_archived`. */
  readonly reason: string;
  readonly since: number;
  readonly attempts: number;
  /** Whoever subscribed has been told. */
  readonly told: boolean;
}

/** Why a project cannot be looked at. */
export interface ProjectTrouble {
  readonly reason: MissingReason;
  readonly message: string;
  readonly cure?: string;
  readonly since: number;
  /** Looks that failed in a row. */
  readonly attempts: number;
  /** The channels have been told. */
  readonly told: boolean;
}

export interface WatchedProject {
  readonly project: ProjectRef;
  readonly nextLookAt: number;
  /** End of the last look that worked. */
  readonly lookedAt?: number;
  /** Milliseconds between looks, as it was chosen last. */
  readonly interval?: number;
  readonly trouble?: ProjectTrouble;
}

/** State of each run and app at the last look, in short codes by name. Absent kinds were not watched. */
export type Cursor = Readonly<Partial<Record<WatchedKind, Readonly<Record<string, string>>>>>;

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
   * another reason, which has an incident of its own. `unwatched`: nobody looks any more. */
  readonly how: 'fixed' | 'removed' | 'superseded' | 'unwatched';
  readonly at: number;
  /** The run or check that proves it; of `unwatched` the person. */
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
  readonly title: string;
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
  readonly muted?: { readonly by: string; readonly at: number };
  /** When something is due by itself: the end of a snooze, or of a flapping incident's trial. */
  readonly dueAt?: number;
  /** The message that shows it. */
  readonly noticeId?: string;
  /** What was seen when it failed last. */
  readonly evidenceId?: string;
}

/** A cause that a channel does not want to hear of. */
export interface Mute {
  readonly cause: CauseId;
  readonly by: string;
  readonly at: number;
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

/** What was seen of one failure; kept because the platform drops it. */
export interface Evidence {
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

export interface SummaryItem {
  readonly subject: WorkloadSubject;
  readonly platformState: string;
  readonly since?: string;
  readonly hint?: string;
}

/** A line of an incident's thread. */
export type Note =
  | { readonly what: 'joined'; readonly at: number; readonly names: readonly string[]; readonly more: number }
  | { readonly what: 'cause-changed'; readonly at: number; readonly from: string; readonly to: string }
  | { readonly what: 'came-back'; readonly at: number; readonly after: number; readonly subject: string }
  | { readonly what: 'flapping'; readonly at: number; readonly turns: number }
  | {
      readonly what: 'resolved';
      readonly at: number;
      readonly after: number;
      readonly resolution: Resolution;
    }
  | { readonly what: 'acknowledged'; readonly at: number; readonly by: string }
  | {
      readonly what: 'snoozed';
      readonly at: number;
      readonly by: string;
      readonly mode: SnoozeMode;
      readonly until?: number;
    }
  | { readonly what: 'snooze-ended'; readonly at: number; readonly failures: number }
  | { readonly what: 'muted'; readonly at: number; readonly by: string }
  | { readonly what: 'unmuted'; readonly at: number; readonly by: string }
  | { readonly what: 'rerun'; readonly at: number; readonly by: string; readonly run: string };

/** What a message is about. What it looks like is decided when it is sent. */
export type NoticeContent =
  | { readonly type: 'incident'; readonly incidentId: string }
  | {
      readonly type: 'digest';
      readonly reason: 'storm' | 'quiet';
      readonly from: number;
      /** Incidents that open until then join it. */
      readonly until: number;
    }
  | {
      readonly type: 'summary';
      readonly project: ProjectRef;
      readonly failing: readonly SummaryItem[];
      readonly more: number;
      readonly by: string;
    }
  | { readonly type: 'note'; readonly incidentId: string; readonly notes: readonly Note[] }
  | { readonly type: 'daily'; readonly from: number; readonly to: number }
  | {
      /** Projects that cannot be looked at, all for one reason. */
      readonly type: 'watch-trouble';
      readonly trouble: ProjectTrouble;
      readonly projects: readonly ProjectRef[];
      readonly endedAt?: number;
    }
  | {
      readonly type: 'channel-trouble';
      readonly channel: string;
      readonly reason: string;
      readonly waiting: number;
    };

/** A message: written before it is sent. */
export interface Notice {
  readonly id: string;
  /** Channel, or the user of a direct message. */
  readonly channel: string;
  readonly content: NoticeContent;
  /** `absorbed`: another message took its place before it was sent. `dead`: given up. */
  readonly state: 'pending' | 'sent' | 'absorbed' | 'dead';
  /** The message whose thread it belongs to. */
  readonly parentId?: string;
  /** Counts changes of what it shows; it is edited while it is above `shownVersion`. */
  readonly version: number;
  readonly shownVersion: number;
  readonly notBefore: number;
  readonly attempts: number;
  /** Start of an attempt whose end is not known: it may have been posted. */
  readonly attemptAt?: number;
  readonly ts?: string;
  /** Where it was posted; differs from `channel` for a direct message. */
  readonly postedIn?: string;
  readonly createdAt: number;
  readonly sentAt?: number;
  readonly error?: string;
}

/** A message to send or to edit now, claimed by one instance. */
export interface ClaimedNotice extends Notice {
  /** The first post may have happened: look before posting. */
  readonly unclean: boolean;
  readonly claimedUntil: number;
  /** Message that its thread hangs on. */
  readonly parent?: { readonly ts: string; readonly channel: string };
}

export interface AuditEntry {
  readonly at: number;
  /** Slack user. */
  readonly by: string;
  readonly channel: string;
  readonly action: string;
  readonly about: string;
}

export interface HistoryEntry {
  readonly incident: Incident;
  readonly affected: readonly Affected[];
  readonly evidence: readonly { readonly id: string; readonly at: number; readonly run?: string }[];
}

export interface SubscriptionQueries {
  /** Adds or replaces the channel's subscription to the project. True: it is new. */
  saveSubscription(subscription: Subscription): Promise<boolean>;
  /** True: there was one. */
  removeSubscription(channel: string, projectId: string): Promise<boolean>;
  markSummed(channel: string, projectId: string): Promise<void>;
  subscriptionsIn(channel: string): Promise<readonly Subscription[]>;
  subscriptionsTo(projectId: string): Promise<readonly Subscription[]>;
  channel(id: string): Promise<Channel | undefined>;
  saveChannel(channel: Channel): Promise<void>;
  /** Channels whose daily digest is due, or planned by a clock that was set back since; kept from others until the transaction ends. */
  channelsDue(now: number): Promise<readonly Channel[]>;
}

export interface ProjectQueries {
  /** Takes up to `most` projects that are due, and keeps others from them for `leaseMs`. */
  claimProjects(
    owner: string,
    now: number,
    leaseMs: number,
    most: number,
    mostInterval: number,
  ): Promise<readonly WatchedProject[]>;
  /** Prolongs the leases of the owner's projects. */
  renewProjects(owner: string, projectIds: readonly string[], until: number): Promise<void>;
  /** Inside a transaction: whether `owner` still holds the project; if so nobody can take it before the end. */
  holdProject(owner: string, projectId: string, now: number): Promise<boolean>;
  /**
   * Ends the look: gives the lease back and stores what came of it.
   * @param plannedAt `nextLookAt` when it was claimed; when it differs by now, another look was asked for meanwhile,
   * and that stays due
   */
  finishLook(
    owner: string,
    projectId: string,
    outcome: Pick<WatchedProject, 'nextLookAt' | 'lookedAt' | 'interval' | 'trouble'>,
    plannedAt: number,
  ): Promise<void>;
  watchedProjects(): Promise<readonly WatchedProject[]>;
  watchedProject(projectId: string): Promise<WatchedProject | undefined>;
  /** Makes the project due now. False: nobody watches it. */
  requestLook(projectId: string, now: number): Promise<boolean>;
  cursor(projectId: string): Promise<Cursor | undefined>;
  saveCursor(projectId: string, cursor: Cursor): Promise<void>;
}

export interface IncidentQueries {
  /** Keeps other transactions from these channels' incidents until this one ends. */
  lockChannels(channels: readonly string[]): Promise<void>;
  /** The channel's open or tracked incident of this key, else the one resolved last after `resolvedAfter`. */
  incidentOf(channel: string, key: string, resolvedAfter: number): Promise<Incident | undefined>;
  incident(id: string): Promise<Incident | undefined>;
  /** Open and tracked incidents of the channel that break this workload. */
  incidentsBreaking(channel: string, affectedKey: string): Promise<readonly Incident[]>;
  /** Those of the keys that some channel's open or tracked incident breaks. */
  brokenAmong(affectedKeys: readonly string[]): Promise<readonly string[]>;
  saveIncident(incident: Incident): Promise<void>;
  affected(incidentId: string): Promise<readonly Affected[]>;
  affectedOne(incidentId: string, affectedKey: string): Promise<Affected | undefined>;
  /** How many other workloads of the incident did not succeed since. */
  othersBroken(incidentId: string, affectedKey: string): Promise<number>;
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
  mute(channel: string, cause: CauseId, by: string, at: number): Promise<void>;
  /** False: it was not muted. */
  unmute(channel: string, cause: CauseId): Promise<boolean>;
  /** What a channel does not want to hear of, the newest first. */
  mutesIn(channel: string): Promise<readonly Mute[]>;
  isMuted(channel: string, cause: CauseId): Promise<boolean>;
}

export interface EvidenceQueries {
  saveEvidence(evidence: Evidence): Promise<void>;
  evidence(id: string): Promise<Evidence | undefined>;
  /** Newest first; `name`: a glob over workloads. Tracked ones are left out. */
  history(channel: string, name: string | undefined, most: number): Promise<readonly HistoryEntry[]>;
  audit(entry: AuditEntry): Promise<void>;
  auditOf(channel: string, most: number): Promise<readonly AuditEntry[]>;
  /** Deletes what ended before `before`; what was seen last of an unresolved incident stays. Returns how many rows went. */
  prune(before: number): Promise<number>;
}

export interface NoticeQueries {
  addNotice(notice: {
    readonly id: string;
    readonly channel: string;
    readonly content: NoticeContent;
    readonly parentId?: string;
    readonly notBefore: number;
    /** It waits for the end of quiet hours, which may be long. */
    readonly held?: boolean;
    readonly createdAt: number;
  }): Promise<void>;
  notice(id: string): Promise<Notice | undefined>;
  /** The message shows something that changed. */
  touchNotice(id: string): Promise<void>;
  replaceContent(id: string, content: NoticeContent): Promise<void>;
  /** Cards that opened in the channel since then and were not absorbed. */
  cardsSince(channel: string, since: number): Promise<number>;
  /** Cards of the channel that are held back until later. */
  heldCards(channel: string, now: number): Promise<number>;
  /** A digest of the channel that still takes incidents. */
  growingDigest(channel: string, reason: 'storm' | 'quiet', now: number): Promise<Notice | undefined>;
  /** Moves the channel's cards that were never tried, with their incidents and threads, into `digestId`. */
  absorbCards(channel: string, digestId: string): Promise<number>;
  /** A thread line of this incident that was not sent yet. */
  pendingNote(incidentId: string): Promise<Notice | undefined>;
  /** Messages of the channel on projects that cannot be looked at, and still cannot. */
  openTroubles(channel: string): Promise<readonly Notice[]>;
  /** Takes one message that may be sent now, and the channel with it. */
  claimNotice(
    owner: string,
    now: number,
    leaseMs: number,
    paceMs: number,
  ): Promise<ClaimedNotice | undefined>;
  /** When {@link claimNotice} may have something next; undefined: nothing waits. */
  nextNoticeAt(now: number): Promise<number | undefined>;
  /** It is posted, or the edit is done. False: the claim was lost meanwhile. */
  noticeShown(
    owner: string,
    id: string,
    shown: {
      readonly version: number;
      readonly at: number;
      readonly ts: string;
      readonly postedIn: string;
      /** No edit before then. */
      readonly quietUntil: number;
    },
  ): Promise<boolean>;
  /** It did not work. `uncertain`: it may have been posted all the same. */
  noticeFailed(
    owner: string,
    id: string,
    failure: {
      readonly error: string;
      readonly uncertain: boolean;
      readonly retryAt: number;
      /** The whole channel waits until then. */
      readonly channelUntil?: number;
      readonly dead?: boolean;
    },
  ): Promise<void>;
  /** It cannot be edited: it is posted anew from `now` on. */
  noticeUneditable(owner: string, id: string, now: number): Promise<void>;
  /** Messages that wait for a channel. */
  waitingIn(channel: string): Promise<number>;
}

export interface LedgerQueries {
  /** True for the first who claims `id`, false for everybody after. Atomic. */
  claimEvent(id: string, now: number): Promise<boolean>;
}

export type AlertQueries = SubscriptionQueries &
  ProjectQueries &
  IncidentQueries &
  EvidenceQueries &
  NoticeQueries &
  LedgerQueries;

export interface AlertStore extends AlertQueries {
  /** Runs `work` all or nothing. */
  transaction<T>(work: (queries: AlertQueries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
