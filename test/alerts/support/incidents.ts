/** An incident, a workload that it breaks and a failure, of which tests change what matters to them. */
import type { Affected, Incident, Thing } from '../../../src/alerts';
import type { Failure } from '../../../src/alerts/incident/incident';
import { defaultRules } from '../../../src/alerts/rules';

export const rules = { ...defaultRules, flapTurns: 3, flapWindow: 1000, flapTrial: 100 };
export const project = { id: 'p1', name: 'shop', region: 'eu-de' };
export const subject = { kind: 'build', name: 'api', project } as const;
export const own: Thing = { kind: 'workload', key: 'build/api', subject };
export const shared: Thing = { kind: 'secret', name: 'icr', project };

export const incident = (parts: Partial<Incident> = {}): Incident => ({
  id: 'i1',
  channel: 'C1',
  key: 'k1',
  cause: 'compile-error',
  title: 'It does not compile',
  confidence: 'likely',
  thing: own,
  subject,
  state: 'open',
  openedAt: 10,
  lastFailureAt: 20,
  failures: 2,
  episodes: 1,
  turns: [],
  flapping: false,
  ...parts,
});
export const affected = (parts: Partial<Affected> = {}): Affected => ({
  key: 'build/api',
  subject,
  failures: 2,
  firstAt: 10,
  lastAt: 20,
  fingerprint: { commit: 'aaaaaaa' },
  ...parts,
});
export const failure = (
  parts: Partial<Failure> = {},
  observation: Partial<Failure['observation']> = {},
): Failure => ({
  channel: 'C1',
  observation: {
    what: 'failed',
    kind: 'builds',
    key: 'build/api',
    subject,
    evidenceOf: subject,
    at: 30,
    firstAt: 25,
    times: 1,
    run: 'api-run-3',
    fingerprint: { commit: 'bbbbbbb' },
    entries: [],
    ...observation,
  } as Failure['observation'],
  cause: 'compile-error',
  title: 'It does not compile',
  standing: 'proven' as never,
  confidence: 'proven',
  thing: own,
  key: 'k1',
  wishes: { minFailures: 1 },
  inferred: false,
  id: 'new',
  now: 40,
  ...parts,
});
