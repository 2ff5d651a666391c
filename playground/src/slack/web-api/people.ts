/** `auth.*`, `users.*` and `reactions.*`. Source: docs.slack.dev/reference/methods, the page of each method. */
import type { Access } from './access';
import { paged } from './content';
import { userJson } from './json';
import { type Methods, Refusal } from './refusal';

export function people(access: Access): Methods {
  const { workspace } = access;
  const { app, team } = workspace;
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
    'users.info': (given) => ({ ok: true, user: userJson(access.user(given.user), workspace) }),
    // Disabled groups are left out. Source: docs.slack.dev/reference/methods/usergroups.list.
    'usergroups.list': (given) => ({
      ok: true,
      usergroups: [...workspace.groups].map(([id, users]) => ({
        id,
        team_id: team.id,
        is_usergroup: true,
        name: workspace.groupHandles.get(id)?.name ?? id,
        handle: workspace.groupHandles.get(id)?.handle ?? id.toLowerCase(),
        date_delete: 0,
        ...(String(given.include_users) === 'true' ? { users } : {}),
      })),
    }),
    'usergroups.users.list': (given) => {
      const users = workspace.groups.get(String(given.usergroup ?? ''));
      if (!users) throw new Refusal('no_such_subteam');
      return { ok: true, users };
    },
    'users.list': (given) => {
      const { items, next } = paged([...workspace.users.values()], given);
      return {
        ok: true,
        members: items.map((each) => userJson(each, workspace)),
        response_metadata: { next_cursor: next },
      };
    },
    'reactions.add': (given) => {
      const message = workspace.message(access.channel(given).id, String(given.timestamp ?? ''));
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
      const message = workspace.message(access.channel(given).id, String(given.timestamp ?? ''));
      const reaction = message?.reactions.find((each) => each.name === given.name);
      const at = reaction?.users.indexOf(app.userId) ?? -1;
      if (!message || !reaction || at < 0) throw new Refusal('no_reaction');
      reaction.users.splice(at, 1);
      workspace.announce({ type: 'message_changed', message });
      return { ok: true };
    },
  };
}
