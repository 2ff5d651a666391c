/** What conversations are about, and the projects that people mean when they name none. */
import { LRUCache } from 'lru-cache';
import type { Alerts } from '../alerts';
import type { ProjectRef } from '../diagnosis/model/subject';
import { AlertsUnavailable } from './available-alerts';
import type { Command } from './question/command';
import { parseCommand } from './question/parse';
import { formatCommand } from './question/verbs';

type Store = Alerts['conversations'];

/** How long a thread is remembered, and a conversation outside of threads; milliseconds. */
const REMEMBERED_MS = 90 * 24 * 3600_000;
const DIRECT_MS = 12 * 3600_000;
/** Kept while there is no database. */
const MOST_KEPT = 2000;
/** Longer command lines are not worth remembering. */
const MOST_COMMAND = 2000;

/** A thread, or a direct message outside of threads. */
export interface Thread {
  /** The channel among those of all workspaces. */
  readonly place: string;
  /** `ts` of the thread's first message; absent: the direct message itself. */
  readonly ts?: string;
}

interface Options {
  /** Rejects while there is no database. */
  readonly store: () => Promise<Store>;
  readonly now: () => number;
  readonly warn: (text: string) => void;
}

/** Kept in the database, so that it survives a restart; in this process where there is none. */
export class Conversations {
  readonly #topics = new LRUCache<string, { readonly command: string; readonly at: number }>({
    max: MOST_KEPT,
  });
  readonly #defaults = new LRUCache<string, ProjectRef>({ max: MOST_KEPT });

  constructor(private readonly options: Options) {}

  /** Never rejects: a thread that is not remembered is asked again. */
  async remember(threads: readonly Thread[], command: Command): Promise<void> {
    const line = formatCommand(command);
    if (line.length > MOST_COMMAND) return;
    const at = this.options.now();
    await this.#quietly(undefined, async (store) => {
      for (const { place, ts = '' } of threads) {
        this.#topics.set(`${place}:${ts}`, { command: line, at });
        await store?.saveTopic(place, ts, line, at);
      }
    });
  }

  /** What was asked last; never rejects. */
  async topic({ place, ts = '' }: Thread): Promise<Command | undefined> {
    const since = this.options.now() - (ts ? REMEMBERED_MS : DIRECT_MS);
    const kept = this.#topics.get(`${place}:${ts}`);
    const line =
      kept && kept.at >= since
        ? kept.command
        : await this.#quietly(undefined, (store) => store?.topic(place, ts, since));
    const command = line === undefined ? undefined : parseCommand(line);
    return command && command.do !== 'mistake' ? command : undefined;
  }

  /**
   * The project that is meant from now on.
   * Rejects with StoreError when it cannot be kept.
   */
  async use(place: string, project: ProjectRef | undefined, by: string): Promise<void> {
    const store = await this.#store();
    await store?.saveDefaultProject(place, project, by, this.options.now());
    if (project) this.#defaults.set(place, project);
    else this.#defaults.delete(place);
  }

  /** The project of the first of the places that has one; never rejects. */
  async defaultProject(places: readonly string[]): Promise<ProjectRef | undefined> {
    const found = await this.#quietly(new Map<string, ProjectRef>(), async (store) =>
      store ? store.defaultProjects(places) : new Map([...this.#defaults.entries()]),
    );
    return places.map((place) => found.get(place)).find(Boolean);
  }

  async #quietly<T>(otherwise: T, ask: (store: Store | undefined) => Promise<T> | T): Promise<T> {
    try {
      return await ask(await this.#store());
    } catch (error) {
      this.options.warn(
        `what conversations are about is not known: ${error instanceof Error ? error.message : error}`,
      );
      return otherwise;
    }
  }

  /** Undefined: no database is set up. */
  async #store(): Promise<Store | undefined> {
    try {
      return await this.options.store();
    } catch (error) {
      if (error instanceof AlertsUnavailable) return undefined;
      throw error;
    }
  }
}
