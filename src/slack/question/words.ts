/** Splits a typed line into words, the way a shell would, and forgives what phones do to quotes and dashes. */

export interface Word {
  readonly text: string;
  /** It began with a quote, so it is a value even when it looks like an option or a subcommand. */
  readonly quoted: boolean;
  /** Name of the option, without dashes, lower case: `--Project`, `-p`, `—project`. */
  readonly option?: string;
  /** What follows the option's `=`. */
  readonly value?: string;
}

const doubleQuotes = '"“”„‟«»';
const singleQuotes = "'‘’‚‛`";
const dashes = '-‐‑‒–—―−';

/** The words of a line. Never throws: a quote without its partner is an ordinary character. */
export function splitWords(line: string): Word[] {
  const characters = [...line];
  const words: Word[] = [];
  let at = 0;
  while (at < characters.length) {
    if (/\s/u.test(characters[at] as string)) {
      at += 1;
      continue;
    }
    const start = at;
    const quoted = closingQuote(characters, at) !== undefined;
    let text = '';
    while (at < characters.length && !/\s/u.test(characters[at] as string)) {
      const close = isApostrophe(characters, at) ? undefined : closingQuote(characters, at);
      if (close === undefined) {
        text += characters[at];
        at += 1;
      } else {
        for (at += 1; at < close; at += 1) {
          if (characters[at] === '\\' && at + 1 < close) at += 1;
          text += characters[at];
        }
        at = close + 1;
      }
    }
    words.push({ text, quoted, ...(quoted ? {} : optionOf(characters.slice(start, at).join(''), text)) });
  }
  return words;
}

/** A word that {@link splitWords} reads back as one quoted or plain word with this very text. */
export function quoteWord(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._/:@+-]*$/.test(text)) return text;
  return `"${[...text].map((c) => (doubleQuotes.includes(c) || c === '\\' ? `\\${c}` : c)).join('')}"`;
}

/** A quoted word, also where {@link quoteWord} would not need to quote. */
export function forceQuote(text: string): string {
  const word = quoteWord(text);
  return word.startsWith('"') ? word : `"${word}"`;
}

/** `storefront's`, `l’app`: no quote opens within a word. */
function isApostrophe(characters: readonly string[], at: number): boolean {
  return "'’".includes(characters[at] as string) && /[\p{L}\p{N}]/u.test(characters[at - 1] ?? '');
}

function closingQuote(characters: readonly string[], open: number): number | undefined {
  const quotes = [doubleQuotes, singleQuotes].find((kind) => kind.includes(characters[open] as string));
  if (!quotes) return undefined;
  for (let at = open + 1; at < characters.length; at += 1) {
    if (characters[at] === '\\') at += 1;
    else if (quotes.includes(characters[at] as string)) return at;
  }
  return undefined;
}

function optionOf(source: string, text: string): Pick<Word, 'option' | 'value'> {
  const first = [...source].findIndex((c) => !dashes.includes(c));
  if (first <= 0 || first > 3) return {};
  const body = [...text].slice(first).join('');
  const equals = body.indexOf('=');
  const name = (equals < 0 ? body : body.slice(0, equals)).toLowerCase();
  if (!/^[a-z][a-z-]*$/.test(name)) return {};
  return { option: name, ...(equals < 0 ? {} : { value: body.slice(equals + 1) }) };
}
