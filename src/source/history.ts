/** What came before a commit: fetched without files, and each tree without what the newest one already brought. */
import type { PastCommit, SourceHistory } from '../diagnosis/model/source-changes';
import type { SourceTree } from '../diagnosis/model/source-tree';
import { TransportError, Unacceptable } from '../net/transport';
import { HttpRefused } from './git/http-wire';
import { commitFacts } from './git/objects';
import type { Repository } from './git/repository';
import { ProgramEnded } from './ssh/ssh-wire';
import { GitTree } from './tree';

/** Commits that are looked back. */
const MOST_COMMITS = 250;

export class GitHistory implements SourceHistory {
  #commits: Promise<readonly PastCommit[]> | undefined;

  constructor(
    private readonly repository: Repository,
    /** The commit whose tree is here. */
    private readonly head: string,
  ) {}

  commits(): Promise<readonly PastCommit[]> {
    this.#commits ??= this.#fetchCommits();
    return this.#commits;
  }

  async trees(commits: readonly string[]): Promise<ReadonlyMap<string, SourceTree>> {
    const { repository, head } = this;
    const wants = [...new Set(commits)].filter((id) => !this.#tree(id));
    if (wants.length > 0 && repository.client.canLookBack) {
      // What the newest tree holds is not sent again.
      const known = { haves: [head], shallow: [head] };
      await quietly(repository.fetch({ wants, ...known, depth: 1, filter: 'blob:none' }));
    }
    return new Map(
      commits.flatMap((id) => {
        const tree = this.#tree(id);
        return tree === undefined ? [] : [[id, new GitTree(repository, tree)] as const];
      }),
    );
  }

  /** Id of a commit's tree, when that is here. */
  #tree(commit: string): string | undefined {
    const tree = this.repository.commit(commit)?.tree;
    return tree !== undefined && this.repository.has(tree) ? tree : undefined;
  }

  async #fetchCommits(): Promise<readonly PastCommit[]> {
    const { repository, head } = this;
    if (!repository.client.canLookBack) return [];
    await quietly(repository.fetch({ wants: [head], depth: MOST_COMMITS, filter: 'tree:0' }));
    const seen = new Set<string>([head]);
    const open = [head];
    const found: { readonly time: number; readonly commit: PastCommit }[] = [];
    for (let id = open.shift(); id !== undefined && found.length < MOST_COMMITS; id = open.shift()) {
      const commit = repository.commit(id);
      if (!commit) continue;
      found.push({
        time: commit.time,
        commit: { ...commitFacts(id, commit), parents: commit.parents },
      });
      const next = commit.parents.filter((parent) => !seen.has(parent));
      for (const parent of next) seen.add(parent);
      open.push(...next);
    }
    // A clock that was wrong changes nothing but the order; the newest one stays in front.
    const [first, ...rest] = found;
    return first
      ? [first, ...rest.sort((one, other) => other.time - one.time)].map(({ commit }) => commit)
      : [];
  }
}

/** What cannot be had is told by its absence: the check itself has come through by then. */
async function quietly(fetching: Promise<void>): Promise<void> {
  try {
    await fetching;
  } catch (error) {
    const isOfTheHost = [TransportError, Unacceptable, HttpRefused, ProgramEnded].some(
      (kind) => error instanceof kind,
    );
    if (!isOfTheHost) throw error;
  }
}
