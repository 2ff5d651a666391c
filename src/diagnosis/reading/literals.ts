/** Plain words that an expression cannot do without, and a machine that finds all of them in one pass. */

/** Shorter ones are on nearly every line. */
const SHORTEST = 3;

/**
 * Words of which every match of the expression must contain at least one, in small letters; `undefined` when none can
 * be told. Read from the source: runs of plain characters, and groups of which each branch has one.
 */
export function requiredLiterals(source: string): readonly string[] | undefined {
  return new SourceReader(source).alternation();
}

class SourceReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Branches up to the closing bracket or the end; a word of each, or none at all. */
  alternation(): readonly string[] | undefined {
    const branches = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at += 1;
      branches.push(this.#sequence());
    }
    return branches.every((branch) => branch !== undefined) ? branches.flat() : undefined;
  }

  #sequence(): readonly string[] | undefined {
    const found: (readonly string[])[] = [];
    let run = '';
    const close = () => {
      if (run.length >= SHORTEST) found.push([run]);
      run = '';
    };
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') {
      const atom = this.#atom();
      const { least, repeated } = this.#quantifier();
      if (atom.kind === 'width-less') continue;
      if (atom.kind === 'character' && least > 0) {
        run += atom.character;
        if (repeated) close();
        continue;
      }
      close();
      if (atom.kind === 'group' && least > 0 && atom.words) found.push(atom.words);
    }
    close();
    const shortest = (words: readonly string[]) => Math.min(...words.map((word) => word.length));
    return found.sort((a, b) => shortest(b) - shortest(a) || a.length - b.length)[0];
  }

  #atom():
    | { readonly kind: 'character'; readonly character: string }
    | { readonly kind: 'group'; readonly words?: readonly string[] | undefined }
    | { readonly kind: 'any' | 'width-less' } {
    const char = this.#take();
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '.') return { kind: 'any' };
    if (char === '^' || char === '$') return { kind: 'width-less' };
    if (char !== '\\') return plain(char);
    const escaped = this.#take();
    if (escaped === 'b' || escaped === 'B') return { kind: 'width-less' };
    if (escaped === 'u') this.#at += 4;
    return /[a-zA-Z0-9]/.test(escaped) ? { kind: 'any' } : plain(escaped);
  }

  #group():
    | { readonly kind: 'group'; readonly words?: readonly string[] | undefined }
    | { readonly kind: 'width-less' } {
    const opening =
      /^\?(?:[:=!]|<[=!]|<\w{1,40}>)/.exec(this.#source.slice(this.#at, this.#at + 45))?.[0] ?? '';
    this.#at += opening.length;
    const words = this.alternation();
    this.#at += 1;
    return /[=!]$/.test(opening) ? { kind: 'width-less' } : { kind: 'group', words };
  }

  /** `[Ff]` is a character to us, as case does not count. */
  #class(): { readonly kind: 'character'; readonly character: string } | { readonly kind: 'any' } {
    const from = this.#at;
    while (this.#peek() !== ']') this.#at += this.#peek() === '\\' ? 2 : 1;
    const members = this.#source.slice(from, this.#at).toLowerCase();
    this.#at += 1;
    return /^([a-z])\1$/.test(members) ? plain(members.charAt(0)) : { kind: 'any' };
  }

  #quantifier(): { readonly least: number; readonly repeated: boolean } {
    const found = /^(?:[*+?]|\{(\d{1,6})(?:,\d{0,6})?\})\??/.exec(
      this.#source.slice(this.#at, this.#at + 20),
    );
    if (!found) return { least: 1, repeated: false };
    this.#at += found[0].length;
    const least = found[1] === undefined ? Number(found[0].startsWith('+')) : Number(found[1]);
    return { least, repeated: true };
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #take(): string {
    this.#at += 1;
    return this.#source.charAt(this.#at - 1);
  }
}

function plain(
  character: string,
): { readonly kind: 'character'; readonly character: string } | { readonly kind: 'any' } {
  return character.charCodeAt(0) < ALPHABET
    ? { kind: 'character', character: character.toLowerCase() }
    : { kind: 'any' };
}

const ALPHABET = 128;

/** Finds all of many words in one pass over a text (Aho and Corasick, 1975). */
export class WordFinder {
  /** Next state for each state and character. */
  #next: Int32Array;
  /** Owners of the words that end in a state, those of its suffixes included. */
  readonly #owners: (readonly number[])[] = [[]];
  #states = 1;

  /** @param words each with the number of its owner; small letters of ASCII. */
  constructor(words: readonly (readonly [word: string, owner: number])[]) {
    const room = 1 + words.reduce((sum, [word]) => sum + word.length, 0);
    this.#next = new Int32Array(room * ALPHABET).fill(-1);
    for (const [word, owner] of words) this.#insert(word, owner);
    this.#next = this.#next.slice(0, this.#states * ALPHABET);
    this.#link();
  }

  /** Owners of the words in the text, each once. The text must be in small letters. */
  find(text: string): ReadonlySet<number> {
    const found = new Set<number>();
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      state = code < ALPHABET ? (this.#next[state * ALPHABET + code] as number) : 0;
      const owners = this.#owners[state] as readonly number[];
      for (let each = 0; each < owners.length; each += 1) found.add(owners[each] as number);
    }
    return found;
  }

  #insert(word: string, owner: number): void {
    let state = 0;
    for (let at = 0; at < word.length; at += 1) {
      const slot = state * ALPHABET + word.charCodeAt(at);
      let next = this.#next[slot] as number;
      if (next < 0) {
        next = this.#states;
        this.#states += 1;
        this.#next[slot] = next;
        this.#owners[next] = [];
      }
      state = next;
    }
    this.#owners[state] = [...(this.#owners[state] ?? []), owner];
  }

  /** Turns the trie into a machine: where a word cannot go on, the longest suffix that can takes over. */
  #link(): void {
    const fallback = new Int32Array(this.#states);
    const queue: number[] = [];
    for (let code = 0; code < ALPHABET; code += 1) {
      const next = this.#next[code] as number;
      if (next < 0) this.#next[code] = 0;
      else queue.push(next);
    }
    for (const state of queue) {
      const fall = fallback[state] as number;
      this.#owners[state] = [...new Set([...(this.#owners[state] ?? []), ...(this.#owners[fall] ?? [])])];
      for (let code = 0; code < ALPHABET; code += 1) {
        const slot = state * ALPHABET + code;
        const next = this.#next[slot] as number;
        const other = this.#next[fall * ALPHABET + code] as number;
        if (next < 0) this.#next[slot] = other;
        else {
          fallback[next] = other;
          queue.push(next);
        }
      }
    }
  }
}
