/** Cards about watching itself: what is watched, how, and what happened. */
import type { KnownBlock } from '@slack/types';
import type { Channel, HistoryEntry, Mute, MuteTarget, Subscription, Watches } from '../../alerts';
import { causeOf } from '../../diagnosis/causes/index';
import type { OverviewItem } from '../../diagnosis/model/diagnosis';
import type { ProjectRef, WorkloadSubject } from '../../diagnosis/model/subject';
import { capitalised } from '../../diagnosis/model/text';
import { standingWords } from '../../diagnosis/verdict/standing';
import { commandFor, scopeIn } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { actions, button, type Card, context, header, present, section } from './blocks';
import { fitParts, type Part } from './budget';
import { calledName } from './called';
import { buttons } from './choice';
import { incidentTitle, iso, person, sign, untilWords } from './incident';
import { code, count, duration, escapeMrkdwn, line, slackDate, strong } from './text';
import { missingWords, named } from './wording';

type Wishes = Omit<Subscription, 'channel' | 'createdBy' | 'createdAt' | 'summed'>;

/** The channel watches the project now. */
export function watchedCard(wishes: Wishes, isNew: boolean, channel: Channel | undefined): Card {
  const text = `👁 ${isNew ? 'Watching' : 'Still watching, as you want it now:'} project ${line(wishes.project.name, 80)}`;
  return {
    text: escapeMrkdwn(text),
    blocks: [
      header(text),
      section([wishWords(wishes), ...channelWords(channel)].join('\n')),
      context(
        isNew
          ? 'What fails already is summed up here in a moment; new failures come as cards.'
          : '`watches` shows all that this channel watches.',
      ),
    ],
  };
}

/** A watch was ended, or there was none. */
export function unwatchedCard(project: ProjectRef, ended: boolean): Card {
  const text = ended
    ? `👁 Project ${line(project.name, 80)} is not watched here any more`
    : `👁 Project ${line(project.name, 80)} was not watched here`;
  return { text: escapeMrkdwn(text), blocks: [header(text)] };
}

/** Cards of it come no more, for a while. */
export function mutedCard({ target, until }: Mute): Card {
  const text = `🔕 Muted in this channel: ${targetTitle(target)}`;
  return {
    text: escapeMrkdwn(text),
    blocks: [
      header(text),
      section(`No word of it ${untilWords(until)}.`),
      context('`/ce-image watches` lists what is muted, and takes it back.'),
    ],
  };
}

/** @param what its name, where it was not found among what is muted */
export function unmutedCard(what: MuteTarget | string, ended: boolean): Card {
  const title = typeof what === 'string' ? line(what, 100) : targetTitle(what);
  const text = ended ? `🔔 Cards come here again for: ${title}` : `🔔 This was not muted here: ${title}`;
  return {
    text: escapeMrkdwn(text),
    blocks: [header(text), ...(ended ? [] : [context('`/ce-image watches` lists what is muted here.')])],
  };
}

/** Several things of this name are muted. */
export function severalMutedCard(targets: readonly MuteTarget[]): Card {
  const text = `❓ ${count(targets.length, 'thing')} of this name are muted here. Which one?`;
  const rows = targets.slice(0, 20).map((target, at): KnownBlock => {
    const accessory = button('Unmute', `${actionIds.runCommand}:${at}`, { value: unmuteCommand(target) });
    return { ...section(escapeMrkdwn(targetTitle(target))), ...(accessory ? { accessory } : {}) };
  });
  return { text, blocks: fitParts([{ importance: 1, versions: [[header(text), ...rows]] }]) };
}

/** Runs come and go: what is muted has to stay. */
export function unmutableCard({ kind, name }: WorkloadSubject): Card {
  const text = `🔕 ${capitalised(named(kind, line(name, 80)))} cannot be muted`;
  return {
    text: escapeMrkdwn(text),
    blocks: [
      header(text),
      section('Apps, builds, jobs and fleets can: name the build of a build run, or the job of a job run.'),
    ],
  };
}

/** @param advice mrkdwn */
export function channelClosedCard(advice: string): Card {
  const text = '⚠️ Alerts cannot be posted in this channel';
  return {
    text,
    blocks: [header(text), section(advice), context('Nothing was changed. Ask again when that is done.')],
  };
}

/** What concerns nobody but the operator may be left out. */
type ListedWatches = Omit<Watches, 'webhooks'> & Partial<Pick<Watches, 'webhooks'>>;

/** What a channel watches. */
export function watchesCard({ subscriptions, channel, mutes, webhooks = [] }: ListedWatches): Card {
  const title =
    subscriptions.length === 0
      ? '👁 This channel watches nothing'
      : `👁 This channel watches ${count(subscriptions.length, 'project')}`;
  const parts: Part[] = [
    { importance: 100, versions: [[header(title)]] },
    ...subscriptions.map(
      (each, at): Part => ({ importance: 50 - Math.min(at, 40), versions: [watchRow(each, at), []] }),
    ),
    ...mutes.map(
      (each, at): Part => ({
        importance: 45 - Math.min(at, 40),
        versions: [[muteRow(each, subscriptions.length + at)], []],
      }),
    ),
    ...webhooks.flatMap(({ name, trouble }): Part[] =>
      trouble
        ? [
            {
              importance: 70,
              versions: [
                [
                  section(
                    `⚠️ Webhook ${code(name, 40)} takes no events since ${slackDate(iso(trouble.since))}: ${escapeMrkdwn(line(trouble.reason, 200))}`,
                  ),
                ],
                [],
              ],
            },
          ]
        : [],
    ),
    {
      importance: 60,
      versions: [
        [
          context(
            ...(channelWords(channel).length > 0
              ? channelWords(channel)
              : ['No quiet hours, no daily digest.']),
          ),
        ],
      ],
    },
    {
      importance: 90,
      versions: [
        [context('`/ce-image watch` adds a project, `/ce-image watch PROJECT --only apps` changes one.')],
      ],
    },
  ];
  return { text: title, blocks: fitParts(parts) };
}

function watchRow(each: Watches['subscriptions'][number], at: number): KnownBlock[] {
  const { project, state } = each;
  const looked = state?.lookedAt ? `looked at ${slackDate(iso(state.lookedAt))}` : 'not looked at yet';
  const trouble = state?.trouble
    ? `⚠️ ${missingWords[state.trouble.reason]} since ${slackDate(iso(state.trouble.since))}: ${escapeMrkdwn(line(state.trouble.message, 200))}`
    : undefined;
  const stop = button('Stop', `${actionIds.runCommand}:${at}`, {
    value: formatCommand({ do: 'unwatch', ...scopeIn(project) }),
  });
  const change = button('Change', `${actionIds.editWatch}:${at}`, { value: project.id });
  const buttons = present(change, stop);
  return [
    section(
      [
        `${strong(project.name, 80)} in ${code(project.region, 20)}, ${looked}`,
        wishWords(each),
        ...present(trouble),
      ].join('\n'),
    ),
    ...(buttons.length > 0 ? [actions(buttons)] : []),
  ];
}

function muteRow({ target, by, at: since, until }: Mute, at: number): KnownBlock {
  const unmute = button('Unmute', `${actionIds.runCommand}:${at}`, {
    value: unmuteCommand(target),
  });
  const title = escapeMrkdwn(targetTitle(target));
  const what = target.kind === 'cause' ? 'this cause' : 'it';
  return {
    ...section(`🔕 ${title}\n${person(by)} muted ${what} ${slackDate(iso(since))}, ${untilWords(until)}`),
    ...(unmute ? { accessory: unmute } : {}),
  };
}

function unmuteCommand(target: MuteTarget): string {
  return formatCommand(
    target.kind === 'cause'
      ? { do: 'unmute', cause: target.cause }
      : { ...commandFor(target.subject), do: 'unmute' },
  );
}

/** `App shop-api (shop)`, or a cause's title. */
function targetTitle(target: MuteTarget): string {
  if (target.kind === 'cause') return line(causeOf(target.cause).title, 100);
  const { kind, name, project } = target.subject;
  return `${capitalised(named(kind, line(name, 80)))} (${line(project.name, 40)})`;
}

/** mrkdwn. */
function wishWords({ kinds, name, exclude, minFailures, notify, remindAfter, webhook }: Wishes): string {
  return [
    kinds.join(', '),
    ...(name ? [`named ${code(name, 80)}`] : []),
    ...(exclude ? [`not ${code(exclude, 80)}`] : []),
    ...(minFailures > 1 ? [`after ${minFailures} failures in a row`] : []),
    ...(notify?.length ? [`calls ${notify.map((each) => calledName(each)).join(' ')}`] : []),
    ...(remindAfter === undefined ? [] : [`reminds after ${duration(remindAfter)}`]),
    ...(webhook === undefined ? [] : [webhook === 'off' ? 'no webhook' : `webhook ${code(webhook, 40)}`]),
  ].join(', ');
}

function channelWords(channel: Channel | undefined): string[] {
  if (!channel) return [];
  const zone = code(channel.timeZone, 60);
  return present(
    channel.quiet ? `Quiet from ${channel.quiet.from} to ${channel.quiet.to}, ${zone}` : undefined,
    channel.digestAt ? `Daily digest at ${channel.digestAt}, ${zone}` : undefined,
  );
}

/** Retention took it. */
export function notKeptCard(): Card {
  const text = '🗂 This log is not kept any more';
  return {
    text,
    blocks: [header(text), section('It is older than the time for which the operator keeps logs.')],
  };
}

const MOST_ENTRIES = 12;

/**
 * What happened, newest first, with the log that was kept.
 * @param now that it fails, where no incident tells of it
 */
export function historyCard(
  entries: readonly HistoryEntry[],
  name: string | undefined,
  now?: OverviewItem,
): Card {
  const of = name ? ` of ${line(name, 60)}` : '';
  const to = name ? ` to ${line(name, 60)}` : '';
  const title = entries.length === 0 ? `🗂 No incident so far${of}` : `🗂 What happened${to}`;
  const parts: Part[] = [
    { importance: 100, versions: [[header(title), ...(now ? [section(nowWords(now))] : [])]] },
    ...entries
      .slice(0, MOST_ENTRIES)
      .map((entry, at): Part => ({ importance: 80 - at, versions: [[historyRow(entry, at)], []] })),
    {
      importance: 90,
      versions: [
        [
          context(
            entries.length > MOST_ENTRIES
              ? `… ${entries.length - MOST_ENTRIES} more: name the one you mean`
              : 'Incidents of this channel, kept for the time that the operator set.',
          ),
          ...(name && entries.length === 0
            ? buttons([
                {
                  label: now ? 'Why?' : 'How it stands now',
                  value: formatCommand(now ? commandFor(now.subject) : { do: 'diagnose', name }),
                },
              ])
            : []),
        ],
      ],
    },
  ];
  return { text: escapeMrkdwn(title), blocks: fitParts(parts) };
}

/** It fails without an alert of this channel: since when, and why. */
function nowWords({ subject, since, verdict, hint }: OverviewItem): string {
  const stands = verdict ? standingWords(subject, verdict.standing) : 'does not work';
  const when = since === undefined ? '' : `, since ${slackDate(since)}`;
  const why = verdict?.headline ?? hint;
  const what = escapeMrkdwn(capitalised(named(subject.kind, subject.name)));
  return `*${what} ${stands}*${when}${why ? `\n${escapeMrkdwn(line(why, 200))}` : ''}`;
}

function historyRow({ incident, affected, evidence }: HistoryEntry, at: number): KnownBlock {
  const ended = incident.resolution
    ? `, ${incident.resolution.how === 'fixed' ? 'fixed' : 'ended'} after ${duration(Math.max(0, incident.resolution.at - incident.openedAt))}`
    : ', still open';
  const words = [
    `${sign(incident)} ${escapeMrkdwn(incidentTitle(incident, affected.length))}`,
    `${slackDate(iso(incident.openedAt))}, ${count(incident.failures, 'failure')}${incident.state === 'resolved' ? ended : ', still open'}`,
  ].join('\n');
  const [latest] = evidence;
  const accessory = latest && button('Show log', `${actionIds.keptLog}:${at}`, { value: latest.id });
  return { ...section(words), ...(accessory ? { accessory } : {}) };
}
