/** Questions that only make sense after another one: "again", "logs", "and the app?", "with --push". */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import type { Command, DiagnoseCommand, ImageCommand, SourceCommand, TranscriptCommand } from './command';
import { withTag } from './images';
import { type Known, resourcesCalled } from './known';
import type { Options } from './options';
import { speaksOf } from './sentence';
import type { Token } from './tokens';
import {
  againWords,
  askingWords,
  commonWords,
  eventWords,
  historyWords,
  logWords,
  pushWords,
  secretWords,
  troubleWords,
} from './vocabulary';

interface Said {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly options: Options;
  readonly kind?: WorkloadKind;
  readonly project?: string;
}

/** What is asked, when `about` was asked before; undefined when nothing follows from it. */
export function followUp(about: Command, said: Said, known: Known): Command | undefined {
  if (about.do === 'image') return ofImage(about, said);
  if (about.do === 'source') return ofSource(about, said);
  if (about.do === 'overview' && said.project !== undefined) return { do: 'overview', project: said.project };
  if (about.do !== 'diagnose' && about.do !== 'logs' && about.do !== 'events') {
    return speaksOf(said, againWords) ? about : undefined;
  }
  const { tokens, kind, project } = said;
  const { do: _, ...rest } = about;
  const named = project === undefined ? rest : moved(rest, project);
  const other = kind && kind !== about.kind ? ofKind(kind, named, known) : named;
  if (!other) return { do: 'which', ...(kind ? { kind } : {}) };
  if (speaksOf(said, logWords)) return { do: 'logs', ...other } satisfies TranscriptCommand;
  if (speaksOf(said, eventWords)) return { do: 'events', ...other } satisfies TranscriptCommand;
  if (asksForHistory(said.text) || speaksOf(said, historyWords)) return { do: 'history', name: about.name };
  const asks =
    kind !== undefined ||
    project !== undefined ||
    asksAgain(said) ||
    (tokens.length > 0 && tokens.every(({ word }) => troubleWords.has(word)));
  return asks ? ({ do: 'diagnose', ...other } satisfies DiagnoseCommand) : undefined;
}

type Named = Omit<DiagnoseCommand, 'do'>;

function moved({ region: _, ...rest }: Named, project: string): Named {
  return { ...rest, project };
}

/** The resource of another kind and the same name. */
function ofKind(kind: WorkloadKind, named: Named, known: Known): Named | undefined {
  const exists = resourcesCalled(known, named.name, named.project).some((each) => each.kind === kind);
  return exists ? { ...named, kind } : undefined;
}

function ofImage(about: ImageCommand, said: Said): ImageCommand | undefined {
  const { text, tokens, options, project } = said;
  const tag =
    tokens.map(({ text: word }) => /^:([\w][\w.-]*)$/.exec(word)?.[1]).find(Boolean) ?? revisionIn(text);
  const secret = options.secret ?? secretIn(tokens);
  const push = options.push !== undefined || speaksOf(said, pushWords);
  if (!tag && !secret && !push && !asksAgain(said) && !project) return undefined;
  return {
    ...about,
    ...(tag ? { reference: withTag(about.reference, tag) } : {}),
    ...(secret ? { secret } : {}),
    ...(push ? { push: true } : {}),
    ...(project ? { project } : {}),
  };
}

function ofSource(about: SourceCommand, said: Said): SourceCommand | undefined {
  const { text, tokens, options, project } = said;
  const secret = options.secret ?? secretIn(tokens);
  const revision = options.revision ?? revisionIn(text);
  if (!secret && !revision && !asksAgain(said) && !project) return undefined;
  return {
    ...about,
    ...(secret ? { secret } : {}),
    ...(revision ? { revision } : {}),
    ...(project ? { project } : {}),
  };
}

/** `branch X`, `on tag X`. */
export function revisionIn(text: string): string | undefined {
  const named = /\b(?:branch|tag|commit|revision|ref)[ =:]+[`"']?([\w][\w./-]{0,200})/i.exec(text)?.[1];
  return named && !commonWords.has(named.toLowerCase()) ? named.replace(/[.]+$/, '') : undefined;
}

/** Whether it is asked what was, rather than what is. */
export function asksForHistory(text: string): boolean {
  return /\bhistory\b|\bhow often\b|\blast (?:week|month)\b|\bwhen did\b|\b(?:was|were|did)\b.{0,60}\byesterday\b|\b(?:has|have|did)\b.{0,60}\bbefore\b/i.test(
    text,
  );
}

/** `with secret X`. */
export function secretIn(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ word }) => secretWords.has(word));
  const next = tokens[at + 1];
  return at >= 0 && next && !commonWords.has(next.word) ? next.text : undefined;
}

/** Whether it is asked once more, or at all. */
function asksAgain(said: Said): boolean {
  return speaksOf(said, againWords) || speaksOf(said, askingWords);
}
