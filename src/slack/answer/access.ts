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
      const found = await deps.access.rules(settled.asker.place);
      const canChange = found?.from !== 'file' && deps.storedRules !== undefined;
      return aside(rulesCard(found, (id) => deps.people.nameOf(id), canChange));
    }
    if (command.edit) return aside(administratorsOnlyCard());
    const { projects } = await deps.diagnosis.projects();
    return aside(seenCard('you see here', seenOf(projects, permission), projects.length));
  },
};

/** What somebody sees at a place. */
async function check(
  { user = '', channel }: AccessCommand,
  { asker, permission }: Settled<'nothing'>,
  deps: Dependencies,
): Promise<Answer> {
  if (!permission.administers) return aside(administratorsOnlyCard());
  const id = user === '' ? asker.user : /^[UW][A-Z0-9]{2,20}$/.test(user) ? user : deps.people.idOf(user);
  if (id === undefined) return aside(unknownPersonCard(user));
  const name = deps.people.nameOf(id) ?? id;
  const there = channel ?? asker.channel;
  try {
    const [{ projects }, found] = await Promise.all([
      deps.diagnosis.projects(),
      deps.access.of({ user: id, place: placeIn(partsOf(asker.place).workspace, there) }),
    ]);
    const who = `${name} sees in ${there === asker.channel ? 'this channel,' : there}`;
    return aside(seenCard(who.replace(/,$/, ''), seenOf(projects, found), projects.length));
  } catch (error) {
    if (!(error instanceof AccessDenied)) throw error;
    return aside(refusedThereCard(name, error.message));
  }
}
