/** Which files of a tree `.gitattributes` hands to Git LFS. Source: gitattributes(5). */
import { directoryOf, type SourceTree } from '../../diagnosis/model/source-tree';
import { baseName, below } from '../../diagnosis/source/paths';
import { type Fits, fitting, type Work } from './pattern';

const FILE = '.gitattributes';
/** Files of attributes that are read, lines of each, and entries of the tree that are visited. */
const MOST_FILES = 50;
const MOST_LINES = 2_000;
const MOST_ENTRIES = 120_000;
/** Characters and rules of all those files together. */
const MOST_CHARACTERS = 200_000;
const MOST_RULES = 1_000;
/** Steps of comparing paths with patterns, about 100 ms. */
const MOST_WORK = 5_000_000;

/** One line: what it says of the files that its pattern fits. */
interface Rule {
  readonly fits: Fits;
  readonly toLfs: boolean;
}

interface Attributes {
  readonly directory: string;
  readonly rules: readonly Rule[];
}

/** Files that LFS keeps. */
interface Kept {
  readonly paths: readonly string[];
  /** Whether everything that the attributes say was followed. */
  readonly whole: boolean;
}

/** Paths of the files that LFS keeps, at most so many, in the order of the tree. */
export async function lfsPaths(tree: SourceTree, most: number): Promise<Kept> {
  const { all, whole } = await attributesOf(tree);
  const paths: string[] = [];
  if (!all.some(({ rules }) => rules.some(({ toLfs }) => toLfs))) return { paths, whole };
  const work: Work = { left: MOST_WORK };
  for (const { path, kind } of tree.walk('', MOST_ENTRIES)) {
    if (kind !== 'file' && kind !== 'executable') continue;
    const toLfs = goesToLfs(path, all, work);
    if (work.left < 0) return { paths, whole: false };
    if (toLfs) paths.push(path);
    if (paths.length >= most) break;
  }
  return { paths, whole };
}

/** The last rule that fits decides; those of the nearest directory come last. */
function goesToLfs(path: string, all: readonly Attributes[], work: Work): boolean {
  let toLfs = false;
  for (const { directory, rules } of all) {
    work.left -= 1;
    const inside = below(directory, path);
    if (inside === undefined) continue;
    const parts = inside.split('/');
    work.left -= parts.length;
    for (const rule of rules) {
      if (work.left < 0) return false;
      if (rule.toLfs !== toLfs && rule.fits({ path: inside, parts }, work)) toLfs = rule.toLfs;
    }
  }
  return toLfs;
}

/** Every file of attributes that says something of LFS, those of the outer directories first. */
async function attributesOf(tree: SourceTree): Promise<{ all: readonly Attributes[]; whole: boolean }> {
  const paths: string[] = [];
  for (const entry of tree.walk('', MOST_ENTRIES)) {
    if (entry.kind === 'file' && (entry.name ?? baseName(entry.path)) === FILE) paths.push(entry.path);
    if (paths.length >= MOST_FILES) break;
  }
  paths.sort((one, other) => one.split('/').length - other.split('/').length);
  const files = await tree.read(paths);
  const macros = new Map<string, boolean>();
  const all: Attributes[] = [];
  let characters = MOST_CHARACTERS;
  let left = MOST_RULES;
  let whole = true;
  for (const path of paths) {
    const text = files.get(path)?.text ?? '';
    const directory = directoryOf(path);
    const rules = rulesOf(text.slice(0, characters), directory, macros);
    if (text.length > characters || rules.length > left) whole = false;
    if (rules.length > 0 && left > 0) all.push({ directory, rules: rules.slice(0, left) });
    characters = Math.max(0, characters - text.length);
    left = Math.max(0, left - rules.length);
  }
  return { all, whole };
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
