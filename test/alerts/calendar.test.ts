import { isTimeZone, nextWallTime, quietUntil, wallTime } from '../../src/alerts/calendar';

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('wall times', () => {
  test.each([
    ['2026-01-05T10:00Z', '18:00', 'Europe/Berlin', '2026-01-05T17:00:00.000Z'],
    ['2026-01-05T17:00Z', '18:00', 'Europe/Berlin', '2026-01-06T17:00:00.000Z'],
    ['2026-07-05T10:00Z', '18:00', 'Europe/Berlin', '2026-07-05T16:00:00.000Z'],
    ['2026-01-05T20:00Z', '07:30', 'Asia/Kolkata', '2026-01-06T02:00:00.000Z'],
    ['2026-01-05T23:30Z', '00:00', 'America/St_Johns', '2026-01-06T03:30:00.000Z'],
    // The night on which the clocks skip from two to three o'clock.
    ['2026-03-28T20:00Z', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T05:00Z', '02:30', 'Europe/Berlin', '2026-03-30T00:30:00.000Z'],
    // The night on which they show two o'clock twice: the first counts.
    ['2026-10-24T20:00Z', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('after %s, %s in %s is %s', (after, wall, timeZone, expected) => {
    expect(iso(nextWallTime(at(after), wall, timeZone))).toBe(expected);
  });

  test('are read as people write them', () => {
    expect(['7:30', '07:30', '23:59'].map(wallTime)).toEqual(['07:30', '07:30', '23:59']);
    expect(['24:00', '7', '7:5', 'noon'].map(wallTime)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('time zones are known by their IANA names', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Berlin time')).toBe(false);
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };

  test.each([
    ['2026-01-05T20:59:59Z', undefined],
    ['2026-01-05T21:00Z', '2026-01-06T06:00:00.000Z'],
    ['2026-01-06T03:00Z', '2026-01-06T06:00:00.000Z'],
    ['2026-01-06T06:00Z', undefined],
  ])('at %s the night in Berlin ends at %s', (now, expected) => {
    expect(iso(quietUntil(at(now), night, 'Europe/Berlin'))).toBe(expected);
  });

  test('none when there are none, or when they begin as they end', () => {
    expect(quietUntil(at('2026-01-06T03:00Z'), undefined, 'UTC')).toBeUndefined();
    expect(quietUntil(at('2026-01-06T03:00Z'), { from: '03:00', to: '03:00' }, 'UTC')).toBeUndefined();
  });
});
