/** The options of all verbs, in one table: an option means the same wherever it stands. */
import { type Mistake, mistake, type Scope } from './command';
import { nearest } from './near';
import { isRegion, type Region, regions } from './regions';
import type { Word } from './words';

const table = {
  project: { alias: ['p', 'proj'], value: 'PROJECT' },
  region: { alias: ['r'], value: 'REGION' },
  account: { alias: [], value: 'ACCOUNT' },
  secret: { alias: ['s'], value: 'SECRET' },
  revision: { alias: ['branch', 'tag', 'commit'], value: 'BRANCH|TAG|COMMIT' },
  'context-dir': { alias: ['context'], value: 'DIRECTORY' },
  dockerfile: { alias: ['file'], value: 'FILE' },
  strategy: { alias: [], value: 'dockerfile|buildpacks' },
  all: { alias: ['a'], value: undefined },
  check: { alias: [], value: undefined },
  changes: { alias: ['diff', 'changed'], value: undefined },
  push: { alias: [], value: undefined },
  anonymous: { alias: ['no-secret', 'anon'], value: undefined },
  only: { alias: ['kinds'], value: 'builds,apps,jobs,fleets' },
  name: { alias: ['n'], value: 'NAME' },
  exclude: { alias: ['except'], value: 'GLOB' },
  'min-failures': { alias: ['min'], value: 'N' },
  quiet: { alias: [], value: '22:00-07:00|off' },
  tz: { alias: ['timezone', 'time-zone'], value: 'Europe/Berlin' },
  digest: { alias: [], value: '09:00|off' },
  notify: { alias: ['call', 'mention'], value: '@GROUP|@NAME|@here|off' },
  remind: { alias: ['reminder'], value: '30m|2h|off' },
  webhook: { alias: ['hook'], value: 'NAME|off' },
  for: { alias: ['until'], value: '30m|8h|2d|tomorrow|monday|forever' },
  user: { alias: ['by'], value: 'NAME' },
  days: { alias: [], value: 'N' },
  channel: { alias: [], value: 'CHANNEL-ID' },
  me: { alias: ['my'], value: undefined },
  help: { alias: ['h'], value: undefined },
} as const satisfies Readonly<
  Record<string, { readonly alias: readonly string[]; readonly value: string | undefined }>
>;

export type OptionName = keyof typeof table;
/** Values of the options that were given; a flag has its own name as value. */
export type Options = Readonly<Partial<Record<OptionName, string>>>;

const names = Object.keys(table) as readonly OptionName[];
const byWord: ReadonlyMap<string, OptionName> = new Map(
  names.flatMap((name) => [name, ...table[name].alias].map((word) => [word, name] as const)),
);

/** `[--region REGION]`, as a usage line shows it. */
export function optionUsage(name: OptionName): string {
  const { value } = table[name];
  return `[--${name}${value === undefined ? '' : ` ${value}`}]`;
}

export interface Sorted {
  /** The words that are no option and no option's value. */
  readonly values: readonly Word[];
  readonly options: Options;
  /** An option that there is not, and the one that was probably meant. */
  readonly unknown?: { readonly word: Word; readonly meant?: OptionName };
  /** An option whose value is missing. */
  readonly empty?: OptionName;
}

/** Tells values from options. Of an option given twice the last one counts. */
export function sortWords(words: readonly Word[]): Sorted {
  const values: Word[] = [];
  const options: Partial<Record<OptionName, string>> = {};
  let unknown: Sorted['unknown'];
  let empty: OptionName | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word.option === undefined) {
      values.push(word);
      continue;
    }
    const name = byWord.get(word.option);
    if (name === undefined) {
      const meant = begunBy(word.option) ?? nearest(word.option, names);
      unknown ??= { word, ...(meant ? { meant } : {}) };
      continue;
    }
    if (table[name].value === undefined) {
      options[name] = name;
      continue;
    }
    const next = words[at + 1];
    const given = word.value ?? (next && next.option === undefined ? next.text : undefined);
    if (word.value === undefined && given !== undefined) at += 1;
    if (given) options[name] = given;
    else empty ??= name;
  }
  return { values, options, ...(unknown ? { unknown } : {}), ...(empty ? { empty } : {}) };
}

/** The only option that begins so: `--anon`, `--dock`. */
function begunBy(word: string): OptionName | undefined {
  const [only, ...others] = word.length < 3 ? [] : names.filter((name) => name.startsWith(word));
  return others.length === 0 ? only : undefined;
}

/** The mistake of an option without its value. */
export function emptyOption(name: OptionName): Mistake {
  return mistake(`--${name} needs a value.`, optionUsage(name).slice(1, -1));
}

/** Where to look; or the region that was asked for, which there is not. */
export function scopeOf({ project, region, account }: Options): Scope | { readonly badRegion: string } {
  const scope = {
    ...(project === undefined ? {} : { project }),
    // Names of accounts are lower case.
    ...(account === undefined ? {} : { account: account.toLowerCase() }),
  };
  if (region === undefined) return scope;
  const wanted = region.toLowerCase();
  return isRegion(wanted) ? { ...scope, region: wanted } : { badRegion: region };
}

/** The region that was probably meant. */
export function nearestRegion(text: string): Region | undefined {
  return nearest(text.toLowerCase(), regions);
}
