/** What the requests of Slack have in common. */
import type { Acknowledgement } from './delivery';
import type { Message, User, Workspace } from './workspace';

/** A message that was said; `event` when the app could hear it. */
export interface Sent {
  readonly message: Message;
  readonly event?: Record<string, unknown>;
  readonly acknowledged?: Acknowledgement;
}

/** Of every interaction. @param triggerId opens one modal */
export function interaction(
  type: string,
  user: User,
  workspace: Workspace,
  triggerId: string,
): Record<string, unknown> {
  const { team, organisation } = workspace;
  return {
    ...common(workspace),
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: team.id },
    team: { id: team.id, domain: team.domain },
    enterprise: organisation ?? null,
    is_enterprise_install: organisation !== undefined,
    trigger_id: triggerId,
  };
}

/** Of every request. */
export function common({ team, app, organisation }: Workspace): Record<string, unknown> {
  return {
    token: 'verification-token',
    team_id: team.id,
    team_domain: team.domain,
    api_app_id: app.id,
    ...(organisation ? { enterprise_id: organisation.id, enterprise_name: organisation.name } : {}),
  };
}
