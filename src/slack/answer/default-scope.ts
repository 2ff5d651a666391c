/** The project that is meant here when none is named: the channel's, else the person's. */
import type { ProjectRef } from '../../diagnosis/model/subject';
import type { Permission } from '../access';
import type { Dependencies } from '../dependencies';
import { scopeIn } from '../question/about';
import type { Scope } from '../question/command';
import type { Asker } from './asker';

/** Absent parts: the bot's own default. A project that the asker does not see does not count. */
export async function defaultScope(
  asker: Pick<Asker, 'place' | 'personPlace'>,
  permission: Pick<Permission, 'sees'>,
  deps: Pick<Dependencies, 'conversations'>,
): Promise<Scope> {
  const project = await defaultProject(asker, deps);
  return project && permission.sees(project) ? scopeIn(project) : {};
}

/** The project that was set here with `use`. */
export function defaultProject(
  { place, personPlace }: Pick<Asker, 'place' | 'personPlace'>,
  { conversations }: Pick<Dependencies, 'conversations'>,
): Promise<ProjectRef | undefined> {
  return conversations.defaultProject([place, personPlace]);
}
