/** Who wants to hear of which project: watch, unwatch, watches. */
import type { ProjectRef } from '../../diagnosis/model/subject';
import type {
  AlertQueries,
  AlertStore,
  Channel,
  ChannelPreferences,
  ChannelTrouble,
  Mute,
  Subscription,
  WatchedProject,
} from '../../store/port';
import { nextWallTime } from '../calendar';
import { resolve } from '../incident/incident';
import { placeOfWebhook } from '../outbox/news';
import { record } from '../outbox/post';
import type { AlertRules } from '../rules';
import type { Time } from '../time';

export interface WatchRequest extends Omit<Subscription, 'createdAt' | 'summed'> {
  /** Absent: what the channel has stays. */
  readonly preferences?: Partial<ChannelPreferences>;
}

export interface Watches {
  readonly subscriptions: readonly (Subscription & { readonly state?: WatchedProject })[];
  readonly channel?: Channel;
  readonly mutes: readonly Mute[];
  /** Those that the watches tell, and what keeps them from taking events. */
  readonly webhooks: readonly { readonly name: string; readonly trouble?: ChannelTrouble }[];
}

export interface SubscriptionsOptions {
  readonly store: AlertStore;
  readonly rules: AlertRules;
  readonly time: Time;
  /** Something is due now. */
  readonly onNews: () => void;
}

export class Subscriptions {
  constructor(private readonly options: SubscriptionsOptions) {}

  /** Watches a project for a channel. `isNew` false: what it wants was changed. */
  async watch({ preferences, ...request }: WatchRequest): Promise<{ readonly isNew: boolean }> {
    const { store, time } = this.options;
    const now = time.now();
    const isNew = await store.transaction(async (tx) => {
      const fresh = await tx.saveSubscription({ ...request, createdAt: now });
      // A look holds its project before it holds the channels; whoever takes both in another order waits for ever.
      await tx.lockChannels([request.channel]);
      if (preferences) await prefer(tx, request.channel, preferences, now);
      return fresh;
    });
    this.options.onNews();
    return { isNew };
  }

  /** Ends a watch, and what is open of its project in that channel. False: there was none. */
  async unwatch(channel: string, project: ProjectRef, by: string): Promise<boolean> {
    const { store, time, rules } = this.options;
    const ended = await store.transaction(async (tx) => {
      if (!(await tx.removeSubscription(channel, project.id))) return false;
      await tx.lockChannels([channel]);
      const now = time.now();
      // A card that nobody will look after must not stay red.
      for (const incident of await tx.openIncidents(channel)) {
        const affected = await tx.affected(incident.id);
        if (affected.some(({ subject }) => subject.project.id !== project.id)) continue;
        const resolution = { how: 'unwatched', at: now, by, changes: [] } as const;
        await record(tx, resolve(incident, resolution, now), now, rules);
      }
      return true;
    });
    this.options.onNews();
    return ended;
  }

  async watches(channel: string): Promise<Watches> {
    const { store } = this.options;
    const found = await store.channel(channel);
    const subscriptions = await Promise.all(
      (await store.subscriptionsIn(channel)).map(async (each) => {
        const state = await store.watchedProject(each.project.id);
        return { ...each, ...(state && { state }) };
      }),
    );
    return {
      subscriptions,
      ...(found && { channel: found }),
      mutes: await store.mutesIn(channel),
      webhooks: await this.#webhooksOf(subscriptions),
    };
  }

  async #webhooksOf(subscriptions: readonly Subscription[]): Promise<Watches['webhooks']> {
    const { store, rules } = this.options;
    const named = subscriptions.map(({ webhook }) => webhook ?? rules.webhook ?? 'off');
    const names = [...new Set(named)].filter((name) => name !== 'off').sort();
    return Promise.all(
      names.map(async (name) => {
        const trouble = (await store.channel(placeOfWebhook(name)))?.trouble;
        return { name, ...(trouble && { trouble }) };
      }),
    );
  }
}

async function prefer(
  tx: AlertQueries,
  id: string,
  changes: Partial<ChannelPreferences>,
  now: number,
): Promise<void> {
  const before = (await tx.channel(id)) ?? { id, timeZone: 'UTC' };
  const after: Channel = { ...before, ...changes };
  await tx.saveChannel({
    ...after,
    ...(after.digestAt !== undefined && {
      nextDigestAt: nextWallTime(now, after.digestAt, after.timeZone),
    }),
  });
}
