/** Resources and projects in a sentence: names that exist, and names that stand where one must. */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import { runKinds } from './kinds';
import { type Known, type KnownResource, projectMeant, resourcesCalled } from './known';
import { isReason } from './pasted';
import { pieces } from './pieces';
import { nameMeant, squeezed } from './spelling';
import type { Token } from './tokens';
import {
  anyWords,
  beforeNames,
  buildingWords,
  commonWords,
  leadWords,
  placeWords,
  projectWords,
  runningWords,
  spokenKind,
  troubleWords,
  whatWords,
} from './vocabulary';
import type { WordList } from './word-list';

/** Something that a sentence names. */
export interface Mention {
  readonly name: string;
  readonly kind?: WorkloadKind;
  /** As the sentence names it. */
  readonly project?: string;
  /** It exists. */
  readonly known: boolean;
  /** It only stands where a name would. */
  readonly guessed?: true;
  /** It is nearly the name of something that exists. */
  readonly misspelt?: true;
}

export interface Mentions {
  readonly resources: readonly Mention[];
  /** The project that the sentence as a whole is about. */
  readonly project?: string;
  /** Kinds that stand without a name. */
  readonly kinds: readonly WorkloadKind[];
}

const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/;

/** What a sentence names. `project` was said in another way, for example by an option. */
export function mentionsIn(tokens: readonly Token[], known: Known, project?: string): Mentions {
  const parts = joined(
    tokens.flatMap((token) => pieces(token, known)),
    known,
  );
  const named = projectIn(parts, known, project);
  const inProject = project ?? named?.name;
  const used = new Set<number>(named?.at ?? []);
  const resources: Mention[] = [];
  parts.forEach((_, at) => {
    if (used.has(at)) return;
    const mention = knownAt(parts, at, known, inProject, used);
    if (mention && !resources.some((each) => each.name === mention.name && each.kind === mention.kind))
      resources.push(mention);
  });
  if (resources.length === 0) {
    const guessed =
      misspeltIn(parts, used, known, inProject) ??
      partIn(parts, used, known, inProject) ??
      guessedIn(parts, used);
    if (guessed) resources.push({ ...guessed, ...(inProject === undefined ? {} : { project: inProject }) });
  }
  const kinds = parts.flatMap((part, at) => (used.has(at) ? [] : (spokenKind(part.word) ?? [])));
  return { resources, kinds, ...(inProject === undefined ? {} : { project: inProject }) };
}

/** Words that one name may be written with. */
const MOST_JOINED = 3;

/** `fitting room`, `FittingRoom` and `fitting_room` are one word where something is called `fitting-room`. */
function joined(parts: readonly Token[], known: Known): readonly Token[] {
  const isName = ({ word }: Token) => resourcesCalled(known, word).length > 0;
  const out: Token[] = [];
  for (let at = 0; at < parts.length; ) {
    const [name, length] = joinedAt(parts, at, known, isName) ?? [];
    if (name === undefined || length === undefined) out.push(parts[at] as Token);
    else out.push({ text: name, word: name, quoted: false });
    at += length ?? 1;
  }
  return out;
}

function joinedAt(
  parts: readonly Token[],
  at: number,
  { resources }: Known,
  isName: (part: Token) => boolean,
): readonly [name: string, length: number] | undefined {
  for (let length = Math.min(MOST_JOINED, parts.length - at); length >= 1; length -= 1) {
    const words = parts.slice(at, at + length);
    if (words.some(isName)) continue;
    const whole = squeezed(words.map(({ word }) => word).join(''));
    const names = [...new Set(resources.map(({ name }) => name))].filter((name) => squeezed(name) === whole);
    if (names.length === 1) return [names[0] as string, length];
    // `lgacy cart`
    const isOpen = words.every(({ word, quoted }) => !quoted && !commonWords.has(word) && !spokenKind(word));
    const near =
      length > 1 && isOpen
        ? nameMeant(words.map(({ word }) => word).join('-'), parted(resources, length))
        : undefined;
    if (near) return [near, length];
  }
  return undefined;
}

/** The names that have so many parts. */
function parted(resources: readonly KnownResource[], length: number): readonly string[] {
  return [...new Set(resources.map(({ name }) => name))].filter((name) => name.split('-').length === length);
}

interface Found {
  readonly name: string;
  /** Where the words of it stand. */
  readonly at: readonly number[];
}

/** `project X`, `X project`, `in X`, `of X`; a project's name alone counts where no resource has it. */
function projectIn(parts: readonly Token[], known: Known, said: string | undefined): Found | undefined {
  let best: (Found & { readonly rank: number }) | undefined;
  parts.forEach((part, at) => {
    const before = parts[at - 1];
    const after = parts[at + 1];
    const project = projectMeant(known, part.text);
    const afterWord = before !== undefined && projectWords.has(before.word);
    // `which project is that?`, `welche Projekte siehst du?` name none.
    const asked = parts[at - 2];
    const isAny =
      asked !== undefined && (anyWords.has(asked.word) || whatWords.has(asked.word) || asked.word === 'what');
    const explicit =
      afterWord && NAME.test(part.word) && (project !== undefined || (!isAny && !commonWords.has(part.word)));
    const behind = project !== undefined && after !== undefined && projectWords.has(after.word);
    const placed = project !== undefined && before !== undefined && placeWords.has(before.word);
    const alone =
      project !== undefined &&
      resourcesCalled(known, part.word).length === 0 &&
      !namesElsewhere(parts, at, project, known);
    const rank = explicit || behind ? 3 : placed ? 2 : alone ? 1 : 0;
    if (rank === 0 || (best && best.rank >= rank) || said !== undefined) return;
    const around = behind ? [at, at + 1] : afterWord ? [at - 1, at] : [at];
    best = { name: project?.name ?? part.text, at: around, rank };
  });
  return best;
}

/** `storefront serves stale content`: what is named is not in the project whose name is said by the way. */
function namesElsewhere(
  parts: readonly Token[],
  at: number,
  { id }: { readonly id: string },
  known: Known,
): boolean {
  const called = parts.flatMap(({ word }, here) =>
    here === at || commonWords.has(word) ? [] : known.resources.filter(({ name }) => name === word),
  );
  const isRead = known.resources.some(({ project }) => project.id === id);
  return isRead && called.length > 0 && called.every(({ project }) => project.id !== id);
}

function knownAt(
  parts: readonly Token[],
  at: number,
  known: Known,
  project: string | undefined,
  used: Set<number>,
): Mention | undefined {
  const part = parts[at] as Token;
  const all = resourcesCalled(known, part.word, project);
  // Of a project that cannot be read no names are known: what is called so elsewhere is meant there.
  const isElsewhere =
    all.length === 0 &&
    project !== undefined &&
    !known.resources.some((each) => each.project.name === project || each.project.id === project);
  const called = isElsewhere ? resourcesCalled(known, part.word) : all;
  if (called.length === 0) return undefined;
  const spoken = kindBeside(parts, at, used, called);
  const has = (kind: WorkloadKind) =>
    called.some((each) => each.kind === kind || each.kind === runKinds[kind]);
  // `who builds storefront`, `it functions`: a verb, where there is no such thing of this name.
  const isVerb =
    spoken !== undefined && called.length > 0 && !has(spoken) && /s$/.test(parts[at - 1]?.word ?? '');
  const beside = isVerb ? undefined : spoken;
  const isWord = commonWords.has(part.word) || spokenKind(part.word) !== undefined;
  // A name that is a word as well needs a kind or quotes beside it, unless nothing else was said.
  if (isWord && !beside && !part.quoted && parts.length > 1) return undefined;
  used.add(at);
  const kind = beside ? (runKindOf(beside, called) ?? beside) : impliedKind(parts, called);
  // Where it is when it is not in the usual project is found, and said, when it is looked for.
  return { name: part.word, known: true, ...(kind ? { kind } : {}), ...(project ? { project } : {}) };
}

/** The kind that stands before or behind a name: `build X`, `build run X`, `the app called X`, `X build`. */
function kindBeside(
  parts: readonly Token[],
  at: number,
  used: Set<number>,
  called: readonly KnownResource[],
): WorkloadKind | undefined {
  for (const back of [1, 2]) {
    const part = parts[at - back];
    if (!part || used.has(at - back)) break;
    if (back === 2 && !/^(?:called|named|the|run)$/.test(parts[at - 1]?.word ?? '')) break;
    const own = spokenKind(part.word);
    const runs = back === 2 && parts[at - 1]?.word === 'run';
    const kind = runs && own === 'build' ? 'buildrun' : runs && own === 'job' ? 'jobrun' : own;
    if (!kind) continue;
    used.add(at - back);
    if (back === 2) used.add(at - 1);
    return kind;
  }
  const next = parts[at + 1];
  const kind = next && spokenKind(next.word);
  if (!kind) return undefined;
  // `build run X` names X, and `build X, app Y` names Y: the kind belongs to what follows it.
  const following = parts[at + 2];
  const belongsOn = following && NAME.test(following.word) && !commonWords.has(following.word);
  if (belongsOn) return undefined;
  used.add(at + 1);
  // `storefront build logs` of an app: there is no such build, and its log is that of the app.
  return called.length === 0 || called.some((each) => each.kind === kind) ? kind : undefined;
}

/** `the job sitemap-run-30` is a run, when no job but a run is called so. */
function runKindOf(kind: WorkloadKind, called: readonly KnownResource[]): WorkloadKind | undefined {
  const run = runKinds[kind];
  const has = (wanted: WorkloadKind | undefined) => called.some((each) => each.kind === wanted);
  return run !== undefined && !has(kind) && has(run) ? run : undefined;
}

/** The only kind there is; of several the one that the sentence speaks of. */
function impliedKind(parts: readonly Token[], called: readonly KnownResource[]): WorkloadKind | undefined {
  const kinds = [...new Set(called.map(({ kind }) => kind))];
  if (kinds.length === 1) return kinds[0];
  const builds = kinds.filter((kind) => kind === 'build' || kind === 'buildrun');
  const runs = kinds.filter((kind) => kind !== 'build' && kind !== 'buildrun');
  const speaksOf = (words: WordList) => parts.some(({ word }) => words.has(word));
  if (speaksOf(buildingWords)) return builds.length === 1 ? builds[0] : undefined;
  return speaksOf(runningWords) && runs.length === 1 ? runs[0] : undefined;
}

/** A word that is nearly the name of something. */
function misspeltIn(
  parts: readonly Token[],
  used: Set<number>,
  { resources }: Known,
  project: string | undefined,
): Mention | undefined {
  const inProject = resources.filter(
    (each) => project === undefined || each.project.name === project || each.project.id === project,
  );
  const names = inProject.map(({ name }) => name);
  const at = parts.findIndex(
    (part, here) =>
      !used.has(here) &&
      NAME.test(part.word) &&
      !commonWords.has(part.word) &&
      !spokenKind(part.word) &&
      nameMeant(part.word, names) !== undefined,
  );
  const part = parts[at];
  if (!part) return undefined;
  used.add(at);
  const meant = inProject.filter(({ name }) => name === nameMeant(part.word, names));
  const kind = kindBeside(parts, at, used, meant) ?? impliedKind(parts, meant);
  return { name: part.word, known: false, misspelt: true, ...(kind ? { kind } : {}) };
}

/** Letters that a part of a name needs to stand for it. */
const SHORTEST_PART = 4;

/** `the export job`: the only one of this kind in whose name the word stands. */
function partIn(
  parts: readonly Token[],
  used: Set<number>,
  known: Known,
  project: string | undefined,
): Mention | undefined {
  for (const [at, { word, quoted }] of parts.entries()) {
    const isPart =
      !used.has(at) &&
      !quoted &&
      word.length >= SHORTEST_PART &&
      /^[a-z]+$/.test(word) &&
      !commonWords.has(word);
    if (!isPart || spokenKind(word)) continue;
    const having = known.resources.filter(
      ({ name, project: in_ }) =>
        name.split(/[-_.]/).includes(word) &&
        (project === undefined
          ? in_.id === known.defaultProject?.id
          : in_.name === project || in_.id === project),
    );
    const beside = new Set(used);
    const kind = kindBeside(parts, at, beside, having);
    const runs = kind && runKinds[kind];
    const called = having.filter((each) => kind === undefined || each.kind === kind || each.kind === runs);
    const names = [...new Set(called.map(({ name }) => name))];
    const isAsked = kind !== undefined || parts.some((part) => troubleWords.has(part.word));
    if (names.length !== 1 || !isAsked) continue;
    for (const each of [...beside, at]) used.add(each);
    const meant = kind ?? impliedKind(parts, called);
    return { name: names[0] as string, known: true, ...(meant ? { kind: meant } : {}) };
  }
  return undefined;
}

/** Words of the language that are written with a dash: `re-queued`, `non-zero`. */
const COMPOSED =
  /^(?:re|pre|non|un|co|sub|post|multi|self|semi|anti|over|under|mid|auto|ex|cross|well|so)-[a-z]+(?:ed|ing|s|ly|e|y|t|o)$|^[a-z]+-(?:tu|vous|il|elle|on|nous|moi|toi|ce|je)$/;

/** A name that nobody knows: behind a kind, in quotes, or with a dash in it, as names have. */
function guessedIn(parts: readonly Token[], used: Set<number>): Mention | undefined {
  const isName = ({ word, text }: Token) =>
    NAME.test(word) && !commonWords.has(word) && !spokenKind(word) && !isReason(text);
  const behindKind = parts.findIndex(
    (part, at) => !used.has(at) && isName(part) && /[a-z]/.test(part.word) && isBehindKind(parts, at),
  );
  const at =
    behindKind >= 0
      ? behindKind
      : parts.findIndex(
          (part, here) =>
            !used.has(here) &&
            isName(part) &&
            /[a-z].*-|-.*[a-z]/.test(part.word) &&
            !COMPOSED.test(part.word),
        );
  const part = parts[at];
  if (!part) return placedIn(parts, used, isName);
  used.add(at);
  const kind = kindBeside(parts, at, used, []);
  return { name: part.word, known: false, ...(kind ? { kind } : {}) };
}

/** `why is checkout …`, `logs of checkout`, `what is wrong with the checkout`. */
function placedIn(
  parts: readonly Token[],
  used: ReadonlySet<number>,
  isName: (part: Token) => boolean,
): Mention | undefined {
  const [first] = parts;
  if (!first || !leadWords.has(first.word)) return undefined;
  const part = parts.find((each, here) => {
    const before = parts[here - 1];
    const lead = before?.word === 'the' ? parts[here - 2] : before;
    const isPlaced = lead !== undefined && beforeNames.has(lead.word);
    return !used.has(here) && isPlaced && isName(each) && /[a-z]{3}/.test(each.word);
  });
  return part && { name: part.word, known: false, guessed: true };
}

/** `app checkout`, `the app checkout is down`; but `my app needs more memory` names nothing. */
function isBehindKind(parts: readonly Token[], at: number): boolean {
  const [determiner, kind, name, next] = [at - 2, at - 1, at, at + 1].map((place) => parts[place]);
  if (!kind || !name || spokenKind(kind.word) === undefined) return false;
  if (name.quoted || /[-\d]/.test(name.word)) return true;
  if (determiner && anyWords.has(determiner.word)) return false;
  return determiner?.word !== 'the' || next === undefined || commonWords.has(next.word);
}
