import { muteEnd, muteLengthOf } from '../../../src/alerts/incident/mute-length';

test.each([
  ['4h', '4h'],
  ['90m', '90m'],
  ['120 minutes', '2h'],
  ['an hour', '1h'],
  ['half an hour', '30m'],
  ['2 days', '2d'],
  ['a week', '7d'],
  ['8', '8h'],
  ['Mon', 'monday'],
  ['friday', 'friday'],
  ['next week', 'monday'],
  ['tonight', 'tomorrow'],
  ['for ever', 'forever'],
])('%j is %s', (text, length) => {
  expect(muteLengthOf(text)).toBe(length);
});

test.each(['', 'soon', '0h', '1m', '61d', '9999w', 'monda', '-1h', '1e3h', '2 apples'])(
  '%j is no length',
  (text) => {
    expect(muteLengthOf(text)).toBeUndefined();
  },
);

test.each([
  ['4h', '2026-01-05T15:00:00Z'],
  ['30m', '2026-01-05T11:30:00Z'],
  ['2d', '2026-01-07T11:00:00Z'],
  // In Berlin it is Monday, noon.
  ['tomorrow', '2026-01-06T08:00:00Z'],
  ['monday', '2026-01-12T08:00:00Z'],
  ['friday', '2026-01-09T08:00:00Z'],
])('%s from Monday noon in Berlin ends at %s', (length, end) => {
  const now = Date.parse('2026-01-05T11:00:00Z');
  expect(new Date(muteEnd(length as never, now, 'Europe/Berlin') ?? 0).toISOString()).toBe(
    new Date(end).toISOString(),
  );
});
