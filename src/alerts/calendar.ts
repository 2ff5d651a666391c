/** Wall times in a channel's time zone: quiet hours and the daily digest. Pure. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Whether the time zone is one that this machine knows, for example `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `7:30` and `07:30` as `07:30`; undefined when it is no wall time. */
export function wallTime(text: string): string | undefined {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2])];
  if (!parts || hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${parts[2]}`;
}

/**
 * The first instant after `after` at which clocks in `timeZone` show `wall`. On a day whose clocks skip that
 * time, it is later by as much as they skip.
 */
export function nextWallTime(after: number, wall: string, timeZone: string): number {
  const [hour = 0, minute = 0] = wall.split(':').map(Number);
  const today = Math.floor((after + offset(after, timeZone)) / DAY) * DAY;
  for (let day = -1; ; day += 1) {
    const local = today + day * DAY + (hour * 60 + minute) * MINUTE;
    const at = instantOf(local, timeZone);
    if (at > after) return at;
  }
}

/** The last instant at or before `at` at which clocks in `timeZone` showed `wall`. */
export function lastWallTime(at: number, wall: string, timeZone: string): number {
  let last = nextWallTime(at - 3 * DAY, wall, timeZone);
  for (let next = last; next <= at; next = nextWallTime(next, wall, timeZone)) last = next;
  return last;
}

/** End of the quiet hours that `now` lies in; undefined outside of them. */
export function quietUntil(
  now: number,
  quiet: { readonly from: string; readonly to: string } | undefined,
  timeZone: string,
): number | undefined {
  if (!quiet || quiet.from === quiet.to) return undefined;
  const end = nextWallTime(now, quiet.to, timeZone);
  const nextStart = nextWallTime(now, quiet.from, timeZone);
  // Within them the end comes before the next beginning.
  return end < nextStart ? end : undefined;
}

/** Milliseconds that clocks in `timeZone` are ahead of UTC at `at`. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return shown - Math.floor(at / 1000) * 1000;
}

/** The instant at which clocks show `local` (as if it were UTC). */
function instantOf(local: number, timeZone: string): number {
  const before = local - offset(local - DAY, timeZone);
  if (before + offset(before, timeZone) === local) return before;
  const after = local - offset(local + DAY, timeZone);
  if (after + offset(after, timeZone) === local) return after;
  // Skipped: the clocks went from before it to after it at once.
  return Math.max(before, after);
}
