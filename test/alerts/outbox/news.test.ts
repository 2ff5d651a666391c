/** What webhooks are told of an incident, and what they need not know. */
import { type WebhookEvent, webhookEvent } from '../../../src/alerts/outbox/event';
import { tellWebhook } from '../../../src/alerts/outbox/news';
import type { Records } from '../../../src/alerts/outbox/records';
import type { Step } from '../../../src/alerts/outbox/step';
import { defaultRules } from '../../../src/alerts/rules';
import type { Incident, NewNotice, Notice, NoticeContent, Thing } from '../../../src/store/port';
import { incidentAt, project } from '../../support/incidents';

const NOW = Date.UTC(2026, 0, 5, 10);
const iso = (at: number) => new Date(at).toISOString();
const incident = (more: Partial<Incident> = {}): Incident =>
  incidentAt(NOW - 10, {
    id: '11111111-1111-4111-8111-111111111111',
    openedAt: NOW - 20,
    failures: 3,
    episodes: 2,
    webhook: 'ops',
    ...more,
  });

/** Tells of a step; `waiting` is an event of the incident that nobody has begun to send. */
async function told(step: Partial<Step>, waiting?: Partial<Notice>, rules = defaultRules) {
  const added: NewNotice[] = [];
  const replaced: [string, NoticeContent][] = [];
  let asked = 0;
  const tx = {
    addNotice: async (one: NewNotice) => void added.push(one),
    replaceContent: async (id: string, content: NoticeContent) => void replaced.push([id, content]),
    pendingEvent: async () => {
      asked += 1;
      return waiting as Notice | undefined;
    },
  } as unknown as Records;
  const whole: Step = { incident: incident(), notes: [], card: 'touch', ...step };
  await tellWebhook(tx, whole.incident, whole, NOW, rules);
  const events = added.map(({ content }) => (content as unknown as { event: WebhookEvent }).event);
  return { added, replaced, events, asked };
}
const note = { what: 'flapping', at: NOW, turns: 3 } as const;

describe('a webhook is told', () => {
  test.each<[string, Partial<Step>, string]>([
    ['of a new card', { card: 'open' }, 'incident.opened'],
    ['of a card that shows something else', { card: 'touch' }, 'incident.updated'],
    ['of what became worse', { card: 'touch', news: 'worse' }, 'incident.worse'],
    ['of the end', { card: 'touch', news: 'resolved' }, 'incident.resolved'],
    ['of what came back without a card of its own', { card: 'none', news: 'opened' }, 'incident.opened'],
  ])('%s', async (_what, step, type) => {
    const { added, events } = await told(step);
    expect(events.map((event) => event.type)).toEqual([type]);
    expect(added).toMatchObject([
      {
        id: events[0]?.id,
        // Beside the channels: one that does not answer holds up nothing else.
        channel: 'webhook:ops',
        content: { type: 'webhook', incidentId: incident().id, webhook: 'ops' },
        notBefore: NOW,
        createdAt: NOW,
      },
    ]);
    expect(webhookEvent.strict().parse(events[0])).toEqual(events[0]);
  });

  test.each<[string, Partial<Step>]>([
    ['nothing changed that a card shows', { card: 'none' }],
    ['its watch wants none', { card: 'open', incident: incident({ webhook: 'off' }) }],
    ['nobody is told of it yet', { card: 'touch', incident: incident({ state: 'tracking' }) }],
    ['it is muted and fails again', { card: 'touch', incident: incident({ muted: { by: 'U1', at: NOW } }) }],
    [
      'it is snoozed and fails again',
      { card: 'touch', incident: incident({ snoozed: { by: 'U1', at: NOW, mode: 'hour' } }) },
    ],
  ])('nothing where %s', async (_why, step) => {
    const { added, replaced } = await told(step, { channel: 'webhook:ops' });
    expect([...added, ...replaced]).toEqual([]);
  });

  test('of what is muted, when somebody does something about it, and when it ends', async () => {
    const muted = incident({ muted: { by: 'U1', at: NOW } });
    expect((await told({ incident: muted, notes: [note] })).events).toHaveLength(1);
    expect((await told({ incident: muted, news: 'resolved' })).events).toHaveLength(1);
  });

  test('as its watch names it, and else as the operator does', async () => {
    const { webhook: _, ...unnamed } = incident();
    const all = { ...defaultRules, webhook: 'all' };
    expect((await told({ incident: unnamed }, undefined, all)).added).toMatchObject([
      { channel: 'webhook:all' },
    ]);
    expect((await told({}, undefined, all)).added).toMatchObject([{ channel: 'webhook:ops' }]);
    expect((await told({ incident: unnamed })).added).toEqual([]);
    expect((await told({ incident: incident({ webhook: 'off' }) }, undefined, all)).added).toEqual([]);
  });
});

describe('an event that waits', () => {
  const id = '22222222-2222-4222-8222-222222222222';
  const waits = (type: WebhookEvent['type'], channel = 'webhook:ops') => ({
    id,
    channel,
    content: { type: 'webhook', incidentId: incident().id, webhook: 'ops', event: { type } } as NoticeContent,
  });

  test('says what is true now instead of what was, under its own id', async () => {
    const { added, replaced } = await told({}, waits('incident.updated'));
    expect(added).toEqual([]);
    expect(replaced).toMatchObject([[id, { type: 'webhook', event: { id, type: 'incident.updated' } }]]);
  });

  test.each([
    ['a beginning', {}, waits('incident.opened')],
    ['one for another webhook', {}, waits('incident.updated', 'webhook:old')],
    ['a message', {}, { id, channel: 'webhook:ops', content: { type: 'daily', from: 0, to: 1 } as const }],
  ])('is not replaced where it is %s', async (_what, step, waiting) => {
    const { added, replaced } = await told(step, waiting);
    expect(replaced).toEqual([]);
    expect(added[0]?.id).not.toBe(id);
  });

  test('is not asked for where an end or a beginning is told: those stand by themselves', async () => {
    const { asked, added } = await told({ news: 'resolved' }, waits('incident.updated'));
    expect([asked, added.length]).toEqual([0, 1]);
  });
});

describe('an event says', () => {
  const said = async (more: Partial<Incident>) => {
    const { events } = await told({ incident: incident(more), notes: [note] });
    expect(webhookEvent.strict().parse(events[0])).toEqual(events[0]);
    return events[0]?.incident;
  };

  test('of a bare incident what there always is, and leaves out what is not known', async () => {
    expect(await said({})).toEqual({
      id: incident().id,
      state: 'open',
      title: 'It does not compile',
      cause: 'compile-error',
      confidence: 'likely',
      breaks: { kind: 'workload', name: 'api' },
      workload: { kind: 'build', name: 'api', project },
      openedAt: iso(NOW - 20),
      lastFailureAt: iso(NOW - 10),
      failures: 3,
      episode: 2,
      flapping: false,
      channel: 'C1',
    });
  });

  test('how it stands, what was built, and what people did', async () => {
    const done = { by: 'U1', at: NOW };
    const until = NOW + 1000;
    expect(
      await said({
        standing: 'down',
        commit: { id: 'abcdef0', by: 'Mara' },
        console: 'https://cloud.ibm.com/codeengine',
        acknowledged: done,
        assigned: { ...done, to: 'U2' },
        snoozed: { ...done, mode: 'hour', until },
        muted: done,
      }),
    ).toMatchObject({
      standing: 'down',
      commit: { id: 'abcdef0', by: 'Mara' },
      console: 'https://cloud.ibm.com/codeengine',
      acknowledged: { by: 'U1', at: iso(NOW) },
      assigned: { by: 'U1', to: 'U2', at: iso(NOW) },
      snoozed: { by: 'U1', at: iso(NOW), until: iso(until) },
      muted: { by: 'U1', at: iso(NOW) },
    });
    expect((await said({ muted: done }))?.muted).not.toHaveProperty('until');
  });

  test('how it ended, once it has ended', async () => {
    const resolution = { how: 'fixed', at: NOW, by: 'api-run-2', changes: ['new commit'] } as const;
    const over = await said({ state: 'resolved', resolution });
    expect(over).toMatchObject({ state: 'resolved', resolved: { ...resolution, at: iso(NOW) } });
    // What came back keeps its last end; the event does not tell it.
    expect(await said({ resolution })).not.toHaveProperty('resolved');
    const { by: _, ...unproven } = resolution;
    expect((await said({ state: 'resolved', resolution: unproven }))?.resolved).not.toHaveProperty('by');
    expect(await said({ state: 'resolved' })).not.toHaveProperty('resolved');
  });

  test.each<[Thing, string]>([
    [{ kind: 'secret', name: 'icr', project }, 'icr'],
    [{ kind: 'quota', of: 'project shop (p)' }, 'project shop (p)'],
    [{ kind: 'registry', host: 'de.icr.io' }, 'de.icr.io'],
    [{ kind: 'git-host', host: 'github.com' }, 'github.com'],
  ])('what is broken: %j', async (thing, name) => {
    expect((await said({ thing }))?.breaks).toEqual({ kind: thing.kind, name });
  });
});
