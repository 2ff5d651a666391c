import { transcriptCard } from '../../../src/slack/cards/transcript';

const subject = {
  kind: 'app',
  name: 'till-web',
  project: { id: 'p1', name: 'tills', region: 'eu-de' },
} as const;
const transcriptOf = (lastSeen: string | undefined) => ({
  logs: [],
  events: [
    {
      type: 'Warning',
      reason: 'BackOff',
      object: 'pod/till-web-00001',
      message: 'Back-off restarting',
      ...(lastSeen !== undefined && { lastSeen }),
    },
  ],
  missing: [],
});

describe('an event of the card of events', () => {
  test('tells when it was in the reader’s own time zone, and in UTC where a client cannot', () => {
    const { blocks } = transcriptCard('events', subject, transcriptOf('2026-05-04T09:10:11Z') as never);
    expect(JSON.stringify(blocks)).toContain(
      JSON.stringify({
        type: 'date',
        timestamp: Date.UTC(2026, 4, 4, 9, 10, 11) / 1000,
        format: '{date_short_pretty} {time_secs}',
        fallback: '2026-05-04 09:10:11 UTC',
      }),
    );
  });

  test.each([undefined, 'long ago'])('%j for a time is no date', (lastSeen) => {
    const { blocks } = transcriptCard('events', subject, transcriptOf(lastSeen) as never);
    expect(JSON.stringify(blocks)).not.toContain('"date"');
    expect(JSON.stringify(blocks)).toContain('pod/till-web-00001');
  });
});

describe('a card of nothing', () => {
  test.each([
    ['logs', 'There are no logs: nothing was printed, or its pods are gone. '],
    ['events', 'There are no events: they are kept for an hour. '],
  ] as const)('of %s says why there may be none, and what tells more', (kind, words) => {
    const { blocks } = transcriptCard(kind, subject, { logs: [], events: [], missing: [] });
    const texts = JSON.stringify(blocks);
    expect(texts).toContain(words);
    expect(texts).toContain('/ce-image app till-web');
  });
});
