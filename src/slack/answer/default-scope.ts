/** The project that is meant here when none is named. */
import type { Permission } from '../access';
import { scopeIn } from '../question/about';
import type { Scope } from '../question/command';
import type { Asker } from './asker';

/** Absent parts: the bot's own default. A project that the asker does not see does not count. */
export async function defaultScope(
  { usualProject }: Pick<Asker, 'usualProject'>,
  permission: Pick<Permission, 'sees'>,
): Promise<Scope> {
  const project = await usualProject();
  return project && permission.sees(project) ? scopeIn(project) : {};
}
