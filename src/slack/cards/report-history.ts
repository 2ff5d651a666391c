/** Since when it fails like this: a line on the card of a report, and above its log. */
import type { ContextBlock, RichTextSection } from '@slack/types';
import type { FailureHistory, Report } from '../../diagnosis/model/report';
import { isWorkload, type WorkloadKind } from '../../diagnosis/model/subject';
import { bold, context, plain, rich, run } from './blocks';
import type { Part } from './budget';
import { count, escapeMrkdwn, line, slackDate } from './text';

/** Where the history comes from, as on a card. */
const ARCHIVE = 'IBM Cloud Logs';

/** What has runs, and what one is called. */
const runNames: Partial<Record<WorkloadKind, string>> = {
  build: 'run',
  buildrun: 'run',
  job: 'run',
  jobrun: 'run',
  app: 'revision',
  fleet: 'instance',
};

/** One line: since when, how often, in how many runs. Undefined where nothing is known. */
export function historyPart({ history, subject }: Report): Part | undefined {
  if (!history?.seen || !isWorkload(subject)) return undefined;
  return { importance: 65, versions: [[rich(historyLine(history, history.seen, subject.kind))], []] };
}

function historyLine(
  history: FailureHistory,
  seen: NonNullable<FailureHistory['seen']>,
  kind: WorkloadKind,
): RichTextSection {
  if (seen.new && !history.cut) {
    return run(
      bold('Same error before '),
      plain(`in no other run of the last ${days(history)} (${ARCHIVE})`),
    );
  }
  return run(
    bold('Same error since '),
    ...since(history, seen),
    plain(`: ${howOften(history, seen, kind)} (${ARCHIVE})`),
  );
}

/** What stands above a log; also says that nothing was found. */
export function historyContext(history: FailureHistory, kind: WorkloadKind): ContextBlock {
  const { seen, cut } = history;
  if (!seen) {
    return context(
      `The same error before: ${ARCHIVE} has no line like it of the last ${days(history)}. Lines arrive after 5 to 10 minutes.`,
    );
  }
  const each = seen.days.map(({ day, times }) => `${weekday(day)}: ${times}`).join(', ');
  const which = line(seen.of.slice(-3).join(', '), 200);
  const more = seen.of.length > 3 ? ` and ${seen.of.length - 3} before` : '';
  return context(
    `The same error since ${slackDate(seen.first)}: ${howOften(history, seen, kind)}, as ${ARCHIVE} tells of the last ${days(history)}${cut ? ', not in whole' : ''}. ${escapeMrkdwn(each)} (days in UTC)${which === '' ? '' : `. In ${escapeMrkdwn(which)}${more}`}`,
  );
}

/** A date in the reader's own time zone. What began before the days that were looked at began earlier. */
function since(history: FailureHistory, { first }: { readonly first: string }): RichTextSection['elements'] {
  const at = Date.parse(first);
  const early = at - Date.parse(history.from) < DAY;
  const fallback = `${weekday(first.slice(0, 10))}, ${first.slice(11, 16)} UTC`;
  return [
    { type: 'date', timestamp: Math.floor(at / 1000), format: '{date_short_pretty}, {time}', fallback },
    ...(early || history.cut ? [plain(' or earlier')] : []),
  ];
}

const DAY = 86_400_000;

function days({ from, to }: FailureHistory): string {
  return count(Math.round((Date.parse(to) - Date.parse(from)) / DAY), 'day');
}

function howOften(
  { cut }: FailureHistory,
  { times, of }: NonNullable<FailureHistory['seen']>,
  kind: WorkloadKind,
): string {
  const name = runNames[kind];
  const where = name && of.length > 0 ? `in ${count(of.length, name)}` : undefined;
  const often = times === of.length && where ? undefined : count(times, 'time');
  return `${cut ? 'at least ' : ''}${[often, where].filter(Boolean).join(' ')}`;
}

/** `Tue 24 Nov`. */
function weekday(day: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(',', '');
}
