/** The card of a report: state and cause first, then the fix, then the evidence. */
import type { KnownBlock } from '@slack/types';
import type { Command, FixStep } from '../../diagnosis/model/fix';
import type { Finding, Report } from '../../diagnosis/model/report';
import { isSelecting } from '../../diagnosis/remedy/command';
import { printCommands } from '../../diagnosis/remedy/print';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  actions,
  bold,
  bullets,
  button,
  type Card,
  context,
  header,
  italic,
  mrkdwn,
  plain,
  plainText,
  preformatted,
  present,
  prose,
  type RichPart,
  rich,
  run,
} from './blocks';
import { fitParts, type Part } from './budget';
import { headerText, headline } from './headline';
import { missingSentences } from './missing';
import { platformWord } from './platform-word';
import { buildPart, showsBuild } from './report-build';
import { changesPart, whatChangedButton } from './report-changes';
import { eventsPart } from './report-events';
import { explanationPart, quotedProofs } from './report-explanation';
import { registryPart, showsRegistry } from './report-registry';
import { sourcePart } from './report-source';
import { rerunButton } from './rerun';
import { saidIn } from './said';
import {
  clip,
  code,
  count,
  duration,
  escapeMrkdwn,
  excerpt,
  httpsUrl,
  line,
  link,
  sentence,
  slackDate,
} from './text';
import { confidenceWords } from './wording';

/** Renders a report within every limit of Slack, whatever it holds. */
export function reportCard(report: Report): Card {
  const [first] = report.findings;
  const parts: Part[] = [
    { importance: 100, versions: [[header(headerText(report))]] },
    ...answerParts(report),
    ...evidenceParts(report),
    { importance: 100, versions: [[footer(report, first)]] },
    ...present(buttonsPart(report)),
  ];
  return { text: notification(report), blocks: fitParts(parts) };
}

/** What a report says below its headline: the cause with its proof, and the fix. */
export function answerParts(report: Report): readonly Part[] {
  const [first] = report.findings;
  return present(
    explanationPart(report),
    fixPart(first?.fix ?? [], report.state === 'healthy' ? 'What you can do' : 'How to fix it'),
  );
}

/** What was seen on the way there, and what was not. */
export function evidenceParts(report: Report): readonly Part[] {
  const [, ...rest] = report.findings;
  const quoted = quotedProofs(report);
  return present(
    changesPart(report),
    logPart(report, quoted),
    buildPart(report),
    registryPart(report, quoted),
    sourcePart(report),
    factsPart(report, quoted),
    eventsPart(report, quoted),
    listPart('Sources disagree', 70, report.disagreements),
    otherFindingsPart(rest),
    listPart('Not known', 50, missingSentences(report.missing)),
    ruledOutPart(report),
  );
}

/** What a notification shows: one line, inert. */
function notification(report: Report): string {
  return clip(escapeMrkdwn(excerpt(headline(report), 280)), 600);
}

function fixPart(steps: readonly FixStep[], title: string): Part | undefined {
  if (steps.length === 0) return undefined;
  const version = (most: number, textMax: number, commandMax: number): KnownBlock[] => {
    const parts: RichPart[] = [run(bold(title))];
    steps.slice(0, most).forEach((step, at) => {
      parts.push(run(plain(`${at + 1}. `), ...prose(sentence(step.text, textMax))));
      if (step.commands) parts.push(preformatted(fittingLines(step.commands, commandMax), commandMax));
    });
    if (steps.length > most) parts.push(run(italic(`… ${count(steps.length - most, 'more step')}`)));
    return [rich(...parts)];
  };
  return {
    importance: 90,
    versions: [version(8, 400, 900), version(5, 300, 700), version(3, 250, 500), version(2, 150, 300)],
  };
}

/** The commands without those that only select where the next ones run, where they are too long with them. */
function fittingLines(commands: readonly Command[], max: number): string {
  const whole = printCommands(commands);
  return whole.length <= max ? whole : printCommands(commands.filter((one) => !isSelecting(one)));
}

/** Facts that the build and registry parts do not show. */
function factsPart(report: Report, quoted: readonly string[]): Part | undefined {
  const shown = new Set<unknown>([
    ...Object.values(report.build?.build ?? {}),
    ...Object.values(report.build?.run ?? {}),
    'name' in report.subject && report.subject.name,
    ...(showsRegistry(report) ? [report.registry?.reference, report.registry?.credential.secretName] : []),
  ]);
  const { kind } = report.subject;
  const ofBuild = showsBuild(report) && (kind === 'build' || kind === 'buildrun');
  const platform = ofBuild ? undefined : platformWord(report);
  const isQuoted = quoted.some((each) => each && platform?.includes(each));
  const facts = [
    ...(platform && !isQuoted ? [{ label: 'Platform says', value: excerpt(platform, 200) }] : []),
    ...report.facts.filter(({ value }) => !shown.has(value)),
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

/** The deciding lines, unless a proof has quoted them all. */
function logPart({ log, subject }: Report, quoted: readonly string[]): Part | undefined {
  // Rules of dashes tell nothing.
  const telling = (log?.lines ?? []).filter((each) => /[\p{L}\p{N}]/u.test(each));
  if (!log || telling.every((each) => saidIn(quoted, each, 1))) return undefined;
  const title =
    subject.kind === 'text' ? run(bold('From the text')) : run(bold('Log '), plain(line(log.where, 150)));
  const version = (most: number, width: number): KnownBlock[] => {
    const lines = telling.slice(0, most).map((each) => excerpt(each, width));
    const more = telling.length - lines.length;
    return [
      rich(
        title,
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
      bullets(items.slice(0, most).map((item) => run(...prose(sentence(item, max))))),
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

/** In small print: it tells where not to look. */
function ruledOutPart(report: Report): Part | undefined {
  // The registry part says it, with what was asked.
  const ruledOut = report.ruledOut.filter(
    (item) => !(showsRegistry(report) && /^registry access\b/.test(item)),
  );
  if (ruledOut.length === 0) return undefined;
  const version = (most: number): KnownBlock[] => {
    const more = ruledOut.length - Math.min(most, ruledOut.length);
    const items = ruledOut.slice(0, most).map((item) => sentence(item, 200));
    const text = [...items, ...(more > 0 ? [`… ${more} more`] : [])].join('  ·  ');
    return [{ type: 'context', elements: [mrkdwn('*Ruled out*'), plainText(text)] }];
  };
  return { importance: 35, versions: [version(10), version(4), []] };
}

/** Whether the headline says more than the category, which then stands in the small print. */
function isNamed({ headline }: Report, first: Finding | undefined): boolean {
  return first !== undefined && !headline.includes(first.title);
}

function footer(report: Report, first: Finding | undefined): KnownBlock {
  const { subject } = report;
  const project = subject.kind === 'text' ? undefined : subject.project;
  const { file, line: at, sourceUrl } = first ?? {};
  const links = present(
    // The very line, at the git host.
    file === undefined
      ? undefined
      : link(
          sourceUrl,
          escapeMrkdwn(`${line(file, 60)}${at === undefined ? '' : ` line ${at}`} at the git host`),
        ),
    link(first?.page, 'about this cause'),
    link(first?.doc, 'documentation'),
  );
  return context(
    [
      subject.kind === 'text'
        ? `Explained ${slackDate(report.at)}`
        : `Checked ${slackDate(report.at)} in ${duration(report.tookMs)}`,
      ...(project ? [`project ${code(project.name, 60)} ${code(project.region, 20)}`] : []),
      ...(isNamed(report, first) ? [`cause: ${escapeMrkdwn(line(first?.title ?? '', 120))}`] : []),
      ...links,
    ].join('  ·  '),
  );
}

/** Of a build whose source is in a repository, or was uploaded. */
function checkSourceButton({ subject, build }: Report): ReturnType<typeof button> {
  const name = build?.build?.name ?? build?.run?.buildName;
  const { sourceType, sourceUrl } = build?.build ?? build?.run ?? {};
  const isBuild = subject.kind === 'build' || subject.kind === 'buildrun';
  if (!isBuild || name === undefined || (!sourceUrl && sourceType !== 'local')) return undefined;
  const value = formatCommand(
    commandFor({ kind: 'source', of: { build: { kind: 'build', name, project: subject.project } } }),
  );
  return button('Check source', `${actionIds.openItem}:0`, { value });
}

/** Of a build that failed, or was cancelled; one that runs is left to run. */
function rerunAskedButton({ subject, build, state }: Report) {
  const name = build?.build?.name ?? build?.run?.buildName;
  const isBuild = subject.kind === 'build' || subject.kind === 'buildrun';
  if (!isBuild || name === undefined || state !== 'failed') return undefined;
  // Source that is uploaded goes with the run, and a button has none.
  if ((build?.build ?? build?.run)?.sourceType === 'local') return undefined;
  const value = formatCommand(commandFor({ kind: 'build', name, project: subject.project }));
  return rerunButton(actionIds.rerunBuild, value, name);
}

function buttonsPart(report: Report): Part | undefined {
  const { subject } = report;
  if (subject.kind === 'text') return undefined;
  const value = formatCommand(commandFor(subject));
  const url = httpsUrl(report.consoleUrl);
  const elements = present(
    button('Check again', actionIds.checkAgain, { value }),
    ...(subject.kind === 'image' || subject.kind === 'source'
      ? []
      : [
          button('Show log', actionIds.showLog, { value }),
          // Fleets have no events: their workers are no pods.
          subject.kind === 'fleet' ? undefined : button('All events', actionIds.allEvents, { value }),
        ]),
    rerunAskedButton(report),
    whatChangedButton(report),
    checkSourceButton(report),
    url ? button('Open in console', actionIds.openConsole, { url }) : undefined,
  );
  if (elements.length === 0) return undefined;
  return { importance: 80, versions: [[actions(elements)], []] };
}
