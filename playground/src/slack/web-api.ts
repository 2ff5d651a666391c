/** The methods of Slack's Web API that a bot like this needs, over the workspace's state. */
import { blockViolations, MOST_MESSAGE_BYTES, messageSize, viewViolations } from './block-kit';
import type { Triggers } from './handles';
import { isObject, type Violation } from './schema';
import type { Block, Channel, Message, User, View, Workspace } from './workspace';

export type Arguments = Readonly<Record<string, unknown>>;
export type Answer = Record<string, unknown> & { readonly ok: boolean };
type Method = (given: Arguments) => Answer;

/** A refusal in Slack's words. */
export class Refusal extends Error {
  constructor(
    readonly word: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(word);
  }
}

export interface WebApiOptions {
  readonly scopes: ReadonlySet<string>;
}

/** Text, blocks and whatever else a message is made of; refused as Slack refuses it. */
export function messageContent(given: Arguments): { text: string; blocks: readonly Block[] } {
  const blocks = parsed(given.blocks);
  const text = given.text;
  if (text !== undefined && typeof text !== 'string') throw new Refusal('invalid_arguments');
  if (blocks !== undefined) {
    if (!Array.isArray(blocks)) throw new Refusal('invalid_blocks_format');
    refuse(blockViolations(blocks, 'message'));
    if (messageSize(blocks) > MOST_MESSAGE_BYTES) throw new Refusal('msg_blocks_too_long');
  }
  if (!text && !(Array.isArray(blocks) && blocks.length > 0)) throw new Refusal('no_text');
  // Slack cuts a longer text and posts it all the same.
  return { text: (text ?? '').slice(0, 40_000), blocks: (blocks as Block[] | undefined) ?? [] };
}

function refuse(violations: readonly Violation[], word = 'invalid_blocks'): void {
  if (violations.length === 0) return;
  const messages = violations.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
  throw new Refusal(word, { errors: messages, response_metadata: { messages } });
}

/** JSON arguments come as text when the request is form-encoded. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The methods by name. Each answers or throws a {@link Refusal}. */
export function webApi(
  workspace: Workspace,
  triggers: Triggers,
  options: WebApiOptions,
): Record<string, Method> {
  const { team, app } = workspace;

  const channelOf = (given: Arguments, field = 'channel'): Channel => {
    const id = given[field];
    if (typeof id !== 'string' || !id) throw new Refusal('channel_not_found');
    const channel =
      workspace.channel(id) ?? (workspace.users.has(id) ? workspace.directMessage(id) : undefined);
    const hidden = channel?.kind === 'private' || channel?.kind === 'mpim';
    if (!channel || (hidden && !channel.members.has(app.userId))) {
      throw new Refusal('channel_not_found');
    }
    return channel;
  };

  const writable = (given: Arguments): Channel => {
    const channel = channelOf(given);
    if (channel.archived) throw new Refusal('is_archived');
    const open = channel.kind === 'public' && options.scopes.has('chat:write.public');
    if (!channel.members.has(app.userId) && !open) throw new Refusal('not_in_channel');
    return channel;
  };

  const ownMessage = (given: Arguments, refusal: string): Message => {
    const channel = channelOf(given);
    const message = workspace.message(channel.id, String(given.ts ?? ''));
    if (!message || message.deleted || message.onlyFor) throw new Refusal('message_not_found');
    if (!message.byBot) throw new Refusal(refusal);
    return message;
  };

  const readable = (given: Arguments): Channel => {
    const channel = channelOf(given);
    if (!channel.members.has(app.userId)) throw new Refusal('not_in_channel');
    return channel;
  };

  const threadOf = (given: Arguments): { threadTs?: string } => {
    if (typeof given.thread_ts !== 'string' || !given.thread_ts) return {};
    if (!/^\d+\.\d{6}$/.test(given.thread_ts)) throw new Refusal('invalid_thread_ts');
    return { threadTs: given.thread_ts };
  };

  const metadataOf = (given: Arguments): Pick<Message, 'metadata'> => {
    const metadata = parsed(given.metadata);
    if (metadata === undefined) return {};
    const fits =
      isObject(metadata) && typeof metadata.event_type === 'string' && isObject(metadata.event_payload);
    if (!fits) throw new Refusal('invalid_metadata_format');
    return { metadata };
  };

  const withMetadata = (message: Message, given: Arguments): Record<string, unknown> => ({
    ...messageJson(message, workspace),
    ...(String(given.include_all_metadata) === 'true' && message.metadata
      ? { metadata: message.metadata }
      : {}),
  });

  const userOf = (given: Arguments): User => {
    const user = workspace.users.get(String(given.user ?? ''));
    if (!user) throw new Refusal('user_not_found');
    return user;
  };

  const viewArgument = (given: Arguments): Record<string, unknown> => {
    const view = parsed(given.view);
    if (!isObject(view)) throw new Refusal('invalid_arguments');
    refuse(viewViolations(view), 'invalid_arguments');
    return { ...view };
  };

  const byTrigger = (given: Arguments): string => {
    const redeemed = triggers.redeem(given.trigger_id);
    if ('error' in redeemed) throw new Refusal(redeemed.error);
    return redeemed.user;
  };

  return {
    'api.test': () => ({ ok: true }),
    'auth.test': () => ({
      ok: true,
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: 'ce-image',
      team_id: team.id,
      user_id: app.userId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
    'blocks.validate': (given) => {
      const surface = given.surface === 'modal' || given.surface === 'home' ? given.surface : 'message';
      const errors = blockViolations(parsed(given.blocks), surface);
      return errors.length === 0 ? { ok: true } : { ok: false, error: 'invalid_blocks', errors };
    },
    'chat.postMessage': (given) => {
      const channel = writable(given);
      const content = messageContent(given);
      const message = workspace.say({
        channel: channel.id,
        user: app.userId,
        byBot: true,
        ...content,
        ...threadOf(given),
        ...(given.thread_ts && String(given.reply_broadcast) === 'true' ? { broadcast: true } : {}),
        ...metadataOf(given),
      });
      return { ok: true, channel: channel.id, ts: message.ts, message: messageJson(message, workspace) };
    },
    'chat.postEphemeral': (given) => {
      const channel = writable(given);
      const user = userOf(given);
      if (!channel.members.has(user.id)) throw new Refusal('user_not_in_channel');
      const content = messageContent(given);
      const message = workspace.say({
        channel: channel.id,
        user: app.userId,
        byBot: true,
        onlyFor: user.id,
        ...content,
        ...threadOf(given),
      });
      return { ok: true, message_ts: message.ts };
    },
    'chat.update': (given) => {
      const message = ownMessage(given, 'cant_update_message');
      const content = messageContent(given);
      Object.assign(message, metadataOf(given));
      workspace.edit(message, content.text, content.blocks);
      return {
        ok: true,
        channel: message.channel,
        ts: message.ts,
        text: message.text,
        message: messageJson(message, workspace),
      };
    },
    'chat.delete': (given) => {
      const message = ownMessage(given, 'cant_delete_message');
      workspace.remove(message);
      return { ok: true, channel: message.channel, ts: message.ts };
    },
    'chat.getPermalink': (given) => {
      const channel = channelOf(given);
      const message = workspace.message(channel.id, String(given.message_ts ?? ''));
      if (!message || message.deleted) throw new Refusal('message_not_found');
      const permalink = `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
      return { ok: true, channel: channel.id, permalink };
    },
    'conversations.list': (given) => {
      const types = String(given.types ?? 'public_channel').split(',');
      const kinds = {
        public: 'public_channel',
        private: 'private_channel',
        im: 'im',
        mpim: 'mpim',
      } as const;
      const channels = [...workspace.channels.values()].filter(
        (each) =>
          types.includes(kinds[each.kind]) &&
          (each.kind === 'public' || each.members.has(app.userId)) &&
          !(String(given.exclude_archived) === 'true' && each.archived),
      );
      const page = paged(channels, given);
      return {
        ok: true,
        channels: page.items.map((each) => channelJson(each, workspace)),
        response_metadata: { next_cursor: page.next },
      };
    },
    'conversations.info': (given) => ({ ok: true, channel: channelJson(channelOf(given), workspace) }),
    'conversations.members': (given) => {
      const page = paged([...channelOf(given).members], given);
      return { ok: true, members: page.items, response_metadata: { next_cursor: page.next } };
    },
    'conversations.join': (given) => {
      const channel = channelOf(given);
      if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
      if (channel.archived) throw new Refusal('is_archived');
      channel.members.add(app.userId);
      workspace.announce({ type: 'channel', channel });
      return { ok: true, channel: channelJson(channel, workspace) };
    },
    'conversations.open': (given) => {
      const id = String(given.users ?? '').split(',')[0];
      const user = id && workspace.users.get(id);
      if (!user) throw new Refusal('user_not_found');
      return { ok: true, channel: { id: workspace.directMessage(user.id).id } };
    },
    'conversations.history': (given) => {
      const channel = readable(given);
      const newestFirst = between(workspace.visible(channel.id), given).reverse();
      const page = paged(newestFirst, given);
      return {
        ok: true,
        messages: page.items.map((each) => withMetadata(each, given)),
        has_more: page.next !== '',
        response_metadata: { next_cursor: page.next },
      };
    },
    'conversations.replies': (given) => {
      const channel = readable(given);
      const ts = String(given.ts ?? '');
      if (!workspace.message(channel.id, ts)) throw new Refusal('thread_not_found');
      const page = paged(between(workspace.visible(channel.id, { threadTs: ts }), given), given);
      return {
        ok: true,
        messages: page.items.map((each) => withMetadata(each, given)),
        has_more: page.next !== '',
        response_metadata: { next_cursor: page.next },
      };
    },
    'users.info': (given) => ({ ok: true, user: userJson(userOf(given), workspace) }),
    'usergroups.users.list': (given) => {
      const users = workspace.groups.get(String(given.usergroup ?? ''));
      if (!users) throw new Refusal('no_such_subteam');
      return { ok: true, users };
    },
    'users.list': (given) => {
      const page = paged([...workspace.users.values()], given);
      return {
        ok: true,
        members: page.items.map((each) => userJson(each, workspace)),
        response_metadata: { next_cursor: page.next },
      };
    },
    'reactions.add': (given) => {
      const message = workspace.message(channelOf(given).id, String(given.timestamp ?? ''));
      if (!message || message.deleted) throw new Refusal('message_not_found');
      const name = String(given.name ?? '');
      if (!name) throw new Refusal('invalid_name');
      const reaction = message.reactions.find((each) => each.name === name);
      if (reaction?.users.includes(app.userId)) throw new Refusal('already_reacted');
      if (reaction) reaction.users.push(app.userId);
      else message.reactions.push({ name, users: [app.userId] });
      workspace.announce({ type: 'message_changed', message });
      return { ok: true };
    },
    'reactions.remove': (given) => {
      const message = workspace.message(channelOf(given).id, String(given.timestamp ?? ''));
      const reaction = message?.reactions.find((each) => each.name === given.name);
      const at = reaction?.users.indexOf(app.userId) ?? -1;
      if (!message || !reaction || at < 0) throw new Refusal('no_reaction');
      reaction.users.splice(at, 1);
      workspace.announce({ type: 'message_changed', message });
      return { ok: true };
    },
    'views.open': (given) => {
      const payload = viewArgument(given);
      if (payload.type !== 'modal') throw new Refusal('invalid_arguments');
      return { ok: true, view: viewJson(workspace.openView(byTrigger(given), payload), workspace) };
    },
    'views.push': (given) => {
      const payload = viewArgument(given);
      const user = byTrigger(given);
      const stack = [...workspace.views.values()].filter(
        (each) => each.open && each.kind === 'modal' && each.user === user,
      );
      if (stack.length >= 3) throw new Refusal('push_limit_reached');
      return {
        ok: true,
        view: viewJson(workspace.openView(user, payload, stack[stack.length - 1]), workspace),
      };
    },
    'views.update': (given) => {
      const payload = viewArgument(given);
      const view = workspace.views.get(String(given.view_id ?? ''));
      if (!view?.open) throw new Refusal('not_found');
      if (given.hash !== undefined && given.hash !== view.hash) throw new Refusal('hash_conflict');
      workspace.updateView(view, payload);
      return { ok: true, view: viewJson(view, workspace) };
    },
    'views.publish': (given) => {
      const user = workspace.users.get(String(given.user_id ?? ''));
      if (!user) throw new Refusal('user_not_found');
      const payload = viewArgument(given);
      if (payload.type !== 'home') throw new Refusal('invalid_arguments');
      const home = [...workspace.views.values()].find(
        (each) => each.kind === 'home' && each.user === user.id,
      );
      if (home) workspace.updateView(home, payload);
      return { ok: true, view: viewJson(home ?? workspace.openView(user.id, payload), workspace) };
    },
  };
}

function paged<T>(items: readonly T[], given: Arguments): { items: readonly T[]; next: string } {
  const limit = Math.min(Math.max(1, Number(given.limit) || 100), 1000);
  const from = Number(Buffer.from(String(given.cursor ?? ''), 'base64').toString()) || 0;
  const next = from + limit < items.length ? Buffer.from(String(from + limit)).toString('base64') : '';
  return { items: items.slice(from, from + limit), next };
}

function between(messages: Message[], given: Arguments): Message[] {
  const oldest = given.oldest === undefined ? 0 : Number(given.oldest);
  const latest = given.latest === undefined ? Number.POSITIVE_INFINITY : Number(given.latest);
  const inclusive = String(given.inclusive) === 'true';
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  });
}

/** A message as Slack's methods and events show it. */
export function messageJson(message: Message, workspace: Workspace): Record<string, unknown> {
  const last = message.history[message.history.length - 1];
  return {
    type: 'message',
    user: message.user,
    ...(message.byBot ? { bot_id: workspace.app.botId, app_id: workspace.app.id } : {}),
    text: message.text,
    ts: message.ts,
    team: workspace.team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(last ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })) }
      : {}),
  };
}

function channelJson(channel: Channel, workspace: Workspace): Record<string, unknown> {
  return {
    id: channel.id,
    ...(channel.name ? { name: channel.name } : {}),
    ...(channel.user ? { user: channel.user } : {}),
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_member: channel.members.has(workspace.app.userId),
    num_members: channel.members.size,
  };
}

function userJson(user: User, workspace: Workspace): Record<string, unknown> {
  return {
    id: user.id,
    team_id: workspace.team.id,
    name: user.name,
    real_name: user.realName,
    is_bot: user.isBot,
    deleted: false,
    tz: 'Etc/UTC',
    profile: { real_name: user.realName, display_name: user.name },
    ...user.details,
  };
}

/** A view as Slack's methods and payloads show it. */
export function viewJson(view: View, workspace: Workspace): Record<string, unknown> {
  return {
    private_metadata: '',
    callback_id: '',
    ...view.payload,
    id: view.id,
    team_id: workspace.team.id,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: workspace.app.id,
    bot_id: workspace.app.botId,
    app_installed_team_id: workspace.team.id,
    state: { values: {} },
  };
}
