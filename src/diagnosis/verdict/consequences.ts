/** Which findings are only another name of a nearer one, or follow from it: they are no second problem. */

import { causeOf, traitsOf } from '../causes/index';
import type { CauseId } from '../model/cause-id';
import type { Confidence } from '../model/report';

/** How a registry refuses. */
export function isRefusal(cause: CauseId): boolean {
  return traitsOf(cause).ofRegistry === 'refusal';
}

/** A login that does not fit: that the registry then refuses follows from it. */
export function isLoginTrouble(cause: CauseId): boolean {
  return traitsOf(cause).ofRegistry === 'login-trouble';
}

/** An answer of a registry that leaves open what is wrong. */
export function isOpenAnswer(cause: CauseId): boolean {
  return isRefusal(cause) || traitsOf(cause).ofRegistry === 'open';
}

/** Whether the cause says what happened, and leaves open why. */
export function isGeneral(cause: CauseId): boolean {
  return traitsOf(cause).says === 'what-happened';
}

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
  if (isGeneral(other.cause) && other.detail === undefined) return true;
  if (traitsOf(nearer.cause).includes?.includes(other.cause)) return true;
  // The image will have to go to another registry: what this one says does not matter.
  if (traitsOf(nearer.cause).mootsRegistry) return isAboutRegistry(other.cause);
  if (other.checked || nearer.confidence === 'possible') return false;
  if (traitsOf(nearer.cause).implies?.includes(other.cause)) return true;
  // The source is fetched once, and fails for one reason.
  if (stageOf(nearer.cause) === 'source' && stageOf(other.cause) === 'source') return true;
  return (isAboutRegistry(nearer.cause) || isLoginTrouble(nearer.cause)) && isOpenAnswer(other.cause);
}

/** Whether the cause lies between a client and a registry. */
export function isAboutRegistry(cause: CauseId): boolean {
  return ['pull', 'push'].includes(stageOf(cause));
}

function stageOf(cause: CauseId): string {
  return causeOf(cause).stage;
}
