/** Begins to watch a project, or changes how it is watched. */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { type Called, type ChannelPreferences, type Subscription, watchedKinds } from '../../alerts';
import { notToldCard } from '../cards/access';
import { closedAdvice } from '../cards/alerts';
import { unknownCalledCard, unknownWebhookCard } from '../cards/called';
import { channelClosedCard, watchedCard } from '../cards/watches';
import type { WatchCommand } from '../question/command';
import { partsOf, placeIn } from '../workspaces/place';
import { type Answerer, aside } from './answerer';

/** Whether nothing was said but `watch`: then a form asks, where one can be opened. */
export function wantsForm(command: { readonly do: string }): boolean {
  return command.do === 'watch' && Object.keys(command).every((key) => key === 'do' || key === 'region');
}

export const watch: Answerer<WatchCommand, 'project'> = {
  needs: 'project',
  async answer(command, { project, asker }, deps) {
    const { channel, place, client, user } = asker;
    const alerts = await deps.alerts();
    if ((await deps.access.told(place, project)) === 'nothing') return aside(notToldCard(project.name));
    const trouble = await channelTrouble(client, channel);
    if (trouble) return aside(channelClosedCard(closedAdvice(trouble)));
    const { notify } = command;
    const called = notify && notify !== 'off' ? await deps.directory.called(notify, asker) : [];
    if ('unknown' in called) return aside(unknownCalledCard(called));
    const { webhook } = command;
    const isSetUp = !webhook || OWN_WORDS.has(webhook) || alerts.webhooks.includes(webhook);
    if (!isSetUp) return aside(unknownWebhookCard(webhook, alerts.webhooks));
    const { subscriptions } = await alerts.watches(place);
    const before = subscriptions.find((each) => each.project.id === project.id);
    const request = {
      channel: place,
      project,
      kinds: command.kinds ?? before?.kinds ?? watchedKinds,
      minFailures: command.minFailures ?? before?.minFailures ?? 1,
      ...pick('name', command.name ?? before?.name),
      ...pick('exclude', command.exclude ?? before?.exclude),
      ...callsOf(command, called, before),
      createdBy: placeIn(partsOf(place).workspace, user),
    };
    const preferences = preferencesOf(command);
    const { isNew } = await alerts.watch({
      ...request,
      ...(Object.keys(preferences).length > 0 ? { preferences } : {}),
    });
    return aside(watchedCard(request, isNew, (await alerts.watches(place)).channel));
  },
};

/** Words of `--webhook` that name none. */
const OWN_WORDS: ReadonlySet<string> = new Set(['off', 'default']);

/** Whom it calls and tells; what is not said stays as it was. */
function callsOf(
  { notify, remindMinutes, webhook }: WatchCommand,
  called: readonly Called[],
  before: Pick<Subscription, 'notify' | 'remindAfter' | 'webhook'> | undefined,
): Pick<Subscription, 'notify' | 'remindAfter' | 'webhook'> {
  const calls = notify === undefined ? before?.notify : called;
  const remindAfter =
    remindMinutes === undefined
      ? before?.remindAfter
      : remindMinutes === 'off'
        ? undefined
        : remindMinutes * 60_000;
  const hook = webhook === undefined ? before?.webhook : webhook === 'default' ? undefined : webhook;
  return {
    ...(calls && calls.length > 0 ? { notify: calls } : {}),
    ...(remindAfter === undefined ? {} : { remindAfter }),
    ...(hook === undefined ? {} : { webhook: hook }),
  };
}

function preferencesOf({ timeZone, quiet, digestAt }: WatchCommand): Partial<ChannelPreferences> {
  return {
    ...(timeZone ? { timeZone } : {}),
    ...(quiet ? { quiet: quiet === 'off' ? undefined : quiet } : {}),
    ...(digestAt ? { digestAt: digestAt === 'off' ? undefined : digestAt } : {}),
  };
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
