/** `watch [PROJECT]`: alerts of a project in this channel. */
import { isTimeZone, type WatchedKind, wallTime } from '../../../alerts';
import { type Mistake, mistake, type Scope, type WatchCommand } from '../command';
import type { Options } from '../options';
import { option, scopePieces, type Verb } from '../verb';
import type { Word } from '../words';

const MOST_MIN_FAILURES = 100;

export const watch: Verb<WatchCommand> = {
  words: ['watch'],
  usage: 'watch [PROJECT]',
  options: [
    'project',
    'region',
    'account',
    'only',
    'name',
    'exclude',
    'min-failures',
    'quiet',
    'tz',
    'digest',
  ],
  read({ values, options, scope }) {
    if (values.length > 1) return mistake('watch takes one name.', watch.usage);
    const wishes = wishesOf(options);
    return 'problem' in wishes ? wishes : { do: 'watch', ...projectFirst(values, scope), ...wishes };
  },
  write: ({ project, region, kinds, name, exclude, minFailures, quiet, timeZone, digestAt }) => [
    'watch',
    ...(project ? [{ value: project }] : []),
    ...scopePieces(region ? { region } : {}),
    ...option('only', kinds?.join(','), true),
    ...option('name', name, true),
    ...option('exclude', exclude, true),
    ...option('min-failures', minFailures?.toString()),
    ...option('quiet', quiet === 'off' ? quiet : quiet && `${quiet.from}-${quiet.to}`),
    ...option('tz', timeZone, true),
    ...option('digest', digestAt),
  ],
};

/** Where to look; the project may stand behind the verb itself. */
export function projectFirst([value]: readonly Word[], scope: Scope): Scope {
  return value?.text ? { ...scope, project: value.text } : scope;
}

function wishesOf(options: Options): Omit<WatchCommand, 'do' | keyof Scope> | Mistake {
  const wrong = (problem: string) => mistake(problem, watch.usage);
  const kinds = options.only === undefined ? undefined : kindsOf(options.only);
  if (kinds === null) return wrong(`--only takes builds, apps and jobs, not ${options.only}.`);
  const minFailures = options['min-failures'];
  if (minFailures !== undefined && !/^[1-9]\d{0,2}$/.test(minFailures)) {
    return wrong(`--min-failures takes a number from 1 to ${MOST_MIN_FAILURES}.`);
  }
  const quiet = options.quiet === undefined ? undefined : quietOf(options.quiet);
  if (quiet === null) return wrong('--quiet takes two times such as 22:00-07:00, or off.');
  if (options.tz !== undefined && !isTimeZone(options.tz)) {
    return wrong(`${options.tz} is no time zone; one is called Europe/Berlin, another America/New_York.`);
  }
  const digestAt = options.digest === 'off' ? 'off' : options.digest && wallTime(options.digest);
  if (options.digest !== undefined && !digestAt) return wrong('--digest takes a time such as 09:00, or off.');
  return {
    ...(kinds ? { kinds } : {}),
    ...(options.name ? { name: options.name } : {}),
    ...(options.exclude ? { exclude: options.exclude } : {}),
    ...(minFailures ? { minFailures: Math.min(Number(minFailures), MOST_MIN_FAILURES) } : {}),
    ...(quiet ? { quiet } : {}),
    ...(options.tz ? { timeZone: options.tz } : {}),
    ...(digestAt ? { digestAt } : {}),
  };
}

const watchedKindWords: Readonly<Record<string, WatchedKind>> = {
  build: 'builds',
  builds: 'builds',
  app: 'apps',
  apps: 'apps',
  job: 'jobs',
  jobs: 'jobs',
  fleet: 'fleets',
  fleets: 'fleets',
};

function kindsOf(list: string): readonly WatchedKind[] | null {
  const names = list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const kinds = names.map((name) =>
    Object.hasOwn(watchedKindWords, name) ? watchedKindWords[name] : undefined,
  );
  if (kinds.length === 0 || kinds.includes(undefined)) return null;
  return [...new Set(kinds as WatchedKind[])];
}

function quietOf(text: string): { from: string; to: string } | 'off' | null {
  if (text.toLowerCase() === 'off') return 'off';
  const [from, to, ...more] = text.split(/[-–—]/).map(wallTime);
  return from && to && more.length === 0 ? { from, to } : null;
}
