/**
 * Where a question becomes a subject: which project and which resource are meant. Every surface comes through here,
 * once for each question, before anything of the subject is read.
 */
import type { Inquiry, ProjectTrouble } from '../../diagnosis/model/diagnosis';
import { SourceError } from '../../diagnosis/model/evidence';
import { type ProjectRef, projectsCalled } from '../../diagnosis/model/subject';
import type { Permission } from '../access';
import { notAllowedCard } from '../cards/access';
import type { Card } from '../cards/blocks';
import { noneCard, projectTroubleCard, severalCard, whichWatchCard } from '../cards/located';
import type { Dependencies } from '../dependencies';
import type { Command, CommandOf, Named, Scope } from '../question/command';
import type { Need, Settled, Settlements } from './answerer';
import type { Asker } from './asker';

type Settle<N extends Need> = (command: Command, by: By) => Promise<Settlements[N] | Unsettled>;

interface By {
  readonly asker: Asker;
  readonly inquiry: Inquiry;
  readonly allowed: Promise<Permission>;
  readonly deps: Dependencies;
}

/** What is meant cannot be told: the card that asks. */
export interface Unsettled {
  readonly unsettled: Card;
}

/** What `need` asks for, or the card that asks the person. Rejects with SourceError. */
export async function settle<N extends Need>(
  need: N,
  command: Command,
  asker: Asker,
  deps: Dependencies,
): Promise<Settled<N> | Unsettled> {
  const how: Settle<N> = ways[need];
  // Who asks and what is asked about are found out side by side; nothing of a project is read for strangers.
  const allowed = deps.access.of(asker);
  const sees = allowed.then((permission) => permission.sees);
  sees.catch(() => undefined);
  const inquiry = deps.diagnosis.inquire(sees);
  const finding = how(command, { asker, inquiry, allowed, deps });
  finding.catch(() => undefined);
  const permission = await allowed;
  const found = await finding;
  if ('unsettled' in found) return found;
  if (isAct(command) && 'project' in found && found.project && !permission.acts(found.project)) {
    return { unsettled: notAllowedCard(found.project.name) };
  }
  return { ...found, asker, inquiry, permission };
}

/** Whether it changes something for others. */
function isAct({ do: verb }: Command): boolean {
  return verb === 'watch' || verb === 'unwatch';
}

const ways: { readonly [N in Need]: Settle<N> } = {
  nothing: async () => ({}),
  resource,
  project: async (command, { inquiry }) => settled(await inquiry.project(scopeOf(command)), command),
  'watched-project': watchedProject,
  'project-if-known': async (command, { inquiry }) => {
    const project = await projectIfKnown(command as CommandOf<'image' | 'source'>, inquiry);
    return project ? settled(project, command) : {};
  },
};

/** What of a command names the project. */
function scopeOf(command: Command): Scope {
  const { project, region } = command as Scope;
  return { ...(project === undefined ? {} : { project }), ...(region === undefined ? {} : { region }) };
}

function settled(
  project: ProjectRef | ProjectTrouble,
  command: Command,
): { project: ProjectRef } | Unsettled {
  return 'found' in project ? { unsettled: projectTroubleCard(project, command) } : { project };
}

async function resource(command: Command, { inquiry }: By): Promise<Settlements['resource'] | Unsettled> {
  const {
    do: verb,
    check: _check,
    ...query
  } = command as Named & {
    readonly do: 'diagnose' | 'logs' | 'events';
    readonly check?: true;
  };
  const located = await inquiry.locate(query, verb === 'diagnose' ? 'investigate' : undefined);
  switch (located.found) {
    case 'one':
      return { subject: located.subject };
    case 'several':
      return { unsettled: severalCard(located.candidates, verb) };
    case 'none':
      return { unsettled: noneCard(located, verb) };
    default:
      return { unsettled: projectTroubleCard(located, command) };
  }
}

/**
 * The project whose secret proves the image, and whose hosts may be asked. It need not be known when neither a project
 * nor a secret is named.
 */
async function projectIfKnown(
  command: CommandOf<'image' | 'source'>,
  inquiry: Inquiry,
): Promise<ProjectRef | ProjectTrouble | undefined> {
  const needed = command.project !== undefined || command.secret !== undefined;
  try {
    const project = await inquiry.project(scopeOf(command));
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
  { asker, inquiry, allowed, deps }: By,
): Promise<{ project: ProjectRef } | Unsettled> {
  const scope = scopeOf(command);
  const permission = await allowed;
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
