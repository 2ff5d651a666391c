/** Who somebody is, as Slack tells it. */
import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Home } from '../workspaces/place';
import { remembered } from './remembered';

export interface Person {
  /**
   * `unknown`: the bot is not allowed to ask (`users:read` is missing); whose workspace it is, the request has told.
   * `unplaced`: the same on Enterprise Grid, where a request does not tell whether its workspace is of the organisation.
   */
  readonly kind: 'member' | 'guest' | 'stranger' | 'unknown' | 'unplaced';
  readonly isAdmin: boolean;
}

/** Milliseconds for which an answer is trusted: who is removed from a group loses its rights within a minute. */
const TRUSTED_PERSON = 60_000;
const TRUSTED_GROUP = 60_000;

export class People {
  readonly #people: LRUCache<string, Promise<Person>>;
  readonly #groups: LRUCache<string, Promise<ReadonlySet<string>>>;
  #warned = false;

  constructor(
    /** Asked each time: the token of an installation may be a new one. */
    private readonly client: () => Promise<WebClient>,
    private readonly home: () => Promise<Home>,
    private readonly logger: Pick<Logger, 'warn'>,
    now: () => number = () => performance.now(),
  ) {
    const clock = { perf: { now }, ttlResolution: 0 };
    this.#people = new LRUCache({ max: 5000, ttl: TRUSTED_PERSON, ...clock });
    this.#groups = new LRUCache({ max: 200, ttl: TRUSTED_GROUP, ...clock });
  }

  /** Rejects when Slack does not answer. */
  person(user: string): Promise<Person> {
    return remembered(this.#people, user, () => this.#ask(user));
  }

  /** Those of `groups` of which the person is a member. A group that cannot be read has no members. */
  async groupsOf(user: string, groups: readonly string[]): Promise<ReadonlySet<string>> {
    const members = await Promise.all(
      groups.map(async (id) => [id, await remembered(this.#groups, id, () => this.#members(id))] as const),
    );
    return new Set(members.filter(([, users]) => users.has(user)).map(([id]) => id));
  }

  async #ask(user: string): Promise<Person> {
    try {
      const [home, client] = await Promise.all([this.home(), this.client()]);
      const { user: found = {} } = await client.users.info({ user });
      const isNowhere = home.teamId === undefined && home.enterpriseId === undefined;
      const ofOrganisation =
        home.enterpriseId !== undefined && found.enterprise_user?.enterprise_id === home.enterpriseId;
      const atHome =
        isNowhere || ofOrganisation || (home.teamId !== undefined && found.team_id === home.teamId);
      const gone = found.deleted === true || found.is_stranger === true;
      if (!atHome || gone) return { kind: 'stranger', isAdmin: false };
      if (found.is_restricted || found.is_ultra_restricted) return { kind: 'guest', isAdmin: false };
      // Whoever administers one workspace of an organisation does not decide for all of them.
      const { is_admin, is_owner } =
        home.teamId === undefined && home.enterpriseId !== undefined ? (found.enterprise_user ?? {}) : found;
      return { kind: 'member', isAdmin: Boolean(is_admin || is_owner || found.is_primary_owner) };
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      const word = error.data.error;
      // Slack's words for people whom this workspace does not know.
      if (word === 'user_not_found' || word === 'user_not_visible')
        return { kind: 'stranger', isAdmin: false };
      if (word !== 'missing_scope') throw error;
      if (!this.#warned)
        this.logger.warn(
          'guests cannot be told from members: install the app again with the scope users:read',
        );
      this.#warned = true;
      const { enterpriseId } = await this.home();
      return { kind: enterpriseId === undefined ? 'unknown' : 'unplaced', isAdmin: false };
    }
  }

  async #members(group: string): Promise<ReadonlySet<string>> {
    try {
      const { users = [] } = await (await this.client()).usergroups.users.list({ usergroup: group });
      return new Set(users);
    } catch (error) {
      const word = error instanceof WebAPIPlatformError ? error.data.error : 'no answer';
      this.logger.warn(`the members of the user group ${group} cannot be read (${word}): it counts as empty`);
      return new Set();
    }
  }
}
