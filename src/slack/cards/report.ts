/** The card of a report: state and cause first, then the fix, then the evidence. */
import type { KnownBlock } from '@slack/types';
import type { PlatformEvent } from '../../diagnosis/platform';
import type { FixStep } from '../../diagnosis/remedy';
import type { Confidence, Finding, Report } from '../../diagnosis/report';
import type { Subject } from '../../diagnosis/subject';
import { commandFor, formatCommand } from '../command';
import { actionIds } from './action-ids';
import {
  actions,
  bold,
  bullets,
  button,
  type Card,
  coded,
  context,
  header,
  italic,
  plain,
  preformatted,
  present,
  type RichPart,
  rich,
  run,
} from './blocks';
import { fitParts, type Part } from './budget';
import { buildPart } from './report-build';
import { registryPart } from './report-registry';
import { clip, code, count, duration, escapeMrkdwn, httpsUrl, line, link, slackDate } from './text';
import {
  capitalised,
  confidenceWords,
  missingWords,
  named,
  proofWords,
  stateSigns,
  stateWords,
  subjectName,
} from './wording';

const MOST_EVENTS = 5;

/** How a proof is introduced. */
const sureness: Readonly<Record<Confidence, string>> = {
  proven: 'Proven by',
  likely: 'Likely, from',
  possible: 'Possible, from',
  unknown: 'Not recognised, from',
};

/** Renders a report within every limit of Slack, whatever it holds. */
export function reportCard(report: Report): Card {
  const [first] = report.findings;
  const parts: Part[] = [
    { importance: 100, versions: [[headline(report, first)]] },
    ...bodyParts(report),
    { importance: 100, versions: [[footer(report, first)]] },
    ...present(buttonsPart(report)),
  ];
  return { text: notification(report), blocks: fitParts(parts) };
}

/** What a report says below its headline: the cause, the fix, the evidence. */
export function bodyParts(report: Report): readonly Part[] {
  const [first, ...rest] = report.findings;
  return present(
    explanationPart(report, first),
    fixPart(first?.fix ?? []),
    buildPart(report.build, report.subject),
    registryPart(report.registry),
    factsPart(report),
    eventsPart(report.events),
    logPart(report.log),
    listPart('Sources disagree', 70, report.disagreements),
    otherFindingsPart(rest),
    ruledOutPart(report.ruledOut),
    missingPart(report.missing),
  );
}

/** What a notification shows: one line, inert. */
export function notification(report: Report): string {
  const sentence = line(report.headline, 280) || `${subjectName(report.subject)} ${stateWords[report.state]}`;
  return clip(escapeMrkdwn(`${stateSigns[report.state]} ${sentence}`), 600);
}

function headline(report: Report, first: Finding | undefined): KnownBlock {
  const name = line(subjectName(report.subject), 70);
  const state = report.subject.kind === 'text' ? '' : ` ${stateWords[report.state]}`;
  const cause = first && report.cause !== 'healthy-no-problem' ? `: ${line(first.title, 80)}` : '';
  return header(`${stateSigns[report.state]} ${name}${state}${cause}`);
}

function explanationPart(report: Report, first: Finding | undefined): Part | undefined {
  // Of a healthy workload the headline has said it all.
  if (!first && report.state === 'healthy') return undefined;
  const root = report.root;
  const version = (longest: number, proofs: number): KnownBlock[] => {
    const parts: RichPart[] = [];
    const opening = first?.explanation || report.headline;
    parts.push(run(plain(clip(opening, longest))));
    if (root) {
      const kindAndName = line(named(root.kind, root.name), 120);
      parts.push(
        run(bold('Root: '), plain(`the ${kindAndName}, not the ${subjectWord(report.subject)} itself.`)),
      );
    }
    for (const proof of (first?.proof ?? []).slice(0, proofs)) {
      const where = proof.where ? ` (${line(proof.where, 120)})` : '';
      parts.push(
        run(
          bold(`${sureness[first?.confidence ?? 'unknown']} ${proofWords[proof.source]}${where}: `),
          coded(line(proof.text, 400)),
        ),
      );
    }
    if (first && proofs > 0 && first.proof.length === 0) {
      parts.push(run(bold(`Confidence: ${confidenceWords[first.confidence].toLowerCase()}`)));
    }
    return [rich(...parts)];
  };
  return { importance: 95, versions: [version(900, 2), version(500, 1), version(280, 0)] };
}

function subjectWord(subject: Subject): string {
  return subject.kind === 'image' || subject.kind === 'text'
    ? subject.kind
    : named(subject.kind, line(subject.name, 70));
}

function fixPart(steps: readonly FixStep[]): Part | undefined {
  if (steps.length === 0) return undefined;
  const version = (most: number, textMax: number, commandMax: number): KnownBlock[] => {
    const parts: RichPart[] = [run(bold('How to fix it'))];
    steps.slice(0, most).forEach((step, at) => {
      parts.push(run(plain(`${at + 1}. ${line(step.text, textMax)}`)));
      if (step.command) parts.push(preformatted(step.command, commandMax));
    });
    if (steps.length > most) parts.push(run(italic(`… ${count(steps.length - most, 'more step')}`)));
    return [rich(...parts)];
  };
  return {
    importance: 90,
    versions: [version(8, 400, 900), version(5, 300, 700), version(3, 250, 500), version(2, 150, 300)],
  };
}

/** Facts that the build and registry parts do not show. */
function factsPart(report: Report): Part | undefined {
  const ofBuild = new Set<unknown>([
    ...Object.values(report.build?.build ?? {}),
    ...Object.values(report.build?.run ?? {}),
  ]);
  const facts = [
    ...(report.platformState ? [{ label: 'Platform says', value: report.platformState }] : []),
    ...report.facts.filter(({ value }) => !ofBuild.has(value)),
  ];
  if (facts.length === 0) return undefined;
  const version = (most: number, max: number): KnownBlock[] => [
    {
      type: 'section',
      fields: facts.slice(0, most).map(({ label, value }) => ({
        type: 'mrkdwn' as const,
        text: `*${escapeMrkdwn(line(label, 40)).replace(/[*_~`]/g, ' ')}*\n${code(value, max)}`,
        verbatim: true,
      })),
    },
  ];
  return { importance: 40, versions: [version(10, 200), version(4, 100), []] };
}

function eventsPart(events: readonly PlatformEvent[]): Part | undefined {
  if (events.length === 0) return undefined;
  const version = (most: number, max: number): KnownBlock[] => {
    const more = events.length - Math.min(most, events.length);
    return [
      rich(
        run(bold('Events')),
        bullets(
          events.slice(0, most).map((event) => {
            const times = event.count && event.count > 1 ? ` ×${Math.floor(event.count)}` : '';
            const head = line(`${event.reason ?? event.type ?? 'Event'}`, 60);
            const object = event.object ? ` ${line(event.object, 90)}` : '';
            return run(bold(`${head}${times}`), plain(`${object}: ${line(event.message, max)}`));
          }),
        ),
        ...(more > 0 ? [run(italic(`… ${count(more, 'more event')}`))] : []),
      ),
    ];
  };
  return {
    importance: 60,
    versions: [version(MOST_EVENTS, 300), version(MOST_EVENTS, 140), version(2, 140), []],
  };
}

function logPart(log: Report['log']): Part | undefined {
  if (!log || log.lines.length === 0) return undefined;
  const version = (most: number, width: number): KnownBlock[] => {
    const lines = log.lines.slice(0, most).map((each) => clip(each.replace(/[\r\n]+/g, ' '), width));
    const more = log.lines.length - lines.length;
    return [
      rich(
        run(bold('Log '), plain(line(log.where, 150))),
        preformatted([...lines, ...(more > 0 ? [`… ${count(more, 'more line')}`] : [])].join('\n')),
      ),
    ];
  };
  return {
    importance: 65,
    versions: [version(12, 220), version(8, 180), version(4, 160), version(2, 120), []],
  };
}

function listPart(title: string, importance: number, items: readonly string[]): Part | undefined {
  if (items.length === 0) return undefined;
  const version = (most: number, max: number): KnownBlock[] => [
    rich(
      run(bold(title)),
      bullets(items.slice(0, most).map((item) => run(plain(line(item, max))))),
      ...(items.length > most ? [run(italic(`… ${items.length - most} more`))] : []),
    ),
  ];
  return { importance, versions: [version(6, 300), version(3, 160), version(1, 120), []] };
}

function otherFindingsPart(findings: readonly Finding[]): Part | undefined {
  return listPart(
    'Also found',
    55,
    findings.map(
      (finding) =>
        `${finding.title} (${confidenceWords[finding.confidence].toLowerCase()}): ${finding.explanation}`,
    ),
  );
}

function ruledOutPart(ruledOut: readonly string[]): Part | undefined {
  if (ruledOut.length === 0) return undefined;
  const version = (most: number): KnownBlock[] => {
    const more = ruledOut.length - Math.min(most, ruledOut.length);
    const items = ruledOut.slice(0, most).map((item) => `✓\u00a0${line(item, 120)}`);
    return [
      rich(run(bold('Ruled out  '), plain([...items, ...(more > 0 ? [`… ${more} more`] : [])].join('   ')))),
    ];
  };
  return { importance: 35, versions: [version(10), version(4), []] };
}

function missingPart(missing: Report['missing']): Part | undefined {
  return listPart(
    'Not known',
    50,
    missing.map(
      ({ source, reason, detail, cure }) =>
        `${capitalised(source)}: ${detail || missingWords[reason]}${cure ? ` → ${cure}` : ''}`,
    ),
  );
}

function footer(report: Report, first: Finding | undefined): KnownBlock {
  const { subject } = report;
  const project = subject.kind === 'text' ? undefined : subject.project;
  const doc = link(first?.doc, 'documentation');
  return context(
    [
      `Checked ${slackDate(report.at)} in ${duration(report.tookMs)}`,
      ...(project ? [`project ${code(project.name, 60)} ${code(project.region, 20)}`] : []),
      ...(doc ? [doc] : []),
    ].join('  ·  '),
  );
}

function buttonsPart(report: Report): Part | undefined {
  const { subject } = report;
  if (subject.kind === 'text') return undefined;
  const value = formatCommand(commandFor(subject));
  const url = httpsUrl(report.consoleUrl);
  const elements = present(
    button('Check again', actionIds.checkAgain, { value }),
    ...(subject.kind === 'image'
      ? []
      : [
          button('Show log', actionIds.showLog, { value }),
          button('All events', actionIds.allEvents, { value }),
        ]),
    url ? button('Open in console', actionIds.openConsole, { url }) : undefined,
  );
  if (elements.length === 0) return undefined;
  return { importance: 80, versions: [[actions(elements)], []] };
}
