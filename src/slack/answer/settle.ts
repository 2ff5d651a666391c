/**
 * Where a question becomes a subject: which project and which resource are meant. Every surface comes through here,
 * once for each question, before anything of the subject is read.
 */
import type { ProjectTrouble } from '../../diagnosis/model/diagnosis';
import { SourceError } from '../../diagnosis/model/evidence';
import { type ProjectRef, projectsCalled } from '../../diagnosis/model/subject';
import type { Card } from '../cards/blocks';
import { noneCard, projectTroubleCard, severalCard } from '../cards/located';
import type { Dependencies } from '../dependencies';
import type { Command, CommandOf, Named, Scope } from '../question/command';
import type { Need, Settlements } from './answerer';
import type { Asker } from './asker';

type Settle<N extends Need> = (
  command: Command,
  asker: Asker,
  deps: Dependencies,
) => Promise<Settlements[N] | Unsettled>;

/** What is meant cannot be told: the card that asks. */
export interface Unsettled {
  readonly unsettled: Card;
}

/** What `need` asks for, or the card that asks the person. Rejects with SourceError. */
export function settle<N extends Need>(
  need: N,
  command: Command,
  asker: Asker,
  deps: Dependencies,
): Promise<Settlements[N] | Unsettled> {
  const how: Settle<N> = ways[need];
  return how(command, asker, deps);
}

const ways: { readonly [N in Need]: Settle<N> } = {
  nothing: async () => ({}),
  resource,
  project: async (command, _asker, deps) => settled(await deps.diagnosis.project(scopeOf(command)), command),
  'watched-project': async (command, asker, deps) =>
    settled(await watchedProject(scopeOf(command), asker.channel, deps), command),
  'project-if-known': async (command, _asker, deps) => {
    const project = await projectIfKnown(command as CommandOf<'image'>, deps);
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

async function resource(
  command: Command,
  _asker: Asker,
  deps: Dependencies,
): Promise<Settlements['resource'] | Unsettled> {
  const { do: verb, ...query } = command as Named & { readonly do: 'diagnose' | 'logs' | 'events' };
  const located = await deps.diagnosis.locate(query);
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
  command: CommandOf<'image'>,
  { diagnosis }: Dependencies,
): Promise<ProjectRef | ProjectTrouble | undefined> {
  const needed = command.project !== undefined || command.secret !== undefined;
  try {
    const project = await diagnosis.project(scopeOf(command));
    const unknown = 'found' in project && project.found !== 'project-ambiguous';
    return unknown && !needed ? undefined : project;
  } catch (error) {
    if (!needed && error instanceof SourceError) return undefined;
    throw error;
  }
}

async function watchedProject(
  scope: Scope,
  channel: string,
  deps: Dependencies,
): Promise<ProjectRef | ProjectTrouble> {
  const { subscriptions } = await (await deps.alerts()).watches(channel);
  const inRegion = subscriptions
    .map(({ project }) => project)
    .filter(({ region }) => scope.region === undefined || region === scope.region);
  const matches = scope.project === undefined ? inRegion : projectsCalled(inRegion, scope.project);
  const [only, ...others] = matches;
  return only && others.length === 0 ? only : deps.diagnosis.project(scope);
}
