/** Every message that alerts post, by what it is about. */
import type { KnownBlock } from '@slack/types';
import { type DigestItem, type Note, uniqueCalls, type View } from '../../alerts';
import type { Standing } from '../../diagnosis/model/report';
import { standingWords } from '../../diagnosis/verdict/standing';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { bold, button, type Card, context, header, plain, present, rich, run, section } from './blocks';
import { fitParts } from './budget';
import { callWords, type NameOf } from './called';
import { changeWords, incidentCard, incidentTitle, iso, sign, snoozeWords, untilWords } from './incident';
import { reasonWords } from './platform-word';
import { clip, code, count, duration, escapeMrkdwn, line, slackDate, strong } from './text';
import { missingWords, named } from './wording';

/**
 * The card of a message. The card of an incident mentions people, since it is edited and edits call nobody; what is
 * posted anew names them.
 */
export function alertCard(view: View, nameOf: NameOf = () => undefined): Card {
  switch (view.type) {
    case 'incident':
      return incidentCard(view, nameOf);
    case 'note':
      return notesCard(view.notes, nameOf);
    case 'digest':
      return digestCard(view, nameOf);
    case 'digest-reminder':
      return digestReminderCard(view, nameOf);
    case 'daily':
      return dailyCard(view);
    case 'summary':
      return summaryCard(view, nameOf);
    case 'watch-trouble':
      return watchTroubleCard(view);
    case 'channel-trouble':
      return channelTroubleCard(view);
  }
}

type Of<T extends View['type']> = Extract<View, { type: T }>;

function card(title: string, ...blocks: readonly KnownBlock[]): Card {
  return listCard(title, blocks, [], []);
}

/** A card whose rows give way, the last ones first, when they do not fit. */
function listCard(
  title: string,
  lead: readonly KnownBlock[],
  rows: readonly KnownBlock[],
  tail: readonly KnownBlock[],
): Card {
  const version = (most: number) => [header(title), ...lead, ...rows.slice(0, most), ...tail];
  return {
    text: escapeMrkdwn(clip(title, 600)),
    blocks: fitParts([{ importance: 1, versions: [20, 10, 5, 2, 0].map(version) }]),
  };
}

/** Lines of a thread. */
function notesCard(notes: readonly Note[], nameOf: NameOf): Card {
  const lines: string[] = [];
  let length = 0;
  for (const words of notes.map((note) => noteWords(note, (id) => nameWords(id, nameOf)))) {
    length += words.length + 1;
    // Cut between lines: half a date or mention would show as it is.
    if (length > NOTE_CHARACTERS && lines.length > 0) break;
    lines.push(words);
  }
  const more = notes.length - lines.length;
  const calls = uniqueCalls(notes.flatMap((note) => note.calls ?? []));
  const called = callWords(calls, true, nameOf);
  if (called) lines.push(called);
  const text = [...lines, ...(more > 0 ? [`… ${more} more`] : [])].join('\n');
  return { text, blocks: [section(text)] };
}

const NOTE_CHARACTERS = 2700;

/** A name in plain words; mrkdwn. The incident's card says who it is when the name is not known. */
function nameWords(id: string, nameOf: NameOf): string {
  const name = nameOf(id.slice(id.indexOf('/') + 1));
  return name === undefined ? 'Somebody' : strong(name, 60);
}

/** mrkdwn. */
function noteWords(note: Note, person: (id: string) => string): string {
  switch (note.what) {
    case 'joined': {
      const names = note.names.map((name) => code(name, 63)).join(', ');
      return `➕ It breaks ${names}${note.more > 0 ? ` and ${note.more} more` : ''} as well`;
    }
    case 'cause-changed':
      return `🔀 Another cause now: ${escapeMrkdwn(line(note.to, 120))} (was: ${escapeMrkdwn(line(note.from, 120))})`;
    case 'came-back':
      return `❌ It is back, ${duration(note.after)} after it was resolved: ${code(note.subject, 80)} failed`;
    case 'flapping':
      return '🔁 It comes and goes. The thread stays still now; the card turns green when it stays well.';
    case 'resolved': {
      const { how, by, changes } = note.resolution;
      const words = {
        fixed: `✅ Fixed after ${duration(note.after)}${by ? ` by ${code(by, 80)}` : ''}${changeWords(changes)}`,
        removed: `⚪ Ended after ${duration(note.after)}: ${code(by ?? '', 80)} was deleted`,
        superseded: `⚪ Ended after ${duration(note.after)}: it fails for another reason now`,
        unwatched: `⚪ Not watched any more: ${person(by ?? '')} ended it`,
        'by-hand': `☑️ ${person(by ?? '')} resolved it after ${duration(note.after)}. When it fails again, it comes back`,
      };
      return words[how];
    }
    case 'acknowledged':
      return `👀 ${person(note.by)} looks at it`;
    case 'unacknowledged':
      return `↩️ ${person(note.by)} took it back: nobody looks at it now`;
    case 'assigned':
      return assignedWords(note, person);
    case 'worse':
      return `⏫ It became worse: it ${standing(note.to)} now (before: ${standing(note.from)})`;
    case 'reminder':
      return `⏰ Nobody has taken it on for ${duration(note.after)}, and it still fails`;
    case 'snoozed':
      return `💤 ${person(note.by)} snoozed it ${snoozeWords(note.mode, note.until)}`;
    case 'snooze-ended':
      return `⏰ The snooze is over, and it still fails: ${count(note.failures, 'failure')} so far`;
    case 'muted': {
      const what = note.of === 'workload' ? 'it' : 'this cause';
      return `🔕 ${person(note.by)} muted ${what} in this channel ${untilWords(note.until)}. \`/ce-image watches\` takes it back`;
    }
    case 'unmuted':
      return `🔔 ${person(note.by)} wants to hear of it in this channel again`;
    case 'mute-ended':
      return `🔔 It is not muted any more, and it still fails: ${count(note.failures, 'failure')} so far`;
    case 'rerun':
      return `🔄 ${person(note.by)} started run ${code(note.run, 80)}`;
  }
}

function assignedWords(
  { by, to }: Extract<Note, { what: 'assigned' }>,
  person: (id: string) => string,
): string {
  if (to === undefined) return `👤 ${person(by)} took the assignment back: nobody is assigned now`;
  return to === by ? `👤 ${person(by)} takes it on` : `👤 ${person(by)} assigned it to ${person(to)}`;
}

/** `is down`, of no kind of workload in particular. */
function standing(word: Standing): string {
  return standingWords({ kind: 'app' }, word);
}

function digestCard(
  { reason, from, worst, total, resolved, calls, mentions }: Of<'digest'>,
  nameOf: NameOf,
): Card {
  const open = total - resolved;
  const called = open > 0 ? callWords(calls, mentions, nameOf) : undefined;
  const title =
    open === 0
      ? `✅ All ${total} failures are resolved`
      : `❌ ${count(total, 'failure')} ${reason === 'storm' ? 'at once' : 'during the quiet hours'}`;
  return listCard(
    title,
    [
      section(
        `${open} still open, ${resolved} resolved, since ${slackDate(iso(from))}.${called ? `\n${called}` : ''}${total > worst.length ? '\nThese matter most:' : ''}`,
      ),
    ],
    itemRows(worst),
    total > worst.length
      ? [context(`… ${total - worst.length} more: \`/ce-image history\` has them all`)]
      : [],
  );
}

function digestReminderCard({ after, open, openTotal, calls }: Of<'digest-reminder'>, nameOf: NameOf): Card {
  const called = callWords(calls, true, nameOf);
  return listCard(
    `⏰ Nobody has taken on ${count(openTotal, 'failure')} for ${duration(after)}`,
    called ? [section(called)] : [],
    itemRows(open),
    openTotal > open.length ? [context(`… ${openTotal - open.length} more`)] : [],
  );
}

function dailyCard({ from, to, opened, resolved, open, openTotal }: Of<'daily'>): Card {
  const title =
    openTotal === 0
      ? '✅ Nothing is failing: the last day'
      : `❌ ${count(openTotal, 'failure')} open: the last day`;
  return listCard(
    title,
    [
      section(
        `${opened} opened and ${resolved} resolved between ${slackDate(iso(from))} and ${slackDate(iso(to))}.`,
      ),
    ],
    itemRows(open),
    openTotal > open.length ? [context(`… ${openTotal - open.length} more`)] : [],
  );
}

function itemRows(items: readonly DigestItem[]): KnownBlock[] {
  return items.map(({ incident, broken }, at) => {
    // What is over may be gone, and its log was kept.
    const kept = incident.state === 'resolved' ? incident.evidenceId : undefined;
    const accessory = kept
      ? button('Show log', `${actionIds.keptLog}:${at}`, { value: kept })
      : button('Why?', `${actionIds.openItem}:${at}`, { value: formatCommand(commandFor(incident.subject)) });
    const words = `${sign(incident)} ${escapeMrkdwn(incidentTitle(incident, broken))}\n${count(incident.failures, 'failure')} in ${code(incident.subject.project.name, 60)}`;
    return { ...section(words), ...(accessory ? { accessory } : {}) };
  });
}

function summaryCard({ project, failing, more, by }: Of<'summary'>, nameOf: NameOf): Card {
  const total = failing.length + more;
  const title =
    total === 0
      ? `👁 Watching project ${line(project.name, 80)}: nothing fails now`
      : `👁 Watching project ${line(project.name, 80)}: ${count(total, 'failure')} already there`;
  const rows = failing.map(({ subject, platformState, since, hint }, at) => {
    const what = `• ${escapeMrkdwn(named(subject.kind, ''))}${code(subject.name, 80)}`;
    // The platform's codes are no words for people.
    const known = hint ?? reasonWords(platformState);
    const why = known ? `: ${escapeMrkdwn(line(known, 100))}` : '';
    const value = formatCommand(commandFor(subject));
    const accessory = button('Why?', `${actionIds.openItem}:${at}`, { value });
    const words = `${what}${why}${since ? `, since ${slackDate(since)}` : ''}`;
    return { ...section(words), ...(accessory ? { accessory } : {}) };
  });
  return listCard(title, [], rows, [
    ...(more > 0 ? [context(`… ${more} more: ${code(`/ce-image --project ${project.name}`, 100)}`)] : []),
    context(
      `${nameWords(by, nameOf)} asked for this. New failures come as cards from now on. \`/ce-image watches\` shows and changes it.`,
    ),
  ]);
}

function watchTroubleCard({ trouble, projects, endedAt }: Of<'watch-trouble'>): Card {
  const names = projects
    .slice(0, 10)
    .map(({ name }) => code(name, 60))
    .join(', ');
  const more = projects.length > 10 ? ` and ${projects.length - 10} more` : '';
  const which = projects.length === 1 ? `project ${projects[0]?.name ?? ''}` : `${projects.length} projects`;
  if (endedAt !== undefined) {
    return card(
      `✅ ${line(which, 100)} can be watched again`,
      section(
        `It could not for ${duration(endedAt - trouble.since)}. What failed meanwhile is told now, as far as Code Engine still lists it.`,
      ),
    );
  }
  const gone = trouble.reason === 'not-found' || trouble.reason === 'gone';
  const only = projects[0]?.name ?? '';
  return card(
    `⚠️ ${line(which, 100)} cannot be watched: ${missingWords[trouble.reason].toLowerCase()}`,
    section(`${names}${more}, since ${slackDate(iso(trouble.since))}`),
    rich(run(plain(clip(trouble.message, 900)))),
    ...present<KnownBlock>(
      trouble.cure ? rich(run(bold('What helps: '), plain(clip(trouble.cure, 600)))) : undefined,
      gone ? section(`Was it deleted? ${code(`/ce-image unwatch ${only}`, 100)} ends the watch.`) : undefined,
    ),
    context(
      'No alert can come from there until then. It is tried again, and this message says when it works.',
    ),
  );
}

const closedWords: Readonly<Record<string, string>> = {
  not_in_channel: 'The bot is not in it. `/invite` it there.',
  channel_not_found:
    'It does not exist any more, or it is private and the bot is not in it. `/invite` the bot there.',
  is_archived: 'It is archived. Unarchive it, or watch from another channel.',
  missing_scope: 'The app lacks a permission. Install it again with the current manifest.',
};

/** What to do about Slack's word; mrkdwn. */
export function closedAdvice(word: string): string {
  return closedWords[word] ?? `Slack says ${code(word, 60)}. Look at the channel’s posting permissions.`;
}

function channelTroubleCard({ channel, reason, waiting }: Of<'channel-trouble'>): Card {
  // Without its workspace, where there are several.
  const id = channel.slice(channel.indexOf('/') + 1);
  const place = /^[A-Z0-9]{1,40}$/.test(id) ? `<#${id}>` : code(id, 40);
  return card(
    '⚠️ Alerts cannot be posted',
    section(`You asked for alerts in ${place}, and it takes none. ${closedAdvice(reason)}`),
    context(`${count(waiting, 'message waits', 'messages wait')} and will come as soon as it works.`),
  );
}
