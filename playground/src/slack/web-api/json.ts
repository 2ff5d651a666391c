/** Messages, conversations, people and views as Slack's methods and events show them. */
import { fileJson } from '../files';
import type { Channel, Message, User, View, Workspace } from '../workspace';

/** A message as Slack's methods and events show it. */
export function messageJson(message: Message, workspace: Workspace): Record<string, unknown> {
  const last = message.history[message.history.length - 1];
  return {
    type: 'message',
    user: message.user,
    ...(message.otherBot ? { bot_id: message.otherBot, subtype: 'bot_message' } : {}),
    ...(message.byBot ? { bot_id: workspace.app.botId, app_id: workspace.app.id } : {}),
    text: message.text,
    ts: message.ts,
    team: workspace.team.id,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.files?.length ? { files: message.files.map((each) => fileJson(each, workspace)) } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(last ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })) }
      : {}),
  };
}

export function channelJson(channel: Channel, workspace: Workspace): Record<string, unknown> {
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

export function userJson(user: User, workspace: Workspace): Record<string, unknown> {
  return {
    id: user.id,
    team_id: workspace.team.id,
    name: user.name,
    real_name: user.realName,
    is_bot: user.isBot,
    deleted: false,
    tz: 'Etc/UTC',
    profile: { real_name: user.realName, display_name: user.name },
    // Source: docs.slack.dev/reference/objects/user-object (enterprise_user).
    ...(workspace.organisation && {
      enterprise_user: {
        id: user.id,
        enterprise_id: workspace.organisation.id,
        is_admin: false,
        is_owner: false,
      },
    }),
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
