/** The one list of ways to say a failure; every tool's reader and the registry adapter share it. */
import type { Went } from '../fact';
import { answerWays } from './answers';
import { faultWays } from './faults';
import { limitWays } from './limits';
import { missingWays } from './missing';
import { networkWays } from './network';
import type { Way } from './way';

export type { Way } from './way';

export const ways: readonly Way[] = [
  ...networkWays,
  ...answerWays,
  ...missingWays,
  ...limitWays,
  ...faultWays,
];

/**
 * How near to the root a way to fail is: of several in one line the nearest to the root names it. `403 Forbidden` is
 * only how a quota, an address list or an expired token shows.
 */
const nearRoot: Readonly<Partial<Record<Went, number>>> = {
  'setup-failed': 100,
  'proxy-failed': 99,
  'quota-traffic': 98,
  'address-refused': 97,
  'storage-limit': 96.5,
  'quota-storage': 96,
  immutable: 95,
  'session-lost': 94,
  'too-large': 93,
  'policy-refused': 92,
  'old-format': 91,
  'no-platform': 90,
  'credentials-expired': 89,
  'cert-expired': 88,
  'cert-name': 87,
  'plain-http': 86,
  'cert-untrusted': 85,
  'rate-limited': 84,
  'no-space': 82,
  'read-only': 81.5,
  'port-taken': 81,
  'wrong-architecture': 80,
  'library-missing': 79,
  corrupt: 78,
  'not-unpackable': 77,
  'name-unresolved': 76,
  'out-of-memory': 75,
  'not-approved': 74,
  quota: 71,
  'not-running': 70,
  refused: 69,
  timeout: 68,
  reset: 67,
  unparsable: 66,
  'server-error': 65,
  mismatch: 65.6,
  conflict: 65.5,
  'bad-credentials': 64,
  'merged-refusal': 63.5,
  'no-credentials': 63,
  'not-listening': 76.5,
  forbidden: 60,
  unauthorized: 59,
  'module-missing': 58,
  'command-missing': 57,
  'value-missing': 56,
  'version-unsupported': 55,
  'permission-denied': 54,
  compile: 58.5,
  'no-such-file': 52,
  'not-found': 51,
  'bad-answer': 51.5,
  'tool-broke': 66.5,
  'engine-broke': 77.5,
  syntax: 50,
  usage: 49,
  'time-limit': 48,
  killed: 47,
  'killed-it-seems': 46,
  canceled: 30,
  crashed: 20,
  exited: 10,
  failed: 1,
};

/** How near to the root a kind of failure is: the greater one explains the smaller. */
export function rootness(went: Went): number {
  return nearRoot[went] ?? 0;
}

/** What a sentence says has gone wrong, nearest to the root; `undefined` when it tells of no failure. */
export function wentOf(sentence: string): Went | undefined {
  return ways
    .filter(({ says }) => says.test(sentence))
    .map(({ went }) => went)
    .sort((a, b) => rootness(b) - rootness(a))[0];
}
