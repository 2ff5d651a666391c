/** An incident as it stands in a store, for tests of what is done with one. */
import type { Incident } from '../../src/store/port';

export const project = { id: 'p', name: 'shop', region: 'eu-de' };
export const subject = { kind: 'build', name: 'api', project } as const;

/** A build that does not compile, open since `now`; `more` takes the place of what is given here. */
export function incidentAt(now: number, more: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    channel: 'C1',
    key: 'k',
    cause: 'compile-error',
    title: 'It does not compile',
    confidence: 'likely',
    thing: { kind: 'workload', key: 'build/api', subject },
    subject,
    state: 'open',
    openedAt: now,
    lastFailureAt: now,
    failures: 1,
    episodes: 1,
    turns: [],
    flapping: false,
    ...more,
  };
}
