import fc from 'fast-check';
import { DeliveryError, type Message } from '../../src/alerts';
import { mapStrings } from '../../src/diagnosis/model/text';
import { alertCard } from '../../src/slack/cards/alerts';
import type { AlertQueries, AlertStore } from '../../src/store';
import { onBothDatabases } from '../support/stores';
import {
  type AlertBench,
  benchOn,
  FakeCloud,
  HOUR,
  MINUTE,
  RecordingMessenger,
  SourceError,
} from './support/bench';

/** What Postgres, JSON and Slack take amiss, between anything at all. */
const poison = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('\0', '\\u0000', '\ud83d', '\ude00', '😀', '\u202e', '{"a":"\ud800"}', 'error: ', '\n'),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** A cloud whose logs, events and reports say `words`. */
function cloudSaying(words: () => string): FakeCloud {
  const cloud = new FakeCloud();
  const investigate = cloud.investigate.bind(cloud);
  const transcript = cloud.transcript.bind(cloud);
  cloud.investigate = async (subject) => {
    const report = await investigate(subject);
    const [finding] = report.findings;
    return {
      ...report,
      headline: `${report.headline} ${words()}`,
      findings: finding ? [{ ...finding, proof: [{ source: 'log', text: words() }] }] : [],
      log: { where: words(), lines: [words(), words()] },
      events: [{ message: words(), reason: words() }],
      facts: [{ label: words(), value: words() }],
    };
  };
  cloud.transcript = async (subject) => {
    const found = await transcript(subject);
    return {
      ...found,
      logs: found.logs.map((log) => ({
        ...log,
        text: `${'😀'.repeat(9000)}${words()}${'😀'.repeat(7999)}x`,
      })),
    };
  };
  return cloud;
}

/** The same store, whose transactions let `change` replace some of their queries. */
function withQueries(
  store: AlertStore,
  change: (queries: AlertQueries) => Partial<AlertQueries>,
): AlertStore {
  const changed = <Q extends AlertQueries>(queries: Q): Q => ({
    ...queries,
    ...change(queries),
    transaction: (work) => queries.transaction((inner) => work(changed(inner))),
  });
  return changed(store);
}

const names = (messages: readonly Message[]) =>
  messages.map(({ view }) => (view.type === 'incident' ? view.incident.subject.name : view.type)).sort();

onBothDatabases((databases) => {
  let store: AlertStore;
  beforeEach(async () => {
    store = await databases.fresh();
  });

  test('trust 1: whatever a log, an event or a report holds, its project is alerted', async () => {
    let words: () => string = () => '';
    const bench = benchOn(store, { cloud: cloudSaying(() => words()) });
    await bench.watchShop();
    let number = 0;
    await fc.assert(
      fc.asyncProperty(poison, async (text) => {
        words = () => text;
        number += 1;
        bench.cloud.shop.build(`b${number}`, 'failed', bench.time.at + 1000);
        const before = bench.slack.sent.length;
        await bench.pass(HOUR, 20 * MINUTE);
        expect(bench.slack.sent.length).toBeGreaterThan(before);
        expect(bench.problems).toEqual([]);
        const { message } = bench.slack.sent.at(-1) ?? {};
        mapStrings(alertCard((message as Message).view), (each) => {
          expect(each.isWellFormed() && !each.includes('\0')).toBe(true);
          return each;
        });
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test('trust 1: a cut through an emoji at the end of what is kept of a log keeps nothing back', async () => {
    const bench = benchOn(store, { cloud: cloudSaying(() => '') });
    await bench.watchShop();
    bench.cloud.shop.build('api', 'failed', bench.time.at + 1000);
    await bench.pass(2 * MINUTE);
    const [card] = bench.slack.shown('incident');
    const kept = await store.evidence(card?.view.incident.evidenceId ?? '');
    expect(kept?.logs[0]?.text.length).toBeGreaterThan(15_900);
    expect(kept?.logs[0]?.text.isWellFormed()).toBe(true);
  });

  test('trust 1: a failure whose evidence cannot be written is alerted without it, and says so', async () => {
    const broken = withQueries(store, (queries) => ({
      // The database itself refuses it, and with it whatever else the transaction would say.
      writeBatch: (changes) =>
        queries.writeBatch({
          ...changes,
          evidence: changes.evidence.map((each) => ({ ...each, at: 'never' as never })),
        }),
    }));
    const bench = benchOn(broken);
    await bench.watchShop();
    bench.cloud.shop.build('api', 'failed', bench.time.at + 1000);
    await bench.pass(2 * MINUTE);
    const [card] = bench.slack.shown('incident');
    expect(card?.view).toMatchObject({
      incident: { subject: { name: 'api' }, unseen: 'What was seen could not be stored.' },
    });
    expect(card?.view.report).toBeUndefined();
    expect(JSON.stringify(alertCard((card as Message).view))).toContain('could not be stored');
    expect((await bench.alerts.watches('C1')).subscriptions[0]?.state?.trouble).toBeUndefined();
  });

  test('trust 1: a failure that cannot be looked into holds up nothing else, is counted and told, and alerted after five looks', async () => {
    const cloud = new FakeCloud();
    const investigate = cloud.investigate.bind(cloud);
    cloud.investigate = async (subject) => {
      if ('name' in subject && subject.name.startsWith('poison'))
        throw new TypeError('cannot read properties of undefined');
      return investigate(subject);
    };
    const bench = benchOn(store, { cloud });
    await bench.watchShop();
    cloud.shop.build('poison', 'failed', bench.time.at + 1000);
    cloud.shop.build('good', 'failed', bench.time.at + 2000);
    await bench.pass(MINUTE);
    expect(names(bench.slack.shown('incident'))).toEqual(['good']);
    cloud.shop.build('later', 'failed', bench.time.at + 1000);
    await bench.pass(MINUTE + 30_000);
    expect(names(bench.slack.shown('incident'))).toEqual(['good', 'later']);
    const [watch] = (await bench.alerts.watches('C1')).subscriptions;
    expect(watch?.state?.trouble).toMatchObject({ reason: 'failed', attempts: expect.any(Number) });
    await bench.pass(4 * MINUTE);
    expect(names(bench.slack.shown('incident'))).toEqual(['good', 'later', 'poison']);
    const told = bench.slack.shown('incident').find(({ view }) => view.incident.subject.name === 'poison');
    expect(told?.view.incident.unseen).toMatch(/failed on its own side/);
    expect(JSON.stringify(bench.slack.sent)).not.toContain('properties of undefined');
    await bench.pass(10 * MINUTE);
    expect(names(bench.slack.shown('incident'))).toEqual(['good', 'later', 'poison']);
    expect((await bench.alerts.watches('C1')).subscriptions[0]?.state?.trouble).toBeUndefined();
  });

  test('trust 1: a failure that cannot be recorded holds up nothing else, and no channel counts it twice', async () => {
    const broken = withQueries(store, (queries) => ({
      writeBatch: (changes) =>
        queries.writeBatch({
          ...changes,
          affected: changes.affected.map(({ incidentId, affected }) =>
            affected.subject.name === 'poison'
              ? { incidentId, affected: { ...affected, firstAt: 'never' as never } }
              : { incidentId, affected },
          ),
        }),
    }));
    const bench = benchOn(broken);
    await bench.watchShop();
    bench.cloud.shop.build('poison', 'failed', bench.time.at + 1000);
    bench.cloud.shop.build('good', 'failed', bench.time.at + 2000);
    await bench.pass(10 * MINUTE);
    bench.cloud.shop.build('later', 'failed', bench.time.at + 1000);
    await bench.pass(2 * MINUTE);
    const shown = bench.slack.shown('incident');
    expect(names(shown)).toEqual(['good', 'later']);
    expect(shown.map(({ view }) => view.incident.failures)).toEqual([1, 1]);
  });

  test('trust 1: of many failures those that cannot be stored are told without what was seen, or not at all, and all others in full', async () => {
    const refused = (name: string) => /^bare|^never/.test(name);
    const broken = withQueries(store, (queries) => ({
      writeBatch: (changes) =>
        queries.writeBatch({
          ...changes,
          evidence: changes.evidence.map((each) =>
            refused(each.subject.name) ? { ...each, at: 'never' as never } : each,
          ),
          affected: changes.affected.map(({ incidentId, affected }) => ({
            incidentId,
            affected: affected.subject.name.startsWith('never')
              ? { ...affected, firstAt: 'never' as never }
              : affected,
          })),
        }),
    }));
    const bench = benchOn(broken, { rules: { stormCards: 1000 } });
    await bench.watchShop();
    const all = Array.from(
      { length: 17 },
      (_, at) => ({ 3: 'bare-a', 4: 'never', 16: 'bare-b' })[at] ?? `good-${at}`,
    );
    for (const [at, name] of all.entries()) bench.cloud.shop.build(name, 'failed', bench.time.at + 1000 + at);
    await bench.pass(10 * MINUTE);
    const shown = bench.slack.shown('incident');
    expect(names(shown)).toEqual(all.filter((name) => name !== 'never').sort());
    expect(shown.every(({ view }) => view.incident.failures === 1)).toBe(true);
    const bare = shown.filter(({ view }) => view.incident.unseen !== undefined);
    expect(names(bare)).toEqual(['bare-a', 'bare-b']);
  });

  test('trust 1: looks that fail are counted, and told after five', async () => {
    const bench = benchOn(store, { rules: { patience: 24 * HOUR } });
    await bench.watchShop();
    bench.cloud.shop.failWith = new SourceError('unreachable', 'Code Engine does not answer.');
    let before = 0;
    while (bench.slack.shown('watch-trouble').length === 0) {
      await bench.pass(MINUTE);
      const attempts = (await bench.alerts.watches('C1')).subscriptions[0]?.state?.trouble?.attempts ?? 0;
      expect(attempts).toBeGreaterThanOrEqual(before);
      expect(attempts).toBeLessThanOrEqual(5);
      before = attempts;
    }
    expect(before).toBe(5);
  });

  test('trust 1: a message that cannot be drawn is sent without its report, and holds up no other', async () => {
    const slack = new (class extends RecordingMessenger {
      override async post(message: Message) {
        if (
          message.view.type === 'incident' &&
          message.view.report &&
          message.view.incident.subject.name === 'poison'
        ) {
          throw new DeliveryError('undrawable', 'undrawable', undefined, {
            cause: new URIError('URI malformed'),
          });
        }
        return super.post(message);
      }
    })();
    const bench: AlertBench = benchOn(store, { slack });
    await bench.watchShop();
    bench.cloud.shop.build('poison', 'failed', bench.time.at + 1000);
    bench.cloud.shop.build('good', 'failed', bench.time.at + 2000);
    await bench.pass(2 * MINUTE);
    expect(names(slack.shown('incident'))).toEqual(['good', 'poison']);
    const told = slack.shown('incident').find(({ view }) => view.incident.subject.name === 'poison');
    expect(told?.view.incident.unseen).toBe('What was seen could not be shown.');
  });
});
