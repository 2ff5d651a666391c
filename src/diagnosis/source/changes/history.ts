/** Questions about a history: what lies between two commits, and who took a file away. */
import type { PastCommit, SourceHistory } from '../../model/source-changes';
import { differences } from './compare';

/** Commits that the first one has and `from` has not, newest first; undefined: `from` does not come before it. */
export function between(commits: readonly PastCommit[], from: string): readonly PastCommit[] | undefined {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  if (!byId.has(from)) return undefined;
  const before = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const parent of byId.get(id)?.parents ?? []) {
      if (before.has(parent)) continue;
      before.add(parent);
      open.push(parent);
    }
  }
  return commits.filter(({ id }) => !before.has(id));
}

/** Steps back at which a file is looked for first. */
const PROBES = [1, 2, 4, 8, 16, 32, 64, 128, 249];

/** A commit that took a path away. */
interface Removal extends PastCommit {
  /** Where the file is since then, with the same content. */
  readonly to?: string;
}

/**
 * The commit that took a path away, found in two questions: some steps back, then all between the two that differ.
 * `undefined`: the path was not there in the commits that can be seen.
 */
export async function removedBy(history: SourceHistory, path: string): Promise<Removal | undefined> {
  const line = firstParents(await history.commits());
  const probes = PROBES.map((step) => Math.min(step, line.length - 1)).filter((step) => step > 0);
  const had = async (steps: readonly number[]): Promise<number | undefined> => {
    const ids = [...new Set(steps)].map((step) => (line[step] as PastCommit).id);
    const trees = await history.trees(ids);
    return steps.find((step) => trees.get((line[step] as PastCommit).id)?.entry(path) !== undefined);
  };
  const far = await had(probes);
  if (far === undefined) return undefined;
  const near = probes.filter((step) => step < far).at(-1) ?? 0;
  const inside = Array.from({ length: far - near - 1 }, (_, index) => near + 1 + index);
  const last = (inside.length > 0 ? await had(inside) : undefined) ?? far;
  const commit = line[last - 1];
  const before = line[last];
  if (!commit || !before) return undefined;
  // Both were looked at already.
  const trees = await history.trees([commit.id, before.id]);
  const [then, since] = [trees.get(before.id), trees.get(commit.id)];
  const moved = then && since && differences(then, since, () => true).find(({ from }) => from === path);
  return { ...commit, ...(moved && { to: moved.path }) };
}

/** The line of first parents: a branch as its merges saw it. */
function firstParents(commits: readonly PastCommit[]): readonly PastCommit[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const line: PastCommit[] = [];
  for (let at = commits[0]; at && line.length < commits.length; at = byId.get(at.parents[0] ?? ''))
    line.push(at);
  return line;
}
