/**
 * Requests that come from another workspace, as the request itself says: refused before any listener sees them. Whoever
 * passes is looked up by {@link Access.of}.
 */
import type {
  AllMiddlewareArgs,
  AnyMiddlewareArgs,
  Logger,
  Middleware,
  RespondFn,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Home } from '../workspaces/place';

export const strangerWords = 'ce-image answers members of its own workspace only.';

/**
 * Ids of workspaces to which a request says that its sender belongs. Fields: Slack's references of slash commands,
 * of interaction payloads (`user.team_id`) and of message events in shared channels (`user_team`, `source_team`, `team`).
 */
export function teamsOf(body: Readonly<Record<string, unknown>>): readonly string[] {
  const part = (name: string) => (body[name] ?? {}) as Readonly<Record<string, unknown>>;
  const [event, user, team] = [part('event'), part('user'), part('team')];
  const isEvent = 'event' in body;
  const ids = isEvent
    ? [event.user_team, event.source_team, event.user_team === undefined ? event.team : undefined]
    : [body.team_id, user.team_id, team.id];
  return ids.filter((id): id is string => typeof id === 'string' && id !== '');
}

/** Whether a request says that it comes from elsewhere. On Enterprise Grid another workspace may be home as well. */
export function isForeign(body: Readonly<Record<string, unknown>>, { teamId, enterpriseId }: Home): boolean {
  if (teamId === undefined) return false;
  if (enterpriseId !== undefined) {
    const claimed = enterpriseOf(body);
    return claimed !== undefined && claimed !== enterpriseId;
  }
  return teamsOf(body).some((id) => id !== teamId);
}

function enterpriseOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const { enterprise_id: direct, enterprise } = body as {
    enterprise_id?: unknown;
    enterprise?: { id?: unknown } | null;
  };
  const id = direct ?? enterprise?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** @param track keeps a stop waiting for what is under way */
export function refuseStrangers(
  home: (context: Home) => Promise<Home>,
  logger: Pick<Logger, 'warn'>,
  track: (work: () => Promise<void>) => Promise<void>,
): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const { body, next } = args;
    if (!isForeign(body as unknown as Record<string, unknown>, await home(args.context))) return next();
    logger.warn('a request from another workspace was refused');
    await track(() => refuse(args));
  };
}

/** Says so to the sender alone, where there is a way. */
async function refuse(args: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> {
  if ('command' in args && args.command) {
    await args.ack({ response_type: 'ephemeral', text: strangerWords });
  } else if ('event' in args && args.event) {
    const { channel, user } = args.event as { channel?: unknown; user?: unknown };
    if (args.event.type !== 'app_mention' || typeof channel !== 'string' || typeof user !== 'string') return;
    await args.client.chat.postEphemeral({ channel, user, text: strangerWords }).catch(() => undefined);
  } else if (args.body && (args.body as { type?: unknown }).type === 'view_submission') {
    await (args as SlackViewMiddlewareArgs<ViewSubmitAction>).ack({
      response_action: 'update',
      view: strangersView,
    });
  } else {
    const { ack, respond } = args as { ack?: unknown; respond?: unknown };
    if (typeof ack === 'function') await ack();
    // Buttons and shortcuts of a message have a way back.
    if (typeof respond !== 'function') return;
    const answer = { response_type: 'ephemeral', replace_original: false, text: strangerWords } as const;
    await (respond as RespondFn)(answer).catch(() => undefined);
  }
}

const strangersView: ModalView = {
  type: 'modal',
  title: { type: 'plain_text', text: 'ce-image' },
  close: { type: 'plain_text', text: 'Close' },
  blocks: [{ type: 'section', text: { type: 'plain_text', text: strangerWords } }],
};
