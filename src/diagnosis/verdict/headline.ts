/** The first line of an answer: what it is about, how that stands, and what is wrong with this one. */
import { causeOf, traitsOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import { gitHost } from '../model/git-address';
import { hostOf } from '../model/image-host';
import type { Confidence, Proof, Report } from '../model/report';
import { kindNames, type Subject, sourceName } from '../model/subject';
import type { RemedyFacts } from '../remedy/facts';
import { type Standing, standingWords } from './standing';

/** What was said of a case, beside the facts that its commands are filled with. */
export interface HeadlineProof {
  /** The strongest first. */
  readonly proof: readonly Proof[];
  readonly detail?: string;
  readonly fault?: { readonly file?: string; readonly line?: number; readonly quote?: string };
}

/** What is wrong with this one, in a clause: by its own facts, or else by its category. */
export function clauseOf(
  cause: CauseId,
  facts: RemedyFacts,
  { proof, detail, fault }: HeadlineProof,
): string {
  const { headline, title } = causeOf(cause);
  const by = (...sources: readonly Proof['source'][]) =>
    proof.find(({ source, consequence }) => sources.includes(source) && !consequence)?.text;
  const said = by('log', 'text') ?? by('event') ?? by('platform');
  const checked = by('check');
  const words = headline({
    ...facts,
    ...(said !== undefined && { said }),
    ...(checked !== undefined && { checked }),
    ...(detail !== undefined && { detail }),
    ...(fault?.file !== undefined && { fault: { ...fault, file: fault.file } }),
  });
  return words ?? title;
}

/** What is broken behind a cause and used by others as well, as far as its name is known. */
export function sharedBehind(cause: CauseId, facts: RemedyFacts): string | undefined {
  const named = (what: string, name: string | undefined) =>
    name === undefined ? undefined : `${what}${name}`;
  switch (traitsOf(cause).breaks) {
    case 'registry-secret':
      return named('secret ', facts.registrySecret);
    case 'source-secret':
      return named('secret ', facts.sourceSecret);
    case 'registry':
    case 'registry-quota':
      return named('registry ', facts.registryHost);
    case 'base-registry':
      return named('registry ', facts.baseImage && hostOf(facts.baseImage));
    case 'project-quota':
      return 'the quota of the project';
    case 'git-host':
      return named('git host ', gitHost(facts.sourceUrl));
    case 'workload':
      return undefined;
  }
}

/** What a headline depends on besides subject and standing. */
export interface Circumstances {
  /** What is wrong, see {@link clauseOf}; absent: the cause's title. */
  readonly clause?: string;
  /** The resource that holds the root, when it is not the subject. */
  readonly root?: NonNullable<Report['root']>;
  readonly confidence?: Confidence;
  /** Of an image: it can be pushed, and is not there to be pulled yet. */
  readonly firstPush?: true;
}

/** One sentence that reads well in a notification: with the project, since a notification shows no small print. */
export function headline(
  subject: Subject,
  standing: Standing,
  cause: CauseId,
  { clause = causeOf(cause).title, root, confidence, firstPush }: Circumstances = {},
): string {
  const doubtful = confidence === 'possible' && !traitsOf(cause).verb;
  if (subject.kind === 'text') {
    if (cause === 'healthy-no-problem') return 'This text shows no failure';
    if (cause === 'unknown') return 'The cause is not known to ce-image';
    return doubtful ? `Possibly: ${clause}` : clause;
  }
  if (firstPush) return `${nameOf(subject)} can be pushed: ${clause}`;
  const how = traitsOf(cause).verb ?? standingWords(subject, standing);
  const stands = `${nameOf(subject)} ${how}`;
  if (cause === 'healthy-no-problem') return stands;
  if (standing === 'well') return `${stands}, with one remark: ${clause}`;
  const through = root ? ` because ${kindNames[root.kind]} ${root.name} failed` : '';
  return `${stands}${through}${doubtful ? ', possibly' : ''}: ${clause}`;
}

/** `App newsletter (content)`: with its project. */
export function nameOf(subject: Exclude<Subject, { kind: 'text' }>): string {
  if (subject.kind === 'image') return `Image ${subject.reference}`;
  const name = subject.kind === 'source' ? sourceName(subject) : `${kindNames[subject.kind]} ${subject.name}`;
  const project = subject.project ? ` (${subject.project.name})` : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${project}`;
}
