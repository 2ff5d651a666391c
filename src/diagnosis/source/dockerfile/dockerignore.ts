/** `.dockerignore`, by Docker's documented rules. Source: docs.docker.com, Build context, .dockerignore files. */
import type { SourceTree } from '../../model/source-tree';
import { readThrough } from '../links';
import type { BuildSource } from '../look';
import { cleaned, joined, matchesGlob } from '../paths';

interface Rule {
  readonly line: number;
  readonly text: string;
  readonly pattern: string;
  readonly keeps: boolean;
}

/** Rules that are read. */
const MOST_RULES = 2_000;

export class DockerIgnore {
  readonly #rules: readonly Rule[];

  constructor(
    /** Path of the file from the root. */
    readonly file: string,
    text: string,
  ) {
    this.#rules = text.split('\n', MOST_RULES).flatMap((given, index): readonly Rule[] => {
      const line = given.replace(/^\uFEFF/, '').replace(/\r$/, '');
      if (line.startsWith('#') || line.trim() === '') return [];
      const keeps = line.trim().startsWith('!');
      const pattern = cleaned(line.trim().replace(/^!/, '').trim());
      return pattern === '' ? [] : [{ line: index + 1, text: line.trim(), pattern, keeps }];
    });
  }

  /** The rule that hides a path of the context; undefined: it is part of the context. The last rule that fits decides. */
  hides(path: string): { readonly line: number; readonly text: string } | undefined {
    let hidden: Rule | undefined;
    for (const rule of this.#rules) if (fits(rule.pattern, path)) hidden = rule.keeps ? undefined : rule;
    return hidden;
  }
}

/** Files that say what is left out of a context, both from the root; one that is named after the Dockerfile goes first. */
export function ignoreFiles({
  contextDir,
  dockerfile,
}: Pick<BuildSource, 'contextDir' | 'dockerfile'>): readonly string[] {
  return [`${dockerfile}.dockerignore`, '.dockerignore'].map((name) => joined(contextDir, name));
}

/** The one of them that counts; undefined: there is none, and all is part of the context. */
export async function readIgnore(
  tree: SourceTree,
  source: Pick<BuildSource, 'contextDir' | 'dockerfile'>,
): Promise<DockerIgnore | undefined> {
  const files = await readThrough(tree, ignoreFiles(source));
  const [found] = ignoreFiles(source).flatMap((path) => {
    const file = files.get(path);
    return file ? [{ path, file }] : [];
  });
  return found && !found.file.binary ? new DockerIgnore(found.path, found.file.text) : undefined;
}

/** A pattern fits a path, or any directory above it. */
function fits(pattern: string, path: string): boolean {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    if (matchesGlob(pattern, parts.slice(0, length).join('/'))) return true;
  }
  return false;
}
