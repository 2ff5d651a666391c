/** Which findings are only another name of a nearer one, or follow from it: they are no second problem. */

import { causeOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Confidence } from '../model/report';
import { general } from './general';

/** Troubles of the login itself; that the registry then refuses follows from them. */
export const loginTroubles: ReadonlySet<CauseId> = new Set<CauseId>([
  'registry-secret-wrong-server',
  'registry-secret-wrong-format',
  'registry-secret-wrong-user',
  'secret-not-found',
  'managed-secret-missing',
]);

/** How a registry refuses. */
export const refusals: ReadonlySet<CauseId> = new Set<CauseId>([
  'auth-missing',
  'auth-invalid',
  'access-denied-or-not-found',
  'permission-denied-pull',
  'permission-denied-push',
]);

/** Answers of a registry that leave open what is wrong: our own check may settle them. */
export const openAnswers: ReadonlySet<CauseId> = new Set<CauseId>([
  ...refusals,
  'image-tag-not-found',
  'image-digest-not-found',
  'repository-not-found',
  'registry-unreachable-timeout',
]);

/** The first of each pair says the second as well, even when a check of its own shows it. */
const includes: Readonly<Partial<Record<CauseId, readonly CauseId[]>>> = {
  'image-digest-not-found': ['image-tag-not-found'],
  'ephemeral-storage-exceeded': ['disk-space-exhausted'],
};

/** What is to be compared of a finding. */
export interface Comparable {
  readonly cause: CauseId;
  readonly confidence: Confidence;
  readonly detail?: string;
  /** A check of ours shows it by itself. */
  readonly checked: boolean;
}

/** Whether `other` says nothing beyond `nearer`. */
export function saysNothingBeyond(nearer: Comparable, other: Comparable): boolean {
  // Without facts of its own a general word only says that something happened.
  if (general.has(other.cause) && other.detail === undefined) return true;
  if (includes[nearer.cause]?.includes(other.cause)) return true;
  // The image will have to go to another registry: what this one says does not matter.
  if (nearer.cause === 'local-build-needs-icr') return isAboutRegistry(other.cause);
  if (other.checked || nearer.confidence === 'possible') return false;
  if (nearer.cause === 'managed-secret-missing' && other.cause === 'secret-not-found') return true;
  // The source is fetched once, and fails for one reason.
  if (stageOf(nearer.cause) === 'source' && stageOf(other.cause) === 'source') return true;
  return (isAboutRegistry(nearer.cause) || loginTroubles.has(nearer.cause)) && openAnswers.has(other.cause);
}

/** Whether the cause lies between a client and a registry. */
export function isAboutRegistry(cause: CauseId): boolean {
  return ['pull', 'push'].includes(stageOf(cause));
}

function stageOf(cause: CauseId): string {
  return causeOf(cause).stage;
}
