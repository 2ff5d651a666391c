/** The command grammar: one parser for the slash command, a mention and a direct message. */
import { type Command, type Mistake, mistake, type Scope } from './command';
import { kindOf, nameOf } from './kinds';
import { nearest } from './near';
import {
  emptyOption,
  nearestRegion,
  type OptionName,
  optionUsage,
  type Sorted,
  scopeOf,
  sortWords,
} from './options';
import { isPasted, isReason } from './pasted';
import { regions } from './regions';
import type { Verb } from './verb';
import { explained } from './verbs/explain';
import { overview, usageOf, verbOf, verbs, verbWords } from './verbs/index';
import { forceQuote, splitWords, type Word } from './words';

/** More words than any command has: it is a sentence or a log line. */
const SENTENCE_WORDS = 5;

/** How a text came: a few unknown words in a message are more likely a piece of a log than a mistyped command. */
export type Surface = 'command' | 'message';

/** Verbs that take no sentence for a log line, since their word is no word of logs. */
const ALERT_VERBS: ReadonlySet<unknown> = new Set([
  verbs.watch,
  verbs.unwatch,
  verbs.watches,
  verbs.mute,
  verbs.unmute,
  verbs.history,
]);

/** Reads a line as a person typed it (see `fromSlack` for what Slack did to it). Never throws. */
export function parseCommand(typed: string, surface: Surface = 'command'): Command | Mistake {
  const line = typed.trim();
  const text = /^explain\s+(\S[\s\S]*)$/i.exec(line)?.[1];
  if (text !== undefined) return explained(text);
  if (isPasted(line)) return explained(line);
  const words = splitWords(line);
  const sorted = sortWords(words);
  const { values } = sorted;
  const [first, ...rest] = values;
  const verb = first && !first.quoted ? verbOf(first.text) : undefined;

  if (!verb || !ALERT_VERBS.has(verb)) {
    if (values.length >= SENTENCE_WORDS) return explained(line);
    const troubled = sorted.unknown || sorted.empty;
    if (first && !verb && (values.length > 3 || (troubled && values.length > 2))) return explained(line);
  }
  if (sorted.options.help) return { do: 'help' };
  const asked = readOptions(sorted, words, verb ?? overview, verb && first?.text.toLowerCase());
  if (asked) return asked;
  const scope = scopeOf(sorted.options) as Scope;
  if (!first) return overview.read({ verb: '', values, options: sorted.options, scope });
  if (!verb) return unknownFirst(first, rest, scope, line, surface);
  const read = verb.read({ verb: first.text.toLowerCase(), values: rest, options: sorted.options, scope });
  if (read.do !== 'mistake') return read;
  // A message that begins with such a word may go on as a sentence.
  if (surface === 'message' && ALERT_VERBS.has(verb) && Object.keys(sorted.options).length === 0) {
    return explained(line);
  }
  return read.usage === verb.usage ? { ...read, usage: usageOf(verb) } : read;
}

/** What is wrong with the options of a line; undefined when nothing is. */
function readOptions(
  sorted: Sorted,
  words: readonly Word[],
  verb: Verb<never>,
  verbWord: string | undefined,
): Mistake | undefined {
  const { unknown, empty, options } = sorted;
  if (unknown) {
    const problem = `There is no option --${unknown.word.option}.`;
    if (!unknown.meant) return mistake(problem, usageOf(verb));
    return near(problem, spelled(words, unknown.word, unknown.meant), optionUsage(unknown.meant));
  }
  if (empty) return emptyOption(empty);
  const strange = (Object.keys(options) as OptionName[]).find((name) => !verb.options.includes(name));
  if (strange) return strangeOption(strange, verb, verbWord);
  const scope = scopeOf(options);
  if (!('badRegion' in scope)) return undefined;
  const problem = `Code Engine has no region ${scope.badRegion}. Its regions: ${regions.join(', ')}.`;
  const meant = nearestRegion(scope.badRegion);
  if (!meant) return mistake(problem, optionUsage('region'));
  // The last one counts.
  return near(problem, [...words.map(spelledAgain), `--region=${meant}`].join(' '), optionUsage('region'));
}

function near(problem: string, line: string, usage: string): Mistake {
  const command = parseCommand(line);
  return command.do === 'mistake' ? mistake(problem, usage) : { do: 'mistake', problem, nearest: command };
}

/** An option of another verb. */
function strangeOption(name: OptionName, verb: Verb<never>, word: string | undefined): Mistake {
  const owners = Object.values(verbs).filter(({ options }) => options.includes(name));
  const [owner] = owners;
  const words = owners.map(({ usage }) => usage.split(' ')[0]).join(', ');
  const problem = word
    ? `${word} has no option --${name}, which belongs to ${words}.`
    : `--${name} belongs to ${words}.`;
  return mistake(problem, usageOf(owner ?? verb));
}

/** The line with one option spelled right. */
function spelled(words: readonly Word[], wrong: Word, right: OptionName): string {
  return words
    .map((word) =>
      word === wrong
        ? `--${right}${word.value === undefined ? '' : `=${forceQuote(word.value)}`}`
        : spelledAgain(word),
    )
    .join(' ');
}

function spelledAgain({ text, quoted, option, value }: Word): string {
  if (option !== undefined && value !== undefined) return `--${option}=${forceQuote(value)}`;
  return quoted ? forceQuote(text) : text;
}

/** The first word is no verb: a name, a piece of a log, or a mistyped verb. */
function unknownFirst(
  first: Word,
  rest: readonly Word[],
  scope: Scope,
  line: string,
  surface: Surface,
): Command | Mistake {
  if (!first.text) return mistake('The name is empty.', 'NAME');
  if (rest.length === 0) {
    if (!first.quoted && !scope.project && !scope.region && !scope.account && isReason(first.text))
      return explained(line);
    return { do: 'diagnose', name: nameOf(first), ...scope };
  }
  const problem = `There is no subcommand ${first.text}.`;
  const where = scopeWords(scope);
  const meant = first.quoted ? undefined : nearest(first.text.toLowerCase(), verbWords);
  if (meant) {
    const mended = parseCommand([meant, ...rest.map(spelledAgain), ...where].join(' '));
    return mended.do === 'mistake' ? { ...mended, problem } : { do: 'mistake', problem, nearest: mended };
  }
  const last = rest[rest.length - 1] as Word;
  const turned = last.quoted || rest.length > 1 ? undefined : last.text.toLowerCase();
  if (turned && (kindOf(last) || turned === 'logs' || turned === 'events')) {
    const mended = parseCommand([turned, spelledAgain(first), ...where].join(' '));
    if (mended.do !== 'mistake') return { do: 'mistake', problem, nearest: mended };
  }
  if (surface === 'message' || rest.length > 1) return explained(line);
  return { do: 'mistake', problem, nearest: { do: 'diagnose', name: nameOf(first), ...scope } };
}

function scopeWords({ project, region, account }: Scope): string[] {
  return [
    ...(project === undefined ? [] : [`--project=${forceQuote(project)}`]),
    ...(region === undefined ? [] : [`--region=${region}`]),
    ...(account === undefined ? [] : [`--account=${forceQuote(account)}`]),
  ];
}
