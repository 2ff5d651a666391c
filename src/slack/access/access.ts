/** The one place where it is decided who may see and do what. Buttons carry no authority: their values come here anew. */
import type { Told } from '../../alerts';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { noRules, type RulesInForce, type RulesSource } from './access-file';
import type { People } from './people';
import { type About, groupsNamed, openToMembers, type Permission, permissionOf, toldAt } from './policy';
import { strangerWords } from './strangers';
import type { UnknownNames } from './unknown-names';

/** Somebody is not allowed to do this. The message is for them. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';
}

const unreadableWords =
  'The access rules of ce-image cannot be read, so only administrators of the workspace get in. Its log says why.';

const unseenWords = 'ce-image is not allowed to see who you are';
const installAgain = 'An administrator has to install the app again with the scope users:read.';

export class Access {
  constructor(
    private readonly people: Pick<People, 'person' | 'groupsOf'>,
    private readonly source: RulesSource = noRules,
    /** Name of a project's IBM Cloud account, by the project's id; undefined: not known, or there is one account. */
    private readonly accountOf: (projectId: string) => string | undefined = () => undefined,
    private readonly unknownNames: Pick<UnknownNames, 'of'> = { of: async () => [] },
  ) {}

  /**
   * What somebody may see and do at one place.
   * @throws AccessDenied for people who are not allowed to ask at all
   */
  async of({ user, channel }: { readonly user: string; readonly channel: string }): Promise<Permission> {
    const [person, found] = await Promise.all([this.#person(user), this.source.rules()]);
    if (person.kind === 'stranger') throw new AccessDenied(strangerWords);
    if (person.kind === 'guest' && !found?.rules.guests) {
      throw new AccessDenied(
        'ce-image answers full members only; guests are not allowed to ask. An administrator can allow it in the access file.',
      );
    }
    if (person.kind === 'unplaced') throw new AccessDenied(`${unseenWords}. ${installAgain}`);
    if (!found) return { ...openToMembers, administers: person.isAdmin };
    // Nobody waits for it: the log tells.
    void this.unknownNames.of(found.rules);
    if (person.kind === 'unknown' && !found.rules.guests) {
      throw new AccessDenied(`${unseenWords}, so its access rules cannot be kept. ${installAgain}`);
    }
    const groups = await this.people.groupsOf(user, groupsNamed(found.rules));
    const permission = this.#withAccounts(
      permissionOf(found.rules, { user, channel, groups, isAdmin: person.isAdmin }),
    );
    if (found.mistakes.length > 0 && !permission.administers) throw new AccessDenied(unreadableWords);
    return permission;
  }

  /** What alerts may tell of a project in a channel, or to a person in a direct message. */
  async told(place: string, project: ProjectRef): Promise<Told> {
    const found = await this.source.rules();
    if (!found) return 'all';
    const groups = /^[UW]/.test(place)
      ? await this.people.groupsOf(place, groupsNamed(found.rules))
      : new Set<string>();
    return toldAt(found.rules, place, groups, this.#about(project));
  }

  /** The rules in force and what is wrong with them; undefined: there are none. */
  rules(): Promise<RulesInForce | undefined> {
    return this.source.rules();
  }

  /** What the rules name and Slack does not know, a sentence each. It takes as long as Slack does to answer. */
  async unknown(): Promise<readonly string[]> {
    const found = await this.source.rules();
    return found ? this.unknownNames.of(found.rules) : [];
  }

  #about(project: Pick<ProjectRef, 'id' | 'name'>): About {
    return { ...project, account: this.accountOf(project.id) };
  }

  #withAccounts(permission: Permission): Permission {
    return {
      ...permission,
      sees: (project) => permission.sees(this.#about(project)),
      acts: (project) => permission.acts(this.#about(project)),
      logs: (project) => permission.logs(this.#about(project)),
    };
  }

  async #person(user: string) {
    try {
      return await this.people.person(user);
    } catch {
      throw new AccessDenied('Slack did not tell who you are. Ask again in a moment.');
    }
  }
}
