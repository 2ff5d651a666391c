/**
 * The one reader of what people write: slash command, mention, direct message and thread alike. A command line is read by
 * its grammar; everything else is read as a sentence, by the names that exist, the kinds, the addresses and the images in it.
 */
import { addressesIn } from './addresses';
import type { Command, DiagnoseCommand, ExplainCommand, ImageCommand, Scope } from './command';
import { asksOfAll, asksToBeTold, errandOf, muteBelow, muteIn, unmutes } from './errands';
import { asksForChanges, asksForHistory, followUp, isAnonymous, secretIn } from './follow-up';
import { isImage } from './images';
import { type Known, nothingKnown } from './known';
import { hasLogSigns, isPastedLog, isRecognised } from './log-like';
import { mistypedCommand } from './mistyped';
import type { Mention } from './names';
import { askedByTool } from './other-tools';
import { parseCommand } from './parse';
import { isReason } from './pasted';
import type { Circumstances, Reading } from './reading';
import { sourceQuestions } from './repository-questions';
import { type Sentence, sentenceOf, speaksOf } from './sentence';
import { withoutSlips } from './slips';
import { asksForMeaning, howTo, meaning, type Spoken, spoken, type Talk } from './small-talk';
import { withoutEmoji } from './tokens';
import { explained } from './verbs/explain';
import { noSuchLength } from './verbs/mute';
import {
  commonWords,
  englishWords,
  eventWords,
  fetchWords,
  logWords,
  otherWords,
  pushWords,
  spokenKind,
  strangeIn,
  tradeWords,
  troubleWords,
} from './vocabulary';

/** Words of a command line; more are a sentence. */
const MOST_WORDS = 8;

/**
 * The command line that a text is, without doubt, whatever names exist; undefined when it must be read as a sentence.
 */
export function readPlainly(
  typed: string,
  { surface, about, known }: Circumstances = { surface: 'message' },
): Command | undefined {
  const bare = bareLine(typed);
  const tool = askedByTool(bare, known ?? nothingKnown);
  // Which project a namespace is, the names tell.
  if (typeof tool === 'object' || (tool !== undefined && !known)) return undefined;
  const line = tool ?? bare;
  if (!line) return surface === 'command' ? { do: 'overview' } : (about ?? { do: 'overview' });
  const command = parseCommand(line, 'message');
  // No name in a log says what is asked.
  if (command.do === 'explain' && isPastedLog(line)) return command;
  const isShort = line.split(/\s+/).length <= MOST_WORDS;
  switch (command.do) {
    case 'mistake':
      return undefined;
    case 'history':
      return isShort && (command.name !== undefined || !about) ? command : undefined;
    case 'overview':
      // Nobody says `--all` of anything else.
      if (command.all) return command;
      // `status reporting` names a project or a resource: the names tell.
      return command.project === undefined
        ? about
          ? undefined
          : command
        : /^-/.test(line) && !about
          ? command
          : undefined;
    case 'explain':
      // Nobody asks a question with `explain` and several lines.
      return /^explain\s/i.test(line) && (hasLogSigns(command.text) || command.text.trim().includes('\n'))
        ? command
        : undefined;
    case 'diagnose':
    case 'logs':
    case 'events':
      return isShort && command.kind && isName(command.name) && !command.name.includes('/')
        ? command
        : undefined;
    case 'image':
      // What was meant as a reference and is none is told what is wrong with it.
      return isImage({ text: command.reference }) ||
        /^[a-z0-9][\w./-]*$/.test(command.reference) ||
        (/^\S*[/:]\S*$/.test(command.reference) && addressesIn(command.reference).length === 0)
        ? command
        : undefined;
    case 'source':
      return /^(?:https?|ssh):|^git@/i.test(command.url) ? command : undefined;
    case 'help':
      // `help storefront is broken` asks for more.
      return isShort && (!/\s/.test(line) || /(?:^|\s)--?h(?:elp)?\b/.test(line)) ? command : undefined;
    case 'mute':
    case 'unmute':
      // `mute everything`, `unmute it` name nothing.
      return 'cause' in command || !NO_NAME.test(command.name) ? command : undefined;
    case 'watch':
      return command.project === undefined || isName(command.project) ? command : undefined;
    default:
      return command;
  }
}

/** Reads what a person wrote (see `fromSlack` for what Slack did to it). Never throws. */
export function readQuestion(typed: string, circumstances: Circumstances): Reading {
  const { surface, known = nothingKnown, about } = circumstances;
  const own = bareLine(typed);
  const tool = askedByTool(own, known);
  if (typeof tool === 'object') return tool;
  const line = unquoted(tool ?? own);
  const plain = readPlainly(line, circumstances);
  if (plain) return [plain];
  const bare = withoutSlips(withoutEmoji(line), known);
  const sentence = sentenceOf(bare, known);
  const talk = spoken(line, bare);
  // A line of a log may hold such words: `terminal prompts disabled, what can I do?`
  const isTalk =
    talk &&
    sentence.mentions.length === 0 &&
    !(talk.do === 'help' && ((about && ASKS_WHAT_TO_DO.test(bare)) || hasLogSigns(bare)));
  if (isTalk) return talk.do === 'talk' ? talk : [plainOf(talk)];
  if (!isPastedLog(line)) {
    const quotes = sentence.mentions.length === 0 ? quotedError(bare) : undefined;
    if (quotes) return [quotes];
    const asked =
      aside(sentence, about, bare) ??
      byContext(sentence, about, known) ??
      mistypedCommand(line, circumstances) ??
      byNames(sentence, known, about) ??
      (speaksOfReason(sentence) ? undefined : howTo(bare));
    if (asked) return asked;
    const isTold = (OWN.test(bare) || isPlain(sentence)) && !/[:"“`]/.test(bare);
    if (!hasLogSigns(bare) && (isTold || !isRecognised(bare)) && !speaksOfReason(sentence)) {
      if (asksForMeaning(bare)) return meaning(bare);
      const general = byTrouble(sentence, surface);
      if (general) return general;
    }
  }
  const text = /^explain\s+(\S[\s\S]*)$/i.exec(line)?.[1] ?? line;
  const command = explained(text);
  return command.do === 'mistake' ? command : [command];
}

/** Below an answer: what is about something else, though it names nothing. */
function aside(sentence: Sentence, about: Command | undefined, bare: string): Reading | undefined {
  if (!about || sentence.mentions.length > 0 || sentence.images.length > 0) return undefined;
  const muted = muteBelow(about, bare);
  if (muted) return muted;
  // `everything is on fire` is about more than the one above.
  if (EVERYTHING.test(bare) && speaksOf(sentence, troubleWords))
    return [{ do: 'overview', ...sentence.scope }];
  const ofProject = sentence.scope.project !== undefined && ASKS_OF_ONE.test(bare);
  if (asksOfAll(sentence) || ofProject) return [{ do: 'overview', ...sentence.scope }];
  // `how do I fix it?` is answered by the card; `how do I set the port?` is not.
  const talk = TO_FIX.test(bare) ? undefined : howTo(bare);
  // `where are the logs?` below an answer about one thing means its own.
  return talk?.topic === 'logs' && about.do === 'diagnose' ? undefined : talk;
}

/** It begins with all there is; but `everything worked yesterday` looks back. */
const EVERYTHING =
  /^(?:omg|oh no|help|guys|hey)?[\s,!]*(?:everything|all (?:of it|apps|builds|jobs)|nothing|alles|nichts|tout|rien|todo|nada|tutto|tudo|wszystko|всё|все|ничего)(?![\p{L}\p{N}])(?!.{0,40}\b(?:until|before|yesterday|again|else|now)\b)/iu;

/** `is prod healthy?`; but `and in prod?` asks about the same thing there. */
const ASKS_OF_ONE =
  /^(?:is|are|how(?:'s| is| are))\s+(?:the )?(?:project )?[\w.-]+(?: project)?\s+(?:ok|okay|fine|healthy|up|down|green|red|doing|alright|good|broken|well)\b/i;

/** Below an answer it is the answer that says what to do. */
const ASKS_WHAT_TO_DO = /\b(?:can|could|should|must|do) (?:i|we) do\b|^[\s?？!]+$/i;

const TO_FIX =
  /\b(?:fix|solve|repair|mend|resolve|correct|avoid|prevent|debug|get|make|unblock) (?:it|this|that|these|them|the (?:errors?|problem|failure|issue|build|app|job|fix))\b|\bbeheben|\breparieren|\brésoudre|\bcorriger|\bréparer|\bsolucion|\barregl|\bresolver|\bconsertar|\brisolvere/i;

/** `app crashed.`: nothing but words of this trade, and few. */
function isPlain({ tokens, kinds }: Sentence): boolean {
  return kinds.length > 0 && tokens.length <= MOST_PLAIN && strangeIn(tokens).length === 0;
}
const MOST_PLAIN = 5;

/** `what is "no basic auth credentials"?`: the error stands in quotes, and the question around it. */
function quotedError(text: string): ExplainCommand | undefined {
  const said = [...text.matchAll(/`([^`\n]{12,})`|"([^"\n]{12,})"|“([^”\n]{12,})”/g)].map(
    ([, a, b, c]) => a ?? b ?? c ?? '',
  );
  const error = said.find((each) => /\s/.test(each) && (hasLogSigns(each) || isRecognised(each)));
  return error === undefined ? undefined : { do: 'explain', text: error };
}

/** No log speaks so of what is its writer's: `our image was not found`. */
const OWN =
  /^(?:(?:hi|hello|hey|so|well|and|but|now)[\s,]+)*(?:my|our|meine?|unsere?|mon|ma|notre|mi|nuestr[oa]|meu|minha|il mio)\b/iu;

/** `ImagePullBackOff`, `exit_code`: what it means is asked. */
function speaksOfReason({ tokens }: Sentence): boolean {
  return tokens.some(({ text }) => isReason(text));
}

function plainOf({ do: verb }: Exclude<Spoken, Talk>): Command {
  return { do: verb };
}

/** People type the slash command in messages too, and put a whole command into quotes. */
function bareLine(typed: string): string {
  const line = typed.trim().replace(/^\/ce-image\b\s*/i, '');
  const inside = /^(?:"([^"\n]+)"|“([^“”\n]+)”)$/.exec(line);
  return (inside?.[1] ?? inside?.[2] ?? line).trim() || line;
}

const NO_NAME =
  /^(?:it|this|that|these|them|everything|all|everyone|everybody|here|us|me|alles|till|until|for)$/i;

/** A message that is quoted is no log, though shells and npm begin their lines in the same way. */
function unquoted(line: string): string {
  const said = line.replace(/^[ \t]*> ?/gm, '');
  return said !== line && !hasLogSigns(said) && !isRecognised(said) ? said.replace(/\s*\n\s*/g, ' ') : line;
}

function isName(name: string): boolean {
  return !commonWords.has(name.toLowerCase());
}

/** What is asked by what the sentence names. */
function byNames(sentence: Sentence, known: Known, about: Command | undefined): Reading | undefined {
  const { mentions, images, text, asks, tokens } = sentence;
  const exist = mentions.some((each) => each.known);
  // `shop-api: exit code 1` and `revision shop-api-00012 failed` speak of shop-api.
  const leads = tokens[0] !== undefined && mentions[0]?.known && mentions[0].name === tokens[0].word;
  const isTerse = tokens.length <= MOST_WORDS && !/[:"'()[\]]/.test(text);
  if (hasLogSigns(text) && !(exist && (asks || leads || isTerse))) return undefined;
  const addressed = byAddresses(sentence, known, exist);
  if (addressed) return addressed;
  // `what should I do if a build fails?` asks about no build.
  const asksHow = mentions.length === 0 && images.length === 0 && howTo(text) !== undefined;
  const errand = asksHow || images.length > 0 ? undefined : errandOf(sentence, known);
  if (errand) return errand;
  if (!exist && images.length === 0 && asksToBeTold(text)) return { do: 'talk', topic: 'alerts' };
  const named = images[0] || asksHow ? images : namedImage(sentence);
  if (named.length > 0) {
    // `error: failed to solve: alpine:9.99: not found` quotes an error.
    const isQuoted = !asks && /\b(?:error|failed|fatal)\b[^?]{0,80}: /i.test(text) && isRecognised(text);
    return isQuoted ? undefined : named.map((reference) => imageCommand(reference, sentence));
  }
  // A line that the core knows is no name that nobody knows, and neither is a word of a how-to question.
  if (!exist && (isRecognised(text) || howTo(text) !== undefined)) return undefined;
  const [mention] = mentions;
  const isName = exist || mention?.misspelt || mention?.kind !== undefined;
  if (!mention || (about && !isName)) return undefined;
  if (muteIn(text) === 'odd') return noSuchLength();
  if (muteIn(text) === undefined && asksToBeTold(text)) return { do: 'talk', topic: 'alerts' };
  return mentions.map((each) => commandOf(each, sentence));
}

/** @param named the sentence names something that exists: the page of a repository beside it says where its code is */
function byAddresses(sentence: Sentence, known: Known, named: boolean): readonly Command[] | undefined {
  const addresses = addressesIn(sentence.text);
  const onlyRepositories = addresses.every((each) => each.do === 'repository');
  const isBeside =
    onlyRepositories && ((named && !speaksOf(sentence, fetchWords)) || isRecognised(sentence.text));
  if (addresses.length === 0 || isBeside) return undefined;
  return addresses.flatMap((each) =>
    each.do === 'repository'
      ? sourceQuestions(each.source, sentence, known)
      : each.do === 'image'
        ? [imageCommand(each.reference, sentence)]
        : [each],
  );
}

/** `image nginx`, `docker pull nginx`. */
function namedImage({ tokens }: Sentence): readonly string[] {
  const at = tokens.findIndex(({ word }) => word === 'image' || word === 'img');
  const next = tokens[at + 1];
  const named = at >= 0 && next && !commonWords.has(next.word) && !spokenKind(next.word);
  return named && tokens.length <= 4 ? [next.text] : [];
}

function imageCommand(reference: string, sentence: Sentence): ImageCommand {
  const { tokens, options, scope } = sentence;
  const secret = options.secret ?? secretIn(tokens);
  const push =
    options.push !== undefined ||
    speaksOf(sentence, pushWords) ||
    /\bwrite (?:to|access)\b/i.test(sentence.text);
  return {
    do: 'image',
    reference,
    ...(secret === undefined ? {} : { secret }),
    ...(isAnonymous(sentence) ? { anonymous: true } : {}),
    ...(push ? { push: true } : {}),
    ...scope,
  };
}

function commandOf({ name, kind, project, guessed }: Mention, { tokens, text, scope }: Sentence): Command {
  const where: Scope = project === undefined ? scope : { ...scope, project };
  if (guessed) return { do: 'which', name, ...where };
  if (unmutes(text)) return { do: 'unmute', ...(kind ? { kind } : {}), name, ...where };
  const length = muteIn(text);
  if (length) {
    const end = length === 'open' || length === 'odd' ? {} : { length };
    return { do: 'mute', ...(kind ? { kind } : {}), name, ...end, ...where };
  }
  const about: Omit<DiagnoseCommand, 'do'> = { ...(kind ? { kind } : {}), name, ...where };
  const others = { tokens: tokens.filter(({ word }) => word !== name) };
  if (speaksOf(others, logWords)) return { do: 'logs', ...about };
  if (speaksOf(others, eventWords)) return { do: 'events', ...about };
  if (asksForHistory(text)) return { do: 'history', name };
  const changes = kind === 'build' && asksForChanges(text);
  return { do: 'diagnose', ...about, ...(changes ? { changes } : {}) };
}

/** What follows from what was asked before, where the sentence names nothing of its own. */
function byContext(sentence: Sentence, about: Command | undefined, known: Known): Reading | undefined {
  if (!about) return undefined;
  const { mentions, images, tokens, options, kinds, scope, text } = sentence;
  // Behind an image or a repository a name may be that of a secret.
  const ofSecret = about.do === 'image' || about.do === 'source';
  const named = mentions.filter((each) => (ofSecret ? each.known : !each.guessed));
  if (named.length > 0 || images.length > 0 || addressesIn(text).length > 0) return undefined;
  if (!sentence.asks && (hasLogSigns(text) || isRecognised(text))) return undefined;
  const [kind] = kinds;
  const { project } = scope;
  const said = {
    text,
    tokens,
    options,
    ...(kind ? { kind } : {}),
    ...(project === undefined ? {} : { project }),
  };
  const command = followUp(about, said, known);
  return command && [command];
}

/** A sentence of more words or characters tells a story that no list of names helps. */
const MOST_TROUBLE_WORDS = 40;
const MOST_CHARACTERS = 400;

/** The sentence names nothing: something does not work, and which one is not said. */
function byTrouble(sentence: Sentence, surface: Circumstances['surface']): Reading | undefined {
  const { tokens, kinds, scope, text } = sentence;
  const [only, ...more] = tokens;
  const [kind] = kinds;
  // `^`, `👆` point at something.
  if (!only) return [{ do: 'which', ...scope }];
  if (more.length === 0) {
    const { word } = only;
    const spokenOf = spokenKind(word);
    if (spokenOf) return [{ do: 'which', kind: spokenOf, ...scope }];
    if (isName(word) && /^[a-z0-9][a-z0-9.-]*$/.test(word) && !isReason(only.text)) {
      return [{ do: 'diagnose', name: word, ...scope }];
    }
  }
  if (tokens.length > MOST_TROUBLE_WORDS || text.length > MOST_CHARACTERS) return undefined;
  if (!kind && scope.project !== undefined) return [{ do: 'overview', ...scope }];
  const strange = strangeIn(tokens).length;
  // `why?`, `this one`, `show logs`: no word is of anything else.
  const open = strange === 0;
  // `write me a poem about containers` is about something else.
  const ofTrade = strange <= 1 && speaksOf(sentence, tradeWords);
  const wants =
    kind !== undefined ||
    open ||
    OWN.test(text) ||
    ofTrade ||
    speaksOf(sentence, troubleWords) ||
    surface === 'command';
  if (!wants && !isForeignQuestion(sentence)) return { do: 'talk', topic: 'unclear' };
  return [{ do: 'which', ...(kind ? { kind } : {}), ...scope }];
}

/** A short question in a language that has no entry: whoever asks this bot something has something that does not work. */
function isForeignQuestion({ tokens, text }: Sentence): boolean {
  const isShort = tokens.length >= 2 && tokens.length <= MOST_WORDS;
  return (
    isShort &&
    /[?？؟]\s*$/.test(text) &&
    tokens.every(
      ({ word }) => /^[\p{L}\p{M}'’-]+$/u.test(word) && !englishWords.has(word) && !otherWords.has(word),
    )
  );
}
