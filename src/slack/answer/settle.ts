/**
 * Where a question becomes a subject: which project and which resource are meant. Every surface comes through here,
 * once for each question, before anything of the subject is read.
 */
import type { MuteLength } from '../../alerts';
import type { Inquiry, Located, Names, ProjectTrouble } from '../../diagnosis/model/diagnosis';
import { SourceError } from '../../diagnosis/model/evidence';
import { type ProjectRef, projectsCalled, type WorkloadKind } from '../../diagnosis/model/subject';
import type { Permission } from '../access';
import { notAllowedCard } from '../cards/access';
import type { Card } from '../cards/blocks';
import {
  elsewhereCard,
  noneCard,
  projectTroubleCard,
  severalCard,
  type Verb,
  whichWatchCard,
} from '../cards/located';
import type { Dependencies } from '../dependencies';
import type { Command, CommandOf, Named, Scope } from '../question/command';
import { runKinds } from '../question/kinds';
import { nameMeant } from '../question/spelling';
import type { Need, Settled, Settlements } from './answerer';
import type { Asker } from './asker';
import { defaultScope } from './default-scope';

type Settle<N extends Need> = (command: Command, by: By) => Promise<Settlements[N] | Unsettled>;

interface By {
  readonly asker: Asker;
  readonly inquiry: Inquiry;
  readonly permission: Permission;
  readonly deps: Dependencies;
  /** Where is meant when nothing is named. */
  readonly fallback: Scope;
}

/** What is meant cannot be told: the card that asks. */
export interface Unsettled {
  readonly unsettled: Card;
  /** Several are called so: what is said next in the thread may tell which. */
  readonly several?: true;
  /** They see this project, and are not allowed to change anything about it. */
  readonly refused?: ProjectRef;
}

/** What `need` asks for, or the card that asks the person. Rejects with SourceError. */
export async function settle<N extends Need>(
  need: N,
  command: Command,
  asker: Asker,
  deps: Dependencies,
): Promise<Settled<N> | Unsettled> {
  const how: Settle<N> = ways[need];
  // What every question about a project needs is asked for while it is found out who asks.
  const begun = asker.begun ?? deps.diagnosis.begin();
  if (need !== 'nothing') deps.diagnosis.prepare(begun);
  const permission = await deps.access.of(asker);
  const fallback = isNamed(command) ? {} : await defaultScope(asker, permission);
  const inquiry = deps.diagnosis.inquire(permission.sees, begun);
  const found = await how(command, { asker, inquiry, permission, deps, fallback });
  if ('unsettled' in found) return found;
  const project = projectOf(found);
  if (isAct(command, asker) && project && !permission.acts(project)) {
    return { unsettled: notAllowedCard(project.name), refused: project };
  }
  return { ...found, asker, inquiry, permission };
}

/** Whether it changes something for others. */
function isAct(command: Command, { isDirect }: Asker): boolean {
  if (command.do === 'use') return !command.me && !isDirect;
  return command.do === 'watch' || command.do === 'unwatch' || command.do === 'mute';
}

function projectOf(found: Settlements[Need]): ProjectRef | undefined {
  if ('subject' in found) return found.subject.project;
  return 'project' in found ? found.project : undefined;
}

function isNamed(command: Command): boolean {
  const { project, account } = command as Scope;
  return project !== undefined || account !== undefined;
}

const ways: { readonly [N in Need]: Settle<N> } = {
  nothing: async () => ({}),
  resource,
  project: async (command, { inquiry, fallback }) =>
    settled(await inquiry.project({ ...fallback, ...scopeOf(command) }), command),
  'watched-project': watchedProject,
  'project-if-known': async (command, by) => {
    const project = await projectIfKnown(command as CommandOf<'image' | 'source' | 'use'>, by);
    return project ? settled(project, command) : {};
  },
};

/** What of a command names the project. */
function scopeOf(command: Command): Scope {
  const { project, region, account } = command as Scope;
  return {
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
  };
}

function settled(
  project: ProjectRef | ProjectTrouble,
  command: Command,
): { project: ProjectRef } | Unsettled {
  return 'found' in project ? { unsettled: projectTroubleCard(project, command) } : { project };
}

async function resource(
  command: Command,
  { inquiry, fallback }: By,
): Promise<Settlements['resource'] | Unsettled> {
  const {
    do: verb,
    check: _check,
    changes: _changes,
    length,
    ...query
  } = command as Named & {
    readonly do: 'diagnose' | 'logs' | 'events' | 'mute';
    readonly check?: true;
    readonly changes?: true;
    readonly length?: MuteLength;
  };
  const asked: Verb = verb === 'mute' ? { do: verb, ...(length ? { length } : {}) } : verb;
  const next = verb === 'diagnose' ? 'investigate' : undefined;
  const located = await inquiry.locate({ ...fallback, ...query }, next);
  switch (located.found) {
    case 'one':
      return { subject: located.subject };
    case 'several':
      return { unsettled: severalCard(located.candidates, asked), several: true };
    case 'none':
      return none(query, located, asked, inquiry);
    default:
      return { unsettled: projectTroubleCard(located, command) };
  }
}

/** Nothing has this name in the project that is meant. */
async function none(
  query: Named,
  located: Extract<Located, { found: 'none' }>,
  verb: Verb,
  inquiry: Inquiry,
): Promise<Settlements['resource'] | Unsettled> {
  const { project } = located;
  const names =
    query.project === undefined
      ? await inquiry.names({ project: project.id, region: project.region, everywhere: true })
      : undefined;
  return (
    (names && elsewhere(query, located, verb, names)) ||
    misspelt(query, located, verb) || { unsettled: noneCard(located, verb, names) }
  );
}

/** Nothing has this name, but something has nearly this name. */
function misspelt(
  { kind, name }: Named,
  { nearest }: Extract<Located, { found: 'none' }>,
  verb: Verb,
): Settlements['resource'] | Unsettled | undefined {
  // What is done for others is done to what was named.
  if (typeof verb !== 'string') return undefined;
  const ofKind = nearest.filter(({ subject }) => isOfKind(subject.kind, kind));
  const names = ofKind.map(({ subject }) => subject.name);
  const meant = names.includes(name) ? name : nameMeant(name, names);
  const called = ofKind.filter(({ subject }) => subject.name === meant);
  const [only, ...others] = called;
  if (!only) return undefined;
  return others.length > 0
    ? { unsettled: severalCard(called, verb) }
    : { subject: only.subject, ...(meant === name ? {} : { insteadOfName: name }) };
}

/** Whether `kind` was asked for; of a build or a job its runs may be meant. */
function isOfKind(kind: WorkloadKind, asked: WorkloadKind | undefined): boolean {
  return asked === undefined || kind === asked || kind === runKinds[asked];
}

/** Nobody named a project, and the usual one has nothing of this name: another one may. */
function elsewhere(
  { kind, name, region }: Named,
  { project: usual }: Extract<Located, { found: 'none' }>,
  verb: Verb,
  { resources }: Names,
): Settlements['resource'] | Unsettled | undefined {
  const offered = resources.filter(
    (each) => isOfKind(each.kind, kind) && (region === undefined || each.project.region === region),
  );
  const exists = offered.some((each) => each.name === name);
  // What is nearly called so here goes before what is nearly called so elsewhere.
  const meant = exists
    ? name
    : nameMeant(
        name,
        offered.map((each) => each.name),
      );
  const called = offered.filter((each) => each.name === meant);
  const [only, ...others] = called;
  if (!only || called.some(({ project }) => project.id === usual.id)) return undefined;
  if (others.length > 0) return { unsettled: elsewhereCard(only.name, called, usual, verb), several: true };
  const { kind: found, project } = only;
  return {
    subject: { kind: found, name: only.name, project },
    insteadOf: usual,
    ...(exists ? {} : { insteadOfName: name }),
  };
}

/**
 * The project whose secret proves the image, and whose hosts may be asked. It need not be known when neither a project
 * nor a secret is named.
 */
async function projectIfKnown(
  command: CommandOf<'image' | 'source' | 'use'>,
  { inquiry, fallback }: By,
): Promise<ProjectRef | ProjectTrouble | undefined> {
  const needed =
    command.do === 'use' ? !command.none : command.project !== undefined || command.secret !== undefined;
  try {
    const project = await inquiry.project({ ...fallback, ...scopeOf(command) });
    const unknown = 'found' in project && project.found !== 'project-ambiguous';
    return unknown && !needed ? undefined : project;
  } catch (error) {
    if (!needed && error instanceof SourceError) return undefined;
    throw error;
  }
}

/** Whoever names none of several watched projects is asked: the default project need not be the one that is meant. */
async function watchedProject(
  command: Command,
  { asker, inquiry, permission, deps }: By,
): Promise<{ project: ProjectRef } | Unsettled> {
  const scope = scopeOf(command);
  const { subscriptions } = await (await deps.alerts()).watches(asker.place);
  const inRegion = subscriptions
    .map(({ project }) => project)
    .filter((each) => permission.sees(each))
    .filter(({ region }) => scope.region === undefined || region === scope.region);
  const matches = scope.project === undefined ? inRegion : projectsCalled(inRegion, scope.project);
  const [only, ...others] = matches;
  if (only && others.length === 0) return { project: only };
  if (only) return { unsettled: whichWatchCard(matches, command) };
  return settled(await inquiry.project(scope), command);
}
