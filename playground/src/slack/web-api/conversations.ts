/** `conversations.*`. Source: docs.slack.dev/reference/methods, the page of each method. */
import type { Message } from '../workspace';
import type { Access } from './access';
import { between, paged } from './content';
import { channelJson, messageJson } from './json';
import { type Answer, type Arguments, type Methods, Refusal } from './refusal';

const kinds = { public: 'public_channel', private: 'private_channel', im: 'im', mpim: 'mpim' } as const;

/** Messages that an app outside the Marketplace is given, whatever it asks for. Source: as in `rates.ts`. */
const MOST_UNLISTED = 15;

export function conversations(access: Access): Methods {
  const { workspace } = access;

  const page = (messages: readonly Message[], given: Arguments): Answer => {
    const { items, next } = paged(
      messages,
      given,
      workspace.app.outsideMarketplace ? MOST_UNLISTED : undefined,
    );
    const whole = String(given.include_all_metadata) === 'true';
    return {
      ok: true,
      messages: items.map((each) => ({
        ...messageJson(each, workspace),
        ...(whole && each.metadata ? { metadata: each.metadata } : {}),
      })),
      has_more: next !== '',
      response_metadata: { next_cursor: next },
    };
  };

  return {
    'conversations.list': (given) => {
      const types = String(given.types ?? 'public_channel').split(',');
      const channels = [...workspace.channels.values()].filter(
        (each) =>
          types.includes(kinds[each.kind]) &&
          (each.kind === 'public' || access.isMember(each)) &&
          !(String(given.exclude_archived) === 'true' && each.archived),
      );
      const { items, next } = paged(channels, given);
      return {
        ok: true,
        channels: items.map((each) => channelJson(each, workspace)),
        response_metadata: { next_cursor: next },
      };
    },
    'conversations.info': (given) => ({ ok: true, channel: channelJson(access.channel(given), workspace) }),
    'conversations.members': (given) => {
      const { items, next } = paged([...access.channel(given).members], given);
      return { ok: true, members: items, response_metadata: { next_cursor: next } };
    },
    'conversations.join': (given) => {
      const channel = access.channel(given);
      if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
      if (channel.archived) throw new Refusal('is_archived');
      channel.members.add(workspace.app.userId);
      workspace.announce({ type: 'channel', channel });
      return { ok: true, channel: channelJson(channel, workspace) };
    },
    'conversations.open': (given) => {
      const user = access.user(String(given.users ?? '').split(',')[0]);
      return { ok: true, channel: { id: workspace.directMessage(user.id).id } };
    },
    'conversations.history': (given) => {
      const channel = access.readable(given);
      return page(between(workspace.visible(channel.id), given).reverse(), given);
    },
    'conversations.replies': (given) => {
      const channel = access.readable(given);
      const ts = String(given.ts ?? '');
      if (!workspace.message(channel.id, ts)) throw new Refusal('thread_not_found');
      return page(between(workspace.visible(channel.id, { threadTs: ts }), given), given);
    },
  };
}
