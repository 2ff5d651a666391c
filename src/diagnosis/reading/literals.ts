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
/** No state, and no character of a word. */
const NONE = -1;

/**
 * Finds all of many words in one pass over a text (Aho and Corasick, 1975). Most states lie within one word and know one
 * way on: they keep that, and the state that goes on in their place. Only those in which words part have a row of all
 * ways; a row for each would be forty megabytes.
 */
export class WordFinder {
  /** Class of each character; 0: no word has it. */
  readonly #classOf = new Uint8Array(ALPHABET);
  readonly #classes: number;
  /** For each state the class with which its word goes on, and the state after it, where there is only one. */
  readonly #way: Int8Array;
  readonly #after: Int32Array;
  /** For each state the longest other beginning of a word that its end is. */
  readonly #fallback: Int32Array;
  /** Where the row of a state begins in `#rows`, where it has one: the next state for each class. */
  readonly #rowOf: Int32Array;
  readonly #rows: Int32Array;
  /** Owners of the words that end in a state, those of its suffixes included. */
  readonly #owners: (readonly number[])[];

  /** @param words each with the number of its owner; small letters of ASCII. */
  constructor(words: readonly (readonly [word: string, owner: number])[]) {
    let classes = 1;
    for (const [word] of words) {
      for (let at = 0; at < word.length; at += 1) {
        const code = word.charCodeAt(at);
        if (this.#classOf[code] === 0) this.#classOf[code] = classes++;
      }
    }
    this.#classes = classes;
    const trie = this.#trieOf(words);
    const states = trie.length;
    this.#owners = trie.map(({ owners }) => owners);
    this.#way = new Int8Array(states).fill(NONE);
    this.#after = new Int32Array(states);
    this.#fallback = new Int32Array(states);
    this.#rowOf = new Int32Array(states).fill(NONE);
    const parting = trie.filter(({ next }, state) => state === 0 || next.size > 1).length;
    this.#rows = new Int32Array(parting * classes);
    this.#link(trie);
  }

  /** Owners of the words in the text, each once. The text must be in small letters. */
  find(text: string): ReadonlySet<number> {
    const found = new Set<number>();
    let state = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const slot = code < ALPHABET ? (this.#classOf[code] as number) : 0;
      state = slot === 0 ? 0 : this.#step(state, slot);
      const owners = this.#owners[state] as readonly number[];
      for (let each = 0; each < owners.length; each += 1) found.add(owners[each] as number);
    }
    return found;
  }

  #step(from: number, slot: number): number {
    let state = from;
    for (;;) {
      const row = this.#rowOf[state] as number;
      if (row !== NONE) return this.#rows[row + slot] as number;
      if (this.#way[state] === slot) return this.#after[state] as number;
      state = this.#fallback[state] as number;
    }
  }

  #trieOf(words: readonly (readonly [word: string, owner: number])[]) {
    const trie = [{ next: new Map<number, number>(), owners: [] as readonly number[] }];
    for (const [word, owner] of words) {
      let state = 0;
      for (let at = 0; at < word.length; at += 1) {
        const { next } = trie[state] as (typeof trie)[number];
        const slot = this.#classOf[word.charCodeAt(at)] as number;
        const known = next.get(slot);
        state = known ?? trie.length;
        if (known === undefined) {
          next.set(slot, state);
          trie.push({ next: new Map(), owners: [] });
        }
      }
      const end = trie[state] as (typeof trie)[number];
      end.owners = [...end.owners, owner];
    }
    return trie;
  }

  /** Turns the trie into a machine, from its root outwards: where a word cannot go on, its longest suffix takes over. */
  #link(trie: readonly { readonly next: ReadonlyMap<number, number> }[]): void {
    const queue = [0];
    let rowsEnd = 0;
    for (const state of queue) {
      const { next } = trie[state] as (typeof trie)[number];
      const fall = this.#fallback[state] as number;
      if (state > 0) {
        const own = this.#owners[state] as readonly number[];
        const others = this.#owners[fall] as readonly number[];
        this.#owners[state] = own.length === 0 ? others : [...new Set([...own, ...others])];
      }
      for (const [slot, after] of next) {
        this.#fallback[after] = state === 0 ? 0 : this.#step(fall, slot);
        this.#way[state] = slot;
        this.#after[state] = after;
        queue.push(after);
      }
      if (state > 0 && next.size < 2) continue;
      for (let slot = 1; slot < this.#classes; slot += 1) {
        this.#rows[rowsEnd + slot] = next.get(slot) ?? (state === 0 ? 0 : this.#step(fall, slot));
      }
      this.#rowOf[state] = rowsEnd;
      rowsEnd += this.#classes;
    }
  }
}
