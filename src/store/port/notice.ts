/** Messages: written down before they are sent. */

import type { Standing } from '../../diagnosis/model/report';
import type { ProjectRef, WorkloadSubject } from '../../diagnosis/model/subject';
import type { Resolution, SnoozeMode } from './incident';
import type { Muting } from './mute';
import type { LookTrouble } from './project';
import type { Called } from './subscription';

export interface SummaryItem {
  readonly subject: WorkloadSubject;
  readonly platformState: string;
  readonly since?: string;
  readonly hint?: string;
}

/** A line of an incident's thread. `calls`: who is to hear of it. */
export type Note = NoteWords & { readonly calls?: readonly Called[] };

type NoteWords =
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
  | { readonly what: 'acknowledged' | 'unacknowledged'; readonly at: number; readonly by: string }
  /** `to` absent: to nobody any more. */
  | { readonly what: 'assigned'; readonly at: number; readonly by: string; readonly to?: string }
  | { readonly what: 'worse'; readonly at: number; readonly from: Standing; readonly to: Standing }
  /** Nobody has taken it on. `after`: milliseconds since it was opened. */
  | { readonly what: 'reminder'; readonly at: number; readonly after: number }
  | {
      readonly what: 'snoozed';
      readonly at: number;
      readonly by: string;
      readonly mode: SnoozeMode;
      readonly until?: number;
    }
  | { readonly what: 'snooze-ended'; readonly at: number; readonly failures: number }
  | ({ readonly what: 'muted'; readonly of: 'cause' | 'workload' } & Muting)
  | { readonly what: 'unmuted'; readonly at: number; readonly by: string }
  | { readonly what: 'mute-ended'; readonly at: number; readonly failures: number }
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
  | {
      /** An event for the webhook of this name. */
      readonly type: 'webhook';
      readonly incidentId: string;
      readonly webhook: string;
      /** As it is sent. */
      readonly event: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'daily'; readonly from: number; readonly to: number }
  | {
      /** Nobody has taken on what a digest told of, for so many milliseconds. */
      readonly type: 'digest-reminder';
      readonly digestId: string;
      readonly after: number;
    }
  | {
      /** Projects that cannot be looked at, all for one reason. */
      readonly type: 'watch-trouble';
      readonly trouble: LookTrouble;
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

/** A message to be sent. */
export interface NewNotice {
  readonly id: string;
  readonly channel: string;
  readonly content: NoticeContent;
  readonly parentId?: string;
  readonly notBefore: number;
  /** It waits for the end of quiet hours, which may be long. */
  readonly held?: boolean;
  readonly createdAt: number;
}

export interface NoticeQueries {
  addNotice(notice: NewNotice): Promise<void>;
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
  /** The newest event of this incident that nobody has begun to send. */
  pendingEvent(incidentId: string): Promise<Notice | undefined>;
  /** Messages of the channel on projects that cannot be looked at, and still cannot. */
  openTroubles(channel: string): Promise<readonly Notice[]>;
  /** Takes one message, or one event for a webhook, that may be sent now, and the channel with it. */
  claimNotice(
    owner: string,
    now: number,
    leaseMs: number,
    paceMs: number,
    to?: 'slack' | 'webhooks',
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
