/** The card of a report: state and cause first, then the fix, then the evidence. */
import type { KnownBlock } from '@slack/types';
import type { Command, FixStep } from '../../diagnosis/model/fix';
import { hostOf } from '../../diagnosis/model/image-host';
import type { Finding, Report } from '../../diagnosis/model/report';
import { isWorkload } from '../../diagnosis/model/subject';
import { isSelecting } from '../../diagnosis/remedy/command';
import { printCommands } from '../../diagnosis/remedy/print';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  actions,
  bold,
  button,
  type Card,
  context,
  folded,
  header,
  moreLine,
  plain,
  preformatted,
  present,
  prose,
  type RichPart,
  rich,
  run,
} from './blocks';
import { fitParts, type Part } from './budget';
import { buildOf, checkSourceButton } from './check-source';
import { headerText, headline } from './headline';
import { missingSentences } from './missing';
import { changesPart, whatChangedButton } from './report-changes';
import { detailsPart, LONGEST_REMARK, logPart, MOST_REMARKS } from './report-details';
import { explanationPart, quotedProofs } from './report-explanation';
import { historyPart } from './report-history';
import { sourcePart } from './report-source';
import { statusPart } from './report-status';
import { isUploaded, rerunButton } from './rerun';
import {
  clip,
  code,
  count,
  dotted,
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
    ...seenParts(report),
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
    fixPart(
      first?.fix ?? [],
      report.state === 'failed' || report.state === 'warning' ? 'How to fix it' : 'What you can do',
    ),
  );
}

/** What was seen, a line each; the whole of it is folded. */
function seenParts(report: Report): readonly Part[] {
  const quoted = quotedProofs(report);
  return present(
    // Where no cause is known, the most telling lines are the answer.
    report.cause === 'unknown' ? logPart(report, quoted) : undefined,
    report.subject.kind === 'source' ? sourcePart(report) : undefined,
    changesPart(report),
    historyPart(report),
    statusPart(report, quoted),
    remarksPart(report),
    detailsPart(report, true),
  );
}

/** What must not be overlooked: where sources disagree, what else was found, what could not be read. */
function remarksPart({ subject, disagreements, findings, missing, cause }: Report): Part | undefined {
  const [, ...others] = findings;
  // Its fix gives the right that is missing.
  const isOwnRight = cause === 'project-access-denied';
  const other = subject.kind === 'image' && subject.typed !== undefined ? subject : undefined;
  const remarks = [
    ...(other
      ? [
          {
            title: 'Another host',
            text: `The project’s secret ${other.secret} is for ${hostOf(other.reference)}: what uses the image must name that host, not ${hostOf(other.typed ?? '')}.`,
          },
        ]
      : []),
    ...disagreements.map((each) => ({ title: 'Sources disagree', text: each })),
    ...others.map(({ headline: what, confidence }) => ({
      title: 'Also found',
      text: `${what} (${confidenceWords[confidence].toLowerCase()})`,
    })),
    ...missingSentences(isOwnRight ? missing.map(({ cure: _, ...rest }) => rest) : missing).map((each) => ({
      title: 'Not known',
      text: each,
    })),
  ];
  if (remarks.length === 0) return undefined;
  const version = (most: number, max: number): KnownBlock[] => {
    const shown = remarks.slice(0, most);
    const more = remarks.length - shown.length;
    return [
      rich(
        ...shown.map(({ title, text }) => run(bold(title), plain(' '), ...prose(sentence(text, max)))),
        ...moreLine(more, `${more} more below`),
      ),
    ];
  };
  return { importance: 84, versions: [version(MOST_REMARKS, LONGEST_REMARK), version(2, 120)] };
}

/** What a notification shows: one line, inert. */
function notification(report: Report): string {
  return clip(escapeMrkdwn(excerpt(headline(report), 280)), 600);
}

function fixPart(steps: readonly FixStep[], title: string): Part | undefined {
  if (steps.length === 0) return undefined;
  const isSafe = steps.every(({ destroys }) => destroys === undefined);
  const version = (most: number, textMax: number, commandMax: number): KnownBlock[] => {
    const drawn = steps
      .slice(0, most)
      .map((step, at): RichPart[] => [
        run(plain(`${at + 1}. `), ...prose(sentence(step.text, textMax))),
        ...commandLines(step, commandMax, isSafe),
      ]);
    const left = steps.length - most;
    const shown = atOnce(steps.slice(0, most));
    const later = [...drawn.slice(shown).flat(), ...moreLine(left, count(left, 'more step'))];
    return [
      rich(run(bold(title)), ...drawn.slice(0, shown).flat()),
      ...(later.length > 0 ? [folded(laterTitle(steps, shown), [rich(...later)])] : []),
    ];
  };
  return {
    importance: 90,
    versions: [version(8, 400, 900), version(5, 300, 700), version(3, 250, 500), version(2, 150, 300)],
  };
}

/** Lines of a card that the steps of a fix take before the others are folded. */
const STEP_LINES = 12;
/** Characters of a line, about, at the width of a window beside another. */
const LINE = 90;

/** How many steps are shown at once: as many as fit, and never one alone in the fold. */
function atOnce(steps: readonly FixStep[]): number {
  let lines = 0;
  let fitting = 0;
  for (const { text, commands = [] } of steps) {
    const box = commands.length === 0 ? 0 : printCommands(commands).split('\n').length + 0.5;
    lines += Math.ceil((text.length + 3) / LINE) + box;
    // What only makes room for the fix is not shown without it.
    if (lines > STEP_LINES && steps.slice(0, fitting).some(({ destroys }) => destroys === undefined)) break;
    fitting += 1;
  }
  const last = steps.at(-1)?.commands ?? [];
  const isShort = steps.length - fitting === 1 && last.filter((one) => !isSelecting(one)).length < 2;
  return isShort ? steps.length : fitting;
}

/** `Steps 3 and 4: Run the build again`, `Steps 3 to 6: Or make an IAM API key …`. */
function laterTitle(steps: readonly FixStep[], shown: number): string {
  const [next] = steps.slice(shown);
  const which =
    steps.length - shown === 1
      ? `Step ${shown + 1}`
      : `Steps ${shown + 1} ${steps.length - shown === 2 ? 'and' : 'to'} ${steps.length}`;
  return `${which}: ${sentence(next?.text.replaceAll('`', '') ?? '', 90)}`;
}

/** The commands of a step. Those that destroy something stay behind what selects where they work, and are never cut in two. */
function commandLines({ commands = [], destroys }: FixStep, max: number, isSafe: boolean): RichPart[] {
  if (commands.length === 0) return [];
  if (isSafe) return [preformatted(fittingLines(commands, max), max)];
  if (destroys === undefined) return [preformatted(printCommands(commands), max)];
  const fitting = commands.filter((_, at) => printCommands(commands.slice(0, at + 1)).length <= max);
  if (fitting.every(isSelecting))
    return moreLine(commands.length, `${count(commands.length, 'command')} too long for a card`);
  const left = commands.length - fitting.length;
  return [preformatted(printCommands(fitting), max), ...moreLine(left, count(left, 'more command'))];
}

/** The commands without those that only select where the next ones run, where they are too long with them. */
function fittingLines(commands: readonly Command[], max: number): string {
  const whole = printCommands(commands);
  return whole.length <= max ? whole : printCommands(commands.filter((one) => !isSelecting(one)));
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
    dotted([
      subject.kind === 'text'
        ? `Explained ${slackDate(report.at)}`
        : `Checked ${slackDate(report.at)} in ${duration(report.tookMs)}`,
      ...(project ? [`project ${code(project.name, 60)} ${code(project.region, 20)}`] : []),
      ...(isNamed(report, first) ? [`cause: ${escapeMrkdwn(line(first?.title ?? '', 120))}`] : []),
      ...links,
    ]),
  );
}

/** Of a build that failed, or was cancelled; one that runs is left to run. */
function rerunAskedButton(report: Report) {
  const build = buildOf(report);
  if (!build || report.state !== 'failed' || isUploaded(report)) return undefined;
  return rerunButton(actionIds.rerunBuild, formatCommand(commandFor(build)), build.name);
}

function buttonsPart(report: Report): Part | undefined {
  const { subject } = report;
  if (subject.kind === 'text') return undefined;
  const value = formatCommand(commandFor(subject));
  const url = httpsUrl(report.consoleUrl);
  const elements = present(
    button('Check again', actionIds.checkAgain, { value }),
    isWorkload(subject) ? button('Show log', actionIds.showLog, { value }) : undefined,
    // Fleets have no events: their workers are no pods.
    isWorkload(subject) && subject.kind !== 'fleet'
      ? button('All events', actionIds.allEvents, { value })
      : undefined,
    rerunAskedButton(report),
    whatChangedButton(report),
    checkSourceButton(report),
    url ? button('Open in console', actionIds.openConsole, { url }) : undefined,
  );
  if (elements.length === 0) return undefined;
  return { importance: 80, versions: [[actions(elements)], []] };
}
