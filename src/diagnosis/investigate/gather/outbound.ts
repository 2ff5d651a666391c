/** What a project lets out, where a connection to the outside may be what failed. */
import type { Evidence } from '../../model/evidence';
import type { WorkloadSubject } from '../../model/subject';
import { outboundTrouble } from '../../verdict/outbound-trouble';
import { stateOf } from '../../verdict/state';
import type { Gatherer } from './gatherer';

/** The evidence with the project's allowed outbound destinations, asked for once and only where they matter. */
export async function withOutbound(
  gatherer: Gatherer,
  subject: WorkloadSubject,
  evidence: Evidence,
): Promise<Evidence> {
  const { kind, project } = subject;
  // Workers of fleets are in a VPC, which the project's ranges do not restrict.
  if (kind === 'fleet' || stateOf(subject, evidence).state === 'healthy') return evidence;
  const { origin } = evidence;
  const side = kind === 'build' || kind === 'buildrun' ? 'build' : 'run';
  const own = outboundTrouble(evidence, side).length > 0;
  const ofOrigin = origin !== undefined && outboundTrouble(origin, 'build').length > 0;
  if (!own && !ofOrigin) return evidence;
  const outbound = await gatherer.ask((signal) => gatherer.codeEngine.outboundDestinations(project, signal));
  return {
    ...evidence,
    ...(own && { outbound }),
    ...(ofOrigin && { origin: { ...origin, outbound } }),
  };
}
