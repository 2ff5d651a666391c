/** The events on a report's card: the warnings, each thing that went wrong in one line. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import type { PlatformEvent } from '../../diagnosis/model/platform';
import type { Report } from '../../diagnosis/model/report';
import { isWorkload } from '../../diagnosis/model/subject';
import { bold, bullets, coded, moreLine, plain, rich, run } from './blocks';
import type { Part } from './budget';
import { saidIn } from './said';
import { count, excerpt, line } from './text';

const MOST_EVENTS = 5;
/** Without any warning, and without a cause: the latest that happened. */
const MOST_NORMAL = 2;

/** One line of the card: what happened, how often, to what. */
interface Happening {
  /** `Failed ×6, BackOff ×68` */
  readonly head: string;
  readonly object?: string;
  readonly message: string;
  readonly times: number;
  /** How many events it stands for. */
  readonly events: number;
}

/**
 * @param quoted what the card has quoted as proof already
 * @param counted whether the card says already how many there were
 */
export function eventsPart(report: Report, quoted: readonly string[], counted = false): Part | undefined {
  const { events } = report;
  const isQuoted = ({ message }: Happening) => saidIn(quoted, message.replace(/^Error: /, ''), 1);
  const happenings = tellingOf(report).filter((each) => each.times > 1 || !isQuoted(each));
  if (happenings.length === 0) return counted ? undefined : quietPart(report);
  const object = sameObject(happenings);
  const version = (most: number, max: number): KnownBlock[] => {
    const shown = happenings.slice(0, most);
    const more = events.length - shown.reduce((sum, each) => sum + each.events, 0);
    return [
      rich(
        object
          ? run(bold('Events'), plain(' of '), coded(line(object, 90)))
          : run(bold(shown.length === 1 ? 'Event' : 'Events')),
        bullets(
          shown.map((each) => {
            const what = each.object && !object ? ` ${line(each.object, 90)}` : '';
            const message = isQuoted(each) ? 'as quoted above' : excerpt(each.message, max);
            return run(bold(each.head), plain(`${what}: ${message}`));
          }),
        ),
        ...moreLine(more, count(more, 'more event')),
      ),
    ];
  };
  return {
    importance: 60,
    versions: [version(MOST_EVENTS, 320), version(MOST_EVENTS, 180), version(2, 180), []],
  };
}

/** The most telling happening in one line, or how many events there were. */
export function eventsLine(report: Report, quoted: readonly string[]): RichTextSection | undefined {
  const { events, subject } = report;
  if (!isWorkload(subject)) return undefined;
  if (events.length === 0) {
    return tellsNone(report) ? run(bold('Events'), plain(' none in the last hour')) : undefined;
  }
  const [first, ...others] = tellingOf(report);
  if (!first) return run(bold('Events'), plain(` ${events.length}, no warning`));
  const explained = report.findings[0]?.explanation ?? '';
  const isQuoted = saidIn([report.headline, explained, ...quoted], first.message.replace(/^Error: /, ''), 1);
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return run(
    bold('Events '),
    plain(
      `${first.head}${isQuoted ? ', as quoted above' : `: ${excerpt(pullReason(first.message), 150)}`}${more}`,
    ),
  );
}

/** What wraps the reason of a failing pull, once more at each layer; the headline names the image. */
const pullWrappers =
  /rpc error: code = \w{1,30} desc = |failed to (?:pull and unpack image|resolve reference) "[^"]{1,300}": |failed to resolve image to digest: |failed to copy: |httpReadSeeker: |failed open: |failed to authorize: |failed to fetch (?:anonymous|oauth) token: |unexpected status (?:code )?(?:from \w{3,6} request to )?https?:\S{1,400}: |Server message: /g;

/** What Go prints of a value, behind the words of an error. */
const GO_MAP = /;? ?\[map\[[^\]]{0,300}\]\]/g;

/** `Failed to pull image: not found`: the reason of a failing pull without what wraps it; other messages as they are. */
function pullReason(message: string): string {
  const [whole, what, image] =
    /^(Failed to pull image|Unable to fetch image) "([^"]{1,300})": /.exec(message) ?? [];
  // The pod stands in the details.
  if (whole === undefined || image === undefined)
    return message.replace(/^(Back-off restarting failed container(?: \S{1,63})?) in pod \S{1,300}$/, '$1');
  const reason = message
    .slice(whole.length)
    .replace(pullWrappers, '')
    .replaceAll(`${image}: `, '')
    .replace(GO_MAP, '')
    .replace(/^GET https?:\S{1,300}: /, '');
  return `${what}: ${reason}`;
}

/** Whether it tells something that there are no events: not of fleets, whose workers are no pods, nor of what was not seen. */
function tellsNone({ subject, missing, standing, facts, build }: Report): boolean {
  const isSeen = standing !== 'unknown' && (facts.length > 0 || build !== undefined);
  return isSeen && subject.kind !== 'fleet' && !missing.some(({ source }) => /^events/i.test(source));
}

/** Nothing to quote: how many events there were, or that there were none. */
function quietPart({ subject, events, missing }: Report): Part | undefined {
  // Fleets have no events: their workers are no pods.
  if (['image', 'text', 'source', 'fleet'].includes(subject.kind)) return undefined;
  if (events.length === 0 && missing.some(({ source }) => /^events/i.test(source))) return undefined;
  const [latest] = events;
  if (!latest) {
    return quiet(plain('none; Code Engine keeps them for an hour'));
  }
  if (events.some(({ type }) => type !== 'Normal')) {
    return quiet(plain(`${count(events.length, 'event')}, nothing beyond what is quoted above`));
  }
  const head = line(latest.reason ?? 'Event', 60);
  return quiet(
    plain(`${count(events.length, 'event')}, no warning; the latest: `),
    bold(head),
    plain(` ${excerpt(latest.message, 160)}`),
  );
}

function quiet(...told: RichTextSection['elements']): Part {
  return { importance: 34, versions: [[rich(run(bold('Events '), ...told))], []] };
}

/** Warnings; the latest normal ones where there is no warning and nothing else tells how it stands. */
function tellingOf({ events, findings, log, state }: Report): readonly Happening[] {
  const warnings = events.filter(({ type }) => type !== 'Normal');
  if (warnings.length > 0) return mergePulls(warnings);
  const told = state === 'healthy' || log || findings.some(({ cause }) => cause !== 'unknown');
  return told ? [] : mergePulls(events.slice(0, MOST_NORMAL));
}

/** How the platform tells, in up to four events, that one container's image was not pulled. */
const pullSymptom =
  /^(?:Failed to pull image|Error: (?:ErrImagePull|ImagePullBackOff)|Back-off pulling image)/;

/** The events of one failing pull become one, which has the reason. */
function mergePulls(events: readonly PlatformEvent[]): readonly Happening[] {
  const merged = new Set<PlatformEvent>();
  return events.flatMap((event): Happening[] => {
    if (merged.has(event)) return [];
    const symptoms = pullSymptom.test(event.message)
      ? events.filter(
          (each) => pullSymptom.test(each.message) && each.object === event.object && !merged.has(each),
        )
      : [event];
    for (const each of symptoms) merged.add(each);
    const telling = symptoms.find(({ message }) => message.startsWith('Failed to pull')) ?? event;
    return [
      {
        head: headOf(symptoms),
        message: telling.message,
        times: Math.max(...symptoms.map(timesOf)),
        events: symptoms.length,
        ...(event.object !== undefined && { object: event.object }),
      },
    ];
  });
}

function timesOf({ count: times = 1 }: PlatformEvent): number {
  return Math.floor(times) || 1;
}

/** The reasons with the highest count of each: one try shows in several events. */
function headOf(events: readonly PlatformEvent[]): string {
  const counts = new Map<string, number>();
  for (const event of events) {
    const backOff = /^Error: ImagePullBackOff/.test(event.message);
    const reason = backOff ? 'BackOff' : line(event.reason ?? event.type ?? 'Event', 60) || 'Event';
    counts.set(reason, Math.max(counts.get(reason) ?? 1, timesOf(event)));
  }
  return [...counts].map(([reason, times]) => (times > 1 ? `${reason} ×${times}` : reason)).join(', ');
}

/** What all happened to, when there is more than one happening and it is one thing. */
function sameObject(happenings: readonly Happening[]): string | undefined {
  const [first, ...others] = happenings;
  const same = others.length > 0 && others.every(({ object }) => object === first?.object);
  return same ? first?.object : undefined;
}
