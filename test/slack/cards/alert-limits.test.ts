import fc from 'fast-check';
import { blockViolations, messageSize, viewViolations } from '../../../playground/src/slack/block-kit';
import {
  type Called,
  type HistoryEntry,
  type Incident,
  type Mute,
  type View,
  watchedKinds,
} from '../../../src/alerts';
import { catalogue } from '../../../src/diagnosis/causes/index';
import type { MissingReason } from '../../../src/diagnosis/model/missing-reason';
import { workloadKinds } from '../../../src/diagnosis/model/subject';
import { alertCard } from '../../../src/slack/cards/alerts';
import type { Card } from '../../../src/slack/cards/blocks';
import { watchView } from '../../../src/slack/cards/watch-view';
import { historyCard, watchedCard, watchesCard } from '../../../src/slack/cards/watches';
import { missingWords } from '../../../src/slack/cards/wording';
import { failedApp } from '../../support/reports';

/** Text as hostile and as long as it gets. */
const hostile = fc.oneof(
  fc.constantFrom(
    '',
    '\n\n',
    '`',
    '<!channel> <@U0ADA> <https://evil.example|click>',
    '*bold* _it_ ~no~',
    '"'.repeat(4000),
    '&'.repeat(4000),
    '😀'.repeat(2500),
    'x'.repeat(20_000),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const at = fc.integer({ min: 0, max: 4_000_000_000_000 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const project = fc.record({ id: hostile, name: hostile, region: fc.oneof(fc.constant('eu-de'), hostile) });
const subject = fc.record({ kind: fc.constantFrom(...workloadKinds), name: hostile, project });
const thing: fc.Arbitrary<Incident['thing']> = fc.oneof(
  fc.record({ kind: fc.constant('workload' as const), key: hostile, subject }),
  fc.record({ kind: fc.constant('secret' as const), name: hostile, project }),
  fc.record({ kind: fc.constant('registry' as const), host: hostile }),
  fc.record({ kind: fc.constant('quota' as const), of: hostile }),
);
const resolution = fc.record({
  how: fc.constantFrom(
    'fixed' as const,
    'removed' as const,
    'superseded' as const,
    'unwatched' as const,
    'by-hand' as const,
  ),
  at,
  by: maybe(hostile),
  changes: fc.array(hostile, { maxLength: 12 }),
});
const mode = fc.constantFrom('hour' as const, 'tomorrow' as const, 'change' as const);
const calls: fc.Arbitrary<readonly Called[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('group' as const, 'person' as const), id: hostile, name: hostile }),
    fc.record({ kind: fc.constant('here' as const) }),
  ),
  { maxLength: 12 },
);
const incident = fc.record({
  id: fc.uuid(),
  channel: fc.constant('C1'),
  key: fc.constant('k'),
  cause: fc.constant('auth-invalid' as const),
  title: hostile,
  confidence: fc.constant('proven' as const),
  thing,
  subject,
  state: fc.constantFrom('open' as const, 'resolved' as const),
  openedAt: at,
  lastFailureAt: at,
  resolution: maybe(resolution),
  failures: fc.nat(),
  episodes: fc.nat(),
  turns: fc.constant([]),
  flapping: fc.boolean(),
  wellSince: maybe(at),
  acknowledged: maybe(fc.record({ by: hostile, at })),
  snoozed: maybe(fc.record({ by: hostile, at, mode, until: maybe(at) })),
  muted: maybe(fc.record({ by: hostile, at, until: maybe(at) })),
  assigned: maybe(fc.record({ to: hostile, by: hostile, at })),
  notify: maybe(calls),
  commit: maybe(fc.record({ by: hostile, id: maybe(hostile) })),
  evidenceId: maybe(fc.uuid()),
}) as fc.Arbitrary<Incident>;
const affected = fc.array(
  fc.record({
    key: hostile,
    subject,
    failures: fc.nat(),
    firstAt: at,
    lastAt: at,
    fingerprint: fc.constant({}),
    inferred: fc.boolean(),
    recoveredAt: maybe(at),
  }),
  { maxLength: 30 },
);
const item = fc.record({ incident, broken: fc.nat() });
const items = fc.array(item, { maxLength: 10 });
const trouble = fc.record({
  reason: fc.constantFrom(...(Object.keys(missingWords) as MissingReason[])),
  message: hostile,
  cure: maybe(hostile),
  since: at,
  attempts: fc.nat(),
  told: fc.boolean(),
});
const note = fc.oneof(
  fc.record({
    what: fc.constant('joined' as const),
    at,
    names: fc.array(hostile, { maxLength: 10 }),
    more: fc.nat(),
  }),
  fc.record({ what: fc.constant('cause-changed' as const), at, from: hostile, to: hostile }),
  fc.record({ what: fc.constant('resolved' as const), at, after: fc.nat(), resolution }),
  fc.record({ what: fc.constant('snoozed' as const), at, by: hostile, mode, until: maybe(at) }),
  fc.record({ what: fc.constant('rerun' as const), at, by: hostile, run: hostile }),
  fc.record({ what: fc.constant('assigned' as const), at, by: hostile, to: maybe(hostile), calls }),
  fc.record({ what: fc.constant('reminder' as const), at, after: fc.nat(), calls }),
  fc.record({
    what: fc.constant('worse' as const),
    at,
    from: fc.constant('next-start' as const),
    to: fc.constant('down' as const),
    calls,
  }),
  fc.record({
    what: fc.constant('muted' as const),
    of: fc.constantFrom('cause' as const, 'workload' as const),
    at,
    by: hostile,
    until: maybe(at),
  }),
);
const view: fc.Arbitrary<View> = fc.oneof(
  fc.record({
    type: fc.constant('incident' as const),
    incident,
    affected,
    report: fc.constantFrom(undefined, failedApp()),
    mentions: fc.boolean(),
    at,
  }),
  fc.record({
    type: fc.constant('note' as const),
    incidentId: fc.uuid(),
    notes: fc.array(note, { minLength: 1, maxLength: 30 }),
  }),
  fc.record({
    type: fc.constant('digest' as const),
    reason: fc.constantFrom('storm' as const, 'quiet' as const),
    from: at,
    calls,
    mentions: fc.boolean(),
    worst: items,
    total: fc.nat(),
    resolved: fc.nat(),
  }),
  fc.record({
    type: fc.constant('daily' as const),
    from: at,
    to: at,
    opened: fc.nat(),
    resolved: fc.nat(),
    open: items,
    openTotal: fc.nat(),
  }),
  fc.record({
    type: fc.constant('summary' as const),
    project,
    failing: fc.array(
      fc.record({ subject, platformState: hostile, since: maybe(hostile), hint: maybe(hostile) }),
      { maxLength: 20 },
    ),
    more: fc.nat(),
    by: hostile,
  }),
  fc.record({
    type: fc.constant('watch-trouble' as const),
    trouble,
    projects: fc.array(project, { minLength: 1, maxLength: 30 }),
    endedAt: maybe(at),
  }),
  fc.record({
    type: fc.constant('channel-trouble' as const),
    channel: hostile,
    reason: hostile,
    waiting: fc.nat(),
  }),
);

/** Blocks and elements in which Slack interprets nothing. */
const INERT = new Set(['rich_text', 'header', 'actions', 'button']);
const interpreted = (_key: string, value: unknown) =>
  INERT.has((value as { type?: string } | null | undefined)?.type ?? '') ? undefined : value;

function fits({ blocks, text }: Card): void {
  expect(blockViolations(blocks, 'message')).toEqual([]);
  expect(messageSize(blocks)).toBeLessThanOrEqual(13_000);
  expect(text.length).toBeLessThan(4000);
  // Nobody is called, and nothing of a person's making becomes a link.
  expect(`${text}${JSON.stringify(blocks, interpreted)}`).not.toMatch(/<!channel>|<https:\/\/evil/);
}

describe('cards of alerts keep within every limit of Slack', () => {
  test('whatever they show', () => {
    fc.assert(
      fc.property(view, (shown) => fits(alertCard(shown))),
      { numRuns: 400 },
    );
  });

  test('also the lists of watches and of history, and the modal', () => {
    const subscription = fc.record({
      channel: fc.constant('C1'),
      project,
      kinds: fc.constant(watchedKinds),
      name: maybe(hostile),
      exclude: maybe(hostile),
      minFailures: fc.nat(),
      createdBy: hostile,
      createdAt: at,
      state: maybe(fc.record({ project, nextLookAt: at, lookedAt: maybe(at), trouble: maybe(trouble) })),
    });
    const target: fc.Arbitrary<Mute['target']> = fc.oneof(
      fc.record({ kind: fc.constant('cause' as const), cause: fc.constantFrom(...catalogue.keys()) }),
      fc.record({ kind: fc.constant('workload' as const), key: hostile, subject }),
    );
    const mute = fc.record({ target, by: hostile, at, until: maybe(at) }) as fc.Arbitrary<Mute>;
    const entry: fc.Arbitrary<HistoryEntry> = fc.record({
      incident,
      affected,
      evidence: fc.array(fc.record({ id: fc.uuid(), at }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(subscription, { maxLength: 40 }),
        fc.array(mute, { maxLength: 60 }),
        fc.array(entry, { maxLength: 15 }),
        maybe(hostile),
        (subscriptions, mutes, entries, name) => {
          fits(watchesCard({ subscriptions, mutes }));
          fits(historyCard(entries, name));
          for (const each of subscriptions.slice(0, 2))
            fits(watchedCard(each, true, { id: 'C1', timeZone: 'UTC' }));
        },
      ),
      { numRuns: 60 },
    );
    const long = { id: 'id', name: 'n'.repeat(90), region: 'eu-de' };
    const modal = watchView({ channel: 'C1' }, true, long, { subscriptions: [], mutes: [] });
    expect(viewViolations(modal as never)).toEqual([]);
  });
});
