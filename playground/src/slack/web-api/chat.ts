/** `chat.*` */
import { blockViolations } from '../block-kit';
import type { Message } from '../workspace';
import type { Access } from './access';
import { type Content, messageContent, metadataOf, newMessage, parsed, threadOf } from './content';
import { messageJson } from './json';
import { type Methods, Refusal } from './refusal';

export function chat(access: Access): Methods {
  const { workspace } = access;
  const { app, team } = workspace;
  return {
    'blocks.validate': (given) => {
      const surface = given.surface === 'modal' || given.surface === 'home' ? given.surface : 'message';
      const errors = blockViolations(parsed(given.blocks), surface);
      return errors.length === 0 ? { ok: true } : { ok: false, error: 'invalid_blocks', errors };
    },
    'chat.postMessage': (given) => {
      const channel = access.writable(given, true);
      const message = workspace.say({
        channel: channel.id,
        user: app.userId,
        byBot: true,
        ...newMessage(given, workspace.rules),
        ...threadOf(given),
        ...(given.thread_ts && String(given.reply_broadcast) === 'true' ? { broadcast: true } : {}),
        ...metadataOf(given, workspace.rules),
      });
      return { ok: true, channel: channel.id, ts: message.ts, message: messageJson(message, workspace) };
    },
    // Source: docs.slack.dev/reference/methods/chat.postEphemeral: both have to be in the channel.
    'chat.postEphemeral': (given) => {
      const channel = access.writable(given);
      const user = access.user(given.user);
      if (!channel.members.has(user.id)) throw new Refusal('user_not_in_channel');
      const message = workspace.say({
        channel: channel.id,
        user: app.userId,
        byBot: true,
        onlyFor: user.id,
        ...newMessage(given, workspace.rules),
        ...threadOf(given),
      });
      return { ok: true, message_ts: message.ts };
    },
    'chat.update': (given) => {
      const message = access.ownMessage(given, 'cant_update_message');
      const { editWindowMs } = workspace.rules;
      const age = workspace.clock.now() - Number(message.ts) * 1000;
      if (editWindowMs !== undefined && age > editWindowMs) throw new Refusal('edit_window_closed');
      const content = messageContent(given, workspace.rules);
      if (mismatched(message, content)) throw new Refusal('block_mismatch');
      Object.assign(message, metadataOf(given, workspace.rules));
      // Blocks that are not named stay as they are. Source: docs.slack.dev/reference/methods/chat.update.
      workspace.edit(message, content.text, content.blocks ?? message.blocks);
      return {
        ok: true,
        channel: message.channel,
        ts: message.ts,
        text: message.text,
        message: messageJson(message, workspace),
      };
    },
    'chat.delete': (given) => {
      const message = access.ownMessage(given, 'cant_delete_message');
      workspace.remove(message);
      return { ok: true, channel: message.channel, ts: message.ts };
    },
    'chat.getPermalink': (given) => {
      const channel = access.channel(given);
      const message = workspace.message(channel.id, String(given.message_ts ?? ''));
      if (!message || message.deleted) throw new Refusal('message_not_found');
      const permalink = `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
      return { ok: true, channel: channel.id, permalink };
    },
  };
}

/** Rich text is not turned into other blocks. Source: docs.slack.dev/reference/methods/chat.update, `block_mismatch`. */
function mismatched(message: Message, { blocks }: Content): boolean {
  const rich = (all: Message['blocks']) => all.length > 0 && all.every(({ type }) => type === 'rich_text');
  return blocks !== undefined && blocks.length > 0 && rich(message.blocks) && !rich(blocks);
}
