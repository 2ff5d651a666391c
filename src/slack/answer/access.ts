/** Who may see and do what: the rules in force for administrators, what they see themselves for everybody. */
import { AccessDenied } from '../access';
import {
  administratorsOnlyCard,
  refusedThereCard,
  rulesCard,
  seenCard,
  seenOf,
  unknownPersonCard,
} from '../cards/admin';
import type { Dependencies } from '../dependencies';
import type { AccessCommand, Command, Mistake } from '../question/command';
import type { Talk } from '../question/small-talk';
import { partsOf, placeIn } from '../workspaces/place';
import { type Answer, type Answerer, aside, type Settled } from './answerer';

/** Whether the form of the rules is wanted. */
export function wantsRules(command: Command | Mistake | Talk): boolean {
  return command.do === 'access' && command.edit === true;
}

export const access: Answerer<AccessCommand, 'nothing'> = {
  needs: 'nothing',
  async answer(command, settled, deps) {
    const { permission } = settled;
    if (command.user !== undefined || command.channel !== undefined) return check(command, settled, deps);
    if (permission.administers) {
      const { place } = settled.asker;
      const [found, unknown] = await Promise.all([deps.access.rules(place), deps.access.unknown(place)]);
      const canChange = found?.from !== 'file' && deps.storedRules !== undefined;
      return aside(rulesCard(found, (id) => deps.people.nameOf(id), canChange, unknown));
    }
    if (command.edit) return aside(administratorsOnlyCard());
    const { projects } = await deps.diagnosis.projects();
    return aside(seenCard('you see here', seenOf(projects, permission), projects.length));
  },
};

/** Somebody by their id, or by a name that the workspace knows. */
async function personCalled(
  word: string,
  asker: Settled<'nothing'>['asker'],
  { directory }: Dependencies,
): Promise<{ readonly id: string; readonly name?: string } | undefined> {
  const called = await directory.called([word], asker);
  if ('unknown' in called) return undefined;
  const [one] = called;
  return one?.kind === 'person'
    ? { id: one.id, ...(one.name && { name: one.name.replace(/^@/, '') }) }
    : undefined;
}

/** What somebody sees at a place. */
async function check(
  { user = '', channel }: AccessCommand,
  { asker, permission }: Settled<'nothing'>,
  deps: Dependencies,
): Promise<Answer> {
  if (!permission.administers) return aside(administratorsOnlyCard());
  const found = user === '' ? { id: asker.user } : await personCalled(user, asker, deps);
  if (!found) return aside(unknownPersonCard(user));
  const { id } = found;
  const name = found.name ?? deps.people.nameOf(id) ?? id;
  const there = channel ?? asker.channel;
  try {
    const [{ projects }, permitted] = await Promise.all([
      deps.diagnosis.projects(),
      deps.access.of({ user: id, place: placeIn(partsOf(asker.place).workspace, there) }),
    ]);
    const who = `${name} sees in ${there === asker.channel ? 'this channel,' : there}`;
    return aside(seenCard(who.replace(/,$/, ''), seenOf(projects, permitted), projects.length));
  } catch (error) {
    if (!(error instanceof AccessDenied)) throw error;
    return aside(refusedThereCard(name, error.message));
  }
}
