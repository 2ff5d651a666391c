/** For how long something is muted. */
import { nextWallTime } from '../calendar';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const days: readonly string[] = weekdays;
const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `tomorrow` and the days of the week: until nine o'clock. `90m`, `4h`, `2d`: for so long. */
export type MuteLength =
  | 'tomorrow'
  | 'forever'
  | (typeof weekdays)[number]
  | `${number}${keyof typeof units}`;

/** Shorter than this nothing is muted, and longer only for ever. In milliseconds. */
const SHORTEST = 5 * units.m;
const LONGEST = 60 * units.d;

/** What the form offers. */
export const muteLengths = ['1h', '8h', 'tomorrow', 'forever'] as const satisfies readonly MuteLength[];

/** @param text as typed: `4h`, `2 days`, `next week`, `Monday`, `forever`; undefined: there is no such length */
export function muteLengthOf(text: string): MuteLength | undefined {
  const word = text.toLowerCase().trim();
  if (/^(?:for ?ever|ever|unmuted|good)$/.test(word)) return 'forever';
  if (/^(?:tomorrow|tonight|the night|overnight)$/.test(word)) return 'tomorrow';
  if (/^(?:next week|the weekend|weekend)$/.test(word)) return 'monday';
  const day = weekdays.find((each) => word === each || (word.length === 3 && each.startsWith(word)));
  if (day) return day;
  const [, number = '', unit = 'h'] =
    /^(\d{1,4}|an?|one|two|three|four|six|eight|twelve|half an)? ?(m|min|minutes?|h|hr|hrs|hours?|d|days?|w|weeks?)?$/.exec(
      word,
    ) ?? [];
  if (!number && !/^(?:hour|day|week)$/.test(word)) return undefined;
  const words = {
    half: 0.5,
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    six: 6,
    eight: 8,
    twelve: 12,
  } as const;
  const amount =
    number === 'half an' ? 0.5 : number === '' ? 1 : (words[number as keyof typeof words] ?? Number(number));
  const letter = unit[0] as keyof typeof units | 'w';
  const ms = amount * (letter === 'w' ? 7 * units.d : units[letter]);
  if (!(ms >= SHORTEST && ms <= LONGEST)) return undefined;
  if (ms % units.d === 0 && letter !== 'h') return `${ms / units.d}d`;
  return ms % units.h === 0 ? `${ms / units.h}h` : `${ms / units.m}m`;
}

/**
 * @param now milliseconds since 1970
 * @returns when it ends, in the same; undefined: when somebody unmutes it
 */
export function muteEnd(length: MuteLength, now: number, timeZone: string): number | undefined {
  if (length === 'forever') return undefined;
  if (length === 'tomorrow') return morningAfter(now, timeZone);
  const day = days.indexOf(length);
  if (day >= 0) {
    let end = morningAfter(now, timeZone);
    while (weekdayAt(end, timeZone) !== day) end = morningAfter(end, timeZone);
    return end;
  }
  const unit = length.slice(-1) as keyof typeof units;
  return now + Number(length.slice(0, -1)) * units[unit];
}

/** Nine o'clock of the next day. */
function morningAfter(now: number, timeZone: string): number {
  return nextWallTime(nextWallTime(now, '00:00', timeZone) - 1, '09:00', timeZone);
}

/** 0: Monday. */
function weekdayAt(at: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone }).format(at).toLowerCase();
  return days.indexOf(name);
}
