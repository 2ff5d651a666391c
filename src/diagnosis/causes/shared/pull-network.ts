/** Pull: the way to the registry. */
import { ce } from '../../remedy/remedy';

export function projectGet(project: string | undefined): string {
  return ce('project get', { name: project ?? 'PROJECT_NAME' });
}
