/** The access of each workspace: each has its own people, administrators and rules. */
import type { Told } from '../../alerts';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { type Place, partsOf } from '../workspaces/place';
import type { Access } from './access';
import type { RulesInForce } from './access-file';
import type { Permission } from './policy';

/** One thing for each workspace, made when it is asked for first; undefined: the only workspace. */
export function eachWorkspace<T>(
  make: (workspace: string | undefined) => T,
): (workspace: string | undefined) => T {
  const made = new Map<string | undefined, T>();
  return (workspace) => {
    const known = made.get(workspace);
    if (known) return known;
    const fresh = make(workspace);
    made.set(workspace, fresh);
    return fresh;
  };
}

export class AccessByPlace {
  constructor(
    private readonly accessOf: (
      workspace: string | undefined,
    ) => Pick<Access, 'of' | 'told' | 'rules' | 'unknown'>,
  ) {}

  /**
   * What somebody may see and do at a place.
   * @throws AccessDenied for people who are not allowed to ask at all
   */
  of({ user, place }: { readonly user: string; readonly place: Place }): Promise<Permission> {
    const { workspace, id } = partsOf(place);
    return this.accessOf(workspace).of({ user, channel: id });
  }

  /** What alerts may tell of a project at a place. */
  told(place: string, project: ProjectRef): Promise<Told> {
    const { workspace, id } = partsOf(place);
    return this.accessOf(workspace).told(id, project);
  }

  /** The rules in force at a place and what is wrong with them; undefined: there are none. */
  rules(place: Place): Promise<RulesInForce | undefined> {
    return this.accessOf(partsOf(place).workspace).rules();
  }

  /** What the rules in force at a place name and Slack does not know, a sentence each. */
  unknown(place: Place): Promise<readonly string[]> {
    return this.accessOf(partsOf(place).workspace).unknown();
  }
}
