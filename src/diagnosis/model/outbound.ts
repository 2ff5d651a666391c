/**
 * Whether a project's allowed outbound destinations let a connection out. Source: docs, connectivity-outbound: ranges add
 * up, `0.0.0.0/0` opens all, and neither the project itself, private paths nor private endpoints of IBM Cloud are
 * restricted by ranges.
 */
import type { OutboundDestination } from './network';

/** Where something wanted to connect to, as far as it says. */
export interface Target {
  readonly host?: string;
  /** IPv4. */
  readonly address?: string;
}

/** The ranges of addresses that are open. */
export function openRanges(destinations: readonly OutboundDestination[]): readonly string[] {
  return destinations.flatMap(({ cidr }) => cidr ?? []);
}

/** Whether anything outside is closed at all. */
export function isRestricted(destinations: readonly OutboundDestination[]): boolean {
  return !openRanges(destinations).some((cidr) => /\/0$/.test(cidr.trim()));
}

/** Whether ranges say nothing of it: the project itself, the machine itself, private endpoints of IBM Cloud. */
export function isAlwaysOpen({ host = '' }: Target): boolean {
  return (
    /(?:^|\.)svc\.cluster\.local$|\.svc$|^localhost$|^127\./.test(host) ||
    /^private\.(?:[a-z0-9-]+\.)*icr\.io$/.test(host) ||
    /(?:^|\.)private\.(?:[a-z0-9-]+\.)*cloud\.ibm\.com$|\.private\.[a-z0-9.-]*(?:ibm\.com|appdomain\.cloud)$/.test(
      host,
    )
  );
}

/** Whether an address is in one of the ranges; undefined when a range or the address cannot be read. */
export function isInRange(address: string, ranges: readonly string[]): boolean | undefined {
  const asked = bitsOf(address);
  if (asked === undefined) return undefined;
  let unread = false;
  for (const range of ranges) {
    const [base = '', size = '32'] = range.trim().split('/');
    const start = bitsOf(base);
    const length = Number(size);
    if (start === undefined || !Number.isInteger(length) || length < 0 || length > 32) {
      unread = true;
      continue;
    }
    const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
    if ((asked & mask) >>> 0 === (start & mask) >>> 0) return true;
  }
  return unread ? undefined : false;
}

function bitsOf(address: string): number | undefined {
  const parts = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length !== 4 || parts.some((part) => !(part <= 255))) return undefined;
  return parts.reduce((bits, part) => bits * 256 + part, 0);
}

/** The private path by which a host or address is reached. */
export function privatePathTo(
  destinations: readonly OutboundDestination[],
  { host, address }: Target,
): OutboundDestination | undefined {
  return destinations.find(
    ({ hosts, addresses }) =>
      (host !== undefined && hosts.some((one) => one.toLowerCase() === host.toLowerCase())) ||
      (address !== undefined && addresses.includes(address)),
  );
}
