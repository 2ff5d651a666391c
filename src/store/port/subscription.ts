/** Who wants to hear of what: subscriptions of channels, and how a channel wants to hear. */
import type { ProjectRef } from '../../diagnosis/model/subject';

/** Parts of a project that can be watched: build runs, apps, job runs, fleets. */
export const watchedKinds = ['builds', 'apps', 'jobs', 'fleets'] as const;
export type WatchedKind = (typeof watchedKinds)[number];

/** Whom a message calls: a user group, a person, or everybody of the channel. */
export type Called =
  | { readonly kind: 'group' | 'person'; readonly id: string; readonly name?: string }
  /** Those of the channel who are there now, or all of them. */
  | { readonly kind: 'here' | 'channel' };

/** One channel's wish to hear of one project. */
export interface Subscription {
  readonly channel: string;
  readonly project: ProjectRef;
  readonly kinds: readonly WatchedKind[];
  /** Glob over names of builds, apps, jobs and fleets; absent: all. */
  readonly name?: string;
  /** Glob over names that are left out. */
  readonly exclude?: string;
  /** Failures in a row before a card is posted; 1 or more. */
  readonly minFailures: number;
  /** Who is called when something fails, and when it becomes worse; absent: nobody. */
  readonly notify?: readonly Called[];
  /** Milliseconds after which they are called once more, when nobody has taken it on; absent: never. */
  readonly remindAfter?: number;
  /** Name of the operator's webhook that is told as well; `off`: none, whatever the operator's default. */
  readonly webhook?: string;
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
