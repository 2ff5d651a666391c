/** Everything that was seen on the way to an answer, and what was not: folded below what people read first. */

import type { KnownBlock } from '@slack/types';
import type { Finding, Report } from '../../diagnosis/model/report';
import { capitalised } from '../../diagnosis/model/text';
import {
  bold,
  bullets,
  folded,
  limits,
  moreLine,
  mrkdwn,
  plain,
  plainText,
  preformatted,
  present,
  prose,
  rich,
  run,
} from './blocks';
import { fitParts, type Part } from './budget';
import { missingSentences } from './missing';
import { platformWord } from './platform-word';
import { buildPart, showsBuild } from './report-build';
import { eventsPart } from './report-events';
import { quotedProofs } from './report-explanation';
import { registryPart, showsRegistry } from './report-registry';
import { sourcePart } from './report-source';
import { saidIn } from './said';
import { code, count, dotted, excerpt, line, sentence, strong } from './text';
import { confidenceWords } from './wording';

/** The block that holds what was seen. */
export const DETAILS = 'details';

/**
 * In one block that a click unfolds.
 * @param counted whether the card says already how many events there were
 */
export function detailsPart(report: Report, counted = false): Part {
  const parts = evidenceParts(report, counted);
  const version = (characters: number): KnownBlock[] => {
    const blocks = fitParts(parts, characters, limits.containerBlocks);
    return blocks.length > 0 ? [{ ...folded(detailsTitle(report), blocks), block_id: DETAILS }] : [];
  };
  return { importance: 60, versions: [...[7_000, 5_000, 3_000, 1_500].map(version), []] };
}

function detailsTitle(report: Report): string {
  const { subject, log, ruledOut, events } = report;
  const kinds = present(
    log && (subject.kind === 'text' ? 'the lines around it' : 'log'),
    showsBuild(report) ? 'build run' : undefined,
    report.registry && showsRegistry(report) ? 'registry access' : undefined,
    subject.kind !== 'source' && sourcePart(report) ? 'source' : undefined,
    events.length > 0 ? 'events' : undefined,
    ruledOut.length > 0 ? 'what was ruled out' : undefined,
  );
  if (kinds.length === 0) return 'Details';
  return capitalised(kinds.join(', '));
}

/** Remarks that a card shows above the fold, and the characters of each. */
export const MOST_REMARKS = 3;
export const LONGEST_REMARK = 180;

/** What was seen on the way there, and what was not. */
export function evidenceParts(report: Report, counted: boolean): readonly Part[] {
  const [, ...rest] = report.findings;
  const quoted = quotedProofs(report);
  const missing = missingSentences(report.missing);
  const remarks = report.disagreements.length + rest.length + missing.length;
  // What stands whole above the fold is not repeated in it.
  const unsaid = (text: string) => !counted || remarks > MOST_REMARKS || text.length > LONGEST_REMARK;
  return present(
    report.cause === 'unknown' ? undefined : logPart(report, quoted),
    buildPart(report),
    registryPart(report, quoted),
    report.subject.kind === 'source' ? undefined : sourcePart(report),
    factsPart(report, quoted),
    eventsPart(report, quoted, counted),
    listPart('Sources disagree', 70, report.disagreements.filter(unsaid)),
    otherFindingsPart(rest),
    listPart('Not known', 50, missing.filter(unsaid)),
    ruledOutPart(report),
  );
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
        text: `${strong(label, 40)}\n${code(value, max)}`,
        verbatim: true,
      })),
    },
  ];
  return { importance: 40, versions: [version(10, 200), version(4, 100), []] };
}

/** The deciding lines, unless a proof has quoted them all. */
export function logPart({ log, subject }: Report, quoted: readonly string[]): Part | undefined {
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
      ...moreLine(items.length - most),
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
    const text = dotted([...items, ...(more > 0 ? [`… ${more} more`] : [])]);
    return [{ type: 'context', elements: [mrkdwn('*Ruled out*'), plainText(text)] }];
  };
  return { importance: 35, versions: [version(10), version(4), []] };
}
