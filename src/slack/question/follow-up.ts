/** Questions that only make sense after another one: "again", "logs", "and the app?", "with --push". */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import type {
  Command,
  DiagnoseCommand,
  ImageCommand,
  OverviewCommand,
  Scope,
  SourceCommand,
  TranscriptCommand,
} from './command';
import { withTag } from './images';
import { type Known, resourcesCalled } from './known';
import type { Options } from './options';
import { speaksOf } from './sentence';
import { howTo } from './small-talk';
import type { Token } from './tokens';
import {
  againWords,
  askingWords,
  commonWords,
  eventWords,
  historyWords,
  logWords,
  otherWords,
  pointingWords,
  pushWords,
  secretWords,
  sequelWords,
  strangeIn,
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
  if (about.do === 'overview') return ofOverview(about, said);
  if (about.do !== 'diagnose' && about.do !== 'logs' && about.do !== 'events') {
    return speaksOf(said, againWords) ? about : undefined;
  }
  if (ELSE.test(said.text)) return { do: 'overview', ...placeOf(about, said) };
  const { project } = said;
  const kind = OTHER.test(said.text) ? otherKind(about, known) : runOf(said, about);
  const { do: _, check: _check, changes: _changes, ...rest } = about as DiagnoseCommand;
  const named = project === undefined ? rest : moved(rest, project);
  // Of a name that several have, the kind is what was not said.
  const isOpen = about.kind === undefined;
  const other =
    kind && kind !== about.kind ? (isOpen ? { ...named, kind } : ofKind(kind, named, known)) : named;
  if (!other) return { do: 'which', ...(kind ? { kind } : {}), ...placeOf(about, said) };
  if (other.kind === 'build' && asksForChanges(said.text)) return { do: 'diagnose', ...other, changes: true };
  if (other.kind === 'build' && SOURCE.test(said.text)) return { do: 'diagnose', ...other, check: true };
  if (speaksOf(said, logWords)) return { do: 'logs', ...other } satisfies TranscriptCommand;
  if (speaksOf(said, eventWords)) return { do: 'events', ...other } satisfies TranscriptCommand;
  if (asksForHistory(said.text) || speaksOf(said, historyWords)) {
    return { do: 'history', name: about.name, ...placeOf(about, said) };
  }
  const asks =
    kind !== undefined ||
    project !== undefined ||
    said.options.push !== undefined ||
    speaksOf(said, pushWords) ||
    OTHER.test(said.text) ||
    DOUBT.test(said.text) ||
    speaksOf(said, sequelWords) ||
    asksAgain(said) ||
    isOfTopic(said);
  return asks ? ({ do: 'diagnose', ...other } satisfies DiagnoseCommand) : undefined;
}

/** Words that nobody knows, in one remark, from which on it is about something else. */
const STRANGE = 3;

/** `sigue igual`, `that made it worse`: whoever goes on speaks of what was spoken of, unless most of it is of something else. */
function isOfTopic({ tokens, text }: Said): boolean {
  const strange = strangeIn(tokens);
  // A name alone is looked for.
  if (tokens.length === 1 && strange.length === 1 && /^[a-z0-9][a-z0-9.-]{2,}$/.test(tokens[0]?.word ?? ''))
    return false;
  if (strange.length === 0) return true;
  if (howTo(text) || speaksOf({ tokens }, otherWords)) return false;
  const pointing = [pointingWords, troubleWords, askingWords].some((some) => speaksOf({ tokens }, some));
  return tokens.length <= STRANGE || (pointing && strange.length < STRANGE);
}

/** `what else is failing?` */
const ELSE =
  /\b(?:what|anything|something|everything|who) else\b|\bother (?:problems|failures|apps|builds|jobs|things)\b|\bsonst noch\b|\bd'autres\b|\botr[ao]s\b/i;
/** `the other one`: of the same name. */
const OTHER =
  /\b(?:the )?other (?:one|resource)\b|\bder andere\b|\bdie andere\b|\bl'autre\b|\bel otro\b|\bla otra\b/i;
/** `what changed?` */
const CHANGES =
  /\bwhat(?:'s| has| have| is| did)? (?:was |we )?(?:changed?|different|new)\b|\bchanges\b|\bchanged since\b|\bdiff\b|\b(?:which|what) commits?\b|\bwho (?:broke|committed|changed|pushed|touched)\b/i;

/** Whether it is asked what was changed since it was well. */
export function asksForChanges(text: string): boolean {
  return CHANGES.test(text);
}
/** `check the source`, `and the Dockerfile?` */
const SOURCE = /\b(?:sources?|repo(?:sitory)?|dockerfile|before (?:the|a|it) (?:next )?runs?)\b/i;
/** `that's not right`, `really?` */
const DOUBT =
  /\b(?:not|n't) (?:right|correct|true)\b|\bwrong\b|\breally\b|\bincorrect\b|\bare you sure\b|\bstimmt nicht\b|\bo que faço\b/i;
const ALL = /\b(?:all|everything)\b|\bwell ones\b|\balle\b|\btout\b|\btodo\b/i;

function ofOverview(about: OverviewCommand, said: Said): Command | undefined {
  const { project } = said;
  if (project !== undefined) return { do: 'overview', project };
  if (said.kind !== undefined && !speaksOf(said, againWords))
    return { do: 'which', kind: said.kind, ...placeOf(about, said) };
  if (ALL.test(said.text)) return { ...about, all: true };
  if (
    /\b(?:first|second|third|fourth|last|top|newest|latest) one\b|^\W*(?:why|logs?|events)\W*$/i.test(
      said.text,
    )
  ) {
    return { do: 'which', ...placeOf(about, said) };
  }
  return asksAgain(said) ? about : undefined;
}

/** Where it was looked, or is to be looked now. */
function placeOf({ project, region, account }: Scope, said: Said): Scope {
  if (said.project !== undefined) return { project: said.project };
  return {
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
  };
}

/** `its last run` of a build is what its own card is about. */
function runOf({ kind, text }: Said, about: Named): WorkloadKind | undefined {
  const ofRun =
    kind === undefined ||
    (kind === 'buildrun' && about.kind === 'build') ||
    (kind === 'jobrun' && about.kind === 'job');
  return ofRun && /\b(?:last|latest|newest|previous) run\b/i.test(text) ? about.kind : kind;
}

/** The other kind that has this name, when there is one. */
function otherKind({ kind, name, project }: Named, known: Known): WorkloadKind | undefined {
  const kinds = resourcesCalled(known, name, project).map((each) => each.kind);
  const [other, ...more] = [...new Set(kinds)].filter((each) => each !== kind);
  return more.length > 0 ? undefined : other;
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
    tokens.map(({ text: word }) => /^:([\w][\w.-]*)$/.exec(word)?.[1]).find(Boolean) ??
    revisionIn(text) ??
    bareTag(tokens);
  const secret =
    options.secret ?? secretIn(tokens) ?? (isAnonymous(said) || tag ? undefined : meansIn(tokens));
  const push = options.push !== undefined || speaksOf(said, pushWords);
  const anonymous = isAnonymous(said);
  if (!tag && !secret && !push && !anonymous && !asksAgain(said) && !project) return undefined;
  const { secret: _secret, anonymous: _anonymous, ...rest } = about;
  return {
    ...(anonymous ? { ...rest, anonymous } : secret ? rest : about),
    ...(tag ? { reference: withTag(about.reference, tag) } : {}),
    ...(secret && !anonymous ? { secret } : {}),
    ...(push ? { push: true } : {}),
    ...(project ? { project } : {}),
  };
}

/** `and latest?`, `1.4.3`: the one word that is said has the form of a tag. */
function bareTag(tokens: readonly Token[]): string | undefined {
  const said = tokens.filter(({ word }) => word === 'latest' || !commonWords.has(word));
  const [only, ...more] = said;
  return only && more.length === 0 && /^(?:latest|main|v?\d[\w.-]*)$/.test(only.text) ? only.text : undefined;
}

/** Whether it is to be pulled without a login. */
export function isAnonymous({ text, options }: Pick<Said, 'text' | 'options'>): boolean {
  return (
    options.anonymous !== undefined ||
    /\banonym\w*|\b(?:without|w\/o|no|ohne|sans|sin) (?:an?y? )?(?:logins?|secrets?|credentials?|passwords?|auth\w*)\b/i.test(
      text,
    )
  );
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
  const isName = named && (named === 'latest' || !commonWords.has(named.toLowerCase()));
  return isName ? named.replace(/[.]+$/, '') : undefined;
}

/** Whether it is asked what was, rather than what is. */
export function asksForHistory(text: string): boolean {
  return /\bhistory\b|\bhow often\b|\blast (?:week|month)\b|\bwhen (?:did|was|were|has)\b|\blast time\b|\blast (?:broken|down|failed|crashed|red|out)\b|\bsame\b.{0,30}\b(?:as|like) (?:yesterday|last|before)|\bsince when\b|\bhow long (?:has|already|now|is it|was it|have)\b|\bseit wann\b|\bdepuis quand\b|\bdesde cu[aá]ndo\b|\bda quando\b|\b(?:was|were|did)\b.{0,60}\byesterday\b|\b(?:has|have|did)\b.{0,60}\bbefore\b/i.test(
    text,
  );
}

/** `with secret X`. */
export function secretIn(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ word }) => secretWords.has(word));
  const next = tokens[at + 1];
  return at >= 0 && next && !commonWords.has(next.word) ? next.text : undefined;
}

/** `with shop-registry`, `use acme-pull instead`: behind such a word stands what the image is pulled with. */
function meansIn(tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ word }) => /^(?:with|using|use|mit|avec|con|com)$/.test(word));
  const next = tokens[at + 1];
  return at >= 0 && next && !commonWords.has(next.word) && /^[a-z0-9][a-z0-9.-]*$/.test(next.word)
    ? next.text
    : undefined;
}

/** Whether it is asked once more, or at all: by words of which none is about something else. */
function asksAgain(said: Said): boolean {
  if (/^[?？!\s]+$/.test(said.text)) return true;
  return speaksOf(said, againWords) || (speaksOf(said, askingWords) && strangeIn(said.tokens).length === 0);
}
