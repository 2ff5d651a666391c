/** What conversations are about, and the projects that people mean when they name none. */
import { LRUCache } from 'lru-cache';
import type { Alerts } from '../alerts';
import type { ProjectRef } from '../diagnosis/model/subject';
import { AlertsUnavailable } from './available-alerts';
import { commandFor } from './question/about';
import type { Command } from './question/command';
import { parseCommand } from './question/parse';
import { formatCommand } from './question/verbs';
import { within } from './work';

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

/** Milliseconds that a question waits for what only helps to understand it. */
const PATIENCE_MS = 1000;
/** Name of the entry that says that `use` was offered in a place. */
const OFFERED = 'use-offered';

interface Options {
  /** Opens the database where it is not open. Rejects with AlertsUnavailable where there is none. */
  readonly open: () => Promise<Store>;
  /** Resolves to undefined where nobody has opened it. */
  readonly opened: () => Promise<Store | undefined>;
  readonly now: () => number;
  readonly warn: (text: string) => void;
}

/** Kept in the database, so that it survives a restart; in this process where there is none. */
export class Conversations {
  readonly #topics = new LRUCache<string, { readonly command: string; readonly at: number }>({
    max: MOST_KEPT,
  });
  readonly #defaults = new LRUCache<string, { readonly project: ProjectRef | undefined }>({ max: MOST_KEPT });

  constructor(private readonly options: Options) {}

  /** Never rejects: a thread that is not remembered is asked again. */
  async remember(threads: readonly Thread[], command: Command): Promise<void> {
    const line = formatCommand(command);
    if (line.length > MOST_COMMAND) return;
    for (const { place, ts = '' } of threads) await this.#save(place, ts, line);
  }

  /** What was asked last; never rejects. */
  async topic({ place, ts = '' }: Thread): Promise<Command | undefined> {
    const line = await this.#line(place, ts, ts ? REMEMBERED_MS : DIRECT_MS);
    const command = line === undefined ? undefined : parseCommand(line);
    if (command && command.do !== 'mistake') return command;
    // Below the card of an alert its workload is meant.
    const subject = ts ? await this.#quietly((store) => store.subjectOfMessage(place, ts)) : undefined;
    return subject && commandFor(subject);
  }

  /** Whether `use` is to be offered in a place: once. Never rejects. */
  async mayOffer(place: string): Promise<boolean> {
    if ((await this.#line(place, OFFERED, REMEMBERED_MS)) !== undefined) return false;
    await this.#save(place, OFFERED, 'use');
    return true;
  }

  /**
   * The project that is meant from now on; undefined: none.
   * Rejects with StoreError when it cannot be kept.
   */
  async use(place: string, project: ProjectRef | undefined, by: string): Promise<void> {
    const store = await this.options.open().catch((error: unknown) => {
      if (error instanceof AlertsUnavailable) return undefined;
      throw error;
    });
    await store?.saveDefaultProject(place, project, by, this.options.now());
    this.#defaults.set(place, { project });
  }

  /** The project of the first of the places that has one; never rejects. */
  async defaultProject(places: readonly string[]): Promise<ProjectRef | undefined> {
    const found = await this.#quietly((store) => store.defaultProjects(places));
    return places.map((place) => found?.get(place) ?? this.#defaults.get(place)?.project).find(Boolean);
  }

  async #save(place: string, thread: string, command: string): Promise<void> {
    const at = this.options.now();
    this.#topics.set(`${place}:${thread}`, { command, at });
    await this.#quietly((store) => store.saveTopic(place, thread, command, at));
  }

  async #line(place: string, thread: string, forMs: number): Promise<string | undefined> {
    const since = this.options.now() - forMs;
    const stored = await this.#quietly((store) => store.topic(place, thread, since));
    const kept = this.#topics.get(`${place}:${thread}`);
    return stored ?? (kept && kept.at >= since ? kept.command : undefined);
  }

  /** Undefined: there is no database, or it does not answer in time. */
  async #quietly<T>(ask: (store: Store) => Promise<T>): Promise<T | undefined> {
    try {
      const asked = this.options.opened().then((store) => store && ask(store));
      return await within(PATIENCE_MS, asked, () => undefined);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.options.warn(`what conversations are about is not known: ${why}`);
      return undefined;
    }
  }
}
