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
  /** By way of another stage, which may have made more of it than was copied. */
  readonly byStage?: true;
}

export class StageFiles {
  readonly #copied: Copied[];
  #directory = '';
  #knownDirectory = true;
  /** Texts of commands that ran, of this stage and of those that it took files from, each once. */
  readonly #said: Set<string>;
  #commands: string | undefined;

  constructor(
    private readonly context: Context,
    /** The stage that this one builds on. */
    private readonly parent: StageFiles | undefined,
    /** The files of an earlier stage, by its name or number. */
    private readonly stage: (name: string) => StageFiles | undefined = () => undefined,
  ) {
    this.#copied = (parent?.copied ?? []).map((each) => ({ ...each, byStage: true }));
    this.#directory = parent?.directory ?? '';
    this.#knownDirectory = parent === undefined || parent.directory !== undefined;
    this.#said = new Set(parent?.said);
  }

  get copied(): readonly Copied[] {
    return this.#copied;
  }

  /** Whether it builds on another stage: files may be there that no instruction of its own shows. */
  get inherits(): boolean {
    return this.parent !== undefined;
  }

  /** The working directory, absolute, without the slash in front; undefined when a variable hides it. */
  get directory(): string | undefined {
    return this.#knownDirectory ? this.#directory : undefined;
  }

  /** What ran so far, in one text: what it mentions, it may have made. */
  get commands(): string {
    this.#commands ??= [...this.#said].join('\n');
    return this.#commands;
  }

  get said(): ReadonlySet<string> {
    return this.#said;
  }

  #say(...texts: readonly string[]): void {
    for (const text of texts) this.#said.add(text);
    this.#commands = undefined;
  }

  /** Takes one instruction into account. */
  take(instruction: Instruction, values: Values): void {
    const { keyword, rest, heredocs } = instruction;
    if (keyword === 'WORKDIR') this.#enter(expanded(rest, values));
    else if (keyword === 'RUN') this.#say(rest, ...heredocs.map(({ text }) => text));
    else if (keyword === 'COPY' || keyword === 'ADD') this.#copy(instruction, values);
  }

  /** What is known of a path as a command names it. */
  find(path: string): InImage {
    const target = this.resolve(path);
    if (target === undefined) return { state: 'unknown' };
    let absent: { readonly path: string; readonly by: Instruction } | undefined;
    for (const { by, from, to, byStage } of [...this.#copied].reverse()) {
      const inside = below(to, target);
      if (inside === undefined) continue;
      const source = cleaned(`${from}/${inside}`);
      const entry = this.context.entry(source);
      const exact = this.context.entry(from);
      // A file is copied to exactly one place.
      if (exact && exact.kind !== 'directory' && inside !== '') continue;
      if (entry && !this.context.hides(source)) return { state: 'copied', entry, by };
      if (!byStage) absent ??= { path: source, by };
    }
    const mayBeMade = this.inherits || this.mentions(baseName(target));
    return absent && !mayBeMade ? { state: 'absent', ...absent } : { state: 'unknown' };
  }

  /** Whether a command so far names a file, or could have made anything at all at that place. */
  mentions(name: string): boolean {
    return (
      this.commands.includes(name) ||
      /\b(?:tar|unzip|curl|wget|git clone|mv|cp|make|generate|build)\b/.test(this.commands)
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
    if (words.length < 2) return;
    const destination = expanded(words.at(-1) ?? '', values);
    const to = destination === undefined ? undefined : this.resolve(destination);
    if (to === undefined || destination === undefined) {
      this.#say(words.join(' '));
      return;
    }
    const intoDirectory =
      /(?:\/|^\.{1,2}|\/\.)$/.test(destination) || words.length > 2 || to === this.#directory;
    const place = (entry: TreeEntry, name: string) =>
      entry.kind === 'directory' || !intoDirectory ? to : cleaned(`${to}/${name}`);
    const stage = flags.get('from');
    for (const word of words.slice(0, -1)) {
      const source = expanded(word, values);
      if (stage !== undefined) {
        this.#takeFrom(this.stage(stage), source ?? word, instruction, place);
        continue;
      }
      if (source === undefined || /^[a-z]+:\/\/|^git@|^</i.test(source)) {
        // It comes from elsewhere, or is written in the Dockerfile.
        this.#say(word, destination);
        continue;
      }
      const path = cleaned(source);
      const entries = hasGlob(path) ? this.context.matching(path) : [this.context.entry(path)];
      for (const entry of entries) {
        if (!entry) continue;
        const from = this.context.relative(entry);
        this.#copied.push({ by: instruction, from, to: place(entry, baseName(from)) });
      }
    }
  }

  /** What another stage copied as it was is known here as well; whatever else it holds may be anything. */
  #takeFrom(
    other: StageFiles | undefined,
    path: string,
    by: Instruction,
    place: (entry: TreeEntry, name: string) => string,
  ): void {
    const found = other?.find(`/${cleaned(path)}`);
    this.#say(path, ...(other?.said ?? []));
    if (found?.state !== 'copied') return;
    const { entry } = found;
    const to = place(entry, baseName(cleaned(path)));
    // The mode that a file has is that which it got at first.
    const mode = found.by.flags.has('chmod') ? found.by : by;
    this.#copied.push({ by: mode, from: this.context.relative(entry), to, byStage: true });
  }
}
