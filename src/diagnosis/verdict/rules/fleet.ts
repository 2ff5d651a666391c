/** Serverless fleets: whether their workers reach the registry, and what only a fleet's own word tells. */

import { traitsOf } from '../../causes/index';
import type { Evidence } from '../../model/evidence';
import { fleetState } from '../../model/fleet';
import { fleetReach } from '../../model/fleet-reach';
import { hostOf, isIbmRegistry } from '../../model/image-host';
import { present } from '../../model/present';
import type { Candidate, Side } from '../candidate';
import { explainLog } from '../text/explain-log';
import { checked } from './rule';

/** Whether no task ever got the image. */
function neverPulled(evidence: Evidence): boolean {
  const fleet = present(evidence.fleet);
  if (!fleet || fleet.tasks?.successful || fleet.tasks?.running) return false;
  // An exit code is that of a program, so there was an image.
  if (present(evidence.fleetTasks)?.some(({ resultCode }) => resultCode !== undefined)) return false;
  const state = fleetState(fleet);
  return (
    state === 'failed' || state === 'pending' || (state === 'running' && (fleet.tasks?.pending ?? 0) > 0)
  );
}

/** The line of a log that says that the registry was not reached. */
function timeoutLine(evidence: Evidence): { readonly line: string; readonly where: string } | undefined {
  for (const log of present(evidence.logs) ?? []) {
    const { cause, proof } = explainLog(log, 'pull');
    // What our check may meet on its own way is a way that is closed.
    if (traitsOf(cause).onOurWay && proof) return { line: proof.line, where: log.keptBy ?? log.pod };
  }
  return undefined;
}

/** Public registries need a public gateway on the subnet. Source: docs, fleet-prep. */
export function noPublicGateway(evidence: Evidence, side: Side): readonly Candidate[] {
  if (side !== 'run' || !neverPulled(evidence)) return [];
  const reach = fleetReach(evidence);
  if (!reach) return guessedFromLog(evidence);
  const { host, gateway, gatewayOpen, closedSubnets, subnets, partly } = reach;
  if (gateway || closedSubnets.length === 0 || host.startsWith('private.')) return [];
  const names = closedSubnets.map(({ name }) => name).join(', ');
  const all = closedSubnets.length === subnets.length && !partly;
  const which = all
    ? `The ${closedSubnets.length > 1 ? 'subnets' : 'subnet'} ${names}`
    : partly
      ? `Of the subnets that could be looked at, ${names}`
      : `Of ${subnets.length} subnets, ${names}`;
  const has = closedSubnets.length > 1 ? 'have' : 'has';
  if (gatewayOpen) {
    return checked(
      'fleet-no-public-gateway',
      `${which} ${has} no public gateway. Whether the VPC has an endpoint gateway for ${host} could not be read; without one workers there cannot reach ${host}.`,
      'VPC',
      { confidence: timeoutLine(evidence) ? 'likely' : 'possible' },
    );
  }
  return checked(
    'fleet-no-public-gateway',
    `${which} ${has} no public gateway and the VPC no endpoint gateway for ${host}, so workers there cannot reach ${host}.`,
    'VPC',
    { confidence: all ? 'proven' : 'likely' },
  );
}

/** Where nobody may look into the VPC, a log that tells of a timeout says at least that it is the way. */
function guessedFromLog(evidence: Evidence): readonly Candidate[] {
  const met = timeoutLine(evidence);
  if (!met) return [];
  const { line, where } = met;
  const host = hostOf(present(evidence.fleet)?.imageReference ?? '');
  const proof = { source: 'log', text: line, where } as const;
  if (isIbmRegistry(host)) {
    return checked(
      'fleet-endpoint-gateway-blocked',
      `A worker cannot reach ${host}. If the VPC has an endpoint gateway for Container Registry, the workers’ security group must be attached to it.`,
      where,
      { proof, confidence: 'possible' },
    );
  }
  return checked(
    'fleet-no-public-gateway',
    `A worker cannot reach ${host}, which is on the internet: its subnet needs a public gateway.`,
    where,
    { proof, confidence: 'likely' },
  );
}

/** The workers' security group must be attached to the endpoint gateway. Source: docs, fleet-prep. */
export function endpointGatewayBlocked(evidence: Evidence, side: Side): readonly Candidate[] {
  const reach = side === 'run' && neverPulled(evidence) ? fleetReach(evidence) : undefined;
  if (!reach?.gateway || reach.securityGroups.length === 0) return [];
  const { gateway, securityGroups, host } = reach;
  const attached = new Set(gateway.securityGroups.map(({ id }) => id));
  if (securityGroups.some(({ id }) => attached.has(id))) return [];
  const groups = securityGroups.map(({ id, name }) => name ?? id).join(', ');
  return checked(
    'fleet-endpoint-gateway-blocked',
    `In this VPC ${host} is reached through the endpoint gateway ${gateway.name}, to which the security group of the workers (${groups}) is not attached.`,
    'VPC',
    // Another group of the gateway may let the subnet in by its rules.
    { confidence: timeoutLine(evidence) ? 'proven' : 'likely' },
  );
}

/** Somebody canceled the fleet. */
export function canceledFleet(evidence: Evidence, side: Side): readonly Candidate[] {
  const fleet = present(evidence.fleet);
  if (side !== 'run' || !fleet?.status?.startsWith('cancel')) return [];
  const { successful = 0, canceled = 0 } = fleet.tasks ?? {};
  return checked(
    'fleet-canceled',
    `The fleet is ${fleet.status}: ${successful} tasks had finished, and ${canceled} will not run.`,
    `fleet ${fleet.name}`,
    { proof: { source: 'platform', text: fleet.status, where: `fleet ${fleet.name}` } },
  );
}
