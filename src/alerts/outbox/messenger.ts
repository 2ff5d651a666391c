/** What alerts need of Slack. */
import type { Report } from '../../diagnosis/model/report';
import type { Affected, Called, Incident, NoticeContent } from '../../store/port';

/** What a message shows: all that is needed to draw it. */
export type View =
  | {
      readonly type: 'incident';
      readonly incident: Incident;
      readonly affected: readonly Affected[];
      /** What was seen last; absent when it was not kept any more. */
      readonly report?: Report;
      /** Whom it calls is mentioned: only the first post does, since edits call nobody. Otherwise they are named. */
      readonly mentions?: boolean;
      readonly at: number;
    }
  | {
      readonly type: 'digest';
      readonly reason: 'storm' | 'quiet';
      readonly from: number;
      /** Whom the watches of what is open and nobody has taken on call. */
      readonly calls?: readonly Called[];
      /** As of an incident: only the first post mentions. */
      readonly mentions: boolean;
      /** The worst ones first, at most ten. */
      readonly worst: readonly DigestItem[];
      readonly total: number;
      readonly resolved: number;
    }
  | {
      readonly type: 'daily';
      readonly from: number;
      readonly to: number;
      readonly opened: number;
      readonly resolved: number;
      /** Still open, the worst ones first, at most ten. */
      readonly open: readonly DigestItem[];
      readonly openTotal: number;
    }
  | {
      /** What is open in a digest, and nobody has taken on. */
      readonly type: 'digest-reminder';
      readonly after: number;
      readonly calls: readonly Called[];
      /** The worst ones first, at most ten. */
      readonly open: readonly DigestItem[];
      readonly openTotal: number;
    }
  | Extract<NoticeContent, { type: 'summary' | 'note' | 'watch-trouble' | 'channel-trouble' }>;

export interface DigestItem {
  readonly incident: Incident;
  /** Workloads that it breaks. */
  readonly broken: number;
}

export interface Message {
  readonly noticeId: string;
  readonly incidentId?: string;
  /** Channel, or the user of a direct message. */
  readonly channel: string;
  /** `ts` of the message whose thread it belongs to. */
  readonly threadTs?: string;
  /** A thread message that is shown in the channel as well. */
  readonly broadcast?: boolean;
  readonly view: View;
}

export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

/**
 * Why a message did not get through.
 * - `closed`: the bot is not allowed to post there
 * - `limited`: too many messages; `retryAfterMs` says when again
 * - `refused`: Slack takes no such message, not even as bare text
 * - `troubled`: Slack answered, did nothing, and may do it later
 * - `gone`: there is nothing to edit any more
 * - `undrawable`: the message could not be made; its word is `undrawable`, and `cause` tells why
 * - `uneditable`: the message stands, and cannot be edited
 * - `uncertain`: no answer; it may have been posted all the same
 * - `unauthorized`: the bot's token is not valid
 */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';

  constructor(
    readonly kind:
      | 'closed'
      | 'limited'
      | 'refused'
      | 'troubled'
      | 'gone'
      | 'undrawable'
      | 'uneditable'
      | 'uncertain'
      | 'unauthorized',
    /** Slack's word, for example `is_archived`. */
    readonly word: string,
    readonly retryAfterMs?: number,
    options?: { readonly cause?: unknown },
  ) {
    super(`Slack: ${word}`, options);
  }
}

/** Sends messages. Rejects with {@link DeliveryError} only, and never tries twice by itself. */
export interface Messenger {
  post(message: Message): Promise<Posted>;
  update(message: Message, at: Posted): Promise<void>;
  /** The message that was posted for the notice since then (milliseconds since 1970), when there is one. */
  find(message: Message, since: number): Promise<Posted | undefined>;
}
