/** `.dockerignore`, by Docker's documented rules. Source: docs.docker.com, Build context, .dockerignore files. */
import { cleaned, matchesGlob } from '../paths';

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

/** A pattern fits a path, or any directory above it. */
function fits(pattern: string, path: string): boolean {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    if (matchesGlob(pattern, parts.slice(0, length).join('/'))) return true;
  }
  return false;
}
