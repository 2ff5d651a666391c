/** What changed between the last run that succeeded and the one that failed, of what the build uses. */
import { type StructuredPatchOptionsAbortable, structuredPatch } from 'diff';
import type {
  ChangedFile,
  ChangedLine,
  GoodRun,
  PastCommit,
  SourceChanges,
  SourceHistory,
} from '../../model/source-changes';
import type { CommitFacts, SourceTree } from '../../model/source-tree';
import { type BuildSource, bounded } from '../look';
import { cleaned, joined } from '../paths';
import { type Difference, differences, kindOfFile } from './compare';
import { between } from './history';
import { usedBy } from './used';

export { removedBy } from './history';

/** Commits whose trees are compared. */
const MOST_COMPARED = 60;
/** Files and lines that are told. */
const MOST_FILES = 100;
const MOST_LINES = 40;
const MOST_CHARACTERS = 200_000;
/** Edits after which two files are said to be different, and no more. */
const MOST_EDITS = 2_000;

const rank = { dockerfile: 0, ignore: 1, submodule: 2, lock: 3, manifest: 4, source: 5 } as const;

/** @param to the commit of `tree` */
export async function whatChanged(
  tree: SourceTree,
  history: SourceHistory,
  given: BuildSource,
  since: GoodRun,
  to: string,
): Promise<SourceChanges> {
  const nothing = { since, to, same: since.commit === to, commits: [], others: 0, files: [], notes: [] };
  if (nothing.same) return nothing;
  const source = { ...given, contextDir: cleaned(given.contextDir), dockerfile: cleaned(given.dockerfile) };
  const all = await history.commits();
  const inBetween = between(all, since.commit);
  const compared = (inBetween ?? []).slice(0, MOST_COMPARED);
  const trees = await history.trees([
    since.commit,
    ...compared.flatMap(({ id, parents }) => [id, ...parents]).filter((id) => id !== to),
  ]);
  const before = trees.get(since.commit);
  const short = since.commit.slice(0, 7);
  if (!before) {
    const note = `The git host does not give the commit ${short} of the run ${since.run}, so what changed since is not known.`;
    return { ...nothing, notes: [note] };
  }
  const dockerfile =
    source.strategy === 'dockerfile' ? joined(source.contextDir, source.dockerfile) : undefined;
  const [was, is] = await Promise.all([usedBy(before, source), usedBy(tree, source)]);
  const isUsed = (path: string): boolean => was(path) || is(path);
  const found = differences(before, tree, isUsed);
  const touched = touchedBy(compared, (id) => (id === to ? tree : trees.get(id)), isUsed);
  const files = found
    .map((each) => ({ ...each, kind: kindOfFile(each.path, dockerfile), commits: touched.of(each) }))
    .sort((one, other) => rank[one.kind] - rank[other.kind])
    .slice(0, MOST_FILES);
  return {
    ...nothing,
    commits: compared.filter(({ id }) => touched.ids.has(id)).map(asFacts),
    others: (inBetween?.length ?? 0) - touched.ids.size,
    files: await withLines(files, before, tree),
    notes: notesOf(inBetween, compared, since, all.length, found.length - files.length),
  };
}

function notesOf(
  inBetween: readonly PastCommit[] | undefined,
  compared: readonly PastCommit[],
  { commit, run }: GoodRun,
  seen: number,
  more: number,
): readonly string[] {
  const short = commit.slice(0, 7);
  return [
    ...(inBetween === undefined
      ? [
          `${short} of the run ${run} is not among the last ${seen} commits of the branch: its history was rewritten, another branch was built, or it is long ago. The files are compared, and who changed them is not known.`,
        ]
      : []),
    ...(inBetween !== undefined && inBetween.length > compared.length
      ? [
          `There are ${inBetween.length} commits in between; the newest ${compared.length} were looked at one by one.`,
        ]
      : []),
    ...(more > 0 ? [`${more} more files changed.`] : []),
  ];
}

/** Which commits changed which files; a merge only what none of its parents has. */
function touchedBy(
  commits: readonly PastCommit[],
  treeOf: (id: string) => SourceTree | undefined,
  isUsed: (path: string) => boolean,
): { readonly ids: ReadonlySet<string>; of(file: Difference): readonly string[] } {
  const byPath = new Map<string, string[]>();
  const ids = new Set<string>();
  for (const { id, parents } of commits) {
    const own = treeOf(id);
    const above = parents.map(treeOf);
    if (!own || above.length === 0 || above.some((each) => !each)) continue;
    const [first = new Set<string>(), ...others] = above.map(
      (each) => new Set(pathsOf(differences(each as SourceTree, own, isUsed))),
    );
    const paths = [...first].filter((path) => others.every((each) => each.has(path)));
    for (const path of paths) byPath.set(path, [...(byPath.get(path) ?? []), id]);
    if (paths.length > 0) ids.add(id);
  }
  return {
    ids,
    of: ({ path, from }) => [
      ...new Set([...(byPath.get(path) ?? []), ...(from === undefined ? [] : (byPath.get(from) ?? []))]),
    ],
  };
}

function pathsOf(found: readonly Difference[]): readonly string[] {
  return found.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
}

function asFacts({ id, author, at, subject }: PastCommit): CommitFacts {
  return { id, author, at, subject };
}

/** With the lines of those files whose lines tell something. */
async function withLines(
  files: readonly ChangedFile[],
  before: SourceTree,
  after: SourceTree,
): Promise<readonly ChangedFile[]> {
  const telling = files.filter(
    ({ kind, how }) =>
      how === 'changed' && (kind === 'dockerfile' || kind === 'ignore' || kind === 'manifest'),
  );
  const paths = telling.map(({ path }) => path).slice(0, 12);
  const [old, now] = await Promise.all([before.read(paths), after.read(paths)]);
  return files.map((file) => {
    const lines = linesOf(old.get(file.path)?.text, now.get(file.path)?.text);
    return lines.length > 0 ? { ...file, lines } : file;
  });
}

function linesOf(before: string | undefined, after: string | undefined): readonly ChangedLine[] {
  if (before === undefined || after === undefined) return [];
  if (before.length > MOST_CHARACTERS || after.length > MOST_CHARACTERS) return [];
  const bounds: StructuredPatchOptionsAbortable = { context: 0, maxEditLength: MOST_EDITS };
  const patch = structuredPatch('', '', before, after, '', '', bounds);
  return (patch?.hunks ?? [])
    .flatMap(({ lines, newStart, newLines }): readonly ChangedLine[] => {
      const gone = lines.filter((each) => each.startsWith('-')).map((each) => bounded(each.slice(1)));
      const come = lines.filter((each) => each.startsWith('+')).map((each) => bounded(each.slice(1)));
      return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => ({
        line: newStart + Math.min(index, Math.max(0, newLines - 1)),
        ...(gone[index] !== undefined && { before: gone[index] }),
        ...(come[index] !== undefined && { after: come[index] }),
      }));
    })
    .slice(0, MOST_LINES);
}
