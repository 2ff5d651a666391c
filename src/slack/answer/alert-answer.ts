/** Answers the commands about alerts: watch, unwatch, watches, unmute, history. */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { type Alerts, type ChannelPreferences, watchedKinds } from '../../alerts';
import { type ProjectRef, projectsCalled } from '../../diagnosis/model/subject';
import { closedAdvice } from '../cards/alerts';
import { projectTroubleCard } from '../cards/located';
import {
  channelClosedCard,
  historyCard,
  unmutedCard,
  unwatchedCard,
  watchedCard,
  watchesCard,
} from '../cards/watches';
import type { Dependencies } from '../dependencies';
import { type AlertCommand, isAlertVerb, type WatchCommand } from '../question/alert-command';
import type { Command, Mistake } from '../question/command';
import type { Reply } from '../sending/reply';
import { openWatchModal } from '../views/watch-modal';

/** Who asked, and where. */
export interface Asker {
  readonly user: string;
  readonly channel: string;
  readonly client: WebClient;
  /** Present where a modal can be opened. */
  readonly triggerId?: string;
}

/** Alerts cannot be asked now. The message is safe to show. */
export class AlertsUnavailable extends Error {
  override readonly name = 'AlertsUnavailable';
}

export function isAlertCommand(command: Command | Mistake): command is AlertCommand {
  return isAlertVerb(command.do);
}

/** The alerts. Rejects with {@link AlertsUnavailable}. */
export async function alertsOf(deps: Pick<Dependencies, 'alerts' | 'logger'>): Promise<Alerts> {
  if (!deps.alerts) throw new AlertsUnavailable('Alerts are not set up in this ce-image.');
  try {
    return await deps.alerts();
  } catch (error) {
    deps.logger.error('alerts are not available:', error);
    throw new AlertsUnavailable(error instanceof Error ? error.message : 'Alerts are not available.');
  }
}

export async function answerAlerts(
  command: AlertCommand,
  reply: Reply,
  deps: Dependencies,
  asker: Asker | undefined,
): Promise<void> {
  if (!asker?.channel) throw new AlertsUnavailable('Alerts belong to a channel; ask in one.');
  if (command.do === 'watch' && !command.project && asker.triggerId && bare(command)) {
    return openWatchModal({ channel: asker.channel }, asker.client, asker.triggerId, deps);
  }
  const alerts = await alertsOf(deps);
  switch (command.do) {
    case 'watches':
      return reply.aside(watchesCard(await alerts.watches(asker.channel)));
    case 'history':
      return reply.aside(historyCard(await alerts.history(asker.channel, command.name), command.name));
    case 'unmute': {
      const ended = await alerts.unmute(asker.channel, command.cause, asker.user);
      return reply.aside(unmutedCard(command.cause, ended));
    }
    case 'unwatch': {
      const project = await watchedProject(command, alerts, asker.channel, deps);
      if ('found' in project) return reply.aside(projectTroubleCard(project, command));
      const ended = await alerts.unwatch(asker.channel, project, asker.user);
      return reply.aside(unwatchedCard(project, ended));
    }
    case 'watch': {
      const project = await deps.diagnosis.project(command);
      if ('found' in project) return reply.aside(projectTroubleCard(project, command));
      return reply.aside(await watchProject(command, project, alerts, asker));
    }
  }
}

/** Begins to watch, when the bot can post there. Returns the card that says so, or why not. */
export async function watchProject(
  command: Omit<WatchCommand, 'do' | 'project' | 'region'>,
  project: ProjectRef,
  alerts: Alerts,
  { user, channel, client }: Asker,
) {
  const trouble = await channelTrouble(client, channel);
  if (trouble) return channelClosedCard(closedAdvice(trouble));
  const before = (await alerts.watches(channel)).subscriptions.find((each) => each.project.id === project.id);
  const request = {
    channel,
    project,
    kinds: command.kinds ?? before?.kinds ?? watchedKinds,
    minFailures: command.minFailures ?? before?.minFailures ?? 1,
    ...pick('name', command.name ?? before?.name),
    ...pick('exclude', command.exclude ?? before?.exclude),
    createdBy: user,
  };
  const preferences: Partial<ChannelPreferences> = {
    ...(command.timeZone ? { timeZone: command.timeZone } : {}),
    ...(command.quiet ? { quiet: command.quiet === 'off' ? undefined : command.quiet } : {}),
    ...(command.digestAt ? { digestAt: command.digestAt === 'off' ? undefined : command.digestAt } : {}),
  };
  const { isNew } = await alerts.watch({
    ...request,
    ...(Object.keys(preferences).length > 0 ? { preferences } : {}),
  });
  return watchedCard(request, isNew, (await alerts.watches(channel)).channel);
}

function pick<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  // A lone star takes a filter away.
  return (value === undefined || value === '*' || value === '' ? {} : { [key]: value }) as {
    [key in K]?: string;
  };
}

/** Slack's word for why the bot cannot work in the channel; undefined when it can. */
async function channelTrouble(client: WebClient, channel: string): Promise<string | undefined> {
  try {
    const { channel: info } = await client.conversations.info({ channel });
    if (info?.is_archived) return 'is_archived';
    // Posting alone would work in public channels, but not looking for what was posted before a crash.
    if (!info?.is_im && !info?.is_mpim && info?.is_member === false) return 'not_in_channel';
    return undefined;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    // Where the bot is not allowed to look, the first post tells; direct messages need no scope of their own that way.
    return error.data.error === 'missing_scope' ? undefined : error.data.error;
  }
}

/** A watched project by name or id; it may be gone from Code Engine. */
async function watchedProject(
  command: { readonly project?: string; readonly region?: string },
  alerts: Alerts,
  channel: string,
  deps: Dependencies,
) {
  const { subscriptions } = await alerts.watches(channel);
  const inRegion = subscriptions
    .map(({ project }) => project)
    .filter(({ region }) => command.region === undefined || region === command.region);
  const matches = command.project === undefined ? inRegion : projectsCalled(inRegion, command.project);
  const [only, ...others] = matches;
  if (only && others.length === 0) return only;
  return deps.diagnosis.project(command);
}

function bare(command: WatchCommand): boolean {
  return Object.keys(command).every((key) => key === 'do' || key === 'region');
}
