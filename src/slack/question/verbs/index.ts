/** The grammar: every verb, in one table. */
import { type Command, type CommandOf, mistake, type OverviewCommand } from '../command';
import { optionUsage } from '../options';
import { isReason } from '../pasted';
import { type Piece, scopePieces, type Verb } from '../verb';
import { forceQuote, quoteWord } from '../words';
import { access, audit } from './admin';
import { diagnose } from './diagnose';
import { explain } from './explain';
import { history } from './history';
import { image } from './image';
import { mute, unmute } from './mute';
import { help, projects, watches } from './plain';
import { source } from './source';
import { events, logs } from './transcript';
import { unwatch } from './unwatch';
import { use } from './use';
import { projectFirst, watch } from './watch';
import { which } from './which';

/** No word at all: what is failing. */
export const overview: Verb<OverviewCommand> = {
  words: ['overview', 'status'],
  usage: '[overview [PROJECT]]',
  options: ['project', 'region', 'all', 'account'],
  read({ values, options, scope }) {
    if (values.length > 1) return mistake('overview takes one project.', overview.usage);
    return { do: 'overview', ...projectFirst(values, scope), ...(options.all && { all: true }) };
  },
  write: ({ project, region, all }) => [
    ...(project === undefined && region === undefined ? ['overview'] : []),
    ...scopePieces({ ...(project === undefined ? {} : { project }), ...(region ? { region } : {}) }),
    ...(all ? ['--all'] : []),
  ],
};

export const verbs: { readonly [D in Command['do']]: Verb<CommandOf<D>> } = {
  overview,
  diagnose,
  logs,
  events,
  image,
  source,
  explain,
  projects,
  help,
  watch,
  unwatch,
  watches,
  mute,
  unmute,
  history,
  audit,
  access,
  which,
  use,
};

const byWord: ReadonlyMap<string, Verb<never>> = new Map(
  Object.values(verbs).flatMap((verb: Verb<never>) => verb.words.map((word) => [word, verb] as const)),
);

/** Every word that begins a command. */
export const verbWords: readonly string[] = [...byWord.keys()];

/** The verb that `word` begins. */
export function verbOf(word: string): Verb<never> | undefined {
  return byWord.get(word.toLowerCase());
}

/** How it is written, options included. */
export function usageOf({ usage, options }: Pick<Verb<never>, 'usage' | 'options'>): string {
  return [
    usage,
    ...options.filter((each) => !(each === 'project' && usage.includes('[PROJECT]'))).map(optionUsage),
  ]
    .filter(Boolean)
    .join(' ');
}

/** A line that `parseCommand` reads as this very command. Buttons carry it as their value. */
export function formatCommand(command: Command): string {
  const { write } = verbs[command.do] as Verb<Command>;
  return write(command).map(written).join(' ');
}

function written(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  const { value, force } = piece;
  // A value that could be taken for a verb is quoted.
  return force || byWord.has(value.toLowerCase()) || isReason(value) ? forceQuote(value) : quoteWord(value);
}
