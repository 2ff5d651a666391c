/** Two trees side by side: which files differ. Directories with the same id are the same, and are not opened. */
import type { ChangedFile, ChangedKind } from '../../model/source-changes';
import type { SourceTree, TreeEntry } from '../../model/source-tree';
import { locks } from '../locks/node';
import { baseName } from '../paths';

/** Files that are told apart; a change of thousands is a change of everything. */
const MOST_CHANGES = 2_000;

export type Difference = Pick<ChangedFile, 'path' | 'how' | 'from'>;

/** @param isUsed whether a file matters; also asked of nothing but files */
export function differences(
  before: SourceTree,
  after: SourceTree,
  isUsed: (path: string) => boolean,
): readonly Difference[] {
  const added: TreeEntry[] = [];
  const removed: TreeEntry[] = [];
  const found: Difference[] = [];
  const compare = (directory: string): void => {
    const old = new Map(before.list(directory).map((entry) => [entry.path, entry]));
    for (const entry of after.list(directory)) {
      if (found.length + added.length + removed.length >= MOST_CHANGES) return;
      const was = old.get(entry.path);
      old.delete(entry.path);
      if (was && was.id === entry.id && was.kind === entry.kind) continue;
      if (was?.kind === 'directory' && entry.kind === 'directory') compare(entry.path);
      else if (was && was.kind !== 'directory' && entry.kind !== 'directory') {
        if (isUsed(entry.path))
          found.push({ path: entry.path, how: was.id === entry.id ? 'mode' : 'changed' });
      } else {
        added.push(...filesOf(after, entry));
        if (was) removed.push(...filesOf(before, was));
      }
    }
    for (const was of old.values()) removed.push(...filesOf(before, was));
  };
  compare('');
  return [...found, ...moved(added, removed)]
    .filter(({ path, from }) => isUsed(path) || (from !== undefined && isUsed(from)))
    .slice(0, MOST_CHANGES);
}

/** The entry itself, or the files below it. */
function filesOf(tree: SourceTree, entry: TreeEntry): readonly TreeEntry[] {
  if (entry.kind !== 'directory') return [entry];
  return [...tree.walk(entry.path, MOST_CHANGES)].filter(({ kind }) => kind !== 'directory');
}

/** A file that is gone and one that came with the same content are one file that moved. */
function moved(added: readonly TreeEntry[], removed: readonly TreeEntry[]): readonly Difference[] {
  const byContent = new Map(removed.map((entry) => [entry.id, entry]));
  const gone = new Set(removed);
  const news = added.map(({ path, id }): Difference => {
    const was = id === undefined ? undefined : byContent.get(id);
    if (!was || !gone.delete(was)) return { path, how: 'added' };
    return { path, how: 'moved', from: was.path };
  });
  return [...news, ...[...gone].map(({ path }): Difference => ({ path, how: 'removed' }))];
}

const MANIFESTS =
  /^(?:package\.json|requirements(?:[-_][\w-]{1,40})?\.txt|pyproject\.toml|setup\.py|Pipfile|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|Cargo\.toml|global\.json|[\w.-]{1,80}\.csproj|runtime\.txt|Procfile|project\.toml|\.nvmrc|\.node-version|\.python-version|\.ruby-version|\.npmrc|\.yarnrc(?:\.yml)?)$/;
const LOCKS = new Set([
  ...Object.keys(locks),
  'poetry.lock',
  'Pipfile.lock',
  'uv.lock',
  'go.sum',
  'Gemfile.lock',
  'composer.lock',
  'Cargo.lock',
  'packages.lock.json',
  'gradle.lockfile',
]);

/** What a changed file is to a build. */
export function kindOfFile(path: string, dockerfile: string | undefined): ChangedKind {
  const name = baseName(path);
  if (path === dockerfile) return 'dockerfile';
  if (/^(?:\.git|[\w.-]{0,60}\.docker)ignore$|^\.dockerignore$/.test(name)) return 'ignore';
  if (name === '.gitmodules') return 'submodule';
  if (LOCKS.has(name)) return 'lock';
  return MANIFESTS.test(name) ? 'manifest' : 'source';
}
