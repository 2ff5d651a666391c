/** A tree in memory of the files that a repository of the lab has in the end. */
import { partsOf, type SourceTree, type TreeEntry, toFile } from '../../src/diagnosis/model/source-tree';
import type { FileSpec, Files, RepositorySpec } from './git-repository';

function filesOf(given: RepositorySpec | Files): ReadonlyMap<string, FileSpec> {
  const commits = Array.isArray(given.commits)
    ? (given as RepositorySpec).commits
    : [{ files: given as Files }];
  const last = new Map<string, FileSpec>();
  for (const { files } of commits) {
    for (const [path, spec] of Object.entries(files)) {
      if (spec === null) last.delete(path);
      else last.set(path, spec);
    }
  }
  return last;
}

function kindOf(spec: FileSpec): TreeEntry['kind'] {
  if (typeof spec !== 'object' || spec === null || Buffer.isBuffer(spec)) return 'file';
  if ('link' in spec) return 'symlink';
  if ('commit' in spec) return 'submodule';
  return spec.executable ? 'executable' : 'file';
}

function bytesOf(spec: FileSpec): Buffer {
  if (typeof spec === 'string' || Buffer.isBuffer(spec)) return Buffer.from(spec as string);
  if (spec !== null && 'link' in spec) return Buffer.from(spec.link);
  return Buffer.from(spec !== null && 'text' in spec ? spec.text : '');
}

export function plantedTree(given: RepositorySpec | Files): SourceTree {
  const files = filesOf(given);
  const entries = new Map<string, TreeEntry>([['', { path: '', kind: 'directory' }]]);
  for (const [path, spec] of files) {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length += 1) {
      const above = parts.slice(0, length).join('/');
      entries.set(above, { path: above, kind: 'directory' });
    }
    entries.set(path, { path, kind: kindOf(spec) });
  }
  const below = (directory: string) =>
    [...entries.values()].filter(
      ({ path }) => path !== '' && (directory === '' || path.startsWith(`${directory}/`)),
    );
  return {
    entry: (path) => entries.get(partsOf(path).join('/')),
    list: (directory) => {
      const depth = partsOf(directory).length + 1;
      return below(partsOf(directory).join('/')).filter(({ path }) => path.split('/').length === depth);
    },
    walk: (directory, most) => below(partsOf(directory).join('/')).slice(0, most),
    read: async (paths) =>
      new Map(
        paths.flatMap((path) => {
          const spec = files.get(path);
          return spec === undefined ? [] : [[path, toFile(bytesOf(spec))] as const];
        }),
      ),
    sizes: async (paths) =>
      new Map(
        paths.flatMap((path) => {
          const spec = files.get(path);
          return spec === undefined ? [] : [[path, bytesOf(spec).length] as const];
        }),
      ),
    gaps: [],
  };
}
