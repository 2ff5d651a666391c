/** Which network addresses may be asked: those of the public internet, unless the operator says more. */
import ipaddr from 'ipaddr.js';

/** Metadata services outside the link-local range: Azure's answers in a public one, Amazon's in a private one. */
const metadata: ReadonlySet<string> = new Set(['168.63.129.16', 'fd00:ec2::254']);

/** IBM Cloud's networks of services and of private endpoints. Source: IBM Cloud docs, IP ranges and service endpoints. */
const ibmPrivate = ['161.26.0.0/16', '166.8.0.0/14'].map((range) => ipaddr.parseCIDR(range));

/** The IPv4 address that is meant: `::ffff:127.0.0.1`, and `::127.0.0.1` of old (RFC 4291, 2.5.5.1). */
function unwrapped(address: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed;
  const bytes = parsed.toByteArray();
  const compatible =
    bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 14).some((byte) => byte !== 0);
  return compatible ? ipaddr.fromByteArray(bytes.slice(12)) : parsed;
}

/** What an address is, in words, when it is not a public one; otherwise undefined. */
export function forbiddenAddress(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'an address that cannot be read';
  const parsed = unwrapped(address);
  if (metadata.has(parsed.toString())) return 'a metadata address';
  if (ibmPrivate.some((range) => parsed.kind() === 'ipv4' && parsed.match(range))) return words.private;
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

/** What a host is, in words, when it is spelt as an address that is not a public one; otherwise undefined. */
export function forbiddenHost(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isLoopbackHost(bare)) return words.loopback;
  return ipaddr.isValid(bare) ? forbiddenAddress(bare) : undefined;
}

/** Who asks: which setting would allow a host, and what one looks for there. */
export interface Asker {
  /** Name of the environment variable, for example `REGISTRY_ALLOWED_HOSTS`. */
  readonly setting: string;
  /** For example `registry`. */
  readonly what: string;
}

/** Why a host at an address of this kind was not asked, and whether the operator can change that. */
export function notAsked(authority: string, kind: string, { setting, what }: Asker): string {
  const is = forbiddenHost(authority.replace(/:\d+$/, '')) === undefined ? 'leads to' : 'is';
  // A company's server may well be in its own network; at the other addresses there is none for Code Engine.
  return kind === words.private || kind === words.carrierGradeNat
    ? `${authority} ${is} ${kind}, which ce-image does not ask unless ${setting} names ${authority}.`
    : `${authority} ${is} ${kind}, which ce-image never asks: Code Engine finds no ${what} there.`;
}

/** Whether a host, as a reference spells it, means this very machine. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback';
}
