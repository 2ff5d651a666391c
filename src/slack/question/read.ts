/**
 * The one reader of what people write: slash command, mention, direct message and thread alike. A command line is read by
 * its grammar; everything else is read as a sentence, by the names that exist, the kinds, the addresses and the images in it.
 */
import type { WorkloadKind } from '../../diagnosis/model/subject';
import { addressesIn } from './addresses';
import type { Command, DiagnoseCommand, ImageCommand, Mistake, Scope } from './command';
import { followUp, secretIn } from './follow-up';
import { isImage } from './images';
import { type Known, nothingKnown, projectCalled, resourcesCalled } from './known';
import { hasLogSigns, isPastedLog, isRecognised } from './log-like';
import { type Mention, mentionsIn } from './names';
import { type Options, scopeOf, sortWords } from './options';
import { parseCommand } from './parse';
import { isReason } from './pasted';
import { howTo, type Spoken, spoken, type Talk } from './small-talk';
import { type Token, tokensOf, withoutEmoji } from './tokens';
import { explained } from './verbs/explain';
import { formatCommand, verbOf } from './verbs/index';
import {
  askingWords,
  commonWords,
  eventWords,
  historyWords,
  logWords,
  pushWords,
  spokenKind,
  troubleWords,
} from './vocabulary';
import { splitWords, type Word } from './words';

/** What is asked: at least one command, or what was wrong, or something that is answered with a few words. */
export type Reading = readonly Command[] | Mistake | Talk;

export interface Circumstances {
  /** How it came: after a slash, a line that is nearly a command is a mistyped one. */
  readonly surface: 'command' | 'message';
  readonly known?: Known;
  /** What was asked before, in the same thread. */
  readonly about?: Command;
}

/** A whole sentence is no command. */
const MOST_COMMAND_WORDS = 4;

/**
 * The command line that a text is, without doubt, whatever names exist; undefined when it must be read as a sentence.
 */
export function readPlainly(typed: string): Command | undefined {
  const line = withoutSlash(typed);
  if (!line) return { do: 'overview' };
  const command = parseCommand(line, 'message');
  switch (command.do) {
    case 'mistake':
    case 'history':
      return command.do === 'history' && isShort(line) ? command : undefined;
    case 'explain':
      return /^explain\s/i.test(line) && (hasLogSigns(command.text) || isPastedLog(line))
        ? command
        : undefined;
    case 'diagnose':
    case 'logs':
    case 'events':
      return isShort(line) && command.kind && isName(command.name) ? command : undefined;
    case 'image':
      return isImage({ text: command.reference }) || /^[a-z0-9][\w./-]*$/.test(command.reference)
        ? command
        : undefined;
    case 'help':
      return isShort(line) ? command : undefined;
    case 'watch':
      return command.project === undefined || isName(command.project) ? command : undefined;
    default:
      return command;
  }
}

/** Reads what a person wrote (see `fromSlack` for what Slack did to it). Never throws. */
export function readQuestion(typed: string, circumstances: Circumstances): Reading {
  const { surface, known = nothingKnown, about } = circumstances;
  const line = withoutSlash(typed);
  const plain = readPlainly(line);
  const needsContext = plain?.do === 'history' && plain.name === undefined && about !== undefined;
  if (plain && !needsContext) return [plain];
  const bare = withoutEmoji(line);
  const sentence = sentenceOf(bare, known);
  const talk = spoken(line, bare);
  const pasted = isPastedLog(line);
  if (talk && sentence.mentions.length === 0) return talk.do === 'talk' ? talk : [plainOf(talk)];
  if (!pasted) {
    const mistyped = mistypedCommand(line, circumstances);
    if (mistyped) return mistyped;
    const asked =
      (about && isOpen(sentence, about) ? byContext(sentence, about, known) : undefined) ??
      byNames(sentence, known, about);
    if (asked) return asked;
    const how = howTo(bare);
    if (how) return how;
    if (!hasLogSigns(bare) && !isRecognised(bare) && !sentence.tokens.some(({ text }) => isReason(text))) {
      const general = byTrouble(sentence, surface);
      if (general) return general;
    }
  }
  const text = /^explain\s+(\S[\s\S]*)$/i.exec(line)?.[1] ?? line;
  const command = explained(text);
  return command.do === 'mistake' ? command : [command];
}

function plainOf({ do: verb }: Exclude<Spoken, Talk>): Command {
  return { do: verb };
}

/** People type the slash command in messages too. */
function withoutSlash(typed: string): string {
  return typed.trim().replace(/^\/ce-image\b\s*/i, '');
}

function isShort(line: string): boolean {
  return line.split(/\s+/).length <= MOST_COMMAND_WORDS + 4;
}

function isName(name: string): boolean {
  return !commonWords.has(name.toLowerCase());
}

/** What a sentence holds. */
interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly options: Options;
  readonly scope: Scope;
  readonly mentions: readonly Mention[];
  readonly kinds: readonly WorkloadKind[];
  readonly images: readonly string[];
  /** It is put as a question or a wish. */
  readonly asks: boolean;
}

function sentenceOf(bare: string, known: Known): Sentence {
  const { values, options } = sortWords(splitWords(bare.replace(/\s*\n\s*/g, ' ')));
  const text = values.map((word) => (word.quoted ? `"${word.text}"` : word.text)).join(' ');
  const all = tokensOf(text);
  const images = all.filter(isImage).map((token) => token.text);
  const tokens = all.filter((token) => !isImage(token) && !/^(?:https?:|git@|ssh:)/i.test(token.text));
  const given = scopeOf(options);
  const scope: Scope = 'badRegion' in given ? {} : given;
  const { resources, kinds, project } = mentionsIn(tokens, known, scope.project);
  const [first] = tokens;
  return {
    text: bare,
    tokens,
    options,
    scope: project === undefined ? scope : { ...scope, project },
    mentions: resources,
    kinds,
    images,
    asks: /[?？]\s*$/m.test(bare) || (first !== undefined && askingWords.has(first.word)),
  };
}

/** What is asked by what the sentence names. */
function byNames(sentence: Sentence, known: Known, about: Command | undefined): Reading | undefined {
  const { mentions, images, text, asks, tokens } = sentence;
  const isLog = hasLogSigns(text);
  const exist = mentions.some((each) => each.known);
  // `shop-api: exit code 1` speaks of shop-api.
  const leads = tokens[0] !== undefined && mentions[0]?.known && mentions[0].name === tokens[0].word;
  if (isLog && !(exist && (asks || leads))) return undefined;
  const addresses = addressesIn(text, known);
  if (addresses.length > 0) {
    const commands = addresses.flatMap((each) => (each.do === 'repository' ? [] : [each]));
    if (commands.length > 0) return commands;
    return isRecognised(text) ? undefined : { do: 'talk', topic: 'repository' };
  }
  const errand = byErrand(sentence, known);
  if (errand) return errand;
  const reference = images[0] ?? namedImage(sentence);
  if (reference) return [imageCommand(reference, sentence)];
  // A line that the core knows is no name that nobody knows.
  if (!exist && (isRecognised(text) || (howTo(text) !== undefined && !exist))) return undefined;
  if (mentions.length === 0) return undefined;
  const [mention] = mentions as [Mention];
  if (about && !exist && mention.kind === undefined) return undefined;
  return mentions.map((each) => commandOf(each, sentence));
}

/** `watch`, `unwatch`, `use`, `watches` and questions about whole projects, in other words. */
function byErrand({ text, scope, mentions, kinds, tokens }: Sentence, known: Known): Reading | undefined {
  const { project } = scope;
  if (/\b(?:what|which)\b.{0,20}\b(?:you|this channel)\b.{0,10}\bwatch/i.test(text))
    return [{ do: 'watches' }];
  if (mentions.length > 0) return undefined;
  if (project !== undefined) {
    if (
      /\b(?:stop|end|quit|no more|don't)\b.{0,30}\b(?:watch|alert|notif)|\bunwatch|\bunsubscribe/i.test(text)
    ) {
      return [{ do: 'unwatch', ...scope }];
    }
    if (/\bwatch\b|\bnotify\b|\balerts?\b|\bsubscribe\b|\bping me\b|\bmonitor\b/i.test(text)) {
      return [{ do: 'watch', ...scope }];
    }
    if (/^(?:please )?(?:use|switch to|set|default)\b/i.test(text) && projectCalled(known, project)) {
      return [{ do: 'use', ...scope }];
    }
  }
  const general =
    /\b(?:what|whats|what's|which|anything|something|everything|all)\b.{0,30}\b(?:fail\w*|broken|down|wrong|unhealthy|red|going on|up|good|ok|fine)\b/i.test(
      text,
    ) && !/^(?:something|everything|all) is\b/i.test(text);
  const overview =
    general ||
    /^(?:please )?(?:status|overview|summary|state)\b|\bhow (?:are|is) (?:things|it going|everything|project)\b|\blist .{0,20}\bfail|\bany(?: \w+)? (?:problem|issue|error|failure|trouble|outage)s?\b|^everything\b.{0,10}\?|\b(?:show|list) (?:me )?(?:everything|all)\b/i.test(
      text,
    );
  const plural = tokens.some(({ word }) => /^(?:apps|builds|jobs|functions|buildruns|jobruns)$/.test(word));
  const justProject = project !== undefined && kinds.length === 0 && tokens.length <= 3;
  if (overview && (kinds.length === 0 || plural || project !== undefined))
    return [{ do: 'overview', ...scope }];
  return justProject ? [{ do: 'overview', ...scope }] : undefined;
}

/** `image nginx`, `docker pull nginx`. */
function namedImage({ tokens }: Sentence): string | undefined {
  const at = tokens.findIndex(({ word }) => word === 'image' || word === 'img');
  const next = tokens[at + 1];
  const named = at >= 0 && next && !commonWords.has(next.word) && !spokenKind(next.word);
  return named && tokens.length <= MOST_COMMAND_WORDS ? next.text : undefined;
}

function imageCommand(reference: string, { tokens, options, scope }: Sentence): ImageCommand {
  const secret = options.secret ?? secretIn(tokens);
  const push = options.push !== undefined || tokens.some(({ word }) => pushWords.has(word));
  return {
    do: 'image',
    reference,
    ...(secret === undefined ? {} : { secret }),
    ...(push ? { push: true } : {}),
    ...scope,
  };
}

function commandOf({ name, kind, project }: Mention, { tokens, text, scope }: Sentence): Command {
  const where: Scope = project === undefined ? scope : { ...scope, project };
  const about: Omit<DiagnoseCommand, 'do'> = { ...(kind ? { kind } : {}), name, ...where };
  const others = tokens.filter(({ word }) => word !== name);
  const says = (words: ReadonlySet<string>) => others.some(({ word }) => words.has(word));
  if (says(logWords)) return { do: 'logs', ...about };
  if (says(eventWords)) return { do: 'events', ...about };
  if (/\bhistory\b|\bhow often\b|\blast (?:week|month)\b/i.test(text)) return { do: 'history', name };
  return { do: 'diagnose', ...about };
}

/** Whether a sentence names nothing of its own. */
function isOpen({ mentions, images }: Sentence, about: Command): boolean {
  // Behind an image a name may be that of a secret.
  const names = about.do === 'image' ? mentions.filter((each) => each.known) : mentions;
  return names.length === 0 && images.length === 0;
}

/** What follows from what was asked before. */
function byContext(sentence: Sentence, about: Command, known: Known): Reading | undefined {
  const { tokens, options, kinds, scope, text } = sentence;
  if (!sentence.asks && (hasLogSigns(text) || isRecognised(text))) return undefined;
  const [kind] = kinds;
  const project = scope.project;
  const said = { tokens, options, ...(kind ? { kind } : {}), ...(project === undefined ? {} : { project }) };
  const command = followUp(about, said, known);
  return command && [command];
}

/** A line that is nearly a command: a verb or an option is misspelt, or a part is missing. */
function mistypedCommand(
  line: string,
  { surface, known = nothingKnown, about }: Circumstances,
): Reading | undefined {
  const words = splitWords(line);
  const [first, ...rest] = words;
  if (!first || words.length > MOST_COMMAND_WORDS + 2) return undefined;
  const command = parseCommand(line, 'command');
  if (command.do !== 'mistake') return undefined;
  const word = first.text.toLowerCase();
  const kind = spokenKind(word);
  if (rest.length === 0 && kind) return about ? undefined : [{ do: 'which', kind }];
  const hasOptions = words.some(({ option }) => option !== undefined);
  if (hasOptions) {
    const { unknown, empty, options } = sortWords(words);
    const broken = unknown !== undefined || empty !== undefined || 'badRegion' in scopeOf(options);
    if (broken || verbOf(word)) return command;
  }
  const isKnown =
    first.quoted ||
    commonWords.has(word) ||
    resourcesCalled(known, word).length > 0 ||
    projectCalled(known, word);
  if (verbOf(word)) return surface === 'command' && !kind && !isSentence(rest) ? command : undefined;
  // `biuld shop-api`: the rest of the line makes sense with the verb that was meant.
  const { nearest } = command;
  const written = nearest && formatCommand(nearest).split(' ')[0];
  const fits = nearest?.do !== 'image' || isImage({ text: nearest.reference });
  const wasMeant = written !== undefined && written !== word && verbOf(written) !== undefined && fits;
  return !isKnown && wasMeant && !isSentence(rest) ? command : undefined;
}

function isSentence(words: readonly Word[]): boolean {
  return words.some(({ text }) => commonWords.has(text.toLowerCase()));
}

/** Words of a sentence that names nothing: something does not work, and which one is not said. */
const MOST_WORDS = 40;
const MOST_CHARACTERS = 400;

function byTrouble(sentence: Sentence, surface: Circumstances['surface']): Reading | undefined {
  const { tokens, kinds, scope, text } = sentence;
  const [only, ...more] = tokens;
  if (only && more.length === 0) {
    const { word } = only;
    const kind = spokenKind(word);
    if (kind) return [{ do: 'which', kind, ...scope }];
    if (isName(word) && /^[a-z0-9][a-z0-9.-]*$/.test(word) && !isReason(only.text)) {
      return [{ do: 'diagnose', name: word, ...scope }];
    }
  }
  const says = (words: ReadonlySet<string>) => tokens.some(({ word }) => words.has(word));
  const wants = says(troubleWords) || says(askingWords) || says(historyWords) || surface === 'command';
  if (tokens.length > MOST_WORDS || text.length > MOST_CHARACTERS) return undefined;
  const [kind] = kinds;
  if (!kind && scope.project !== undefined) return [{ do: 'overview', ...scope }];
  if (!kind && !wants) return { do: 'talk', topic: 'unclear' };
  return [{ do: 'which', ...(kind ? { kind } : {}), ...scope }];
}
