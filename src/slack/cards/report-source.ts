/** The source part of a report's card: the ladder, and what was found to be well. */
import type { KnownBlock } from '@slack/types';
import type { Report } from '../../diagnosis/model/report';
import { bold, bullets, moreLine, plain, prose, type RichPart, rich, run } from './blocks';
import type { Part } from './budget';
import { line, sentence } from './text';
import { registryMarks, sourceStepNames } from './wording';

/** Of a build only when something was found there; of a source that was asked about, always. */
export function sourcePart(report: Report): Part | undefined {
  const { source, subject } = report;
  if (!source) return undefined;
  const asked = subject.kind === 'source';
  const telling =
    asked || source.steps.some(({ status }) => status === 'failed') || source.findings.length > 0;
  if (!telling) return undefined;
  const { credential, commit } = source;
  const who =
    credential.secretName === undefined
      ? 'for anybody'
      : credential.kind === 'secret'
        ? `with ${credential.secretName}`
        : `without the login of ${credential.secretName}`;
  const at = commit
    ? ` at ${commit.id.slice(0, 7)}, “${line(commit.subject, 60)}” by ${line(commit.author, 40)}`
    : '';
  const ladder = source.steps
    .filter(({ status }) => registryMarks[status] !== undefined)
    .map(({ step, status }) => `${registryMarks[status]}\u00a0${sourceStepNames[step]}`)
    .join('  →  ');
  const version = (most: number): KnownBlock[] => {
    const parts: RichPart[] = [
      run(bold('Source'), plain(` ${line(source.url, 160)} (${who})${at}`)),
      ...(ladder === '' ? [] : [run(plain(ladder))]),
    ];
    const remarks = [...(asked ? source.well.map((each) => `✓ ${each}`) : []), ...source.notes];
    if (most > 0 && remarks.length > 0) {
      parts.push(bullets(remarks.slice(0, most).map((each) => run(...prose(sentence(each, 260))))));
      parts.push(...moreLine(remarks.length - most));
    }
    return [rich(...parts)];
  };
  return { importance: asked ? 64 : 45, versions: [version(8), version(3), version(0), []] };
}
