/** The part of the command grammar that is about alerts: watch, unwatch, watches, unmute, history. */
import { distance } from 'fastest-levenshtein';
import { isTimeZone, type WatchedKind, wallTime } from '../../alerts';
import { catalogue } from '../../diagnosis/causes/index';
import type { CauseId } from '../../diagnosis/model/cause-id';
import { isRegion, type Region, regions } from './regions';
import { forceQuote, quoteWord, type Word } from './words';

export interface WatchCommand {
  readonly do: 'watch';
  /** Absent: the default project, or a modal that asks. */
  readonly project?: string;
  readonly region?: Region;
  readonly kinds?: readonly WatchedKind[];
  /** Glob over names. */
  readonly name?: string;
  readonly exclude?: string;
  readonly minFailures?: number;
  readonly quiet?: { readonly from: string; readonly to: string } | 'off';
  readonly timeZone?: string;
  readonly digestAt?: string | 'off';
}

export type AlertCommand =
  | WatchCommand
  | { readonly do: 'unwatch'; readonly project?: string; readonly region?: Region }
  | { readonly do: 'unmute'; readonly cause: CauseId }
  | { readonly do: 'watches' }
  | { readonly do: 'history'; readonly name?: string };

/** One sentence on what is wrong, and how it is written. */
export interface AlertMistake {
  readonly do: 'mistake';
  readonly problem: string;
  readonly usage: string;
}

export const alertVerbs = ['watch', 'unwatch', 'watches', 'unmute', 'history'] as const;
type Verb = (typeof alertVerbs)[number];

const usages: Readonly<Record<Verb, string>> = {
  watch:
    'watch [PROJECT] [--region REGION] [--only builds,apps,jobs] [--name GLOB] [--exclude GLOB] [--min-failures N] [--quiet 22:00-07:00|off] [--tz Europe/Berlin] [--digest 09:00|off]',
  unwatch: 'unwatch [PROJECT] [--region REGION]',
  watches: 'watches',
  unmute: 'unmute CAUSE',
  history: 'history [NAME]',
};

const aliases: Readonly<Record<string, string>> = {
  p: 'project',
  project: 'project',
  r: 'region',
  region: 'region',
  only: 'only',
  kinds: 'only',
  name: 'name',
  exclude: 'exclude',
  except: 'exclude',
  'min-failures': 'min-failures',
  min: 'min-failures',
  quiet: 'quiet',
  tz: 'tz',
  timezone: 'tz',
  'time-zone': 'tz',
  digest: 'digest',
};
const optionsOf: Readonly<Record<Verb, readonly string[]>> = {
  watch: ['project', 'region', 'only', 'name', 'exclude', 'min-failures', 'quiet', 'tz', 'digest'],
  unwatch: ['project', 'region'],
  watches: [],
  unmute: [],
  history: ['name'],
};

const MOST_MIN_FAILURES = 100;

export function isAlertVerb(word: string): word is Verb {
  return (alertVerbs as readonly string[]).includes(word);
}

/** Reads what follows `verb`. Never throws. */
export function parseAlertCommand(verb: Verb, words: readonly Word[]): AlertCommand | AlertMistake {
  const wrong = (problem: string): AlertMistake => ({ do: 'mistake', problem, usage: usages[verb] });
  const values: string[] = [];
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word.option === undefined) {
      values.push(word.text);
      continue;
    }
    const name = Object.hasOwn(aliases, word.option) ? (aliases[word.option] as string) : word.option;
    if (!optionsOf[verb].includes(name)) return wrong(unknownOption(verb, word.option));
    const next = words[at + 1];
    const given = word.value ?? (next && next.option === undefined ? next.text : undefined);
    if (word.value === undefined && given !== undefined) at += 1;
    if (!given) return wrong(`--${word.option} needs a value.`);
    options[name] = given;
  }
  if (values.length > (verb === 'watches' ? 0 : 1))
    return wrong(`${verb} takes ${verb === 'watches' ? 'nothing' : 'one name'}.`);
  const [value] = values;
  if (verb === 'watches') return { do: verb };
  if (verb === 'history') {
    const name = value ?? options.name;
    return { do: verb, ...(name ? { name } : {}) };
  }
  if (verb === 'unmute') return unmute(value, wrong);
  const region = options.region?.toLowerCase();
  if (region !== undefined && !isRegion(region)) {
    return wrong(`Code Engine has no region ${options.region}. Its regions: ${regions.join(', ')}.`);
  }
  const project = value || options.project;
  const scope = { ...(project ? { project } : {}), ...(region ? { region } : {}) };
  return verb === 'unwatch' ? { do: verb, ...scope } : watch(scope, options, wrong);
}

function unmute(
  cause: string | undefined,
  wrong: (problem: string) => AlertMistake,
): AlertCommand | AlertMistake {
  if (!cause)
    return wrong(
      'unmute needs the id of a cause, such as container-oom-killed. watches lists what is muted here.',
    );
  const id = cause.toLowerCase() as CauseId;
  return catalogue.has(id)
    ? { do: 'unmute', cause: id }
    : wrong(`There is no cause ${cause}. watches lists what is muted here.`);
}

function watch(
  scope: Pick<WatchCommand, 'project' | 'region'>,
  options: Readonly<Record<string, string>>,
  wrong: (problem: string) => AlertMistake,
): WatchCommand | AlertMistake {
  const kinds = options.only === undefined ? undefined : kindsOf(options.only);
  if (kinds === null) return wrong(`--only takes builds, apps and jobs, not ${options.only}.`);
  const minFailures = options['min-failures'];
  if (minFailures !== undefined && !/^[1-9]\d{0,2}$/.test(minFailures)) {
    return wrong(`--min-failures takes a number from 1 to ${MOST_MIN_FAILURES}.`);
  }
  const quiet = options.quiet === undefined ? undefined : quietOf(options.quiet);
  if (quiet === null) return wrong(`--quiet takes two times such as 22:00-07:00, or off.`);
  if (options.tz !== undefined && !isTimeZone(options.tz)) {
    return wrong(`${options.tz} is no time zone; one is called Europe/Berlin, another America/New_York.`);
  }
  const digestAt = options.digest === 'off' ? 'off' : options.digest && wallTime(options.digest);
  if (options.digest !== undefined && !digestAt) return wrong('--digest takes a time such as 09:00, or off.');
  return {
    do: 'watch',
    ...scope,
    ...(kinds ? { kinds } : {}),
    ...(options.name ? { name: options.name } : {}),
    ...(options.exclude ? { exclude: options.exclude } : {}),
    ...(minFailures ? { minFailures: Math.min(Number(minFailures), MOST_MIN_FAILURES) } : {}),
    ...(quiet ? { quiet } : {}),
    ...(options.tz ? { timeZone: options.tz } : {}),
    ...(digestAt ? { digestAt } : {}),
  };
}

const kindNames: Readonly<Record<string, WatchedKind>> = {
  build: 'builds',
  builds: 'builds',
  app: 'apps',
  apps: 'apps',
  job: 'jobs',
  jobs: 'jobs',
};

function kindsOf(list: string): readonly WatchedKind[] | null {
  const names = list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const kinds = names.map((name) => (Object.hasOwn(kindNames, name) ? kindNames[name] : undefined));
  if (kinds.length === 0 || kinds.includes(undefined)) return null;
  return [...new Set(kinds as WatchedKind[])];
}

function quietOf(text: string): { from: string; to: string } | 'off' | null {
  if (text.toLowerCase() === 'off') return 'off';
  const [from, to, ...more] = text.split(/[-–—]/).map(wallTime);
  return from && to && more.length === 0 ? { from, to } : null;
}

function unknownOption(verb: Verb, option: string): string {
  const near = optionsOf[verb].find((name) => distance(name, option) <= 2);
  return `There is no option --${option} for ${verb}.${near ? ` Did you mean --${near}?` : ''}`;
}

/** A line that the grammar reads as this very command. */
export function formatAlertCommand(command: AlertCommand): string {
  const words: string[] = [command.do];
  const option = (name: string, value: string | number | undefined) => {
    if (value !== undefined)
      words.push(`--${name}`, typeof value === 'number' ? String(value) : forceQuote(value));
  };
  if (command.do === 'history' && command.name) words.push(forceQuote(command.name));
  if (command.do === 'unmute') words.push(command.cause);
  if (command.do === 'watch' || command.do === 'unwatch') {
    if (command.project) words.push(quoteWord(command.project));
    option('region', command.region);
  }
  if (command.do === 'watch') {
    option('only', command.kinds?.join(','));
    option('name', command.name);
    option('exclude', command.exclude);
    option('min-failures', command.minFailures);
    option(
      'quiet',
      command.quiet === 'off' ? 'off' : command.quiet && `${command.quiet.from}-${command.quiet.to}`,
    );
    option('tz', command.timeZone);
    option('digest', command.digestAt);
  }
  return words.join(' ');
}
