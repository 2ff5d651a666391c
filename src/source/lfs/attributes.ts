/** Which files of a tree `.gitattributes` hands to Git LFS. Source: gitattributes(5). */
import { directoryOf, type SourceTree } from '../../diagnosis/model/source-tree';
import { baseName, below, matchesGlob } from '../../diagnosis/source/paths';

const FILE = '.gitattributes';
/** Files of attributes that are read, lines of each, and entries of the tree that are visited. */
const MOST_FILES = 50;
const MOST_LINES = 2_000;
const MOST_ENTRIES = 120_000;

/** One line: what it says of the files that its pattern fits. */
interface Rule {
  readonly fits: (pathBelow: string) => boolean;
  readonly toLfs: boolean;
}

interface Attributes {
  readonly directory: string;
  readonly rules: readonly Rule[];
}

/** Paths of the files that LFS keeps, at most so many, in the order of the tree. */
export async function lfsPaths(tree: SourceTree, most: number): Promise<readonly string[]> {
  const all = await attributesOf(tree);
  if (!all.some(({ rules }) => rules.some(({ toLfs }) => toLfs))) return [];
  const paths: string[] = [];
  for (const { path, kind } of tree.walk('', MOST_ENTRIES)) {
    if (kind !== 'file' && kind !== 'executable') continue;
    if (goesToLfs(path, all)) paths.push(path);
    if (paths.length >= most) break;
  }
  return paths;
}

/** The last rule that fits decides; those of the nearest directory come last. */
function goesToLfs(path: string, all: readonly Attributes[]): boolean {
  let toLfs = false;
  for (const { directory, rules } of all) {
    const inside = below(directory, path);
    if (inside === undefined) continue;
    for (const rule of rules) if (rule.toLfs !== toLfs && rule.fits(inside)) toLfs = rule.toLfs;
  }
  return toLfs;
}

/** Every file of attributes, those of the outer directories first. */
async function attributesOf(tree: SourceTree): Promise<readonly Attributes[]> {
  const paths: string[] = [];
  for (const entry of tree.walk('', MOST_ENTRIES)) {
    if (entry.kind === 'file' && (entry.name ?? baseName(entry.path)) === FILE) paths.push(entry.path);
    if (paths.length >= MOST_FILES) break;
  }
  paths.sort((one, other) => one.split('/').length - other.split('/').length);
  const files = await tree.read(paths);
  const macros = new Map<string, boolean>();
  return paths.flatMap((path) => {
    const text = files.get(path)?.text;
    const directory = directoryOf(path);
    return text === undefined ? [] : [{ directory, rules: rulesOf(text, directory, macros) }];
  });
}

/** @param macros attributes that stand for others; only the root may define them */
function rulesOf(text: string, directory: string, macros: Map<string, boolean>): readonly Rule[] {
  return text.split(/\r?\n/, MOST_LINES).flatMap((line): readonly Rule[] => {
    const [, quoted, plain, rest = ''] =
      /^\s{0,20}(?:"((?:[^"\\]|\\.){1,500})"|([^\s"]\S{0,499}))\s+(\S.{0,1000})$/.exec(line) ?? [];
    const pattern = quoted?.replace(/\\(["\\])/g, '$1') ?? plain;
    if (pattern === undefined || pattern.startsWith('#') || pattern.startsWith('!')) return [];
    const toLfs = effectOf(rest.trim().split(/\s+/), macros);
    if (toLfs === undefined) return [];
    const macro = /^\[attr\](\S{1,100})$/.exec(pattern)?.[1];
    if (macro !== undefined) {
      if (directory === '') macros.set(macro, toLfs);
      return [];
    }
    return [{ fits: fitting(pattern), toLfs }];
  });
}

/** Whether attributes set the filter to LFS; undefined: they say nothing of it. */
function effectOf(attributes: readonly string[], macros: ReadonlyMap<string, boolean>): boolean | undefined {
  let effect: boolean | undefined;
  for (const attribute of attributes) {
    const [, undone, name = '', value] = /^([-!]?)([^=]{1,200})(?:=(.{0,200}))?$/.exec(attribute) ?? [];
    if (name === 'filter') effect = undone === '' && value === 'lfs';
    else if (undone === '') effect = macros.get(name) ?? effect;
  }
  return effect;
}

/** A pattern without a slash fits a name at any depth, one with a slash the path below its own file. */
function fitting(pattern: string): Rule['fits'] {
  const ending = /^\*(\.[\w.-]+)$/.exec(pattern)?.[1];
  if (ending !== undefined) return (path) => path.endsWith(ending);
  if (!pattern.includes('/')) return (path) => matchesGlob(pattern, baseName(path));
  const anchored = pattern.replace(/^\//, '');
  return (path) => matchesGlob(anchored, path);
}
