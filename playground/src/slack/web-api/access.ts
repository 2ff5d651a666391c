/** Which conversations and messages the bot reaches, and for what. */
import type { Channel, Message, User, Workspace } from '../workspace';
import { type Arguments, Refusal } from './refusal';

export class Access {
  constructor(
    readonly workspace: Workspace,
    private readonly scopes: ReadonlySet<string>,
  ) {}

  isMember(channel: Channel): boolean {
    return channel.members.has(this.workspace.app.userId);
  }

  /** A conversation that the bot knows of. Private ones are hidden from who is not in them. */
  channel(given: Arguments): Channel {
    const { workspace } = this;
    const id = given.channel;
    if (typeof id !== 'string' || !id) throw new Refusal('channel_not_found');
    const channel =
      workspace.channel(id) ?? (workspace.users.has(id) ? workspace.directMessage(id) : undefined);
    const hidden = channel?.kind === 'private' || channel?.kind === 'mpim';
    if (!channel || (hidden && !this.isMember(channel))) throw new Refusal('channel_not_found');
    return channel;
  }

  /** By id alone. Source: docs.slack.dev/reference/methods/chat.update, argument `channel`: not a name, not a user. */
  channelById(given: Arguments): Channel {
    const channel = this.channel(given);
    if (channel.id !== given.channel) throw new Refusal('channel_not_found');
    return channel;
  }

  /**
   * Where the bot posts.
   * @param everywhere whether chat:write.public counts. It opens public channels to chat.postMessage and names no other
   *   method. Source: docs.slack.dev/reference/scopes/chat.write.public
   */
  writable(given: Arguments, everywhere = false): Channel {
    const channel = this.channel(given);
    if (channel.archived) throw new Refusal('is_archived');
    const open = everywhere && channel.kind === 'public' && this.scopes.has('chat:write.public');
    if (!this.isMember(channel) && !open) throw new Refusal('not_in_channel');
    return channel;
  }

  /** Where history is read: by members alone, in public channels too (slackapi/deno-slack-sdk#128). */
  readable(given: Arguments): Channel {
    const channel = this.channel(given);
    if (!this.isMember(channel)) throw new Refusal('not_in_channel');
    return channel;
  }

  /**
   * A message of the bot's own that it is allowed to change. chat:write.public names no method but chat.postMessage, so
   * whoever is not in the channel is taken to be refused; Slack does not document it.
   */
  ownMessage(given: Arguments, refusal: 'cant_update_message' | 'cant_delete_message'): Message {
    const channel = this.channelById(given);
    if (channel.archived && refusal === 'cant_update_message') throw new Refusal('is_inactive');
    const message = this.workspace.message(channel.id, String(given.ts ?? ''));
    if (!message || message.deleted || message.onlyFor) throw new Refusal('message_not_found');
    const allowed = this.isMember(channel) || refusal === 'cant_delete_message';
    if (!message.byBot || !allowed) throw new Refusal(refusal);
    return message;
  }

  user(id: unknown): User {
    const user = this.workspace.users.get(String(id ?? ''));
    if (!user) throw new Refusal('user_not_found');
    return user;
  }
}
