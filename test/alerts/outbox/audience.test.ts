import { type Audience, forAudience } from '../../../src/alerts/outbox/audience';
import type { View } from '../../../src/alerts/outbox/messenger';
import { viewOf } from '../../../src/alerts/outbox/view';
import { causeOf } from '../../../src/diagnosis/causes/index';
import type { Report } from '../../../src/diagnosis/model/report';
import { withoutLogs } from '../../../src/diagnosis/model/without-logs';
import { failedApp } from '../../support/reports';

const project = (name: string) => ({ id: name, name, region: 'eu-de' });
const subject = (name: string) => ({ kind: 'build', name: 'api', project: project(name) }) as const;
const incident = (name: string, more: object = {}) =>
  ({ id: `i-${name}`, subject: subject(name), cause: 'compile-error', title: LINE, ...more }) as never;
const LINE = 'TypeError: customer Jane Doe has no address';
const whole = failedApp();
const report: Report = {
  ...whole,
  log: { where: 'pod', lines: [LINE] },
  findings: whole.findings.map((finding) => ({ ...finding, headline: LINE })),
};

/** C1 sees shop and pay, of pay without logs; nobody sees hidden. */
const audience: Audience = async (_place, { name }) =>
  name === 'shop' ? 'all' : name === 'pay' ? 'no-logs' : 'nothing';
const told = (view: View) => forAudience(view, 'C1', audience);

describe('what a channel is told, at the moment when it is sent', () => {
  test('of an incident in a project that it does not see: nothing', async () => {
    expect(
      await told({ type: 'incident', incident: incident('hidden'), affected: [], at: 0 }),
    ).toBeUndefined();
  });

  test('of one that breaks several projects, those that it sees', async () => {
    const affected = ['shop', 'hidden', 'pay'].map((name) => ({
      key: name,
      subject: subject(name),
    })) as never;
    const view = await told({ type: 'incident', incident: incident('shop'), affected, at: 0 });
    expect((view as unknown as { affected: { key: string }[] }).affected.map(({ key }) => key)).toEqual([
      'shop',
      'pay',
    ]);
  });

  test('the report whole, or without what logs say', async () => {
    const of = (name: string) =>
      told({ type: 'incident', incident: incident(name), affected: [], report, at: 0 });
    expect(await of('shop')).toMatchObject({ report });
    expect((await of('pay')) as object).toHaveProperty('report', withoutLogs(report));
    expect(JSON.stringify(await of('pay'))).not.toContain('Jane');
    const without = await told({ type: 'incident', incident: incident('pay'), affected: [], at: 0 });
    expect(without).not.toHaveProperty('report');
  });

  describe('where logs are not for everybody, the cause by its title, which no log wrote:', () => {
    const TITLE = causeOf('compile-error').title;
    const superseded = { resolution: { how: 'superseded', by: LINE, at: 1, changes: [] } };
    test.each([
      ['a card', (name: string) => ({ type: 'incident', incident: incident(name), affected: [], at: 0 })],
      [
        'a card of what fails for another reason',
        (name: string) => ({ type: 'incident', incident: incident(name, superseded), affected: [], at: 0 }),
      ],
      ['a digest', (name: string) => ({ type: 'digest', worst: [{ incident: incident(name), broken: 1 }] })],
      [
        'a daily digest',
        (name: string) => ({ type: 'daily', open: [{ incident: incident(name), broken: 1 }] }),
      ],
    ])('%s', async (_what, view) => {
      expect(JSON.stringify(await told(view('shop') as never))).toContain(LINE);
      const bare = JSON.stringify(await told(view('pay') as never));
      expect(bare).not.toContain('Jane');
      expect(bare).toContain(TITLE);
    });

    test('notes in a thread', async () => {
      const of = async (name: string) => {
        const store = { incident: async () => incident(name) } as never;
        const notes = [
          { what: 'cause-changed', at: 1, from: LINE, to: LINE },
          { what: 'resolved', at: 1, after: 1, ...superseded },
          { what: 'came-back', at: 1, after: 1, subject: 'api-run-2' },
        ];
        const notice = { id: 'n', channel: 'C1', content: { type: 'note', incidentId: 'i', notes } } as never;
        return JSON.stringify(await viewOf(store, notice, 0, audience));
      };
      expect(await of('shop')).toContain(LINE);
      expect(await of('pay')).not.toContain('Jane');
      expect(await of('pay')).toContain(TITLE);
      expect(await of('pay')).toContain('api-run-2');
    });
  });

  test('of troubles and summaries the part that it sees', async () => {
    const trouble = (...names: string[]) =>
      told({ type: 'watch-trouble', projects: names.map(project) } as never);
    expect(await trouble('shop', 'hidden')).toMatchObject({ projects: [project('shop')] });
    expect(await trouble('hidden')).toBeUndefined();
    const summary = (name: string) => told({ type: 'summary', project: project(name), items: [] } as never);
    expect(await summary('shop')).toMatchObject({ type: 'summary' });
    expect(await summary('hidden')).toBeUndefined();
  });

  test('its own trouble, and lines of threads, which are asked for by their incident', async () => {
    for (const view of [
      { type: 'note', notes: [] },
      { type: 'channel-trouble', channel: 'C1' },
    ]) {
      expect(await told(view as never)).toEqual(view);
    }
  });
});
