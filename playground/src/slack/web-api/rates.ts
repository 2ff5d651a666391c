/**
 * How often methods are allowed to be called. Sources: docs.slack.dev/apis/web-api/rate-limits for the tiers, and the part
 * "Rate limits" of each method's page for its tier. Slack allows some bursts and promises no number: here a minute's
 * calls at once, and three messages of a channel.
 */
import type { Workspace } from '../workspace';
import type { Arguments } from './refusal';

/** Calls a minute. */
const tiers = { 2: 20, 3: 50, 4: 100, many: 600 } as const;

const tierOf: Readonly<Record<string, keyof typeof tiers>> = {
  'api.test': 4,
  'auth.test': 'many',
  'chat.getPermalink': 'many',
  'chat.postEphemeral': 4,
  'conversations.list': 2,
  'conversations.members': 4,
  'reactions.remove': 2,
  'usergroups.list': 2,
  'usergroups.users.list': 2,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};

/**
 * What an app that is sold, and not listed in Slack's Marketplace, asks once a minute.
 * Source: docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps, and the pages of both methods.
 */
const onceAMinute: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies']);

const MESSAGES_A_SECOND = 1;
const MESSAGES_AT_ONCE = 3;

interface Bucket {
  left: number;
  at: number;
}

export class Rates {
  /** Whether calls are counted at all. */
  enforced = false;
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly workspace: Pick<Workspace, 'clock' | 'app'>) {}

  /** Counts a call; the seconds to wait when it is one too many. */
  take(method: string, given: Arguments): number | undefined {
    if (this.workspace.app.outsideMarketplace && onceAMinute.has(method))
      return this.#take(method, 1, 1 / 60);
    if (!this.enforced) return undefined;
    if (method === 'chat.postMessage') {
      return this.#take(`${method} ${String(given.channel)}`, MESSAGES_AT_ONCE, MESSAGES_A_SECOND);
    }
    const perMinute = tiers[tierOf[method] ?? 3];
    return this.#take(method, perMinute, perMinute / 60);
  }

  #take(key: string, most: number, perSecond: number): number | undefined {
    const now = this.workspace.clock.now();
    const bucket = this.#buckets.get(key) ?? { left: most, at: now };
    bucket.left = Math.min(most, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
    bucket.left -= 1;
    return undefined;
  }
}
