/** A line that is nearly a command: a verb or an option is misspelt, or a part is missing. */
import { isImage } from './images';
import { nothingKnown, projectCalled, resourcesCalled } from './known';
import { scopeOf, sortWords } from './options';
import { parseCommand } from './parse';
import type { Circumstances, Reading } from './reading';
import { formatCommand, verbOf } from './verbs/index';
import { commonWords, spokenKind } from './vocabulary';
import { splitWords, type Word } from './words';

/** Words of a command line; more are a sentence. */
const MOST_WORDS = 6;
/** A shorter word is near to too many. */
const SHORTEST = 3;

/** What was probably meant; undefined when the line is no command at all. */
export function mistypedCommand(
  line: string,
  { surface, known = nothingKnown, about }: Circumstances,
): Reading | undefined {
  const words = splitWords(line);
  const [first, ...rest] = words;
  if (!first || words.length > MOST_WORDS) return undefined;
  const command = parseCommand(line, 'command');
  if (command.do !== 'mistake') return undefined;
  const word = first.text.toLowerCase();
  const kind = spokenKind(word);
  if (rest.length === 0 && kind) return about ? undefined : [{ do: 'which', kind }];
  if (words.some(({ option }) => option !== undefined)) {
    const { unknown, empty, options } = sortWords(words);
    const broken = unknown !== undefined || empty !== undefined || 'badRegion' in scopeOf(options);
    if (broken || verbOf(word)) return command;
  }
  if (verbOf(word)) {
    const isLine = rest.length <= 1 || !isSentence(rest);
    return surface === 'command' && !kind && isLine ? command : undefined;
  }
  const isKnown =
    first.quoted ||
    word.length < SHORTEST ||
    commonWords.has(word) ||
    resourcesCalled(known, word).length > 0 ||
    projectCalled(known, word) !== undefined;
  if (isKnown || isSentence(rest)) return undefined;
  // `biuld shop-api`: the rest of the line makes sense with the verb that was meant.
  const { nearest } = command;
  const meant = nearest && formatCommand(nearest).split(' ')[0];
  const makesSense =
    nearest?.do === 'image'
      ? isImage({ text: nearest.reference })
      : nearest?.do === 'source'
        ? /[/@]/.test(nearest.url)
        : true;
  return meant !== undefined && meant !== word && verbOf(meant) && makesSense ? command : undefined;
}

function isSentence(words: readonly Word[]): boolean {
  return words.some(({ text }) => commonWords.has(text.toLowerCase()));
}
