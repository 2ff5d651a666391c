/** People and user groups of a workspace, as Slack tells of them: found by what somebody typed. */
import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { type Called, isTimeZone } from '../alerts';
import { remembered } from './access/remembered';
import type { KnownPeople } from './people';
import { nearest } from './question/near';
import { partsOf } from './workspaces/place';

/** A group that people mention as `@handle`. */
export interface Group {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
}

/** Nobody is called like this. */
export interface Unknown {
  /** As it was typed. */
  readonly unknown: string;
  /** The handle that was probably meant. */
  readonly near?: string;
  /** Handles of groups that there are; undefined: the bot is not allowed to read them. */
  readonly groups?: readonly string[];
}

/** Whose workspace is meant, and the client that speaks there. */
interface Where {
  readonly place: string;
  readonly client: WebClient;
}

/** Milliseconds for which lists are trusted. */
const TRUSTED_MS = 60_000;
const PAGE = 200;
/** Pages of people that are read to find a name: larger workspaces give an id. */
const MOST_PAGES = 15;

export class Directory {
  readonly #groups: LRUCache<string, Promise<readonly Group[] | undefined>>;
  readonly #names: LRUCache<string, Promise<ReadonlyMap<string, string>>>;

  constructor(
    private readonly known: KnownPeople,
    private readonly logger: Pick<Logger, 'warn'>,
    now: () => number = () => performance.now(),
  ) {
    const clock = { ttl: TRUSTED_MS, ttlResolution: 0, perf: { now } };
    this.#groups = new LRUCache({ max: 50, ...clock });
    this.#names = new LRUCache({ max: 20, ...clock });
  }

  /** Whom the words mean, in their order; or the first of them that means nobody. Rejects when Slack does not answer. */
  async called(words: readonly string[], where: Where): Promise<readonly Called[] | Unknown> {
    const found: Called[] = [];
    for (const word of words) {
      const one = await this.#one(word, where);
      if ('unknown' in one) return one;
      found.push(one);
    }
    return found;
  }

  /** Groups that can be mentioned; undefined: the bot is not allowed to read them. Rejects when Slack does not answer. */
  groups({ place, client }: Where): Promise<readonly Group[] | undefined> {
    return remembered(this.#groups, partsOf(place).workspace ?? '', async () => {
      const answer = await this.#allowed(() => client.usergroups.list());
      return answer?.usergroups?.flatMap(({ id, handle, name }) =>
        id && handle ? [{ id, handle, name: name ?? handle }] : [],
      );
    });
  }

  /** The time zone of a person; undefined where it is not known. Never rejects. */
  async timeZone({ user, client }: { readonly user: string; readonly client: WebClient }) {
    try {
      const zone = (await this.#allowed(() => client.users.info({ user })))?.user?.tz;
      return zone && isTimeZone(zone) ? zone : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether somebody can be handed work; true where it is not known. Rejects when Slack does not answer. */
  async isPerson({ user, client }: { readonly user: string; readonly client: WebClient }): Promise<boolean> {
    const found = (await this.#allowed(() => client.users.info({ user })))?.user;
    return found === undefined || !(found.is_bot || found.deleted || user === 'USLACKBOT');
  }

  async #one(word: string, where: Where): Promise<Called | Unknown> {
    const name = word.replace(/^@/, '').toLowerCase();
    if (name === 'here' || name === 'channel') return { kind: name };
    const groups = await this.groups(where);
    const isGroupId = /^S[A-Z0-9]{4,20}$/.test(word);
    const group = groups?.find(({ id, handle }) => id === word || handle.toLowerCase() === name);
    if (group) return { kind: 'group', id: group.id, name: `@${group.handle}` };
    // Where groups are not read, an id has to be believed.
    if (isGroupId && !groups) return { kind: 'group', id: word };
    if (/^[UW][A-Z0-9]{4,20}$/.test(word)) return this.#person(word, where);
    const id = isGroupId ? undefined : (this.known.idOf(name) ?? (await this.#peopleByName(where)).get(name));
    if (id !== undefined) return { kind: 'person', id, name: `@${name}` };
    const handles = groups?.map(({ handle }) => handle);
    const near = handles && nearest(name, handles);
    return { unknown: word, ...(near ? { near } : {}), ...(handles ? { groups: handles } : {}) };
  }

  /** Somebody by their id: named where Slack tells what they are called. */
  async #person(id: string, { client }: Where): Promise<Called> {
    const ask = async () => (await this.#allowed(() => client.users.info({ user: id })))?.user?.name;
    const name = this.known.nameOf(id) ?? (await ask());
    return { kind: 'person', id, ...(name ? { name: `@${name}` } : {}) };
  }

  /** Ids of people by what they are called, lower case. */
  #peopleByName({ place, client }: Where): Promise<ReadonlyMap<string, string>> {
    return remembered(this.#names, partsOf(place).workspace ?? '', async () => {
      const names = new Map<string, string>();
      const handles = new Map<string, string>();
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer = await this.#allowed(() =>
          client.users.list({ limit: PAGE, ...(cursor ? { cursor } : {}) }),
        );
        for (const { id, name, deleted, is_bot: bot, profile } of answer?.members ?? []) {
          if (!id || deleted || bot) continue;
          // What Slack completes while somebody types is any of these; a handle is one person's, and wins.
          for (const each of [profile?.display_name, profile?.real_name]) {
            const key = each?.toLowerCase();
            if (key && !names.has(key)) names.set(key, id);
          }
          if (name) handles.set(name.toLowerCase(), id);
        }
        cursor = answer?.response_metadata?.next_cursor || undefined;
        if (!cursor) break;
      }
      return new Map([...names, ...handles]);
    });
  }

  /** Undefined: the app lacks the permission. */
  async #allowed<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      const word = error.data.error;
      if (word !== 'missing_scope' && word !== 'user_not_found' && word !== 'user_not_visible') throw error;
      this.logger.warn(`people or groups cannot be read (${word})`);
      return undefined;
    }
  }
}
