/** The card of an incident: its state first, then what it breaks, then the report, then what can be done. */
import type { KnownBlock } from '@slack/types';
import { type Affected, type Incident, type SnoozeMode, type Thing, workIdOf } from '../../alerts';
import type { Report } from '../../diagnosis/model/report';
import { capitalised } from '../../diagnosis/model/text';
import { standingWords } from '../../diagnosis/verdict/standing';
import {
  bold,
  bullets,
  type Card,
  context,
  header,
  italic,
  plain,
  present,
  rich,
  run,
  section,
} from './blocks';
import { fitParts, type Part } from './budget';
import { callWords, type NameOf } from './called';
import { buttonsPart } from './incident-buttons';
import { answerParts } from './report';
import { changesPart } from './report-changes';
import { detailsPart } from './report-details';
import { clip, code, count, dotted, duration, escapeMrkdwn, line, link, slackDate } from './text';
import { named, standingSigns } from './wording';

export interface IncidentView {
  readonly incident: Incident;
  readonly affected: readonly Affected[];
  readonly report?: Report;
  /** Whom it calls is mentioned, and not only named. */
  readonly mentions?: boolean;
}

/** Renders an incident as it stands. */
export function incidentCard(view: IncidentView, nameOf?: NameOf): Card {
  const { incident, affected, report, mentions = false } = view;
  const open = incident.state !== 'resolved';
  // What is well again no longer has its cause in the headline; it is named below.
  const words = open
    ? openTitle(incident, affected, report)
    : thingWords(incident.thing, incident, affected.length);
  const title = `${sign(incident)} ${words}`;
  const parts: Part[] = [
    { importance: 100, versions: [[header(title)]] },
    {
      importance: 98,
      versions: [
        [
          section(
            present(
              lifeWords(incident),
              commitWords(incident),
              open ? callWords(incident.notify, mentions, nameOf) : undefined,
            ).join('\n'),
          ),
        ],
      ],
    },
    ...present(
      peoplePart(incident),
      affectedPart(affected),
      unseenPart(incident),
      // Once it is well again, the way it was fixed matters more than the evidence.
      ...(report && open ? [...answerParts(report), changesPart(report), detailsPart(report)] : []),
    ),
    { importance: 100, versions: [[footer(incident, report)]] },
    ...present(buttonsPart(incident, report)),
  ];
  return { text: escapeMrkdwn(clip(title, 600)), blocks: fitParts(parts) };
}

/** As long as a shared thing breaks one workload only, that one is the answer, with the names of its case. */
function openTitle(incident: Incident, affected: readonly Affected[], report: Report | undefined): string {
  const headline = report?.findings[0]?.headline;
  if (affected.length !== 1 || headline === undefined) return incidentTitle(incident, affected.length);
  return incidentTitle({ ...incident, title: headline, thing: alone(incident) }, 1);
}

function alone({ subject, key }: Incident): Thing {
  return { kind: 'workload', key, subject };
}

/** One line for digests and lists. */
export function incidentTitle(incident: Incident, broken: number): string {
  const what = line(thingWords(incident.thing, incident, broken), 110);
  const why = line(incident.title, 110);
  return incident.state === 'resolved' ? `${what} (${why})` : `${what}: ${why}`;
}

/** The state as a sign; it is said in words beside it. */
export function sign(incident: Incident): string {
  if (incident.state === 'resolved') return incident.resolution?.how === 'fixed' ? '✅' : '⚪';
  if (incident.wellSince !== undefined) return '⚠️';
  return standingSigns[incident.standing ?? 'failed'];
}

function thingWords(thing: Thing, incident: Incident, broken: number): string {
  const { subject } = incident;
  const many = broken === 1 ? named(subject.kind, subject.name) : count(broken, 'workload');
  const breaks = incident.state === 'resolved' ? 'broke' : 'breaks';
  switch (thing.kind) {
    case 'workload': {
      const verb =
        incident.state === 'resolved'
          ? endWord(incident)
          : standingWords(subject, incident.standing ?? 'failed');
      return `${capitalised(named(subject.kind, subject.name))} (${line(subject.project.name, 40)}) ${verb}`;
    }
    case 'secret':
      return `Secret ${thing.name} ${breaks} ${many}`;
    case 'registry':
      return `Registry ${thing.host} ${breaks} ${many}`;
    case 'git-host':
      return `Git host ${thing.host} ${breaks} ${many}`;
    case 'quota':
      return `Quota of ${thing.of.replace(/ \([^)]*\)$/, '')} ${breaks} ${many}`;
  }
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`;
}

function endWord(incident: Incident): string {
  const how = incident.resolution?.how ?? 'fixed';
  return {
    fixed: 'is fixed',
    removed: 'was deleted',
    superseded: 'fails for another reason',
    unwatched: 'is not watched here any more',
    'by-hand': 'was resolved by hand',
  }[how];
}

/** How long, how often, and how it ended; mrkdwn. */
function lifeWords(incident: Incident): string {
  const since = iso(incident.openedAt);
  const failures = count(incident.failures, 'failure');
  const back = incident.episodes > 1 ? `, came back ${times(incident.episodes - 1)}` : '';
  const { resolution } = incident;
  if (incident.state === 'resolved' && resolution) {
    const after = duration(Math.max(0, resolution.at - incident.openedAt));
    const by = resolution.by ? ` by ${code(resolution.by, 80)}` : '';
    const ends = {
      fixed: `*Fixed* after ${after}${by}${changeWords(resolution.changes)}`,
      removed: `*Ended* after ${after}: ${code(resolution.by ?? incident.subject.name, 80)} was deleted`,
      superseded: `*Ended* after ${after}: it fails for another reason now (${escapeMrkdwn(line(resolution.by ?? '', 100))})`,
      unwatched: `*Not watched any more* after ${after}: ${person(resolution.by ?? '')} ended it. Whether it still fails is not known here.`,
      'by-hand': `*Resolved by hand* after ${after}: ${person(resolution.by ?? '')} says so. When it fails again, it comes back here.`,
    };
    const cause = escapeMrkdwn(line(incident.title, 120));
    return `${ends[resolution.how]}\n${failures} since ${slackDate(since)}${back}: _${cause}_`;
  }
  const last = incident.failures > 1 ? `, the last ${slackDate(iso(incident.lastFailureAt))}` : '';
  const flapping = incident.flapping ? '\n*It comes and goes.*' : '';
  const well = incident.wellSince
    ? ` Well since ${slackDate(iso(incident.wellSince))}; green when it stays so.`
    : '';
  return `*${failures}* since ${slackDate(since)}${last}${back}${flapping}${well}`;
}

/** Who made what does not build; mrkdwn. */
function commitWords({ commit, state }: Incident): string | undefined {
  if (!commit || state === 'resolved') return undefined;
  return `Commit${commit.id ? ` ${code(commit.id, 12)}` : ''} by ${escapeMrkdwn(line(commit.by, 80))}`;
}

/** What fixed it, in a phrase; mrkdwn. */
export function changeWords(changes: readonly string[]): string {
  if (changes.length === 0) return ': nothing in its own configuration changed';
  const shown = changes.slice(0, 4).map((change) => escapeMrkdwn(line(change, 110)));
  const more = changes.length - shown.length;
  return `: ${shown.join('; ')}${more > 0 ? `; ${more} more` : ''}`;
}

function peoplePart({ state, acknowledged, assigned, snoozed, muted, thing }: Incident): Part | undefined {
  const looks = state === 'open' ? 'looks' : 'looked';
  const is = state === 'open' ? 'is' : 'was';
  const what = thing.kind === 'workload' ? 'it' : 'this cause';
  const lines = present(
    acknowledged && `👀 ${person(acknowledged.by)} ${looks} at it, ${slackDate(iso(acknowledged.at))}`,
    assigned &&
      `👤 ${person(assigned.to)} ${is} assigned${assigned.by === assigned.to ? '' : ` (by ${person(assigned.by)})`}, ${slackDate(iso(assigned.at))}`,
    snoozed && `💤 ${person(snoozed.by)} snoozed it ${snoozeWords(snoozed.mode, snoozed.until)}`,
    muted &&
      `🔕 ${person(muted.by)} muted ${what} here ${untilWords(muted.until)}; \`/ce-image watches\` takes it back`,
  );
  return lines.length > 0 ? { importance: 97, versions: [[context(...lines)]] } : undefined;
}

/** A mention; nothing else than an id goes in. */
export function person(id: string): string {
  return /^[A-Z0-9]{1,40}$/.test(id) ? `<@${id}>` : code(id, 40);
}

/** mrkdwn. */
export function snoozeWords(mode: SnoozeMode, until: number | undefined): string {
  return mode === 'change' || until === undefined ? 'until it changes' : `until ${slackDate(iso(until))}`;
}

/** `until 9:00`, or `until it is unmuted`; mrkdwn. */
export function untilWords(until: number | undefined): string {
  return until === undefined ? 'until somebody unmutes it' : `until ${slackDate(iso(until))}`;
}

function affectedPart(affected: readonly Affected[]): Part | undefined {
  // The headline names one.
  if (affected.length < 2) return undefined;
  const inferred = affected.filter((each) => each.inferred).length;
  const recovered = affected.filter(({ recoveredAt }) => recoveredAt !== undefined).length;
  const version = (most: number): KnownBlock[] => {
    const more = affected.length - Math.min(most, affected.length);
    const tail = present(
      more > 0 ? `… ${more} more` : undefined,
      recovered > 0 ? `${recovered} ran well since` : undefined,
      inferred > 0 ? `${inferred} not looked at one by one: they fail in the same way` : undefined,
    ).join(', ');
    return [
      rich(
        run(bold(`Breaks ${count(affected.length, 'workload')}`)),
        bullets(
          affected.slice(0, most).map(({ subject, failures, recoveredAt }) => {
            const times = failures > 1 ? ` ×${failures}` : '';
            const well = recoveredAt === undefined ? '' : ' ✓ ran well since';
            return run(plain(`${line(named(subject.kind, subject.name), 100)}${times}${well}`));
          }),
        ),
        ...(tail ? [run(italic(tail))] : []),
      ),
    ];
  };
  return { importance: 92, versions: [version(10), version(5), version(2)] };
}

/** What was seen, folded: a channel is told the answer, and whoever fixes it looks closer. */
function unseenPart({ unseen, state }: Incident): Part | undefined {
  if (unseen === undefined || state === 'resolved') return undefined;
  return { importance: 80, versions: [[section(`⚠️ ${escapeMrkdwn(line(unseen, 300))}`)], []] };
}

function footer({ subject, evidenceId }: Incident, report: Report | undefined): KnownBlock {
  const id = workIdOf(evidenceId);
  return context(
    dotted([
      `project ${code(subject.project.name, 60)} ${code(subject.project.region, 20)}`,
      ...(report ? [`looked at ${slackDate(report.at)}`] : []),
      ...present(id && `id ${id}`),
      ...present(link(report?.findings[0]?.doc, 'documentation'), link(report?.consoleUrl, 'console')),
    ]),
  );
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
