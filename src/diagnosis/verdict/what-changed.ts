/** Which of the changes since the last good run may have broken the build: the likeliest first, each with its reason. */
import { causeOf, traitsOf } from '../causes/index';
import { type Linked, linkTo, linkToCommit } from '../model/git-links';
import type { Finding } from '../model/report';
import type { ChangedFile, SourceChanges, Suspect, WhatChanged } from '../model/source-changes';

const MOST_SUSPECTS = 3;
/** Weight from which a change is worth a suspicion: what people write for people breaks no build. */
const LEAST = 10;
const FOR_PEOPLE = /(?:^|\/)(?:docs?|LICEN[CS]E[\w.-]{0,20})(?:\/|$)|\.(?:md|rst|adoc)$/i;

/** What the failure says. */
export interface FailedReport extends Linked {
  readonly findings: readonly Finding[];
  /** The deciding lines of the log. */
  readonly lines: readonly string[];
}

interface Judged {
  /** Higher is likelier; below 0 it is not named. */
  readonly weight: number;
  readonly reason: string;
  readonly line?: number;
}

/** @returns the changes with their suspects; none when the source did not change */
export function judgeChanges(changes: SourceChanges, failure: FailedReport): WhatChanged {
  const judged = changes.files
    .map((file) => ({ file, ...judge(file, failure, changes) }))
    .filter(({ weight }) => weight >= LEAST)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MOST_SUSPECTS);
  return {
    ...changes,
    suspects: judged.map(({ file, reason, line }): Suspect => {
      const commit = changes.commits.find(({ id }) => id === file.commits[0]);
      const url =
        (commit && linkToCommit(failure, commit.id)) ??
        (file.how === 'removed' ? undefined : linkTo(failure, changes.to, file.path, line));
      return {
        path: file.path,
        reason,
        ...(line !== undefined && { line }),
        ...(commit && { commit }),
        ...(url !== undefined && { url }),
      };
    }),
  };
}

function judge(file: ChangedFile, failure: FailedReport, changes: SourceChanges): Judged {
  const only = changes.files.length === 1 ? ', and nothing else that the build uses changed' : '';
  const { weight, reason, line } = ofProof(file, failure) ?? ofKind(file, failure);
  return { weight, reason: reason + only, ...(line !== undefined && { line }) };
}

/** The failure itself names the file. */
function ofProof(file: ChangedFile, { findings, lines }: FailedReport): Judged | undefined {
  const [first] = findings;
  if (!first) return undefined;
  const changed = file.lines?.find(({ line, after }) => after !== undefined && line === first.line);
  if (first.file === file.path && changed) {
    const { line, after = '' } = changed;
    return { weight: 100, reason: `it changed the very line that fails (line ${line}: ${after})`, line };
  }
  const old = file.how === 'moved' ? file.from : file.how === 'removed' ? file.path : undefined;
  const told = [first.explanation, ...first.proof.map(({ text }) => text), ...lines].join('\n');
  if (old !== undefined && names(told, old)) {
    const to = file.how === 'moved' ? `, to ${file.path}` : '';
    const did = file.how === 'moved' ? 'moved' : 'removed';
    return { weight: 95, reason: `it ${did} ${old}, which the build wants${to}` };
  }
  if (names(told, file.path)) {
    const where = lineIn(told, file.path) ?? (first.file === file.path ? first.line : undefined);
    return {
      weight: 90,
      reason: `it ${verbs[file.how]} ${file.path}, which the failure names`,
      ...(where !== undefined && { line: where }),
    };
  }
  if (first.file === file.path) {
    return { weight: 85, reason: `it ${verbs[file.how]} ${file.path}, where the fault is` };
  }
  return undefined;
}

/** What the file is for, against the stage that failed. */
function ofKind(file: ChangedFile, { findings }: FailedReport): Judged {
  const cause = findings[0]?.cause;
  const stage = cause === undefined ? undefined : causeOf(cause).stage;
  const about = cause === undefined ? undefined : traitsOf(cause).about;
  const ofPackages = about === 'packages';
  const ofBase = about === 'base-image';
  const did = `it ${verbs[file.how]} ${file.path}`;
  switch (file.kind) {
    case 'dockerfile': {
      const from = file.lines?.find(({ after, before }) => /^FROM\b/i.test(after ?? before ?? ''));
      if (from) {
        const { line, before, after } = from;
        const how =
          before !== undefined && after !== undefined ? `from ${imageOf(before)} to ${imageOf(after)}` : '';
        return { weight: ofBase ? 80 : 65, reason: `it changed the base image ${how}`.trim(), line };
      }
      const [first] = file.lines ?? [];
      const line = first && { line: first.line };
      return {
        weight: 60,
        reason: `${did}${first ? ` (line ${first.line}: ${first.after ?? 'removed'})` : ''}`,
        ...line,
      };
    }
    case 'lock':
      return { weight: ofPackages ? 78 : 45, reason: `${did}: other versions of packages are installed` };
    case 'manifest': {
      const [first] = file.lines ?? [];
      const said = first ? ` (line ${first.line}: ${first.after ?? first.before})` : '';
      return {
        weight: ofPackages ? 79 : 44,
        reason: `${did}${said}`,
        ...(first && { line: first.line }),
      };
    }
    case 'ignore':
      return { weight: 40, reason: `${did}: other files reach the build` };
    case 'submodule':
      return { weight: stage === 'source' ? 75 : 35, reason: did };
    default:
      if (FOR_PEOPLE.test(file.path)) return { weight: 0, reason: did };
      return { weight: stage === 'build' ? 30 : 20, reason: did };
  }
}

const verbs: Readonly<Record<ChangedFile['how'], string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  moved: 'moved',
  mode: 'changed the mode of',
};

/** Whether a text names a path, whole or by a part of it that says enough. */
function names(text: string, path: string): boolean {
  const parts = path.split('/');
  const ends = parts.length > 1 ? [path, parts.slice(-2).join('/'), parts.at(-1) ?? ''] : [path];
  return ends.some((each) => each.length > 4 && holds(text, each));
}

/** The words stand by themselves: `app.js` is not in `webapp.json`. */
function holds(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before = ' ', after = ' '] = [text[at - 1], text[at + words.length]];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}

/** `src/server.ts:12`, `src/server.ts(12,5)`. */
function lineIn(text: string, path: string): number | undefined {
  const at = text.indexOf(path);
  const [, line] =
    /^[:(](\d{1,6})\b/.exec(at < 0 ? '' : text.slice(at + path.length, at + path.length + 8)) ?? [];
  return line === undefined ? undefined : Number(line);
}

function imageOf(from: string): string {
  return /^FROM\s+(?:--\S+\s+)*(\S+)/i.exec(from)?.[1] ?? from;
}
