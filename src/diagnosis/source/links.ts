/** Symbolic links of a tree: where a path leads, never out of the tree. */
import { directoryOf, type SourceTree, type TreeEntry, type TreeFile } from '../model/source-tree';
import { cleaned, joined } from './paths';

/** Links and directories on one way. */
const MOST_STEPS = 200;

/** Where a path leads; neither: there is nothing, and no link on the way. */
export interface FollowedLink {
  readonly entry?: TreeEntry;
  /** The link that leads to nothing, from the root of the tree, and what it says. */
  readonly broken?: { readonly link: string; readonly target: string };
}

/**
 * The entry that a path leads to.
 * @param root directory that no link leads out of, as a builder sees it; `''` is the root of the tree
 * @param path from there
 */
export async function followLinks(tree: SourceTree, root: string, path: string): Promise<FollowedLink> {
  const open = cleaned(path).split('/').reverse();
  let at = '';
  let last: FollowedLink['broken'];
  for (let steps = 0; open.length > 0; steps += 1) {
    // A circle leads nowhere.
    if (steps === MOST_STEPS) return last ? { broken: last } : {};
    const next = joined(at, open.pop() ?? '');
    const entry = tree.entry(joined(root, next));
    if (!entry) return last ? { broken: last } : {};
    if (entry.kind !== 'symlink') at = next;
    else {
      const target = (await tree.read([entry.path])).get(entry.path)?.text.trim();
      // Not every upload keeps what its links say.
      if (target === undefined || target === '') return open.length === 0 ? { entry } : {};
      last = { link: entry.path, target };
      const parts = cleaned(target.startsWith('/') ? target : `${directoryOf(next)}/${target}`).split('/');
      open.push(...parts.reverse());
      at = '';
    }
  }
  const entry = tree.entry(joined(root, at));
  return entry ? { entry } : {};
}

/** Contents of files by the paths that were asked for, also of those that links lead to; what is not there is absent. */
export async function readThrough(
  tree: SourceTree,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeFile>> {
  const ways = await Promise.all(
    paths.map(async (path) => {
      const entry = tree.entry(path);
      const end = entry?.kind === 'symlink' ? (await followLinks(tree, '', path)).entry : entry;
      return end?.kind === 'file' || end?.kind === 'executable' ? { path, at: end.path } : undefined;
    }),
  );
  const known = ways.filter((way) => way !== undefined);
  const files = await tree.read([...new Set(known.map(({ at }) => at))]);
  return new Map(
    known.flatMap(({ path, at }) => {
      const file = files.get(at);
      return file ? [[path, file] as const] : [];
    }),
  );
}
