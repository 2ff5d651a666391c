/** What follows from facts that no message states: a referenced secret that is not there, a port that
 * nothing opens, a quota that is full. */
import type { Evidence } from '../model/evidence';
import type { Candidate, Side } from './candidate';
import { projectAccessDenied } from './rules/absence';
import { unusableDataStore } from './rules/data-stores';
import { canceledFleet, endpointGatewayBlocked, noPublicGateway } from './rules/fleet';
import { functionBundle, unsupportedRuntime } from './rules/function';
import { movedTag, slowPull, vulnerableImage } from './rules/image';
import { localBuildNeedsIcr, waitingForBuild } from './rules/origin';
import { blockedDestination, privatePathNotReady } from './rules/outbound';
import { fullQuota, fullRegistryQuota, neverStarted } from './rules/quota';
import type { Rule } from './rules/rule';
import { missingSecrets, wrongSecretFormat } from './rules/secrets';
import {
  buildpackWithoutStart,
  cannotStartBySource,
  daemonThatEnds,
  exitsCleanly,
  failingHttpProbe,
  manyRestarts,
  noCommand,
  wrongPort,
} from './rules/start';

const rules: readonly Rule[] = [
  projectAccessDenied,
  missingSecrets,
  wrongSecretFormat,
  localBuildNeedsIcr,
  fullQuota,
  fullRegistryQuota,
  neverStarted,
  wrongPort,
  failingHttpProbe,
  noCommand,
  buildpackWithoutStart,
  cannotStartBySource,
  exitsCleanly,
  daemonThatEnds,
  manyRestarts,
  slowPull,
  waitingForBuild,
  unsupportedRuntime,
  functionBundle,
  movedTag,
  vulnerableImage,
  noPublicGateway,
  endpointGatewayBlocked,
  canceledFleet,
  unusableDataStore,
  privatePathNotReady,
  blockedDestination,
];

/** Candidates of every rule. */
export function fromRules(evidence: Evidence, side: Side): readonly Candidate[] {
  return rules.flatMap((rule) => rule(evidence, side));
}
