/** Build status, registry access and events on a report's card, a line each; in full they stand among the details. */
import type { RichTextSection } from '@slack/types';
import type { Report } from '../../diagnosis/model/report';
import { bold, coded, plain, present, rich, run } from './blocks';
import type { Part } from './budget';
import { buildTitle, showsBuild, timelineWords } from './report-build';
import { eventsLine } from './report-events';
import { registryWords, showsRegistry } from './report-registry';
import { line } from './text';

/** @param quoted what the card has quoted as proof already */
export function statusPart(report: Report, quoted: readonly string[]): Part | undefined {
  const lines = present(buildLine(report), registryLine(report), eventsLine(report, quoted));
  return lines.length > 0 ? { importance: 85, versions: [[rich(...lines)]] } : undefined;
}

function buildLine(report: Report): RichTextSection | undefined {
  const { build: facts } = report;
  if (!facts || !showsBuild(report)) return undefined;
  const steps = timelineWords(facts.timeline, 6);
  const { status } = facts.run ?? facts.build ?? {};
  return run(bold(buildTitle(facts)), plain(` ${steps ?? line(status ?? 'has not run yet', 60)}`));
}

function registryLine(report: Report): RichTextSection | undefined {
  const { registry: check } = report;
  if (!check || !showsRegistry(report)) return undefined;
  const { outcome, secret, ladder } = registryWords(check);
  // Nothing was asked: with which login does not matter.
  if (ladder === '') return run(bold('Registry access '), plain(outcome));
  return run(
    bold('Registry access '),
    plain(outcome),
    ...(secret === undefined ? [plain(' without a login')] : [plain(' with '), coded(secret)]),
    plain(`  ${ladder}`),
  );
}
