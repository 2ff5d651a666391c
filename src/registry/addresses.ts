/** Which network addresses a registry may have: those of the public internet, unless the operator says more. */
import ipaddr from 'ipaddr.js';

/** Azure's platform address: in a public range, yet it answers virtual machines only. */
const AZURE_PLATFORM = '168.63.129.16';

/** What an address is, in words, when it is not a public one; otherwise undefined. */
export function forbiddenAddress(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'an address that cannot be read';
  // Unwraps ::ffff:127.0.0.1 and its kind.
  const parsed = ipaddr.process(address);
  if (parsed.toString() === AZURE_PLATFORM) return 'a metadata address';
  const range = parsed.range();
  return range === 'unicast' ? undefined : (words[range] ?? 'a reserved address');
}

const words: Readonly<Record<string, string>> = {
  loopback: 'a loopback address',
  linkLocal: 'a link-local or metadata address',
  private: 'an address of a private network',
  uniqueLocal: 'an address of a private network',
  carrierGradeNat: 'an address of a provider’s inner network',
  unspecified: 'no real address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
};

/** Whether a host, as a reference spells it, means this very machine. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback';
}
