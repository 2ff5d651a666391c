/** The command grammar: one parser for the slash command, a mention and a direct message. */
import { distance } from 'fastest-levenshtein';
import type { ImageSubject, WorkloadKind, WorkloadSubject } from '../../diagnosis/model/subject';
import {
  type AlertCommand,
  alertVerbs,
  formatAlertCommand,
  isAlertVerb,
  parseAlertCommand,
} from './alert-command';
import { isRegion, type Region, regions } from './regions';
import { forceQuote, quoteWord, splitWords, type Word } from './words';

interface Scope {
  /** Project name or id. */
  readonly project?: string;
  readonly region?: Region;
}

export interface DiagnoseCommand extends Scope {
  readonly do: 'diagnose';
  readonly kind?: WorkloadKind;
  readonly name: string;
}

export interface ImageCommand extends Scope {
  readonly do: 'image';
  readonly reference: string;
  readonly secret?: string;
  readonly push?: true;
}

export interface TranscriptCommand extends Scope {
  readonly do: 'logs' | 'events';
  readonly kind?: WorkloadKind;
  readonly name: string;
}

/** What a person asked for. */
export type Command =
  | ({ readonly do: 'overview' } & Scope)
  | DiagnoseCommand
  | ImageCommand
  | TranscriptCommand
  | { readonly do: 'explain'; readonly text: string }
  | { readonly do: 'projects' }
  | { readonly do: 'help' }
  | AlertCommand;

/** What was typed makes no sense: why, and the nearest that does. */
export interface Mistake {
  readonly do: 'mistake';
  /** One sentence. */
  readonly problem: string;
  /** A complete command that was probably meant. */
  readonly nearest?: Command;
  /** How the command is written, where a part is missing. */
  readonly usage?: string;
}

const kinds: Readonly<Record<string, WorkloadKind>> = {
  build: 'build',
  builds: 'build',
  buildrun: 'buildrun',
  'build-run': 'buildrun',
  buildruns: 'buildrun',
  app: 'app',
  apps: 'app',
  application: 'app',
  job: 'job',
  jobs: 'job',
  jobrun: 'jobrun',
  'job-run': 'jobrun',
  jobruns: 'jobrun',
  function: 'function',
  functions: 'function',
  fn: 'function',
};

/** Subcommands other than kinds, with their aliases. `run` is a build run or a job run, whichever has the name. */
const others: Readonly<
  Record<string, 'run' | 'image' | 'logs' | 'events' | 'explain' | 'projects' | 'help'>
> = {
  run: 'run',
  image: 'image',
  img: 'image',
  logs: 'logs',
  log: 'logs',
  events: 'events',
  event: 'events',
  explain: 'explain',
  projects: 'projects',
  project: 'projects',
  help: 'help',
  '?': 'help',
};

const subcommands = [...Object.keys(kinds), ...Object.keys(others), ...alertVerbs];
const optionNames: Readonly<Record<string, 'project' | 'region' | 'secret' | 'push' | 'help'>> = {
  project: 'project',
  p: 'project',
  region: 'region',
  r: 'region',
  secret: 'secret',
  s: 'secret',
  push: 'push',
  help: 'help',
  h: 'help',
};

/** More words than any command has: it is a sentence or a log line. */
const SENTENCE_WORDS = 5;

/**
 * Reads a line as a person typed it (see `fromSlack` for what Slack did to it). Never throws. `message`: it
 * came as a message, where a few unknown words are more likely a piece of a log than a mistyped command.
 */
export function parseCommand(typed: string, surface: 'command' | 'message' = 'command'): Command | Mistake {
  const line = typed.trim();
  const explained = /^explain\s+(\S[\s\S]*)$/i.exec(line)?.[1];
  if (explained !== undefined) return explain(explained);
  const pasted = withoutFence(line);
  if (/\S\s*\n\s*\S/.test(pasted) && !fitsQuotes(pasted)) return explain(line);
  if (pasted !== line && /\s/.test(pasted)) return explain(line);

  const words = splitWords(line);
  const alert = words[0] && !words[0].quoted ? words[0].text.toLowerCase() : '';
  if (isAlertVerb(alert)) {
    if (words.some(({ option }) => option === 'help' || option === 'h')) return { do: 'help' };
    const asked = parseAlertCommand(alert, words.slice(1));
    // A message that begins with such a word may go on as a sentence.
    const sentence = asked.do === 'mistake' && !words.some(({ option }) => option);
    return surface === 'message' && sentence ? explain(line) : asked;
  }
  const sorted = sortWords(words);
  const [first, ...rest] = sorted.values;
  if (sorted.values.length >= SENTENCE_WORDS) return explain(line);
  const subcommand = first && !first.quoted ? first.text.toLowerCase() : undefined;
  const known = subcommand !== undefined && subcommands.includes(subcommand);
  if (first && !known && (sorted.values.length > 3 || (sorted.trouble && sorted.values.length > 2))) {
    return explain(line);
  }
  if (sorted.help) return { do: 'help' };
  if (sorted.trouble) return sorted.trouble;

  const scope = scopeOf(sorted);
  if ('do' in scope) return scope;
  if (!first) {
    if (sorted.options.secret !== undefined || sorted.push) return imageOptionsOnly();
    return { do: 'overview', ...scope };
  }
  if (subcommand === 'image' || subcommand === 'img') return image(rest, sorted, scope);
  if (sorted.options.secret !== undefined || sorted.push) return imageOptionsOnly();
  if (!known) return unknownFirst(first, rest, scope, line, surface);

  const kind = kinds[subcommand];
  if (kind) return withKind('diagnose', kind, rest, scope);
  const verb = others[subcommand];
  switch (verb) {
    case 'run':
      return named('diagnose', 'run NAME', rest, scope);
    case 'logs':
    case 'events':
      return transcript(verb, rest, scope);
    case 'projects':
      return { do: 'projects' };
    case 'explain':
      return { do: 'mistake', problem: 'There is no text to explain.', usage: 'explain TEXT' };
    default:
      return { do: 'help' };
  }
}

/** A line that {@link parseCommand} reads as this very command. Buttons carry it as their value. */
export function formatCommand(command: Command): string {
  switch (command.do) {
    case 'overview':
      return scopeWords(command).join(' ');
    case 'diagnose':
      return [...(command.kind ? [command.kind] : []), value(command.name), ...scopeWords(command)].join(' ');
    case 'logs':
    case 'events':
      return [
        command.do,
        ...(command.kind ? [command.kind] : []),
        value(command.name),
        ...scopeWords(command),
      ].join(' ');
    case 'image':
      return [
        'image',
        value(command.reference),
        ...(command.secret === undefined ? [] : ['--secret', value(command.secret)]),
        ...(command.push ? ['--push'] : []),
        ...scopeWords(command),
      ].join(' ');
    case 'explain':
      // A fence keeps quotes that belong to the text.
      return withoutQuotes(command.text) === command.text
        ? `explain ${command.text}`
        : `explain \`\`\`${command.text}\`\`\``;
    case 'watch':
    case 'unwatch':
    case 'unmute':
    case 'watches':
    case 'history':
      return formatAlertCommand(command);
    default:
      return command.do;
  }
}

/** The command that asks about `subject` again, its project named by id. */
export function commandFor(subject: WorkloadSubject): DiagnoseCommand;
export function commandFor(subject: ImageSubject): ImageCommand;
export function commandFor(subject: WorkloadSubject | ImageSubject): DiagnoseCommand | ImageCommand;
export function commandFor(subject: WorkloadSubject | ImageSubject): DiagnoseCommand | ImageCommand {
  const project = subject.project;
  const scope: Scope = project
    ? { project: project.id, ...(isRegion(project.region) ? { region: project.region } : {}) }
    : {};
  if (subject.kind !== 'image') return { do: 'diagnose', kind: subject.kind, name: subject.name, ...scope };
  return {
    do: 'image',
    reference: subject.reference,
    ...(subject.secret === undefined ? {} : { secret: subject.secret }),
    ...(subject.push ? { push: true } : {}),
    ...scope,
  };
}

interface SortedWords {
  readonly values: readonly Word[];
  readonly options: { project?: string; region?: string; secret?: string };
  readonly push: boolean;
  readonly help: boolean;
  readonly trouble?: Mistake;
}

/** Tells values from options. Of an option given twice the last one counts. */
function sortWords(words: readonly Word[]): SortedWords {
  const values: Word[] = [];
  const options: { project?: string; region?: string; secret?: string } = {};
  let push = false;
  let help = false;
  let trouble: Mistake | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word.option === undefined) {
      values.push(word);
      continue;
    }
    const name = Object.hasOwn(optionNames, word.option) ? optionNames[word.option] : undefined;
    if (name === undefined) {
      trouble ??= unknownOption(word, words);
    } else if (name === 'push') {
      push = true;
    } else if (name === 'help') {
      help = true;
    } else {
      const next = words[at + 1];
      const given = word.value ?? (next && next.option === undefined ? next.text : undefined);
      if (word.value === undefined && given !== undefined) at += 1;
      if (given) options[name] = given;
      else
        trouble ??= {
          do: 'mistake',
          problem: `--${name} needs a value.`,
          usage: `--${name} ${name.toUpperCase()}`,
        };
    }
  }
  return { values, options, push, help, ...(trouble ? { trouble } : {}) };
}

function unknownOption(word: Word, words: readonly Word[]): Mistake {
  const meant = nearest(word.option as string, ['project', 'region', 'secret', 'push']);
  const problem = `There is no option --${word.option}.`;
  if (!meant) return { do: 'mistake', problem, usage: '--project PROJECT, --region REGION' };
  const mended = words.map((each) =>
    each === word
      ? `--${meant}${word.value === undefined ? '' : `=${forceQuote(word.value)}`}`
      : each.quoted
        ? forceQuote(each.text)
        : each.text,
  );
  const parsed = parseCommand(mended.join(' '));
  return {
    do: 'mistake',
    problem,
    ...(parsed.do === 'mistake' ? { usage: `--${meant}` } : { nearest: parsed }),
  };
}

function scopeOf(sorted: SortedWords): Scope | Mistake {
  const { project, region } = sorted.options;
  const scope = project === undefined ? {} : { project };
  if (region === undefined) return scope;
  const wanted = region.toLowerCase();
  if (isRegion(wanted)) return { ...scope, region: wanted };
  const meant = nearest(wanted, regions);
  const command = meant && parseCommand(withRegion(sorted, meant));
  return {
    do: 'mistake',
    problem: `Code Engine has no region ${region}. Its regions: ${regions.join(', ')}.`,
    ...(command && command.do !== 'mistake' ? { nearest: command } : { usage: '--region REGION' }),
  };
}

function withRegion(sorted: SortedWords, region: Region): string {
  const { project, secret } = sorted.options;
  return [
    ...sorted.values.map((word) => (word.quoted ? forceQuote(word.text) : word.text)),
    ...(secret === undefined ? [] : ['--secret', forceQuote(secret)]),
    ...(sorted.push ? ['--push'] : []),
    ...(project === undefined ? [] : ['--project', forceQuote(project)]),
    '--region',
    region,
  ].join(' ');
}

function image(rest: readonly Word[], sorted: SortedWords, scope: Scope): Command | Mistake {
  const reference = rest[0]?.text;
  if (!reference) {
    return { do: 'mistake', problem: 'Which image?', usage: 'image REGISTRY/NAMESPACE/NAME:TAG' };
  }
  const command: ImageCommand = {
    do: 'image',
    reference,
    ...(sorted.options.secret === undefined ? {} : { secret: sorted.options.secret }),
    ...(sorted.push ? { push: true } : {}),
    ...scope,
  };
  if (rest.length === 1) return command;
  return { do: 'mistake', problem: 'An image reference has no spaces.', nearest: command };
}

function imageOptionsOnly(): Mistake {
  return {
    do: 'mistake',
    problem: '--secret and --push belong to the image subcommand.',
    usage: 'image REFERENCE --secret SECRET --push',
  };
}

function transcript(verb: 'logs' | 'events', rest: readonly Word[], scope: Scope): Command | Mistake {
  const usage = `${verb} [build|buildrun|app|job|jobrun|function] NAME`;
  const [first, second] = rest;
  const kind = first && kindOf(first);
  if (kind) return withKind(verb, kind, rest.slice(1), scope);
  if (first && second?.text && !first.quoted) {
    const meant = nearest(first.text.toLowerCase(), Object.keys(kinds));
    if (!meant)
      return { do: 'mistake', problem: `There is no kind of resource called ${first.text}.`, usage };
    return {
      do: 'mistake',
      problem: `There is no kind of resource called ${first.text}.`,
      nearest: { do: verb, kind: kinds[meant] as WorkloadKind, name: nameOf(second), ...scope },
    };
  }
  return named(verb, usage, rest, scope);
}

function withKind(
  verb: 'diagnose' | 'logs' | 'events',
  kind: WorkloadKind,
  rest: readonly Word[],
  scope: Scope,
): Command | Mistake {
  const [first, second] = rest;
  const run = first && second && !first.quoted && first.text.toLowerCase() === 'run';
  if (run && (kind === 'build' || kind === 'job')) {
    return withKind(verb, kind === 'build' ? 'buildrun' : 'jobrun', rest.slice(1), scope);
  }
  const usage = verb === 'diagnose' ? `${kind} NAME` : `${verb} ${kind} NAME`;
  return named(verb, usage, rest, scope, kind);
}

function named(
  verb: 'diagnose' | 'logs' | 'events',
  usage: string,
  rest: readonly Word[],
  scope: Scope,
  kind?: WorkloadKind,
): Command | Mistake {
  const [first] = rest;
  if (!first?.text) return { do: 'mistake', problem: 'The name is missing.', usage };
  const command = { do: verb, ...(kind ? { kind } : {}), name: nameOf(first), ...scope };
  if (rest.length === 1) return command;
  return { do: 'mistake', problem: 'Only one name can be looked at a time.', nearest: command };
}

/** The first word is no subcommand: a name, a piece of a log, or a mistyped subcommand. */
function unknownFirst(
  first: Word,
  rest: readonly Word[],
  scope: Scope,
  line: string,
  surface: 'command' | 'message',
): Command | Mistake {
  if (!first.text) return { do: 'mistake', problem: 'The name is empty.', usage: 'NAME' };
  if (rest.length === 0) {
    if (!first.quoted && !scope.project && !scope.region && isReason(first.text)) return explain(line);
    return { do: 'diagnose', name: nameOf(first), ...scope };
  }
  const problem = `There is no subcommand ${first.text}.`;
  const meant = first.quoted ? undefined : nearest(first.text.toLowerCase(), subcommands);
  if (meant) {
    const mended = parseCommand(
      [meant, ...rest.map((word) => forceQuoteIf(word)), ...scopeWords(scope)].join(' '),
    );
    return mended.do === 'mistake' ? { ...mended, problem } : { do: 'mistake', problem, nearest: mended };
  }
  const last = rest[rest.length - 1] as Word;
  const turned = last.quoted || rest.length > 1 ? undefined : last.text.toLowerCase();
  if (turned && (kindOf(last) || turned === 'logs' || turned === 'events')) {
    const mended = parseCommand([turned, forceQuoteIf(first), ...scopeWords(scope)].join(' '));
    if (mended.do !== 'mistake') return { do: 'mistake', problem, nearest: mended };
  }
  if (surface === 'message' || rest.length > 1) return explain(line);
  return { do: 'mistake', problem, nearest: { do: 'diagnose', name: nameOf(first), ...scope } };
}

/** A pasted text, without the quotes or the code fence around it. */
function explain(text: string): Command | Mistake {
  const bare = withoutFence(withoutQuotes(text.trim()));
  if (!bare) return { do: 'mistake', problem: 'There is no text to explain.', usage: 'explain TEXT' };
  return { do: 'explain', text: bare };
}

/** People quote what they paste, as they would for a shell. Quotes within show that the outer ones belong to it. */
function withoutQuotes(text: string): string {
  const inside = /^(?:"([^"]+)"|'([^']+)'|“([^“”]+)”|‘([^‘’]+)’)$/.exec(text);
  return (inside?.slice(1).find((each) => each !== undefined) ?? text).trim() || text;
}

function withoutFence(text: string): string {
  let bare = text;
  for (;;) {
    const inside = /^```([\s\S]*)```$/.exec(bare)?.[1];
    if (inside === undefined) return bare;
    bare = inside.trim();
  }
}

/** The line breaks are all inside quotes, so that it can still be a command. */
function fitsQuotes(text: string): boolean {
  return !/[\r\n]/.test(text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, ''));
}

/** A reason as Kubernetes (`ImagePullBackOff`) or Code Engine (`image_pull_back_off`) writes it: no name has that form. */
function isReason(word: string): boolean {
  return /^[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+$/.test(word) || /^[a-z]+(?:_[a-z]+)+$/.test(word);
}

/** Names of Code Engine are lower case; phones begin a line with a capital. */
function nameOf(word: Word): string {
  return /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(word.text) ? word.text.toLowerCase() : word.text;
}

function kindOf(word: Word): WorkloadKind | undefined {
  const name = word.text.toLowerCase();
  return !word.quoted && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

/** A value after a subcommand or an option; quoted where it could be taken for one. */
function value(text: string): string {
  return subcommands.includes(text.toLowerCase()) || isReason(text) ? forceQuote(text) : quoteWord(text);
}

function forceQuoteIf(word: Word): string {
  return word.quoted ? forceQuote(word.text) : word.text;
}

function scopeWords(scope: Scope): string[] {
  return [
    ...(scope.project === undefined ? [] : ['--project', value(scope.project)]),
    ...(scope.region === undefined ? [] : ['--region', scope.region]),
  ];
}

/** The candidate that is few enough typing errors away; swapped letters count as two. */
function nearest<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  const most = word.length <= 3 ? 1 : word.length <= 8 ? 2 : 3;
  let best: T | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const errors = distance(word, candidate);
    if (errors < least) {
      best = candidate;
      least = errors;
    }
  }
  return best;
}
