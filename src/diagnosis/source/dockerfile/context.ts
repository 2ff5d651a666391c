/** The build context: the directory that is sent to the builder, without what `.dockerignore` hides. */
import type { TreeEntry } from '../../model/source-tree';
import { directoryOf } from '../../model/source-tree';
import { type FollowedLink, followLinks } from '../links';
import type { Look } from '../look';
import { baseName, beforeGlob, below, joined, matchesGlob } from '../paths';
import { type DockerIgnore, readIgnore } from './dockerignore';

/** Paths that a search looks at. */
const MOST_SEARCHED = 120_000;

export class Context {
  private constructor(
    private readonly look: Look,
    readonly ignore: DockerIgnore | undefined,
  ) {}

  /** Reads what is left out. */
  static async open(look: Look): Promise<Context> {
    return new Context(look, await readIgnore(look.tree, look.source));
  }

  /** The entry at a path of the context, hidden or not. */
  entry(path: string): TreeEntry | undefined {
    return this.look.tree.entry(this.look.inContext(path));
  }

  /** The entry that a path leads to, through links, which are read within the context as the builder does it. */
  follow(path: string): Promise<FollowedLink> {
    return followLinks(this.look.tree, this.look.source.contextDir, path);
  }

  /** Path of an entry from the context directory. */
  relative({ path }: TreeEntry): string {
    return below(this.look.source.contextDir, path) ?? path;
  }

  /** The rule that hides a path: of a directory, only when nothing below it is kept. */
  hides(path: string): { readonly line: number; readonly text: string } | undefined {
    const rule = path === '' ? undefined : this.ignore?.hides(path);
    if (!rule || this.entry(path)?.kind !== 'directory') return rule;
    for (const { path: full, kind } of this.look.tree.walk(this.look.inContext(path), 2_000)) {
      const inside = below(this.look.source.contextDir, full);
      if (kind !== 'directory' && inside !== undefined && !this.ignore?.hides(inside)) return undefined;
    }
    return rule;
  }

  /** Entries that a pattern matches, hidden ones too. */
  matching(pattern: string): readonly TreeEntry[] {
    const { tree, source } = this.look;
    const fixed = beforeGlob(pattern);
    const found: TreeEntry[] = [];
    const from = joined(source.contextDir, fixed);
    const all =
      pattern.includes('**') || pattern.slice(fixed.length + 1).includes('/')
        ? tree.walk(from, MOST_SEARCHED)
        : tree.list(from);
    for (const entry of all) {
      const path = below(source.contextDir, entry.path);
      if (path !== undefined && matchesGlob(pattern, path)) found.push(entry);
    }
    return found;
  }

  /** A path that differs from a wanted one in the case of its letters only, from the root. */
  otherCase(path: string): string | undefined {
    let at = this.look.source.contextDir;
    for (const part of path.split('/')) {
      const all = this.look.tree.list(at);
      const same = all.find((entry) => baseName(entry.path) === part);
      const like = same ?? all.find((entry) => baseName(entry.path).toLowerCase() === part.toLowerCase());
      if (!like) return undefined;
      at = like.path;
    }
    return at === joined(this.look.source.contextDir, path) ? undefined : at;
  }

  /** Where else in the repository a path of that ending is, the shortest first. */
  elsewhere(path: string, most = 3): readonly string[] {
    const found: string[] = [];
    for (const entry of this.look.tree.walk('', MOST_SEARCHED)) {
      const isIt = entry.path === path || entry.path.endsWith(`/${path}`);
      if (isIt && entry.path !== this.look.inContext(path)) found.push(entry.path);
    }
    return found.sort((one, other) => one.length - other.length).slice(0, most);
  }

  /** The line of a `.gitignore`, or of an upload's `.ceignore`, that keeps a path out: it exists only where it was made. */
  async leftOut(
    path: string,
  ): Promise<{ readonly file: string; readonly line: number; readonly text: string } | undefined> {
    const full = this.look.inContext(path);
    const directories = [''];
    for (let at = directoryOf(full); at !== ''; at = directoryOf(at)) directories.push(at);
    const files = directories.map((directory) => joined(directory, '.gitignore'));
    // Source: IBM Cloud docs, codeengine, build-standalone: patterns as in a .gitignore.
    if (this.look.isUpload) files.unshift('.ceignore', joined(this.look.source.contextDir, '.ceignore'));
    const read = await this.look.read(files.filter((file) => this.look.tree.entry(file) !== undefined));
    for (const [file, { text }] of read) {
      const inside = below(directoryOf(file), full) ?? '';
      const rules = text.split(/\r?\n/).slice(0, 2_000);
      for (const [index, rule] of rules.entries()) {
        if (ignores(rule.trim(), inside)) return { file, line: index + 1, text: rule.trim() };
      }
    }
    return undefined;
  }
}

/** One rule of a `.gitignore`. Source: gitignore(5). */
function ignores(rule: string, path: string): boolean {
  if (rule === '' || rule.startsWith('#') || rule.startsWith('!')) return false;
  const bare = rule.replace(/\/+$/, '');
  const pattern = bare.replace(/^\//, '');
  const anchored = bare.includes('/');
  const parts = path.split('/');
  return parts.some((_, index) => {
    const head = parts.slice(0, index + 1).join('/');
    return matchesGlob(pattern, head) || (!anchored && matchesGlob(pattern, parts[index] as string));
  });
}
