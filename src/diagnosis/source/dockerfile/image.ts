/** Where the files of a stage come from, as far as COPY and ADD tell: a small simulation of its file system. */
import type { TreeEntry } from '../../model/source-tree';
import { baseName, below, cleaned, hasGlob } from '../paths';
import type { Context } from './context';
import type { Instruction } from './read';
import { expanded, type Values } from './variables';

/** What is known of a path of the image. */
export type InImage =
  /** It is a file of the context. */
  | { readonly state: 'copied'; readonly entry: TreeEntry; readonly by: Instruction }
  /** A directory was copied in which it would be, and is not; `path` is where the context would have it. */
  | { readonly state: 'absent'; readonly path: string; readonly by: Instruction }
  /** The base image, an earlier stage or a command may have made it. */
  | { readonly state: 'unknown' };

interface Copied {
  readonly by: Instruction;
  /** Path of the context; a directory's contents go to `to`. */
  readonly from: string;
  readonly to: string;
}

export class StageFiles {
  readonly #copied: Copied[] = [];
  #directory = '';
  #knownDirectory = true;
  /** Commands that ran, in one text: what they mention, they may have made. */
  #commands = '';

  constructor(
    private readonly context: Context,
    /** Whether files may be there that no instruction shows: of an earlier stage. */
    private readonly inherited: boolean,
  ) {}

  /** The working directory, absolute, without the slash in front; undefined when a variable hides it. */
  get directory(): string | undefined {
    return this.#knownDirectory ? this.#directory : undefined;
  }

  get commands(): string {
    return this.#commands;
  }

  /** Takes one instruction into account. */
  take(instruction: Instruction, values: Values): void {
    const { keyword, rest, heredocs } = instruction;
    if (keyword === 'WORKDIR') this.#enter(expanded(rest, values));
    else if (keyword === 'RUN') this.#commands += `\n${rest}\n${heredocs.map(({ text }) => text).join('\n')}`;
    else if (keyword === 'COPY' || keyword === 'ADD') this.#copy(instruction, values);
  }

  /** What is known of a path as a command names it. */
  find(path: string): InImage {
    const target = this.resolve(path);
    if (target === undefined) return { state: 'unknown' };
    let absent: { readonly path: string; readonly by: Instruction } | undefined;
    for (const { by, from, to } of [...this.#copied].reverse()) {
      const inside = below(to, target);
      if (inside === undefined) continue;
      const source = cleaned(`${from}/${inside}`);
      const entry = this.context.entry(source);
      const exact = this.context.entry(from);
      // A file is copied to exactly one place.
      if (exact && exact.kind !== 'directory' && inside !== '') continue;
      if (entry && !this.context.hides(source)) return { state: 'copied', entry, by };
      absent ??= { path: source, by };
    }
    const mayBeMade = this.inherited || this.mentions(baseName(target));
    return absent && !mayBeMade ? { state: 'absent', ...absent } : { state: 'unknown' };
  }

  /** Whether a command so far names a file, or could have made anything at all at that place. */
  mentions(name: string): boolean {
    return (
      this.#commands.includes(name) ||
      /\b(?:tar|unzip|curl|wget|git clone|mv|cp|make|generate|build)\b/.test(this.#commands)
    );
  }

  /** Absolute path without the slash in front. */
  resolve(path: string): string | undefined {
    if (path.includes('$') || path.includes('~')) return undefined;
    if (path.startsWith('/')) return cleaned(path);
    return this.#knownDirectory ? cleaned(`${this.#directory}/${path}`) : undefined;
  }

  #enter(directory: string | undefined): void {
    if (directory === undefined) this.#knownDirectory = false;
    else if (directory.startsWith('/')) {
      this.#directory = cleaned(directory);
      this.#knownDirectory = true;
    } else this.#directory = cleaned(`${this.#directory}/${directory}`);
  }

  #copy(instruction: Instruction, values: Values): void {
    const { words, flags } = instruction;
    if (flags.has('from') || words.length < 2) {
      // Another stage's files may be anything.
      this.#commands += `\n${words.join(' ')}`;
      return;
    }
    const destination = expanded(words.at(-1) ?? '', values);
    const to = destination === undefined ? undefined : this.resolve(destination);
    if (to === undefined || destination === undefined) {
      this.#commands += `\n${words.join(' ')}`;
      return;
    }
    for (const word of words.slice(0, -1)) {
      const source = expanded(word, values);
      if (source === undefined || /^[a-z]+:\/\/|^git@|^<</i.test(source)) {
        this.#commands += `\n${word}`;
        continue;
      }
      const path = cleaned(source);
      const entries = hasGlob(path) ? this.context.matching(path) : [this.context.entry(path)];
      for (const entry of entries) {
        if (!entry) continue;
        const isDirectory = entry.kind === 'directory';
        const intoDirectory =
          /(?:\/|^\.{1,2}|\/\.)$/.test(destination) || words.length > 2 || to === this.#directory;
        const relative = this.context.relative(entry);
        this.#copied.push({
          by: instruction,
          from: relative,
          to: isDirectory || !intoDirectory ? to : cleaned(`${to}/${baseName(relative)}`),
        });
      }
    }
  }
}
