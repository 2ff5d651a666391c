/**
 * What people are called. Slack names them in what they type and press, so no permission is needed; and a name in plain
 * words, unlike a mention, calls nobody.
 */
import { LRUCache } from 'lru-cache';

const MOST_PEOPLE = 5000;

export class KnownPeople {
  readonly #names = new LRUCache<string, string>({ max: MOST_PEOPLE });

  /** Remembers who a request of Slack is from. */
  learn(body: unknown): void {
    const { user, user_id, user_name } = (body ?? {}) as Readonly<Record<string, unknown>>;
    const { id = user_id, name = user_name } = (typeof user === 'object' && user !== null ? user : {}) as {
      readonly id?: unknown;
      readonly name?: unknown;
    };
    if (typeof id === 'string' && typeof name === 'string' && name) this.#names.set(id, name);
  }

  /** The id of somebody who was heard of by this name; undefined for anybody else. */
  idOf(name: string): string | undefined {
    const wanted = name.toLowerCase();
    for (const [id, known] of this.#names.entries()) if (known.toLowerCase() === wanted) return id;
    return undefined;
  }

  /** The name of somebody who was heard of; undefined for anybody else. */
  nameOf(id: string): string | undefined {
    return this.#names.get(id);
  }
}
