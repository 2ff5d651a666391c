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
    'notify',
    'remind',
    'webhook',
  ],
  read({ values, options, scope }) {
    if (values.length > 1) return mistake('watch takes one name.', watch.usage);
    const wishes = wishesOf(options);
    return 'problem' in wishes ? wishes : { do: 'watch', ...projectFirst(values, scope), ...wishes };
  },
  write: ({ project, region, kinds, name, exclude, minFailures, quiet, timeZone, digestAt, ...call }) => [
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
    ...option('notify', call.notify === 'off' ? call.notify : call.notify?.join(','), true),
    ...option('remind', reminderWord(call.remindMinutes)),
    ...option('webhook', call.webhook),
  ],
};

function reminderWord(minutes: WatchCommand['remindMinutes']): string | undefined {
  return typeof minutes === 'number' ? `${minutes}m` : minutes;
}

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
  const notify = options.notify === undefined ? undefined : calledOf(options.notify);
  if (notify === null)
    return wrong('--notify takes @GROUP, @NAME, @here or @channel, several with commas, or off.');
  const remind = options.remind === undefined ? undefined : minutesOf(options.remind);
  if (remind === null) return wrong('--remind takes a time from 1m to 24h such as 30m or 2h, or off.');
  const { webhook } = options;
  if (webhook !== undefined && !/^[A-Za-z0-9][\w.-]{0,39}$/.test(webhook))
    return wrong('--webhook takes the name of a webhook that the operator has set up, or off.');
  return {
    ...(kinds ? { kinds } : {}),
    ...(options.name ? { name: options.name } : {}),
    ...(options.exclude ? { exclude: options.exclude } : {}),
    ...(minFailures ? { minFailures: Math.min(Number(minFailures), MOST_MIN_FAILURES) } : {}),
    ...(quiet ? { quiet } : {}),
    ...(options.tz ? { timeZone: options.tz } : {}),
    ...(digestAt ? { digestAt } : {}),
    ...(notify ? { notify } : {}),
    ...(remind ? { remindMinutes: remind } : {}),
    ...(webhook ? { webhook: webhook.toLowerCase() } : {}),
  };
}

/** More than these are nobody in particular. */
const MOST_CALLED = 5;

function calledOf(text: string): readonly string[] | 'off' | null {
  if (text.toLowerCase() === 'off') return 'off';
  const words = text
    .split(/[,;\s]+/)
    .map((word) => word.trim())
    .filter(Boolean);
  const fits = words.every((word) => /^@?[^\s@<>|`*"]{1,80}$/.test(word));
  return fits && words.length > 0 && words.length <= MOST_CALLED ? [...new Set(words)] : null;
}

const LONGEST_REMINDER = 24 * 60;

/** `30m`, `30`, `2h`, `90 min`. */
function minutesOf(text: string): number | 'off' | null {
  if (text.toLowerCase() === 'off') return 'off';
  const parts = /^(\d{1,4})\s?(?:(m|min|minutes?)|(h|hours?))?$/i.exec(text.trim());
  const minutes = Number(parts?.[1]) * (parts?.[3] ? 60 : 1);
  return parts && minutes >= 1 && minutes <= LONGEST_REMINDER ? minutes : null;
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
