/** Allowed outbound destinations: a host that the project may not reach, and private paths that are not ready. */
import type { Evidence } from '../../model/evidence';
import type { OutboundDestination } from '../../model/network';
import { isInRange, isRestricted, openRanges, privatePathTo } from '../../model/outbound';
import { present } from '../../model/present';
import type { Candidate, Side } from '../candidate';
import { type OutboundTrouble, outboundTrouble } from '../outbound-trouble';
import { checked } from './rule';

const WHERE = 'allowed outbound destinations';

/** That we reach the host is no proof against it: nobody restricts us. */
export function blockedDestination(evidence: Evidence, side: Side): readonly Candidate[] {
  const destinations = present(evidence.outbound);
  if (!destinations || !isRestricted(destinations)) return [];
  const ranges = openRanges(destinations);
  for (const trouble of outboundTrouble(evidence, side)) {
    if (privatePathTo(destinations, trouble)) continue;
    const { host, address, byPlatform } = trouble;
    const inRange = address === undefined ? undefined : isInRange(address, ranges);
    if (inRange) continue;
    const certain = inRange === false || ranges.length === 0;
    const who = side === 'build' ? 'a build' : byPlatform ? 'a pull' : 'the program';
    const to = nameOf(trouble);
    const allows =
      ranges.length === 0 ? 'no connection to the outside' : `connections only to ${listed(ranges)}`;
    const reading = certain
      ? `and ${to} is not among it`
      : `and whether ${to} is among it depends on the address that it has`;
    const confidence = certain ? (byPlatform ? 'likely' : 'proven') : 'possible';
    const blocked = checked(
      'outbound-destination-blocked',
      `The project allows ${allows}, ${reading}: ${who} wanted to connect there and got no answer.`,
      WHERE,
      {
        confidence,
        captured: { ...(host !== undefined && { host }), ...(address !== undefined && { address }) },
      },
    );
    return [...blocked, ...metBy('outbound-destination-blocked', trouble)];
  }
  return [];
}

/** Reasons of the API, in words. Source: the SDK's AllowedOutboundStatus. */
const reasons: Readonly<Record<string, string>> = {
  private_path_connection_approval_pending: 'its owner has not approved the connection yet',
  private_path_connection_approval_denied: 'its owner has denied the connection',
  private_path_connection_already_exists: 'there is another connection to the same service',
  private_path_crn_invalid: 'its CRN is not valid',
  private_path_not_found: 'the Private Path service does not exist',
  private_path_not_in_same_account_family: 'the Private Path service is of another account family',
  private_path_not_in_same_region: 'the Private Path service is in another region',
  private_path_not_published: 'the Private Path service is not published',
  deploying: 'it is still being set up',
};

/** A host that could not be reached stands behind a Private Path connection that is not ready. */
export function privatePathNotReady(evidence: Evidence, side: Side): readonly Candidate[] {
  const paths = (present(evidence.outbound) ?? []).filter(
    ({ hosts, addresses }) => hosts.length > 0 || addresses.length > 0,
  );
  // Reading the logs once more is worth it only where something may be named in them.
  if (paths.length === 0) return [];
  for (const trouble of outboundTrouble(evidence, side)) {
    const path = privatePathTo(paths, trouble);
    if (!path || path.status === 'ready' || path.status === undefined) continue;
    const notReady = checked(
      'private-path-not-ready',
      `${nameOf(trouble)} is reached through the Private Path connection ${path.name}, whose status is ${path.status}: ${whyNot(path)}.`,
      WHERE,
      { captured: { path: path.name, ...(path.reason !== undefined && { reason: path.reason }) } },
    );
    return [...notReady, ...metBy('private-path-not-ready', trouble)];
  }
  return [];
}

/** How it was met: the line itself, beside the list that explains it. */
function metBy(cause: Candidate['cause'], { proof, telling }: OutboundTrouble): readonly Candidate[] {
  const told = telling.length > 0 ? { telling } : {};
  return [{ cause, strength: 'symptom', confidence: 'possible', proof, ...told }];
}

function whyNot({ reason = 'failed' }: OutboundDestination): string {
  return reasons[reason] ?? `the platform says ${reason}`;
}

function nameOf({ host, address }: OutboundTrouble): string {
  return host ?? address ?? 'the address';
}

/** Ranges that a sentence names. */
const MOST_NAMED = 4;

function listed(ranges: readonly string[]): string {
  const more = ranges.length - MOST_NAMED;
  return [...ranges.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
