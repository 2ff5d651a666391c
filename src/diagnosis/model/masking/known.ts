/** Values that the bot knows to be secret, in every encoding in which they may come back. */
import { everyMatch, type Finder } from './finder';

/** Shorter values would take ordinary words out of every text. */
const SHORTEST = 6;
/** A line of a longer value, for example of a key, that is a secret by itself. */
const SHORTEST_LINE = 20;

export class KnownValues {
  readonly #spellings = new Set<string>();
  #expression: RegExp | undefined;

  get size(): number {
    return this.#spellings.size;
  }

  /** Remembers a value, and its lines when it has several. Values under 6 characters are left out. */
  learn(value: string): void {
    const before = this.#spellings.size;
    for (const part of [value, value.trim(), ...linesOf(value)]) {
      if (part.length >= SHORTEST) for (const spelling of spellingsOf(part)) this.#spellings.add(spelling);
    }
    if (this.#spellings.size !== before) this.#expression = undefined;
  }

  find: Finder = (text, report) => {
    if (this.#spellings.size === 0) return;
    this.#expression ??= new RegExp(treeOf([...this.#spellings].sort()), 'g');
    everyMatch(this.#expression, text, ({ index, 0: value }) => report(index, index + value.length));
  };
}

function linesOf(value: string): readonly string[] {
  const lines = value.split(/\r?\n/);
  if (lines.length === 1) return [];
  return lines.filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'));
}

/** Plain, in JSON (also twice), in an address or form, in base64 of both alphabets. */
function spellingsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(value.toWellFormed());
  const base64 = Buffer.from(value, 'utf8').toString('base64').replace(/=+$/, '');
  return [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    percent.replaceAll('%20', '+'),
    `${base64}={0,2}`.slice(0, base64.length),
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ];
}

/**
 * An expression for any of the words, longest first where one begins another. Words that begin alike share their
 * beginning, so a text is read once, however many words there are.
 * @param words sorted, each once
 */
function treeOf(words: readonly string[]): string {
  const branches: string[] = [];
  for (let from = 0; from < words.length; ) {
    const first = (words[from] as string).charAt(0);
    let to = from;
    while (to < words.length && (words[to] as string).charAt(0) === first) to += 1;
    const group = words.slice(from, to);
    branches.push(group.length === 1 ? literal(group[0] as string) : shared(group));
    from = to;
  }
  return branches.join('|');
}

function shared(words: readonly string[]): string {
  const [shortest = ''] = words;
  const last = words.at(-1) ?? '';
  let length = 1;
  // Sorted: what the first and the last have in common, all have.
  while (length < Math.min(shortest.length, last.length) && shortest[length] === last[length]) length += 1;
  const rests = words.map((word) => word.slice(length)).filter((rest) => rest !== '');
  const ends = rests.length < words.length;
  return `${literal(shortest.slice(0, length))}(?:${treeOf(rests)})${ends ? '?' : ''}`;
}

function literal(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
}
