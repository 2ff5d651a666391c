/** Pull: the way to the registry. */
import type { Command } from '../../model/fix';
import { ce } from '../../remedy/command';

/** The command that shows a project, with its region. */
export function projectGet(project: string | undefined): Command {
  return ce('project get', { name: project ?? 'PROJECT_NAME' });
}
