import { planLook } from '../../../src/alerts/watch/activity';
import type { Fleet } from '../../../src/diagnosis/model/platform';

const project = { id: 'p-1', name: 'shop', region: 'eu-de' };
const now = Date.parse('2026-11-23T18:00:00Z');
const nothing = { pending: 0, running: 0, failed: 0, successful: 0, canceled: 0 };
const fleet = (
  status: string,
  tasks: Partial<typeof nothing> = {},
  createdAt = '2026-11-23T17:58:00Z',
): Fleet => ({
  name: 'scan',
  id: 'f-1',
  status,
  createdAt,
  tasks: { ...nothing, ...tasks },
  subnetPools: [],
  dataStores: [],
});
const look = (known: Fleet | undefined, seen: readonly Fleet[], stuckAfter = 600_000) => {
  const before = planLook(project, undefined, { fleets: known ? [known] : [] }, now, stuckAfter).cursor;
  return planLook(project, before, { fleets: seen }, now, stuckAfter).observations.map(
    ({ what, subject, key }) => ({
      what,
      subject,
      key,
    }),
  );
};
const of = (what: string) => [
  { what, subject: { kind: 'fleet', name: 'scan', project }, key: 'p-1/fleet/scan' },
];

describe('a watch sees a fleet', () => {
  test('whose status says that it failed', () => {
    expect(look(fleet('running', { running: 2 }), [fleet('failed', { failed: 2 })])).toEqual(of('failed'));
  });

  test('whose tasks failed though its status does not say so', () => {
    expect(look(fleet('running', { running: 2 }), [fleet('standby', { failed: 1, successful: 4 })])).toEqual(
      of('failed'),
    );
  });

  test('once, however many more of its tasks fail', () => {
    const failing = (failed: number) => fleet('running', { failed, running: 2 });
    expect(look(failing(1), [failing(9)])).toEqual([]);
  });

  test('that waits for too long', () => {
    const waiting = fleet('pending', { pending: 9 }, '2026-11-23T17:00:00Z');
    expect(look(undefined, [waiting])).toEqual(of('stuck'));
    expect(look(undefined, [fleet('pending', { pending: 9 })])).toEqual([]);
  });

  test('that works after all, or is deleted', () => {
    expect(look(fleet('failed'), [fleet('successful', { successful: 2 })])).toEqual(of('succeeded'));
    expect(look(fleet('failed'), [])).toEqual(of('removed'));
  });

  test('that a person canceled, and says nothing', () => {
    expect(look(fleet('running', { running: 2 }), [fleet('canceled', { canceled: 2 })])).toEqual([]);
  });
});
