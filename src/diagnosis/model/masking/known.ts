/** Values that the bot knows to be secret, in every encoding in which they may come back. */
import type { Finder } from './finder';

/** Shorter values would take ordinary words out of every text. */
const SHORTEST = 6;
/** A line of a longer value, for example of a key, that is a secret by itself. */
const SHORTEST_LINE = 20;
/** Of longer values so many characters tell most apart. */
const LONG = 16;
/** Slots of two characters each. */
const PAIRS = 65_536;

export class KnownValues {
  readonly #spellings = new Set<string>();
  /** By their first characters, the longest first: those that have many, and then the short ones. */
  readonly #tables = [LONG, SHORTEST].map((most) => ({ most, spellings: new Map<string, string[]>() }));
  /** Which two characters begin any of them: most places of a text are passed over by this alone. */
  readonly #pairs = new Uint8Array(PAIRS);

  get size(): number {
    return this.#spellings.size;
  }

  /** Remembers a value, and its lines when it has several. Values under 6 characters are left out. */
  learn(value: string): void {
    for (const part of [value, value.trim(), ...linesOf(value)]) {
      if (part.length >= SHORTEST) for (const spelling of spellingsOf(part)) this.#add(spelling);
    }
  }

  /** Takes a text of any length in linear time, and values of any length: an expression of them would be too large. */
  find: Finder = (text, report) => {
    if (this.#spellings.size === 0) return;
    for (let at = 0; at + SHORTEST <= text.length; at += 1) {
      if (this.#pairs[pairAt(text, at)] === 0) continue;
      const spelling = this.#spellingAt(text, at);
      if (spelling === undefined) continue;
      report(at, at + spelling.length);
      at += spelling.length - 1;
    }
  };

  #add(spelling: string): void {
    if (this.#spellings.has(spelling)) return;
    this.#spellings.add(spelling);
    this.#pairs[pairAt(spelling, 0)] = 1;
    const table = this.#tables.find(({ most }) => spelling.length >= most);
    const beginning = spelling.slice(0, table?.most);
    const alike = table?.spellings.get(beginning) ?? [];
    const longer = alike.findIndex(({ length }) => length < spelling.length);
    alike.splice(longer < 0 ? alike.length : longer, 0, spelling);
    table?.spellings.set(beginning, alike);
  }

  /** The longest one that begins there. */
  #spellingAt(text: string, at: number): string | undefined {
    for (const { most, spellings } of this.#tables) {
      const alike = spellings.get(text.slice(at, at + most));
      const found = alike?.find((each) => text.startsWith(each, at));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) % PAIRS;
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
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ];
}
