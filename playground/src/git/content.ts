/** Git hosts of the simulated world: repositories, and the keys that read them. */
import { newSshKey } from './new-key';
import { type GitRepository, type Stored, store } from './objects';

/** What a git host knows of a key. */
export interface GitKey {
  /** SSH's wire form, base64. */
  readonly publicKey: string;
  /** Of whom it is: a person, or `owner/name` of the repository whose deploy key it is. */
  readonly owner: string;
  /** Repositories of the host that it reads; absent: all of the host. */
  readonly reads?: readonly string[];
  readonly expired?: true;
}

export class GitContent {
  readonly keys: GitKey[] = [];
  /** Key of every SSH server of the world. */
  readonly hostKey = newSshKey();
  readonly #repositories = new Map<string, GitRepository>();
  readonly #stored = new WeakMap<GitRepository, Stored>();

  /** Puts a repository in the place of what was there. Returns the ids of its commits, newest first. */
  put(repository: GitRepository): readonly string[] {
    this.#repositories.set(`${repository.host}/${repository.path}`, repository);
    return this.stored(repository).commits;
  }

  find(host: string, path: string): GitRepository | undefined {
    return this.#repositories.get(`${host}/${path.replace(/^\/+|\/+$|\.git$/g, '').replace(/\.git$/, '')}`);
  }

  /** Hosts that have a repository. */
  get hosts(): readonly string[] {
    return [...new Set([...this.#repositories.values()].map(({ host }) => host))];
  }

  stored(repository: GitRepository): Stored {
    const known = this.#stored.get(repository) ?? store(repository);
    this.#stored.set(repository, known);
    return known;
  }

  /** A line of `known_hosts` for a host of the world. */
  knownHosts(host: string): string {
    return `${host} ${this.hostKey.public.trim()}\n`;
  }

  clear(): void {
    this.#repositories.clear();
    this.keys.length = 0;
  }
}

/** Host and path of an address, as a build names it. */
export function placeOf(url: string): { readonly host: string; readonly path: string } | undefined {
  const [, host, path] =
    /^(?:https?:\/\/|ssh:\/\/(?:[^@/]+@)?|[^@/:]+@)([^/:]+)[/:](.+?)(?:\.git)?\/?$/.exec(url) ?? [];
  return host === undefined || path === undefined ? undefined : { host, path };
}
